// The rows of indicators as people arrange them: whatever points to a row (places, doubts) goes with it.
import { readTarget } from "../declaration/read-target.ts";
import type { Declaration, Indicator } from "../declaration/schema.ts";

/**
 * The same declaration with its indicators in another order.
 * @param order for each row the number of the row that now stands there, or a new indicator; rows that are not named are gone
 */
export function arranged(declaration: Declaration, order: readonly (number | Indicator)[]): Declaration {
  const indicators = order.flatMap((one) => (typeof one === "number" ? (declaration.indicators[one] ?? []) : one));
  const now = new Map<number, number>();
  for (const [index, one] of order.entries()) if (typeof one === "number") now.set(one, index);
  const moved = (path: string): string | null => {
    const [, row, rest = ""] = /^indicators\[(\d+)\](.*)$/.exec(path) ?? [];
    if (row === undefined) return path;
    const at = now.get(Number(row));
    return at === undefined ? null : `indicators[${at}]${rest}`;
  };
  const places = Object.entries(declaration.places).flatMap(([path, own]) => {
    const to = moved(path);
    return to === null ? [] : [[to, own] as const];
  });
  const doubts = declaration.doubts.flatMap((doubt) => {
    const path = moved(doubt.path);
    return path === null ? [] : { ...doubt, path };
  });
  return { ...declaration, indicators, places: Object.fromEntries(places), doubts };
}

const rowsOf = ({ indicators }: Declaration): number[] => indicators.map((_, index) => index);

/** An empty row that stands where another one does: of the same goal and levels; only its own name is open. */
export function rowLike(row: Indicator | undefined, columns: readonly string[]): Indicator {
  const four = columns.includes("level4");
  return {
    scope: row?.scope ?? "annual",
    level1: row?.level1 ?? null,
    level2: row?.level2 ?? null,
    level3: four ? (row?.level3 ?? null) : null,
    level4: null,
    class: row?.class ?? null,
    description: null,
    target: null,
    unit: null,
    basis: null,
    weight: null,
    actual: null,
    score: null,
  };
}

/** Puts empty rows behind a row (−1: at the very top), each like the row above it. */
export function insertRows(declaration: Declaration, behind: number, count = 1): Declaration {
  const like = declaration.indicators[behind] ?? declaration.indicators[behind + 1];
  const fresh = Array.from({ length: count }, () => rowLike(like, declaration.printed.columns));
  return arranged(declaration, rowsOf(declaration).toSpliced(behind + 1, 0, ...(fresh as never[])));
}

export function removeRows(declaration: Declaration, rows: readonly number[]): Declaration {
  const gone = new Set(rows);
  return arranged(declaration, rowsOf(declaration).filter((row) => !gone.has(row)));
}

/** Moves rows as a block by so many steps up (negative) or down, within the ends of the table. */
export function moveRows(declaration: Declaration, rows: readonly number[], steps: number): Declaration {
  const wanted = [...new Set(rows)].sort((a, b) => a - b);
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (first === undefined || last === undefined) return declaration;
  const rest = rowsOf(declaration).filter((row) => !wanted.includes(row));
  const before = rest.filter((row) => row < first).length;
  const at = Math.max(0, Math.min(rest.length, before + steps));
  return arranged(declaration, rest.toSpliced(at, 0, ...wanted));
}

/** The same rows once more, right behind the last of them. */
export function repeatRows(declaration: Declaration, rows: readonly number[]): Declaration {
  const wanted = [...new Set(rows)].sort((a, b) => a - b);
  const copies = wanted.flatMap((row) => declaration.indicators[row] ?? []);
  const last = wanted.at(-1);
  if (last === undefined) return declaration;
  return arranged(declaration, (rowsOf(declaration) as (number | Indicator)[]).toSpliced(last + 1, 0, ...copies));
}

/** What a row says of the year that is over is no target of the next one. */
export const forNextYear = (row: Indicator): Indicator => ({ ...row, actual: null, score: null, target: row.target && readTarget(row.target.text, row.unit) });
