import type { Facts, Text } from "../facts.ts";
import { bare } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";

/** A shorter beginning may be a heading (review-rules COMP-08). */
const shortestPrefix = 20;
const tailLength = 12;

export const comp08: DeclarationRule = {
  id: "COMP-08",
  about: "declaration",
  title: { zh: "目标文字疑似截断或未写完", en: "Goal text cut off" },
  severity: "warning",
  area: "完整性",
  checks: "年度目标只是长期目标的开头一段，而且没有写完；或目标文字停在逗号、顿号、冒号、左括号或连接词上。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["末尾没有句号的，或长期目标只多一个标点的，不提示。", "分号、逗号在文字中间的不提示，只看最后。"],
  message: "{scope}绩效目标在“…{tail}”处中断，疑似未写完或被截断。",
  fix: "补全原文；系统有字数限制的应压缩后重写。",
  check(facts) {
    if (facts.goalTexts.length === 0) return notApplicable("没有绩效目标文字");
    return verdictOf(facts.goalTexts.flatMap((text) => judge(facts, text)));
  },
  examples: [
    { title: "长期目标只多一个标点", finds: [], projects: [{ name: "路灯更新", longTermGoal: "更新路灯900盏并接入智能控制平台，亮灯率98%以上。", goal: "更新路灯900盏并接入智能控制平台，亮灯率98%以上" }] },
    { title: "年度目标是长期目标的前一段", finds: ["goals[1]"], severity: "error", projects: [{ name: "路灯改造", longTermGoal: "三年内更新城区主干道路灯3000盏，并接入智能控制平台。", goal: "三年内更新城区主干道路灯3000盏，并接入智能控" }] },
    { title: "两段都完整", finds: [], projects: [{ name: "路灯改造", longTermGoal: "三年内更新城区主干道路灯3000盏，并接入智能控制平台。", goal: "本年更新城区主干道路灯1000盏" }] },
    { title: "停在逗号上", finds: ["goals[0]"], projects: [{ name: "路灯改造", goal: "更新城区主干道路灯1000盏，" }] },
  ],
};

function judge(facts: Facts, text: Text): Found[] {
  const body = text.text.trim();
  const told = (severity: "error" | "warning"): Found[] => [{ path: text.path, severity, message: `${text.label}在“…${body.slice(-tailLength)}”处中断，疑似未写完或被截断。`, fix: "补全原文；系统有字数限制的应压缩后重写。" }];
  const whole = facts.goalTexts.some((other) => other.text.trim().length > body.length && other.text.trim().startsWith(body) && bare(other.text).length > bare(body).length);
  if (whole && body.length >= shortestPrefix && !/[。！？!?]$/.test(body)) return told("error");
  return /[，,、：:（(；;]$|(?:以及|并且|和|与|及|或者|从而|通过)$/.test(body) ? told("warning") : [];
}
