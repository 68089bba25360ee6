import { keysOf, kindOf, textAt } from "../../declaration/values.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { patched } from "../../review/patch.ts";
import type { PatchStep } from "../../review/rule.ts";
import type { Change } from "../checks/checking.ts";

/** `/indicators/3/target` as the path of a value: `indicators[3].target`. */
function pathOf(pointer: string): string {
  return pointer.split("/").slice(1).reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`), "");
}

/** A computed fix as corrections of values, which keep their original; null when it is more than that. */
export function changesOf(declaration: Declaration, patch: readonly PatchStep[]): Change[] | null {
  if (patch.some(({ op }) => op !== "replace")) return null;
  const paths = patch.map(({ path }) => pathOf(path));
  if (paths.some((path) => keysOf(path).length === 0 || kindOf(declaration, path) === null)) return null;
  try {
    const after = patched(declaration, patch);
    return paths.map((path) => ({ path, text: textAt(after, path) ?? "" }));
  } catch {
    return null; // The table has changed since; the next review offers another.
  }
}
