/** The gravest that review found of a table; none: nothing; unknown: not counted yet, or not for whoever asks to see. */
export const gravest = {
  error: "必须修改",
  warning: "应修改或说明",
  advice: "建议完善",
  none: "没有问题",
  unknown: "尚无审核结果",
} as const;

export type Gravest = keyof typeof gravest;
export const gravestIds = Object.keys(gravest) as readonly Gravest[];
