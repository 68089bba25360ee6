import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { measureOf } from "../measure.ts";
import { row } from "../sketch.ts";
import { sloganHeads, sloganNouns } from "../words.ts";

/** A value that names a standard, a date, a baseline or a count can be judged whatever the name says. */
const judged = /标准|规范|GB|上年|同期|基期|年底|月底|\d+(?:个|次|人|户|项|件|家|场|万)/;

const adverbs = /^(?:有效|切实|进一步|不断|持续|逐步|全面|积极|大力)+/;
/** Two grades or more: 优、良、差; 达到、基本达到、未达到. */
const grades = /(?:达到|优|良|好|合格|差)[^，,。]*[、；;，,/／]\s*(?:[^，,。]*)(?:达到|良|中|一般|差|合格)/;

export const rel11: DeclarationRule = {
  id: "REL-11",
  about: "declaration",
  title: { zh: "口号式指标", en: "Slogan instead of a measure" },
  severity: "warning",
  area: "相关性",
  checks: "指标名称没有可衡量的内容：以“努力”“促进”“提升”等起头，或含“和谐”“稳定”“形象”等，或是一句话；以及“幸福感”“幸福指数”。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["“提高率”“改善户数”有衡量内容，不提示。", "目标值写了标准、日期或基期的不提示。", "效益指标用分级描述（而不只是“明显提升”）的，只作建议。"],
  message: "“{name}”是口号，不能计算“{raw}”。",
  fix: "换成能数、能查的指标，如“参与率”“受益人数”。",
  check(facts) {
    const rows = facts.rows.filter(({ name, family }) => name !== "" && family !== "satisfaction" && family !== "cost");
    if (rows.length === 0) return notApplicable("没有产出和效益指标");
    return verdictOf(
      rows.flatMap((each): Found[] => {
        const happy = /幸福感|幸福指数/.test(each.name) && !/[/／÷]|占/.test(each.description);
        const [name, last] = [each.name.replace(adverbs, ""), each.name.split(/[，,]/).at(-1) ?? ""];
        const clause = last !== each.name && last !== "" && measureOf(last) === "none";
        const slogan = clause || (each.measure === "none" && (sloganHeads.some((head) => name.startsWith(head)) || sloganNouns.some((noun) => each.name.includes(noun))));
        // A count is a measure, whatever the name says: 维护雷达 1部, 发展合作社 10.
        const counted = each.value !== null && !each.isPercent && (each.unit !== "" || each.class === "output.quantity");
        if ((!happy && !slogan) || counted || judged.test(each.raw)) return [];
        const graded = each.family === "benefit" && each.target?.kind === "text" && grades.test(each.raw);
        return [{ path: each.path, ...(graded && !happy ? { severity: "advice" as const } : {}), message: `“${each.name}”是口号，不能计算${each.raw === "" ? "" : `“${each.raw}”`}。`, fix: "换成能数、能查的指标，如“参与率”“受益人数”。" }];
      }),
    );
  },
  examples: [
    { title: "维护雷达1部，发展合作社10", finds: [], projects: [{ name: "乡村振兴", rows: [row("output.quantity", "维护雷达", "1部"), row("output.quantity", "发展农民专业合作社", "10")] }] },
    { title: "“营造良好氛围 ≥95%”", finds: ["indicators[0]"], projects: [{ name: "全民阅读", rows: [row("benefit.social", "营造良好氛围", "≥95%")] }] },
    { title: "“活动参与率 ≥60%”", finds: [], projects: [{ name: "全民阅读", rows: [row("benefit.social", "活动参与率", "≥60%")] }] },
    { title: "“提高率”“改善户数”有衡量内容", finds: [], projects: [{ name: "危房改造", rows: [row("benefit.social", "提高入住率", "≥5%"), row("output.quantity", "改善住房户数", "≥50户")] }] },
    { title: "定性效益用分级描述", finds: ["indicators[0]"], severity: "advice", projects: [{ name: "全民阅读", rows: [row("benefit.social", "促进社会和谐", "未达到、基本达到、达到")] }] },
    { title: "目标值也只是“有效促进”", finds: ["indicators[0]"], projects: [{ name: "全民阅读", rows: [row("benefit.social", "促进社会和谐", "有效促进")] }] },
  ],
};
