// The book of a unit's or department's targets of a year, as it is published with the budget.
import { divide, isZero, multiply, sum } from "../declaration/arithmetic.ts";
import { shiftDown } from "../declaration/decimal.ts";
import type { Declaration, FormId, SourceDocument } from "../declaration/schema.ts";
import type { FormDefinition } from "../forms/form.ts";
import { type Loss, paperOf } from "../forms/write.ts";
import type { Book, Chapter, PaperCell, Sheet } from "../grid/paper.ts";

/** What is said of the whole unit or department, beside its projects. */
export interface WholeTexts {
  /** 总体绩效目标 */
  overall: string[];
  /** 分项绩效目标 */
  items: string[];
  /** 工作保障措施 */
  safeguards: string[];
  /** How many tables do not stand in the book because they are secret. */
  leftOut?: number;
}

const headings: readonly (readonly ["overall" | "items" | "safeguards", RegExp])[] = [
  ["overall", /(?:总体|整体)(?:绩效)?目标$/],
  ["items", /分项(?:绩效)?目标$/],
  ["safeguards", /(?:工作)?保障措施$/],
];
const nextPart = /^第[一二三四五六七八九十\d]+(?:部分|章|篇)/;

/** What documents say of the whole, found by the headings of their prose; a document without them gives nothing. */
export function wholeTextsOf(documents: readonly Pick<SourceDocument, "paragraphs">[]): WholeTexts {
  const texts = { overall: [] as string[], items: [] as string[], safeguards: [] as string[] };
  for (const { paragraphs } of documents) {
    let under: (typeof headings)[number][0] | null = null;
    for (const { text } of paragraphs) {
      const line = text.trim();
      const heading = line.length <= 30 ? headings.find(([, words]) => words.test(line)) : undefined;
      if (heading) under = heading[0];
      else if (nextPart.test(line)) under = null;
      else if (under !== null) texts[under].push(text);
    }
  }
  return texts;
}

/** How many projects have targets, and of how much money (绩效目标覆盖率 = 有绩效目标和指标的 ÷ 全部). */
export interface Coverage {
  projects: number;
  covered: number;
  /** Exact yuan; projects whose amount is not known are not in it. */
  yuan: string;
  coveredYuan: string;
  withoutAmount: number;
}

export function coverageOf(declarations: readonly Declaration[]): Coverage {
  const has = ({ goals, indicators }: Declaration) => goals.length > 0 && indicators.length > 0;
  const yuan = (some: readonly Declaration[]) => sum(some.flatMap(({ funding }) => (funding.total ?? funding.annualTotal)?.yuan ?? []));
  const covered = declarations.filter(has);
  return { projects: declarations.length, covered: covered.length, yuan: yuan(declarations), coveredYuan: yuan(covered), withoutAmount: declarations.filter(({ funding }) => (funding.total ?? funding.annualTotal)?.yuan == null).length };
}

/** A share in percent, rounded to two places; — of nothing. */
const percent = (part: string, whole: string): string => (isZero(whole) ? "—" : `${divide(multiply(part, "100"), whole, 2)}%`);

/**
 * Makes the book: cover, part one (the whole), part two (all projects, numbered).
 * @param whole what is said of the whole; what is missing has no chapter
 * @param form on whose paper the projects stand
 */
export function bookOf(declarations: readonly Declaration[], whole: WholeTexts, form: FormId | FormDefinition, title: string | null): { book: Book; losses: Loss[] } {
  const { paper, losses } = paperOf(declarations, form, null);
  const years = [...new Set(declarations.flatMap(({ year }) => year ?? []))];
  const units = [...new Set(declarations.flatMap(({ unit }) => unit.name ?? []))];
  const [unit] = units;
  const year = years.length === 1 ? `${years[0]}年度` : "";
  const chapters = [["总体绩效目标", whole.overall], ["分项绩效目标", whole.items], ["工作保障措施", whole.safeguards], ["绩效目标编报情况", [...coverageText(declarations), ...(whole.leftOut ? [`另有${whole.leftOut}张目标表涉密，没有编入本册。`] : [])]]] as const;
  const numbered = chapters.filter(([, paragraphs]) => paragraphs.length > 0).map(([name, paragraphs], at): Chapter => ({ title: `${"一二三四"[at]}、${name}`, paragraphs }));
  const sheets = paper.sheets.map((sheet, at) => ({ ...sheet, title: /^\d+\./.test(sheet.title) ? sheet.title : `${at + 1}.${sheet.title}` }));
  return {
    book: {
      cover: { title: title ?? `${year}${units.length === 1 ? "" : "部门"}预算绩效目标`, lines: [units.length === 1 ? (unit ?? "") : `${units.length}个单位`, `项目${declarations.length}个`] },
      parts: [
        { title: "第一部分　部门整体绩效目标", chapters: numbered, sheets: [listOf(declarations)] },
        { title: "第二部分　预算项目绩效目标", chapters: [], sheets },
      ],
    },
    losses,
  };
}

function coverageText(declarations: readonly Declaration[]): string[] {
  const { projects, covered, yuan, coveredYuan, withoutAmount } = coverageOf(declarations);
  const unknown = withoutAmount === 0 ? "" : `（另有${withoutAmount}个项目的金额不明，未计入）`;
  return [`编报绩效目标的项目${projects}个，预算金额合计${shiftDown(yuan, 4, 2)}万元${unknown}。目标和指标齐全的项目${covered}个、${shiftDown(coveredYuan, 4, 2)}万元，绩效目标覆盖率按项目数为${percent(String(covered), String(projects))}，按金额为${percent(coveredYuan, yuan)}。`];
}

/** 项目清单: which projects there are, of whom, and how much. */
function listOf(declarations: readonly Declaration[]): Sheet {
  const cells = (kind: PaperCell["kind"], texts: readonly string[]): PaperCell[] => texts.map((text, column) => ({ text, kind: kind === "text" && column === 3 ? "amount" : kind, column, colSpan: 1, rowSpan: 1 }));
  const rows = declarations.map(({ project, unit, funding }, at) => {
    const yuan = (funding.total ?? funding.annualTotal)?.yuan ?? null;
    return cells("text", [String(at + 1), project.name ?? "", unit.name ?? "", yuan === null ? "" : shiftDown(yuan, 4, 2)]);
  });
  return { name: "项目清单", title: "项目清单", grid: [14, 84, 54, 28], print: { size: 10.5, title: 16 }, lines: [], tables: [{ heads: 1, rows: [cells("head", ["序号", "项目", "单位", "金额（万元）"]), ...rows] }] };
}
