// 经过: which events of the audit log belong to the history of a table, under which heading, and what people call them. Its
// steps have words of their own (names.ts); what was only looked at is no part of it.

export const happeningKinds = ["act", "edit", "check", "export"] as const;
export type HappeningKind = (typeof happeningKinds)[number];

export const happeningKindNames: Readonly<Record<HappeningKind, string>> = { act: "办理", edit: "修改", check: "核对", export: "导出" };

interface HappeningWords {
  readonly kind: HappeningKind;
  readonly zh: string;
  /** Done many times in a row by one person, it is told once a day. */
  readonly gathered?: true;
}

/** By the action of the event. The row policy of the log (migration 0024) names the same ones; a test compares them. */
export const happenings = {
  "import.file": { kind: "edit", zh: "从文件导入" },
  "document.reread": { kind: "edit", zh: "用表样重新读取" },
  "declaration.begin": { kind: "edit", zh: "新建草稿" },
  "declaration.save": { kind: "edit", zh: "修改草稿", gathered: true },
  "declaration.reply": { kind: "edit", zh: "答复审核意见", gathered: true },
  "adjustment.begin": { kind: "edit", zh: "提出调整" },
  "adjustment.save": { kind: "edit", zh: "修改调整", gathered: true },
  "adjustment.attach": { kind: "edit", zh: "添加调整的附件" },
  "adjustment.detach": { kind: "edit", zh: "移除调整的附件" },
  "declaration.claim": { kind: "act", zh: "认领" },
  "declaration.assign": { kind: "act", zh: "委托第三方" },
  "declaration.unassign": { kind: "act", zh: "解除委托" },
  "check.confirm": { kind: "check", zh: "确认读取结果", gathered: true },
  "check.correct": { kind: "check", zh: "更正读取结果" },
  "check.take-back": { kind: "check", zh: "撤回核对" },
  "opinion.keep": { kind: "check", zh: "填写审核意见表" },
  "opinion.end": { kind: "check", zh: "恢复建议的审核意见" },
  "waiver.keep": { kind: "check", zh: "说明理由，不再提示审核问题" },
  "waiver.end": { kind: "check", zh: "恢复提示审核问题" },
  "declaration.export": { kind: "export", zh: "导出、打印" },
} as const satisfies Readonly<Record<string, HappeningWords>>;

export type HappeningAction = keyof typeof happenings;
export const happeningActions = Object.keys(happenings) as readonly HappeningAction[];

export const wordsOfHappening = (action: HappeningAction): HappeningWords => happenings[action];

/** The actions of a kind; of all without one. */
export const actionsOfKind = (kind: HappeningKind | undefined): HappeningAction[] => happeningActions.filter((action) => kind === undefined || happenings[action].kind === kind);

/** What happened to a part of a table, as the log keeps it: how, and where. */
export type LoggedChange = readonly [kind: string, path: string];

/** Of one saving so many places are named; beyond them they are counted. */
export const changesLogged = 50;
