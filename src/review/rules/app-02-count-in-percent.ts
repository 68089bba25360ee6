import { measureNames } from "../measure.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** The name must end on what it measures: 费用节约 and 工作时间内响应 measure something else. */
const endsOnMeasure = /(?:人数|人次|户次|批次|车次|班次|次数|数量|户数|场次|份数|面积|里程|频次|数|金额|费用|成本|经费|支出|价格|单价|费|时间|时限|期限|天数|时长)$/;
/** Ends on 数 and is a rate all the same; and changes of a count are rates. */
const isRate = /(?:指数|系数|倍数|分数|百分数)$|增长|增加|增幅|降幅|下降|降低|减少|提高|提升|节约|节支|压减/;

export const app02: DeclarationRule = {
  id: "APP-02",
  about: "declaration",
  title: { zh: "人数、次数、金额、时限用百分比", en: "Count, amount or deadline in percent" },
  severity: "error",
  area: "适当性",
  checks: "名称以人数、次数、金额、时间等结尾，目标值却是百分比。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["名称以完成率、达标率等结尾的是比率，不提示。", "增长、下降、节约等变动幅度可以用百分比。", "“指数”“系数”不是数量。"],
  message: "“{name}”是{kind}，目标值却是“{raw}”。",
  fix: "写绝对数或把名称改为“…率”并写明分母。",
  check(facts) {
    if (facts.rows.length === 0) return notApplicable("没有绩效指标");
    const wrong = facts.rows.filter((each) => {
      const name = each.name.replace(/[（(][^（）()]*[)）]$/, "");
      return each.isPercent && endsOnMeasure.test(name) && !isRate.test(name);
    });
    return verdictOf(
      wrong.map((each) => ({
        path: `${each.path}.target`,
        message: `“${each.name}”是${measureNames[each.measure]}，目标值却是“${/[%％]|分之|百分/.test(each.raw) ? each.raw : `${each.raw}${each.unit}`}”。`,
        fix: "写绝对数或把名称改为“…率”并写明分母。",
        figures: { raw: each.raw },
      })),
    );
  },
  examples: [
    { title: "检测批次用百分比", finds: ["indicators[0].target"], projects: [{ name: "农产品检测", rows: [row("output.quantity", "定量检测批次", "=100%")] }] },
    { title: "讲座场次“≥90%”", finds: ["indicators[0].target"], projects: [{ name: "科普讲座", rows: [row("output.quantity", "讲座场次", "≥90%")] }] },
    { title: "讲座场次“≥12场”", finds: [], projects: [{ name: "科普讲座", rows: [row("output.quantity", "讲座场次", "≥12场")] }] },
    { title: "完成率、达标率是比率", finds: [], projects: [{ name: "科普讲座", rows: [row("output.quality", "讲座次数完成率", "≥90%"), row("output.quality", "人数达标率", "≥90%")] }] },
    { title: "增长率、下降比例是比率", finds: [], projects: [{ name: "科普讲座", rows: [row("benefit.social", "听众数量增长率", "≥5%"), row("benefit.social", "违规次数下降比例", "≥5%"), row("benefit.social", "减少违规次数", "≥5%")] }] },
    { title: "指数不是数量", finds: [], projects: [{ name: "科普讲座", rows: [row("benefit.social", "科学素养指数", "≥60%")] }] },
  ],
};
