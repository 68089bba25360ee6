import { likeness } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { type Scopes, scopesOf } from "../scopes.ts";
import { row } from "../sketch.ts";

/** Less alike names are different tasks (review-rules CONS-03). */
const related = 0.3;

export const cons03: DeclarationRule = {
  id: "CONS-03",
  about: "declaration",
  title: { zh: "长期与年度指标名称或依据不同", en: "Name or basis differs between scopes" },
  severity: "warning",
  area: "一致性",
  checks: "长期表和年度表同一类别、同样行数，而名称相近却不同；或同一指标的依据两处不同。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["名称差别很大、每类又有几行的，是不同的年度任务，不提示。", "表样没有长期表的不检查。"],
  message: "同一位置长期为“{n1}”，年度为“{n2}”。／“{name}”依据一处为{b1}，一处为{b2}。",
  fix: "统一名称、调查对象和依据。",
  check(facts) {
    const scopes = scopesOf(facts);
    if (!scopes) return notApplicable("没有长期和年度两张指标表");
    return verdictOf([...names(scopes), ...bases(scopes)]);
  },
  examples: [
    { title: "满意度长期调查家长，年度调查教师", finds: ["indicators[1].level3"], projects: [{ name: "校舍维修", rows: [row("satisfaction.served", "家长满意度", "≥90%", { scope: "longTerm" }), row("satisfaction.served", "教师满意度", "≥90%")] }] },
    { title: "名称相同", finds: [], projects: [{ name: "校舍维修", rows: [row("satisfaction.served", "家长满意度", "≥90%", { scope: "longTerm" }), row("satisfaction.served", "家长满意度", "≥90%")] }] },
    {
      title: "每类两行，名称完全不同",
      finds: [],
      projects: [{ name: "校舍维修", rows: [row("output.quantity", "门窗更换数量", "≥90樘", { scope: "longTerm" }), row("output.quantity", "粉刷墙面面积", "≥900平方米", { scope: "longTerm" }), row("output.quantity", "课桌采购套数", "≥90套"), row("output.quantity", "热水器安装台数", "≥9台")] }],
    },
    { title: "依据两处不同", finds: ["indicators[1].basis"], severity: "advice", projects: [{ name: "校舍维修", rows: [row("output.quantity", "门窗更换数量", "≥90樘", { scope: "longTerm", basis: "计划标准" }), row("output.quantity", "门窗更换数量", "≥90樘", { basis: "历史标准" })] }] },
  ],
};

function names({ onlyLong, onlyAnnual, pairs }: Scopes): Found[] {
  return onlyAnnual.flatMap((annual): Found[] => {
    const ofClass = (rows: readonly { class: string | null }[]) => rows.filter((each) => each.class === annual.class).length;
    const paired = pairs.filter(({ annual: each }) => each.class === annual.class).length;
    if (annual.class === null || ofClass(onlyLong) !== ofClass(onlyAnnual)) return [];
    const long = onlyLong.filter((each) => each.class === annual.class).sort((a, b) => likeness(b.bareName, annual.bareName) - likeness(a.bareName, annual.bareName))[0];
    if (!long || (likeness(long.bareName, annual.bareName) < related && !(ofClass(onlyLong) === 1 && paired === 0))) return [];
    return [{ path: `${annual.path}.${annual.indicator.level4 === null ? "level3" : "level4"}`, message: `同一位置长期为“${long.name}”，年度为“${annual.name}”。`, fix: "统一名称、调查对象和依据。", figures: { long: long.name, annual: annual.name } }];
  });
}

function bases({ pairs }: Scopes): Found[] {
  return pairs.flatMap(({ long, annual }): Found[] => {
    const [first, second] = [long.indicator.basis, annual.indicator.basis];
    if (first === null || second === null || first === second) return [];
    return [{ path: `${annual.path}.basis`, severity: "advice", message: `“${annual.name}”依据长期为“${first}”，年度为“${second}”。`, fix: "统一名称、调查对象和依据。", figures: { long: first, annual: second } }];
  });
}
