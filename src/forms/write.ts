import type { Declaration, FormId } from "../declaration/schema.ts";
import type { Paper } from "../grid/paper.ts";
import { DabiaoError, type Problem } from "../problem.ts";
import { fitted } from "./fit.ts";
import { type FormDefinition, cellsOf } from "./form.ts";
import { forms, formOf } from "./list.ts";
import { printed } from "./print.ts";

/** What the form could not take of one declaration, or says in other words. */
export interface Loss {
  project: string | null;
  problems: Problem[];
}

/**
 * Lays declarations out on a region's paper, one after the other, as such sets are published.
 * @param declarations in any form's words; they are translated into this one's
 * @param form the form's id, or one of the house's own; `generic` is none that could be printed
 * @param title what the set is called, or null; where the form prints no year of its own it stands above all and says it
 * @throws DabiaoError WRITE-03 for a form that is not described, WRITE-04 when there is nothing to write
 */
export function paperOf(declarations: readonly Declaration[], form: FormId | FormDefinition, title: string | null): { paper: Paper; losses: Loss[] } {
  const definition = typeof form === "string" ? formOf(form) : form;
  if (!definition) throw new DabiaoError("WRITE-03", { message: `没有“${typeof form === "string" ? form : form.id}”这种可以写的表样。`, hint: `可用的有 ${forms.map(({ id }) => id).join("、")}。` });
  if (declarations.length === 0) throw new DabiaoError("WRITE-04", { message: "没有可写的绩效目标表。", hint: "请确认数据里有绩效目标表。" });
  const fits = declarations.map((declaration) => fitted(declaration, definition));
  const above = titleAbove(declarations, definition, title);
  const losses = fits.map(({ declaration, problems }, index): Loss => {
    const year = declaration.year !== null && above.year !== declaration.year ? [{ code: "WRITE-01", severity: "warning" as const, message: `此表样没有“预算年度”，未写入：${declaration.year}。`, at: null }] : [];
    return { project: declarations[index]?.project.name ?? null, problems: [...problems, ...(above.year === "printed" ? [] : year)] };
  });
  return { paper: printed(fits.map(({ declaration }) => declaration), definition, above.title), losses: losses.filter(({ problems }) => problems.length > 0) };
}

/** The title of the set, and the year that it says; `printed` where each form prints its own. */
function titleAbove(declarations: readonly Declaration[], definition: FormDefinition, title: string | null): { title: string | null; year: number | null | "printed" } {
  if (cellsOf(definition).some(({ field }) => field === "year")) return { title: null, year: "printed" };
  const years = new Set(declarations.map(({ year }) => year));
  const [year = null] = years;
  // A title that ends in 表 would be a form's own.
  const own = title === null || /表(?:[（(].*[）)])?$/.test(title) ? null : title;
  if (years.size !== 1 || year === null) return { title: own, year: null };
  return { title: own?.includes(String(year)) ? own : `${year}年度${own ?? "项目支出绩效目标"}`, year };
}
