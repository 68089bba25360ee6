import { isLabel } from "../goal-label.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const shown = 3;

export const comp07: DeclarationRule = {
  id: "COMP-07",
  about: "declaration",
  title: { zh: "绩效目标不可衡量", en: "Goal not measurable" },
  severity: "warning",
  area: "完整性",
  checks: "绩效目标全文没有带单位的数量、百分比，也没有完成时间。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["文件的年份和条目的序号不是数量。", "“三场、两次”一类的中文数字是数量。", "只有一个标签的目标由 COMP-06 提示。"],
  message: "绩效目标全文没有一个数量、比率或时间，无法衡量。",
  fix: "把指标表中的关键数值（如{topValues}）写进目标。",
  check(facts) {
    if (facts.goalTexts.length === 0) return notApplicable("没有绩效目标文字");
    return verdictOf(
      facts.goalTexts.flatMap((text): Found[] => {
        const { quantities, amounts, dates, items } = facts.proseOf(text);
        if (items.every(({ body }) => isLabel(body, facts.name)) || quantities.length > 0 || amounts.length > 0 || dates.some(({ month }) => month !== null)) return [];
        if (/[\d一二两三四五六七八九十]+\s*(?:个|次(?!性)|场|项|期|人|户|天|小时|工作日|%|％)|年底|月底|年内|当年|汛前|零(?:差错|事故|投诉)|100/.test(text.text)) return [];
        const top = facts.rows.filter(({ scope, raw, target }) => scope === text.scope && raw !== "" && target?.kind !== "text").slice(0, shown).map(({ name, raw }) => `${name}${raw}`);
        return [{ path: text.path, message: `${text.label}全文没有一个数量、比率或时间，无法衡量。`, fix: top.length > 0 ? `把指标表中的关键数值（如${top.join("、")}）写进目标。` : "写明数量、比率或完成时间。" }];
      }),
    );
  },
  examples: [
    { title: "“加强设施维护，改善环境”", finds: ["goals[0]"], projects: [{ name: "泵站维护", goal: "加强泵站设施维护，改善城区排水环境。", rows: [row("output.quantity", "维护泵站座数", "≥3座")] }] },
    { title: "“完成三座泵站大修，6月底前投用”", finds: [], projects: [{ name: "泵站维护", goal: "完成三座泵站大修，6月底前投用。" }] },
    { title: "目标只是项目名称，由COMP-06提示", finds: [], projects: [{ name: "农产品质量安全检测", goal: "农产品质量安全检测。" }] },
    { title: "“举办讲座两次”", finds: [], projects: [{ name: "科普", goal: "面向社区居民举办讲座两次。" }] },
  ],
};
