import type { Outcome, Severity } from "../rule.ts";

export const severityNames: Readonly<Record<Severity, string>> = { error: "必须修改", warning: "应修改或说明", advice: "建议完善" };
export const outcomeNames: Readonly<Record<Outcome["outcome"], string>> = { passed: "通过", found: "发现问题", "not-applicable": "不适用", "not-enough-data": "资料不足" };
