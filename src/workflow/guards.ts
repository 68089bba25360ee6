// What has to hold before something is handed on. A guard looks at facts and says in Chinese what is missing.
import { isSame } from "../declaration/arithmetic.ts";

/** Grades of the review form (财预〔2015〕88号). */
export type Grade = "优" | "良" | "中" | "差";

/** What guards look at; computed once for a wished transition. */
export interface Facts {
  /** The account that acts; null for the one local person and for the system. */
  readonly actor: string | null;
  readonly createdBy: string | null;
  readonly submittedBy: string | null;
  /** Findings of severity error that nobody set aside. */
  readonly errors: number;
  /** What the actor writes to the transition. */
  readonly opinion: string;
  readonly grade: Grade | null;
  /** The business desk of the finance bureau has given its opinion in this round. */
  readonly businessOpinion: boolean;
  /** 二级项目: the department approves it itself. */
  readonly secondLevel: boolean;
  readonly secret: boolean;
  /** After a return: the content changed, or every opinion was replied to. */
  readonly answered: boolean;
  /** The budget total of the record, exact yuan; null when it has none. */
  readonly recordYuan: string | null;
  /** 批复: amount in exact yuan, number and date; null when not given. */
  readonly approval: { readonly yuan: string | null; readonly number: string; readonly date: string } | null;
  /** 一下控制数 in exact yuan; null when none was sent down. */
  readonly controlYuan: string | null;
  /** An adjustment changes weights although it neither adds nor removes indicators. */
  readonly weightsChanged: boolean;
  /** How many changes an adjustment, or a reviewer's correction, proposes. */
  readonly changes: number;
  /** The correction that waits for the unit, and who proposed it; null when none does. */
  readonly correction: { readonly proposer: string | null } | null;
}

interface Guard {
  readonly zh: string;
  /** What is missing; null when the guard lets it pass. */
  readonly refuses: (facts: Facts) => string | null;
}

const when = (missing: boolean, message: string): string | null => (missing ? message : null);

export const guards = {
  noErrors: {
    zh: "没有“必须修改”的审核问题",
    refuses: ({ errors, changes }) => when(errors > 0, `${changes > 0 ? "改后" : ""}还有 ${errors} 个“必须修改”的问题，改正或说明理由后才能办理。`),
  },
  opinion: { zh: "写明意见", refuses: ({ opinion }) => when(opinion.trim() === "", "请写明意见。") },
  answered: { zh: "退回后作了修改，或逐条答复了意见", refuses: ({ answered }) => when(!answered, "退回以后没有修改，也没有逐条答复意见。") },
  notOwn: {
    zh: "不审核自己编制或送审的目标表",
    refuses: ({ actor, createdBy, submittedBy }) => when(actor !== null && (actor === createdBy || actor === submittedBy), "这张表是您编制或送审的，不能由您审核，请由其他人办理。"),
  },
  secondLevel: { zh: "二级项目", refuses: ({ secondLevel }) => when(!secondLevel, "不是二级项目，应转报财政部门审核。") },
  firstLevel: { zh: "一级项目", refuses: ({ secondLevel }) => when(secondLevel, "二级项目由主管部门批复。") },
  businessOpinion: { zh: "财政业务处（科）已提出意见", refuses: ({ businessOpinion }) => when(!businessOpinion, "财政业务处（科）还没有提出意见。") },
  gradeGood: { zh: "等级为优或良", refuses: ({ grade }) => when(grade !== "优" && grade !== "良", grade === null ? "还没有评定等级。" : `等级为“${grade}”，不能通过。`) },
  gradeFailed: { zh: "等级为差", refuses: ({ grade }) => when(grade !== "差", "只有等级为“差”的才不予通过；需要修改的请退回。") },
  controlChanged: {
    zh: "一下控制数与申报数不同",
    refuses: ({ controlYuan, recordYuan }) => when(controlYuan === null || (recordYuan !== null && isSame(controlYuan, recordYuan)), "没有下达不同的控制数，不需要重新编制。"),
  },
  approval: { zh: "写明批复文号和日期", refuses: ({ approval }) => when(approval === null || approval.number.trim() === "" || approval.date === "", "请写明批复文号和日期。") },
  amountEqual: {
    zh: "批复金额与目标表的预算金额相等",
    refuses: ({ approval, recordYuan }) =>
      when(!approval?.yuan || recordYuan === null || !isSame(approval.yuan, recordYuan), `批复金额（${approval?.yuan ?? "未填"}元）与目标表的预算金额（${recordYuan ?? "未填"}元）不相等。`),
  },
  gradeFair: { zh: "等级为良", refuses: ({ grade }) => when(grade !== "良", grade === null ? "还没有评定等级。" : `等级为“${grade}”，只有“良”的才由审核人提请修改。`) },
  proposals: { zh: "逐条意见写明建议改成什么", refuses: ({ changes }) => when(changes === 0, "意见里没有写明建议改成什么，或与现在的内容相同。") },
  correctionsSettled: { zh: "没有等单位确认的修改建议", refuses: ({ correction }) => when(correction !== null, "有等单位确认的修改建议，请等单位负责人答复，或先撤回。") },
  correctionOpen: { zh: "有等单位确认的修改建议", refuses: ({ correction }) => when(correction === null, "没有等单位确认的修改建议。") },
  notProposer: { zh: "不确认自己提出的修改建议", refuses: ({ actor, correction }) => when(actor !== null && actor === correction?.proposer, "这份修改建议是您提出的，不能由您确认，请由其他人办理。") },
  changed: { zh: "调整前后有不同", refuses: ({ changes }) => when(changes === 0, "调整前后没有不同。") },
  weightsKept: { zh: "没有增减指标时，分值权重不变", refuses: ({ weightsChanged }) => when(weightsChanged, "没有增减指标，分值权重不能调整。") },
  notSecret: { zh: "不涉密", refuses: ({ secret }) => when(secret, "涉密的目标表不公开。") },
} as const satisfies Readonly<Record<string, Guard>>;

export type GuardId = keyof typeof guards;

/** A guard that does not let it pass, and why. */
export interface Missing {
  guard: GuardId;
  message: string;
}

/** Everything that is missing, in the order of the guards. */
export const missing = (wanted: readonly GuardId[], facts: Facts): Missing[] =>
  wanted.flatMap((guard) => {
    const message = guards[guard].refuses(facts);
    return message === null ? [] : [{ guard, message }];
  });
