// Applies the computed fix of a finding (JSON Patch, RFC 6902) to a declaration.
import { Declaration } from "../declaration/schema.ts";
import { DabiaoError } from "../problem.ts";
import type { PatchStep } from "./rule.ts";

/**
 * The declaration after a patch; the given one stays as it is. Places and doubts of patched values stay: they tell where
 * the value came from.
 * @throws DabiaoError REVIEW-01 when a path leads nowhere or the result is no declaration
 */
export function patched(declaration: Declaration, steps: readonly PatchStep[]): Declaration {
  const copy: unknown = structuredClone(declaration);
  for (const step of steps) apply(copy, step);
  const result = Declaration.safeParse(copy);
  if (!result.success) throw unfit(steps.map(({ path }) => path).join("、"), result.error);
  return result.data;
}

function apply(root: unknown, step: PatchStep): void {
  const keys = step.path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop();
  if (last === undefined) throw unfit(step.path);
  const parent = keys.reduce<unknown>((node, key) => (isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined), root);
  if (Array.isArray(parent)) applyToList(parent, last, step);
  else if (isObject(parent) && (step.op === "add" || Object.hasOwn(parent, last))) {
    if (step.op === "remove") delete parent[last];
    else parent[last] = step.value;
  } else throw unfit(step.path);
}

function applyToList(list: unknown[], key: string, step: PatchStep): void {
  const at = key === "-" && step.op === "add" ? list.length : /^\d+$/.test(key) ? Number(key) : -1;
  if (at < 0 || at > list.length || (step.op !== "add" && at === list.length)) throw unfit(step.path);
  if (step.op === "add") list.splice(at, 0, step.value);
  else if (step.op === "replace") list[at] = step.value;
  else list.splice(at, 1);
}

const isObject = (node: unknown): node is Record<string, unknown> => typeof node === "object" && node !== null;

function unfit(path: string, cause?: unknown): DabiaoError {
  return new DabiaoError("REVIEW-01", { message: `修改“${path}”用不到这张表上。`, hint: "表格在审核之后改过，请重新审核。", cause });
}
