// How the page asks the server: what is sent, what comes back, and what is said when it is refused.
import type { ProblemDocument } from "../server/contract.ts";
import type { ConflictDocument } from "../server/goals/contract.ts";

/** A request that was refused or never arrived: what happened (message) and what to do (hint), in Chinese. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly hint: string | null;
  /** null when no answer came at all. */
  readonly status: number | null;
  /** Both contents, when somebody else saved first. */
  readonly conflict: ConflictDocument | null;
  /** What is missing or wrong, item by item. */
  readonly items: ProblemDocument["errors"];

  constructor(told: { code: string; message: string; hint: string | null; status: number | null; conflict?: ConflictDocument; items?: ProblemDocument["errors"] }) {
    super(told.message);
    this.name = "ApiProblem";
    this.code = told.code;
    this.hint = told.hint;
    this.status = told.status;
    this.conflict = told.conflict ?? null;
    this.items = told.items ?? [];
  }
}

/** Whatever was thrown, as something to show. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ApiProblem({ code: "WEB-02", message: `页面出错：${message}`, hint: "请刷新页面再试", status: null });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, headers: { accept: "application/json", ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem({
      code: "WEB-01",
      message: "连接不上达标服务",
      hint: "请确认服务程序仍在运行，然后重试",
      status: null,
    });
  }
}

async function refusal(response: Response): Promise<ApiProblem> {
  const { status } = response;
  try {
    const told = (await response.json()) as ProblemDocument;
    // A conflict tells the two values in its title already.
    const items = (status === 409 ? [] : told.errors).map((item) => `${item.path}：${item.message}`).join("；");
    const hint = items === "" ? told.detail : items;
    const conflict = "theirs" in told ? { conflict: told as ConflictDocument } : {};
    return new ApiProblem({ code: told.code, message: told.title, hint, status, items: told.errors, ...conflict });
  } catch {
    return new ApiProblem({ code: `HTTP-${status}`, message: "服务程序没有正常应答", hint: "请稍后重试；仍不行请看服务程序的日志", status });
  }
}

/** The answer's type is what the contract promises for that route; the server validates it before it is sent. */
export async function request<Told>(path: string, init: RequestInit = {}): Promise<Told> {
  const response = await send(path, init);
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as Told;
}

/** What is answered as a file. */
export async function requestBlob(path: string, init: RequestInit): Promise<Blob> {
  const response = await send(path, init);
  if (!response.ok) throw await refusal(response);
  return await response.blob();
}

/** Something with the version (ETag) under which it was seen: whoever changes it says so, and overwrites nobody. */
export interface Seen<Told> {
  told: Told;
  version: string;
}

export async function requestSeen<Told>(path: string, init: RequestInit = {}): Promise<Seen<Told>> {
  const response = await send(path, init);
  if (!response.ok) throw await refusal(response);
  return { told: (await response.json()) as Told, version: response.headers.get("etag") ?? "" };
}

/** A change of what was seen. @throws ApiProblem API-12 when somebody else has changed it since */
export const changed = (body: object, version: string, method: "PUT" | "PATCH" | "POST" = "PUT"): RequestInit => ({ method, headers: { "content-type": "application/json", "if-match": version }, body: JSON.stringify(body) });

export function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

export function upload(files: { name: string; file: File }[]): FormData {
  const form = new FormData();
  for (const { name, file } of files) form.append("file", file, name);
  return form;
}

export const seen = (revision: number): Record<string, string> => ({ "if-match": `"${revision}"` });
/** A write under a key: sent again when no answer came, it is carried out once. */
export const keyed = (method: "POST" | "PUT", body: object, key: string, revision?: number): RequestInit => ({
  method,
  headers: { "content-type": "application/json", "idempotency-key": key, ...(revision === undefined ? {} : seen(revision)) },
  body: JSON.stringify(body),
});
/** A key for one write. */
export const newKey = (): string => crypto.randomUUID();

export const posted = (body: object): RequestInit => ({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** What is sent when an answer is no longer wanted. */
export type Stop = { signal?: AbortSignal };
