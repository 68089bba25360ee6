// How a draft begins: from nothing, or from last year's table.
import { emptyDeclaration } from "../declaration/empty.ts";
import { columnNames } from "../declaration/names.ts";
import type { Declaration, FormId } from "../declaration/schema.ts";
import { entriesOf, type FormDefinition } from "../forms/form.ts";
import { forNextYear, rowLike } from "./rows.ts";

/** Which unit and year a new draft is for. */
export interface ForWhom {
  unit: { code: string | null; name: string | null };
  department: string | null;
  year: number;
}

/** An empty draft on a form's paper, with one empty row in each class that the form has. */
export function blankDraft(form: FormDefinition, { unit, department, year }: ForWhom): Declaration {
  const [table] = form.tables;
  const columns = columnNames.map(([column]) => column).filter((column) => form.tables.some((one) => one.columns.some((own) => own.column === column)));
  const four = columns.includes("level4");
  const rows = Object.entries(form.wording).map(([name, words = []]) => {
    const [level1 = null, level2 = null, level3 = null] = words;
    return { ...rowLike(undefined, columns), scope: table?.scope ?? "annual", level1, level2, level3: four ? (level3 ?? level2) : null, class: name as Declaration["indicators"][number]["class"] };
  });
  return {
    ...emptyDeclaration,
    form: form.id as FormId,
    unit,
    department,
    year,
    funding: { ...emptyDeclaration.funding, currency: form.currency ?? "万元" },
    indicators: rows,
    printed: { fields: [...new Set(entriesOf(form).map(({ field }) => field))].filter((field) => field !== "extra" && field !== "section"), columns },
  };
}

/** What a self-evaluation says of the year that is over, in lines that no target table has. */
const ofResults = /全年预算|调整后预算|执行|完成情况|得分|分值|总分|偏差|自评|评价|存在问题|改进措施/;

/**
 * Last year's table as a draft for another year. Names, levels, targets and bases stay; what was reached and scored is
 * left out, with the columns and lines for it. Years inside the texts stay as they are: the rule on contradicting years
 * points at each of them.
 */
export function copiedTo(declaration: Declaration, year: number): Declaration {
  const { indicators, extra, printed } = declaration;
  const copy = { ...declaration, year, indicators: indicators.map(forNextYear), places: {}, doubts: [] };
  if (!indicators.some(({ actual, score }) => actual !== null || score !== null)) return copy;
  const columns = printed.columns.filter((column) => column !== "actual" && column !== "score");
  return { ...copy, extra: extra.filter(({ label }) => !ofResults.test(label)), printed: { ...printed, columns } };
}
