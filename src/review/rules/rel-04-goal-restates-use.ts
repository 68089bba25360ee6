import { divide, isLess } from "../../declaration/arithmetic.ts";
import type { Facts, Text } from "../facts.ts";
import { bare, likeness } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";

/** How alike goal and use, goal and project name must be (review-rules REL-04). */
const sameAsUse = 0.9;
const sameAsName = 0.73;
/** Why there is a project, or what kind of project it is. */
const reason = /^(?:[（(]?[\d一二三四]+[)）、.．])?\s*(?:由于|本项目是|为了?应对|为了?解决|因[^，。；]{2,20}(?:需要|不足))/;
const describes = /本项目(?:是|系|为)[^，。；]{2,30}项目|(?:专项支持|经费|保障)的?(?:经费)?项目(?=[。；]|$)/;
/** So many of the items end in an amount of money: a list of spending. */
const spendingShare = "0.6";

export const rel04: DeclarationRule = {
  id: "REL-04",
  about: "declaration",
  title: { zh: "绩效目标照抄用途或写成说明", en: "Goal restates use" },
  severity: "warning",
  area: "相关性",
  checks: "绩效目标与资金用途或项目名称基本相同，以“用于”开头，只列开支金额，或只写立项理由。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["照抄用途之后又写了可衡量的结果的不提示。"],
  message: "绩效目标{kind}，没有说明预期产出和效果。",
  fix: "改写为预期产出和效果，理由和开支明细移到说明栏。",
  check(facts) {
    if (facts.goalTexts.length === 0) return notApplicable("没有绩效目标文字");
    return verdictOf(
      facts.goalTexts.flatMap((text): Found[] => {
        const kind = kindOf(facts, text);
        return kind === null ? [] : [{ path: text.path, message: `${text.label}${kind}，没有说明预期产出和效果。`, fix: "改写为预期产出和效果，理由和开支明细移到说明栏。" }];
      }),
    );
  },
  examples: [
    { title: "写的是立项理由", finds: ["goals[0]"], projects: [{ name: "法律服务", goal: "为应对业务中的法律风险，委托律师事务所提供专项法律支持的经费项目。核心是提升法治水平。" }] },
    { title: "先写理由，再写可衡量的结果", finds: [], projects: [{ name: "法律服务", goal: "为应对业务中的法律风险，聘请律师事务所，全年提供法律咨询200次。" }] },
    { title: "用途和目标都是“用于课桌采购”", finds: ["goals[0]"], projects: [{ name: "课桌更新", purpose: "用于课桌采购", goal: "用于课桌采购" }] },
    { title: "写明数量和时间", finds: [], projects: [{ name: "课桌更新", purpose: "用于课桌采购", goal: "6月底前为12所学校更换课桌1500套" }] },
    { title: "照抄用途之后写了结果", finds: [], projects: [{ name: "课桌更新", purpose: "用于课桌采购", goal: "用于课桌采购，6月底前更换课桌1500套" }] },
    { title: "重复项目名称", finds: ["goals[0]"], projects: [{ name: "乡镇中小学课桌椅更新", goal: "完成乡镇中小学课桌椅更新" }] },
    { title: "只列开支", finds: ["goals[0]"], projects: [{ name: "校园安全", goal: "1.监控维护费3万元；2.保安服务费12万元；3.器材购置费2万元。" }] },
  ],
};

function kindOf(facts: Facts, text: Text): string | null {
  const { quantities, amounts, items, dates } = facts.proseOf(text);
  const goal = bare(text.text);
  const measured = quantities.length > 0 || dates.some(({ month }) => month !== null);
  const use = bare(facts.declaration.funding.purpose ?? "");
  if (!measured && use.length >= 4 && likeness(goal, use) >= sameAsUse) return "照抄资金用途";
  if (!measured && goal.length <= 40 && likeness(goal, bare(facts.name)) >= sameAsName) return "重复项目名称";
  if (!measured && /^(?:主要)?用于/.test(goal)) return "写的是资金用途";
  const spending = items.filter((item, index) => amounts.some((amount) => amount.item === index && !/[^。；;，,、\s]/.test(text.text.slice(amount.to, item.to)))).length;
  if (items.length >= 2 && !isLess(divide(String(spending), String(items.length), 4), spendingShare) && quantities.length === 0) return "只列开支";
  return !measured && (reason.test(text.text.trim()) || describes.test(text.text)) ? "写的是立项理由" : null;
}
