import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const amount = /(?<![\d.])\d[\d,]*(?:\.\d+)?\s*(?:万元|元|亿元|万(?![\p{Script=Han}]))(?![/／每])/u;
const count = /(?<![\d.])\d[\d,]*(?:\.\d+)?\s*万?(?:人次|批次|车次|人|名|户|次|场|件|个|台|套|份|册|家|座|处|所|架|辆|艘|头|只|株|盏|块|条|眼|间|期|亩|公里|平方米|吨)(?!以|内|工作日|小时|月|日|年)/;
const formula = /[/／÷×*]|每|单价|占|按.{0,8}标准/;

export const app10: DeclarationRule = {
  id: "APP-10",
  about: "declaration",
  title: { zh: "目标值写进了描述", en: "Target placed in description" },
  severity: "warning",
  area: "适当性",
  checks: "成本、数量指标的描述里写着金额或数量，目标值却是百分比或没有数字。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["描述是公式、单价，目标值是总额的不提示。"],
  message: "“{desc}”里的{amount}才是目标，却写在描述中，目标值写成“{raw}”。",
  fix: "目标值写“≤{amount}”，描述写口径。",
  check(facts) {
    if (!facts.hasColumn("description")) return notApplicable("表样没有描述栏");
    const rows = facts.rows.filter(({ family, class: cls, description, raw }) => (family === "cost" || cls === "output.quantity") && description !== "" && raw !== "");
    if (rows.length === 0) return notApplicable("没有带描述的成本、数量指标");
    return verdictOf(
      rows.flatMap((each) => {
        const found = (each.family === "cost" ? amount : count).exec(each.description)?.[0];
        if (found === undefined || formula.test(each.description) || !(each.isPercent || each.target?.kind === "text") || /[\d]/.test(each.target?.kind === "text" ? each.raw : "")) return [];
        const sign = each.family === "cost" ? "≤" : "≥";
        return [{ path: `${each.path}.target`, message: `“${each.description}”里的${found}才是目标，却写在描述中，目标值写成“${each.raw}”。`, fix: `目标值写“${sign}${found}”，描述写口径。`, figures: { amount: found } }];
      }),
    );
  },
  examples: [
    { title: "数量的描述写“8架”，目标值“≥95%”", finds: ["indicators[0].target"], projects: [{ name: "森林防火", rows: [row("output.quantity", "购置无人机数量", "≥95%", { description: "8架" })] }] },
    { title: "描述写“总成本350万”", finds: ["indicators[0].target"], projects: [{ name: "护栏更换", rows: [row("output.cost", "项目成本", "≥98%", { description: "总成本350万" })] }] },
    { title: "成本描述“总价12万元”，目标值“≥90%”", finds: ["indicators[0].target"], projects: [{ name: "护栏更换", rows: [row("output.cost", "更换成本", "≥90%", { description: "总价12万元" })] }] },
    { title: "目标值“≤12万元”", finds: [], projects: [{ name: "护栏更换", rows: [row("output.cost", "更换成本", "≤12万元", { description: "合同总价12万元" })] }] },
    { title: "描述是单价", finds: [], projects: [{ name: "护栏更换", rows: [row("output.cost", "更换成本控制率", "≤100%", { description: "每米300元" })] }] },
  ],
};
