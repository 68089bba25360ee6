import { divide, isMore } from "../../declaration/arithmetic.ts";
import type { Facts, Row } from "../facts.ts";
import { likeness } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Rows that rightly read the same everywhere. */
const usual = /满意度|满意率|验收合格率|总成本|成本控制/;
/** Without a description a name must be longer, and stand in more projects, to be called copied (review-rules CONS-08). */
const bareNameFrom = 8;
const projectsWithout = 3;
/** Sub-projects of one programme share their name's stem. */
const sameProgramme = 0.7;
/** Two projects with so many rows in common are one text. */
const wholesale = "80";
const shownRows = 3;

export const cons08: DeclarationRule = {
  id: "CONS-08",
  about: "declaration",
  title: { zh: "多个项目照抄同一行", en: "Boilerplate row" },
  severity: "warning",
  area: "一致性",
  checks: "类别、名称、描述、目标值都相同的行出现在不同名称的项目里；没有描述栏的表样要有三个以上项目、名称八个字以上才提示。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["满意度、成本控制、验收合格率等通用行。", "同一项目群的子项目（名称主干相同）只作建议。"],
  message: "{k}/{m}行与“{others}”逐字相同：{rows}。",
  fix: "按本项目内容重写。",
  check(facts) {
    const siblings = new Set(facts.collection.siblingsOf(facts).filter((other) => other.name !== "" && other.name !== facts.name));
    if (siblings.size === 0) return notApplicable("没有同一文件或同一单位的其他项目可比");
    if (facts.rows.length === 0) return notApplicable("没有绩效指标");
    const copied = facts.rows.flatMap((each) => {
      const twins = usual.test(each.name) || each.name === "" || each.family === "cost" ? [] : facts.collection.twinsOf(each).filter(({ facts: other }) => siblings.has(other));
      const others = [...new Set(twins.map(({ facts: other }) => other))];
      const told = each.description !== "" ? others.length >= 1 : others.length + 1 >= projectsWithout && each.bareName.length >= bareNameFrom;
      return told ? [{ each, others }] : [];
    });
    return verdictOf(copied.length === 0 ? [] : [summary(facts, copied)]);
  },
  examples: [
    {
      title: "路灯和绿化都写“推动行业进步”",
      finds: ["indicators[0]"],
      projects: [
        { name: "路灯维护", rows: [row("benefit.social", "推动行业进步", "≥95%", { description: "做好工作" }), row("output.quantity", "路灯维护盏数", "≥900盏", { description: "实际维护" })] },
        { name: "城区绿化", rows: [row("benefit.social", "推动行业进步", "≥95%", { description: "做好工作" }), row("output.quantity", "补植苗木株数", "≥90株", { description: "实际补植" })] },
      ],
    },
    {
      title: "两个项目都写服务对象满意度",
      finds: [],
      projects: [
        { name: "路灯维护", rows: [row("satisfaction.served", "服务对象满意度", "≥95%", { description: "问卷" }), row("output.quantity", "路灯维护盏数", "≥900盏")] },
        { name: "城区绿化", rows: [row("satisfaction.served", "服务对象满意度", "≥95%", { description: "问卷" })] },
      ],
    },
    {
      title: "同一项目群的子项目",
      finds: ["indicators[0]"],
      severity: "advice",
      projects: [
        { name: "农村公路养护（一期）", rows: [row("output.quality", "路面技术状况达标", "≥90%", { description: "检测" }), row("output.quantity", "养护里程", "≥30公里")] },
        { name: "农村公路养护（二期）", rows: [row("output.quality", "路面技术状况达标", "≥90%", { description: "检测" }), row("output.quantity", "养护里程", "≥50公里")] },
      ],
    },
    { title: "只有一个项目", finds: [], outcome: "not-applicable", projects: [{ name: "路灯维护", rows: [row("benefit.social", "推动行业进步", "≥95%")] }] },
  ],
};

function summary(facts: Facts, copied: readonly { each: Row; others: Facts[] }[]): Found {
  const others = [...new Set(copied.flatMap((one) => one.others))];
  // Whether the whole table is copied is told by all its rows, the usual ones among them.
  const most = Math.max(...others.map((other) => facts.rows.filter((each) => facts.collection.twinsOf(each).some(({ facts: of }) => of === other)).length));
  const share = divide(String(most * 100), String(facts.rows.length), 0);
  const programme = others.every((other) => likeness(other.name, facts.name) >= sameProgramme);
  const names = others.slice(0, 3).map(({ name }) => name).join("”“");
  return {
    path: copied[0]?.each.path ?? "indicators",
    severity: programme ? "advice" : isMore(wholesale, share) ? "warning" : "error",
    message: `${copied.length}/${facts.rows.length}行与“${names}”${others.length > 3 ? `等${others.length}个项目` : ""}逐字相同：${copied.slice(0, shownRows).map(({ each }) => each.name).join("、")}${copied.length > shownRows ? "等" : ""}。`,
    fix: "按本项目内容重写。",
    figures: { copied: String(copied.length), rows: String(facts.rows.length), projects: String(others.length) },
  };
}
