import type { Outcome, Severity } from "../rule.ts";

export const severityNames: Readonly<Record<Severity, string>> = { error: "必须修改", warning: "应修改或说明", advice: "建议完善" };
export const outcomeNames: Readonly<Record<Outcome["outcome"], string>> = { passed: "通过", found: "发现问题", "not-applicable": "不适用", "not-enough-data": "资料不足" };

/** What the places in a rule's advice stand for, where no table fills them. */
const places: Readonly<Record<string, string>> = {
  amount: "金额",
  budget: "预算",
  class: "类别",
  classes: "类别",
  fix: "正确写法",
  gap: "差额",
  n: "若干",
  noun: "事项",
  place: "空缺处",
  right: "应属的类别",
  suggest: "建议写法",
  target: "服务对象",
  topValues: "数量、时限",
  unit: "同一单位",
  value: "目标中的数值",
};

/** The advice of a rule by itself, without a table: 〔预算〕 where a finding says the figure. */
export const withoutFigures = (advice: string): string => advice.replace(/\{(\w+)\}/g, (own, name: string) => (places[name] === undefined ? own : `〔${places[name]}〕`));
