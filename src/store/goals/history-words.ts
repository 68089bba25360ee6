// What an event of the audit log says to people who look at the history of a table.
import { nameOfPath } from "../../declaration/names.ts";
import { type HappeningAction, type LoggedChange, wordsOfHappening } from "../../workflow/history.ts";
import type { RoleId } from "../../workflow/roles.ts";
import { roles } from "../../workflow/roles.ts";
import type { Happening } from "./history.ts";

/** An event as the history reads it. */
export interface LoggedEvent {
  seq: number;
  id: string;
  at: Date;
  account: string | null;
  name: string;
  role: string | null;
  action: HappeningAction;
  /** What it is about: a declaration, its document, one of its adjustments, a waiver at it. */
  kind: string;
  subject: string;
  /** Which third party, where one was asked. */
  asked: string | null;
  /** As it was written then: nothing is sure to be there. */
  detail: unknown;
}

/** One event as a line of its own. */
export function wordsOf(event: LoggedEvent): Happening {
  const { kind, zh } = wordsOfHappening(event.action);
  const at = event.at.toISOString();
  const detail = toldIn(event.detail);
  return {
    id: event.id, kind, zh: event.action === "declaration.export" ? exported(event.kind, detail) : zh, about: event.asked ?? about(event.action, detail), person: event.name, role: roleIn(event.role), at, times: 1, since: at,
    opinion: "", remarks: [], adjustment: event.kind === "adjustment" ? event.subject : null, version: null, ...places(event.action, detail),
  };
}

type Detail = Readonly<Record<string, unknown>>;
const toldIn = (detail: unknown): Detail => (typeof detail === "object" && detail !== null ? (detail as Detail) : {});
const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const roleIn = (role: string | null): RoleId | null => (role !== null && Object.hasOwn(roles, role) ? (role as RoleId) : null);

function about(action: HappeningAction, detail: Detail): string | null {
  switch (action) {
    case "import.file":
      return text(detail.file);
    case "adjustment.attach":
    case "adjustment.detach":
      return text(detail.name);
    case "declaration.begin":
      return text(detail.from) === null ? null : "以原有目标表为底稿";
    case "check.correct":
      return `${placeOf(detail.path) ?? ""}：“${text(detail.original) ?? ""}”改为“${text(detail.text) ?? ""}”`;
    case "check.take-back":
      return placeOf(detail.path);
    case "opinion.keep":
      return [detail.grade, detail.total].some((one) => one === undefined || one === null) ? null : `等级“${String(detail.grade)}”，${String(detail.total)} 分`;
    case "waiver.keep":
      return text(detail.reason);
    case "declaration.export":
      return exportedAs(detail);
    default:
      return null;
  }
}

const placeOf = (path: unknown): string | null => (text(path) === null ? null : nameOfPath(String(path)));

/** How a place was changed; a value that stands otherwise needs no word. */
const changeNames: Readonly<Record<string, string>> = { added: "新增", removed: "删除", moved: "移动" };
const isChange = (one: unknown): one is LoggedChange => Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === "string");

function places(action: HappeningAction, detail: Detail): Pick<Happening, "places" | "further"> {
  if (action === "check.confirm") return { places: [placeOf(detail.path) ?? ""].filter((one) => one !== ""), further: 0 };
  const changes = Array.isArray(detail.changes) ? detail.changes.filter(isChange) : [];
  const named = [...new Set(changes.map(([kind, path]) => `${changeNames[kind] ?? ""}${nameOfPath(path)}`))];
  return { places: named, further: typeof detail.changed === "number" ? Math.max(0, detail.changed - changes.length) : 0 };
}

function exported(kind: string, { url, together }: Detail): string {
  if (kind === "adjustment") return "下载调整的附件";
  if (kind === "document") return /\/marked(?:\?|$)/.test(text(url) ?? "") ? "下载标注了问题的来源文件" : "下载来源文件";
  return together === undefined ? "导出、打印" : "成批导出";
}

const formats: Readonly<Record<string, string>> = { docx: "Word", xlsx: "Excel", pdf: "PDF", html: "网页" };
const sets: Readonly<Record<string, string>> = { archive: "压缩包", book: "汇编", approvals: "批复表", workbook: "填报工作簿" };

function exportedAs({ url, together, format }: Detail): string | null {
  const asked = text(format) ?? /[?&]format=(\w+)/.exec(text(url) ?? "")?.[1];
  const parts = [sets[text(together) ?? ""], formats[asked ?? ""]].filter((one) => one !== undefined);
  return parts.length === 0 ? null : parts.join(" · ");
}
