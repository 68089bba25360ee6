import type { Row } from "../facts.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Figures that belong to a name: hotlines, plans, versions. */
const proper = /12345|12333|110|120|一卡通|十[三四五]五|\d+(?:\.\d+)?版|第\d|\d{4}—?\d{0,4}规划/;
const dated = /(?:19|20)\d{2}年度?(?=[^，,]*(?:时间|时限|日期)$)|(?:(?:19|20)\d{2}年|\d{1,2}月(?:\d{1,2}日|底|末|份)?)(?:底|末)?(?:之?前|以前|内)/;

export const style02: DeclarationRule = {
  id: "STYLE-02",
  about: "declaration",
  title: { zh: "指标名称写法不规范", en: "Name form" },
  severity: "advice",
  area: "规范性",
  checks: "指标名称里写着应属于目标值的时间；用“…性”作名称却按百分比考核；同一项目里满意率与满意度混用。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["12345热线、版本号、规划名称里的数字。", "可靠性以小时计的不提示。"],
  message: "“{name}”{含目标值|用“性”却按百分比考核}。",
  fix: "改为“{suggest}”（如及时性→及时率）。",
  check(facts) {
    const rows = facts.rows.filter(({ name }) => name !== "");
    if (rows.length === 0) return notApplicable("没有绩效指标");
    const column = facts.hasColumn("level4") ? "level4" : "level3";
    return verdictOf([
      ...mixed(rows, column),
      ...rows.flatMap((each): Found[] => {
        const told = (problem: string, suggest: string): Found[] => [{ path: `${each.path}.${column}`, message: `“${each.name}”${problem}。`, fix: `改为“${suggest}”。` }];
        const time = dated.exec(each.name)?.[0];
        if (time !== undefined && !proper.test(each.name)) return told("含目标值", `${each.name.replace(time, "")}时间：${time}`);
        return each.measure === "property" && each.isPercent ? told("用“性”却按百分比考核", `${each.name.slice(0, -1)}率`) : [];
      }),
    ]);
  },
  examples: [
    { title: "“6月前完成绿化”", finds: ["indicators[0].level3"], projects: [{ name: "绿化", rows: [row("output.timeliness", "6月前完成绿化", "是")] }] },
    { title: "“响应及时性 =100%”", finds: ["indicators[0].level3"], projects: [{ name: "运维", rows: [row("output.timeliness", "响应及时性", "=100%")] }] },
    { title: "完成时间的名称里写年份", finds: ["indicators[0].level3"], projects: [{ name: "绿化", rows: [row("output.timeliness", "2024年春季绿化完成时间", "5月底前")] }] },
    { title: "年份说的是对象", finds: [], projects: [{ name: "绿化", rows: [row("output.quality", "2024年新增绿地养护率", "≥95%")] }] },
    { title: "同一项目里满意率与满意度混用", finds: ["indicators[1].level3"], projects: [{ name: "绿化", rows: [row("satisfaction.served", "居民满意度", "≥90%"), row("satisfaction.served", "商户满意率", "≥90%")] }] },
    { title: "“绿化完成时间：6月前”", finds: [], projects: [{ name: "绿化", rows: [row("output.timeliness", "绿化完成时间", "6月底前")] }] },
    { title: "12345热线", finds: [], projects: [{ name: "热线", rows: [row("output.quality", "12345热线接通率", "≥95%")] }] },
  ],
};

/** 满意率 beside 满意度: said at the first 满意率. */
function mixed(rows: readonly Row[], column: string): Found[] {
  const rate = rows.find(({ name }) => name.includes("满意率"));
  if (!rate || !rows.some(({ name }) => name.includes("满意度"))) return [];
  return [{ path: `${rate.path}.${column}`, message: `“${rate.name}”用“满意率”，同一项目的其他指标用“满意度”。`, fix: `改为“${rate.name.replace("满意率", "满意度")}”。` }];
}
