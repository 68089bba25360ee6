// Declarations that nobody wrote: every field filled or empty, long and short texts, odd characters, all scopes and classes.
import fc from "fast-check";
import { type IndicatorClass, classOf, indicatorClasses } from "../../src/declaration/framework.ts";
import { money } from "../../src/declaration/money.ts";
import { readQuantity } from "../../src/declaration/read-quantity.ts";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Declaration, Indicator, Scope } from "../../src/declaration/schema.ts";
import { costOfItsOwn, costUnderOutput } from "../../src/forms/form.ts";
import { labelsByField } from "../../src/forms/labels.ts";

const han = "服务保障人员补贴发放及时准确完成核查培训设备维护信息系统运行经费社会保险参保待遇群众办理窗口宣传档案整理审计检查监督管理能力提高水平改善环境县乡村老年残疾儿童医疗教育农田水利公路图书";
/** Rare characters, two of them outside the basic plane, and what would be mark-up in one format or another. */
const odd = ["龘", "㕮", "𠮷", "𡈽", "鿏", "<b>", "&lt", "\"", "'", "\\", "|", "#", "*", "_", "$", "[x]", "{}", "`", "~", "A", "z9", "GB/T2260", "（", "）", "《", "》", "“", "”", "—", "·", "、", "％", "①", "Ⅱ", "㎡", "℃"];

const character = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...han) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
/** What forms call their boxes: a project that is called 审核人 cannot be told from one. */
const boxes: ReadonlySet<string> = new Set(Object.values(labelsByField).flat());
/** Names begin and end with a plain character, as names do. */
const name = (most: number): fc.Arbitrary<string> => drawn(most).filter((text) => !boxes.has(text));
const drawn = (most: number): fc.Arbitrary<string> => fc.tuple(fc.constantFrom(...han), fc.constantFrom(...han), fc.array(character, { maxLength: most }), fc.constantFrom(...han)).map(([first, second, middle, last]) => first + second + middle.join("") + last);
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(arbitrary, { freq: 3 });

const prose = fc.array(fc.oneof({ weight: 8, arbitrary: name(60) }, { weight: 1, arbitrary: name(700) }, { weight: 1, arbitrary: fc.constant("见<a>附件</a>&amp;说明") }), { minLength: 1, maxLength: 4 }).map((lines) => lines.map((line) => `${line}。`).join("\n"));

const targetText = fc.oneof(
  fc.tuple(fc.constantFrom("≥", "≤", "=", ">", "<", "", ">=", "不少于"), fc.integer({ min: 0, max: 99_999 }), fc.constantFrom("", ".5", ".25"), fc.constantFrom("%", "人", "人次", "万元", "元/平方米", "处", "%以上", "万条", "次/年", "")).map((parts) => parts.join("")),
  fc.constantFrom("2024年12月底前", "6月30日前完成", "三个小时内", "90%-95%", "有效改善", "≥**人", "全年稳定运行", "是", "按时"),
  name(30),
);
const unitText = fc.constantFrom("%", "人", "次", "万元", "百分比", "个分中心", "元/人·月");

/** The names of the levels, as a form of the old or the new framework prints them. */
const levels = fc.tuple(fc.constantFrom(...indicatorClasses), fc.boolean()).map(([wanted, old]) => {
  const [level1 = null, level2 = null] = (old ? (costUnderOutput[wanted] ?? costOfItsOwn[wanted]) : (costOfItsOwn[wanted] ?? costUnderOutput[wanted])) ?? [];
  return { level1, level2, class: classOf(level1, level2) as IndicatorClass | null };
});

const scope = fc.constantFrom<Scope>("annual", "annual", "annual", "longTerm", "midTerm", "overall");

const indicator = fc.record({ scope, levels, name: name(40), description: maybe(name(60)), target: fc.option(targetText, { freq: 12 }), unit: fc.option(unitText, { freq: 1 }), basis: maybe(fc.constantFrom("计划标准", "行业标准", "历史标准", "省市区相关文件")), weight: maybe(fc.constantFrom("5", "10", "7.5", "20分")) })
  .map((row): Indicator => ({
    scope: row.scope, ...row.levels, level3: row.name, level4: null, description: row.description, target: row.target === null ? null : readTarget(row.target, row.unit),
    unit: row.unit, basis: row.basis, weight: row.weight === null ? null : readQuantity(row.weight), actual: null, score: null,
  }));

/** Forms print indicators class by class within their scope. */
const grouped = (indicators: readonly Indicator[]): Indicator[] => [...indicators].sort((a, b) => (a.scope < b.scope ? -1 : a.scope > b.scope ? 1 : indicatorClasses.indexOf(a.class ?? "output.cost") - indicatorClasses.indexOf(b.class ?? "output.cost")));

const amount = fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 99 }), fc.boolean()).map(([whole, cents, commas]) => `${commas ? whole.toLocaleString("en-US") : whole}.${String(cents).padStart(2, "0")}`);

/** @param most how many indicators at most */
export const madeUp = (most: number): fc.Arbitrary<Declaration> =>
  fc.record({
    unit: fc.record({ code: maybe(fc.integer({ min: 100, max: 999_999 }).map(String)), name: name(20) }),
    department: maybe(name(20)), year: fc.integer({ min: 2018, max: 2030 }), code: maybe(fc.constantFrom("316-1201-JBN-WMEB", "P2024000123", "1100002400031")),
    project: name(40), category: maybe(fc.constantFrom("一次性项目", "经常性项目", "新增", "延续")), days: maybe(fc.constant(["2024-01-01", "2024-12-31"] as const)),
    currency: fc.constantFrom("万元", "元"), amounts: fc.tuple(maybe(amount), maybe(amount), maybe(amount), maybe(amount), maybe(amount), maybe(amount), maybe(amount)),
    purpose: maybe(prose), plan: fc.subarray([["3月底", "25%"], ["6月底", "50%"], ["10月底", "75%"], ["12月底", "100%"]] as const), goals: fc.subarray<Scope>(["longTerm", "midTerm", "overall", "annual"]), texts: fc.array(prose, { minLength: 4, maxLength: 4 }),
    indicators: fc.array(indicator, { minLength: 1, maxLength: most }), notes: maybe(prose), extra: fc.subarray([["项目属性", "延续项目"], ["预算执行单位", "某某中心"], ["批复文号", "某财绩〔2024〕5号"]] as const),
  }).map((one): Declaration => {
    const [total, fiscal, other, annualTotal, fiscalCurrentYear, carriedOver, annualOther] = one.amounts.map((text) => (text === null ? null : money(text, one.currency)));
    return {
      form: "generic", unit: one.unit, department: one.department, year: one.year,
      project: { code: one.code, name: one.project, category: one.category, start: one.days?.[0] ?? null, end: one.days?.[1] ?? null },
      funding: { currency: one.currency, total: total ?? null, fiscal: fiscal ?? null, other: other ?? null, annualTotal: annualTotal ?? null, fiscalCurrentYear: fiscalCurrentYear ?? null, carriedOver: carriedOver ?? null, annualOther: annualOther ?? null, purpose: one.purpose },
      spendingPlan: one.plan.map(([by, percent]) => ({ by, percent: readQuantity(percent) })),
      goals: one.goals.map((goal, at) => ({ scope: goal, text: one.texts[at] ?? "" })),
      indicators: grouped(one.indicators), notes: one.notes, extra: one.extra.map(([label, text]) => ({ label, text })),
      printed: { fields: [], columns: ["level1", "level2", "level3", "target"] }, places: {}, doubts: [],
    };
  });
