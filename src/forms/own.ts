// Forms that people teach the house: the same schema as the files beside this one, and what else must hold for them.
import type { z } from "zod";
import { emptyDeclaration } from "../declaration/empty.ts";
import { currencies } from "../declaration/money.ts";
import type { OwnFormId } from "../declaration/schema.ts";
import { type FormDefinition, FormDefinition as Definition, cellsOf } from "./form.ts";
import { printed } from "./print.ts";

/** What a definition from outside may hold at most: far more than any form prints, far less than would keep a thread busy. */
const most = { label: 60, cells: 300, grid: 60, tables: 8, columns: 40, width: 400, region: 40, title: 80 };

/** What an own form is before it has an id: what people save, take out as a file and bring in again. */
export const OwnDefinition = Definition.omit({ id: true }).superRefine((form, context) => {
  const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
  const cells = [...form.above, ...form.rows, ...form.below].flat();
  const columns = form.tables.flatMap((table) => table.columns);
  if (form.title.trim() === "" || form.title.length > most.title) wrong(["title"], `标题应为 1 到 ${most.title} 字`);
  if (form.region.length > most.region) wrong(["region"], `地区名称不超过 ${most.region} 字`);
  if (form.currency !== null && !currencies.includes(form.currency)) wrong(["currency"], `金额单位只能是${currencies.join("、")}`);
  if (form.grid.length > most.grid || form.grid.some((width) => width > most.width)) wrong(["grid"], `栏数不超过 ${most.grid}，栏宽不超过 ${most.width} 毫米`);
  if (form.print.size > 40 || form.print.title > 60 || form.print.size < 4) wrong(["print"], "字号应在 4 到 40 磅之间");
  if (cells.length > most.cells) wrong(["rows"], `栏目不超过 ${most.cells} 个`);
  if (form.tables.length > most.tables || columns.length > most.tables * most.columns) wrong(["tables"], "指标表太多");
  if ([...cells, ...columns].some(({ span }) => span > most.grid) || cells.some(({ rows, value }) => rows > most.grid || (typeof value === "number" && value > most.grid))) wrong(["rows"], "跨行、跨栏数太大");
  const texts = [...cells.flatMap(({ label, extra }) => [label, extra]), ...columns.map(({ label }) => label), ...form.tables.flatMap(({ heading, goalName }) => [heading, goalName]), ...Object.values(form.wording).flat()];
  if (texts.some((text) => (text?.length ?? 0) > most.label)) wrong(["rows"], `栏目名不超过 ${most.label} 字`);
  if ([...texts, form.title, form.region].some((text) => /[\p{Cc}\p{Cs}]/u.test((text ?? "").replace(/[\n\t]/g, "")))) wrong(["rows"], "栏目名里有不能显示的字符");
  if (!cells.some(({ label, field }) => field === "project.name" && label !== null)) wrong(["rows"], "没有说哪一格是“项目名称”的栏目名");
  form.tables.forEach((table, nth) => {
    const has = (...wanted: string[]) => table.columns.some(({ column, label }) => wanted.includes(column) && label !== "");
    if (!has("level2", "level3", "level4") || !has("target")) wrong(["tables", nth], "指标表至少要说明哪一栏是指标名称、哪一栏是指标值");
  });
});
export type OwnDefinition = z.infer<typeof OwnDefinition>;

/** An own form as readers and writers take it. */
export const ownForm = (id: OwnFormId, definition: OwnDefinition): FormDefinition => ({ id, ...definition });

/**
 * Whether a form's layout fills its paper: every place of every table belongs to one cell. What is only good for reading
 * need not.
 */
export function canBePrinted(form: FormDefinition): boolean {
  const columns = form.grid.length;
  if (cellsOf(form).some(({ field, label, value }) => field !== "section" && label !== null && typeof value === "number" && value > columns)) return false;
  const [sheet] = printed([emptyDeclaration], form, null).sheets;
  return (sheet?.tables ?? []).every(({ rows }) => {
    const held = rows.map(() => Array.from({ length: columns }, () => 0));
    for (const [at, row] of rows.entries()) {
      for (const { column, colSpan, rowSpan } of row) {
        if (column + colSpan > columns || at + rowSpan > rows.length) return false;
        for (let down = at; down < at + rowSpan; down++) for (let across = column; across < column + colSpan; across++) (held[down] as number[])[across] = (held[down]?.[across] ?? 0) + 1;
      }
    }
    return held.every((row) => row.every((count) => count === 1));
  });
}
