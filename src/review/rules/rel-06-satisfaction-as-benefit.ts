import { standardName } from "../../declaration/framework.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const satisfaction = /满意/;
/** Handling of complaints, and surveys held, are outputs and benefits of their own. */
const other = /不满意|满意度调查|满意度测评(?:开展|次数)/;

export const rel06: DeclarationRule = {
  id: "REL-06",
  about: "declaration",
  title: { zh: "满意度填在效益指标里", en: "Satisfaction used as benefit" },
  severity: "error",
  area: "相关性",
  checks: "经济、社会、生态效益和可持续影响指标的名称含“满意”；只有描述或目标值含“满意”的，只作提醒。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["“不满意件办结率”是办理率。", "“满意度调查次数”是工作量。"],
  message: "“{name}”是满意度，填在了{class}。",
  fix: "移到满意度指标；{class}无合适内容的不必填。",
  check(facts) {
    const benefits = facts.rows.filter(({ family }) => family === "benefit");
    if (benefits.length === 0) return notApplicable("没有效益指标");
    return verdictOf(
      benefits.flatMap((each): Found[] => {
        const inName = satisfaction.test(each.name) && !other.test(each.name);
        const beside = !inName && satisfaction.test(`${each.description}·${each.raw}`) && !other.test(`${each.name}·${each.description}`);
        if ((!inName && !beside) || each.class === null) return [];
        const cls = standardName(each.class);
        return [{ path: `${each.path}.${inName ? "class" : satisfaction.test(each.description) ? "description" : "target"}`, ...(inName ? {} : { severity: "warning" as const }), message: `“${each.name}”是满意度，填在了${cls}。`, fix: `移到满意度指标；${cls}无合适内容的不必填。` }];
      }),
    );
  },
  examples: [
    { title: "生态效益“居民满意率≥90%”", finds: ["indicators[0].class"], projects: [{ name: "河道保洁", rows: [row("benefit.ecological", "居民满意率", "≥90%")] }] },
    { title: "满意度“居民满意率≥90%”", finds: [], projects: [{ name: "河道保洁", rows: [row("benefit.ecological", "水质达标天数", "≥300天"), row("satisfaction.served", "居民满意率", "≥90%")] }] },
    { title: "不满意件办结率", finds: [], projects: [{ name: "热线服务", rows: [row("benefit.social", "不满意件办结率", "≥98%")] }] },
    { title: "只有描述说满意", finds: ["indicators[0].description"], severity: "warning", projects: [{ name: "热线服务", rows: [row("benefit.social", "群众认可程度", "≥98%", { description: "来电群众满意的比例" })] }] },
  ],
};
