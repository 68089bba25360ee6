// What the API takes and gives about what waits for somebody, and until when.
import { z } from "zod";
import { DecimalText } from "../../declaration/decimal.ts";
import { dueKinds, soonDays } from "../../store/goals/todo.ts";
import { deadlineKindIds } from "../../workflow/deadlines.ts";
import { roleIds } from "../../workflow/roles.ts";
import { GoalState, Id, Moment, Revision } from "../contract.ts";
import { AdjustmentAction, AdjustmentState, Day, GoalAction } from "./contract.ts";

export const DeadlineKind = z.enum(deadlineKindIds).meta({ id: "DeadlineKind", description: "unit 单位送审；department 主管部门审核；finance 财政审核；approval 批复；publication 公开；archive 年度归档，这一天过后自动归档" });
export const DeadlineParams = z.object({ region: Id, year: z.coerce.number().int().min(1990).max(2100) });
const days = Object.fromEntries(deadlineKindIds.map((kind) => [kind, Day.nullable()])) as Record<(typeof deadlineKindIds)[number], z.ZodNullable<typeof Day>>;
export const Deadlines = z.object(days).meta({ id: "Deadlines", description: "一个地区一个年度的截止日；没有设定为 null" });
export type Deadlines = z.infer<typeof Deadlines>;

export const Waiting = z
  .object({
    id: Id,
    adjustment: Id.nullable().describe("要办理的是这份调整；null 为目标表本身"),
    year: z.int().nullable(),
    projectName: z.string().nullable(),
    unitName: z.string().nullable(),
    state: z.union([GoalState, AdjustmentState]),
    since: Moment,
    revision: Revision,
    secret: z.boolean(),
    actions: z.array(z.string()).describe("等着您办理的"),
    role: z.enum(roleIds).nullable().describe("以哪个角色；逾期清单里为 null"),
    deadline: Day.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: "Waiting", description: "等待办理的一张表" });
export const WaitingQuery = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const TodoAction = z.union([GoalAction, AdjustmentAction, z.literal("opinion")]).meta({ id: "TodoAction", description: "等着办理的；opinion 第三方提出意见" });
export const TodoQuery = WaitingQuery.extend({
  due: z.enum(dueKinds).optional().describe(`overdue 已逾期；soon ${soonDays} 天内到期；later 以后到期或没有截止日`),
  action: TodoAction.optional().describe("只要等着这样办理的"),
});
export type TodoQuery = z.infer<typeof TodoQuery>;
export const WaitingList = z.object({ items: z.array(Waiting), next: z.string().nullable(), total: z.int().describe("共有多少"), overdue: z.int().describe("其中逾期的") }).meta({ id: "WaitingList" });
export type WaitingList = z.infer<typeof WaitingList>;

export const DeskItem = z
  .object({
    id: Id,
    year: z.int().nullable(),
    projectName: z.string().nullable(),
    unit: Id.nullable(),
    unitName: z.string().nullable(),
    state: GoalState,
    since: Moment,
    revision: Revision,
    secret: z.boolean(),
    actions: z.array(z.string()).describe("等着您办理的"),
    role: z.enum(roleIds).nullable(),
    deadline: Day.nullable(),
    overdue: z.boolean(),
    yuan: DecimalText.nullable().describe("预算金额（元）"),
    lastYear: z.object({ id: Id, yuan: DecimalText.nullable() }).nullable().describe("同一项目上年的目标表"),
    review: z.object({ errors: z.int(), warnings: z.int(), advices: z.int() }).nullable().describe("审核问题，不含不再提示的；还没有统计为 null"),
    returns: z.int().describe("退回过几次"),
    grounds: z.array(z.object({ kind: z.enum(["errors", "warnings", "uncounted", "money", "overdue", "changed"]), zh: z.string() })).describe("为什么排在这里，先看的在前"),
  })
  .meta({ id: "DeskItem", description: "等待审核的一张表" });
export type DeskItem = z.infer<typeof DeskItem>;
export const DeskQuery = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  unit: Id.optional(),
  state: GoalState.optional(),
  due: z.enum(["overdue", "week"]).optional().describe("overdue 已逾期；week 七天内到期，含已逾期的"),
  findings: z.enum(["errors", "warnings", "clean"]).optional().describe("errors 有必须修改的；warnings 有应修改或说明的；clean 两者都没有"),
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeskQuery = z.infer<typeof DeskQuery>;
export const DeskList = z
  .object({
    items: z.array(DeskItem).describe("风险大的在前"),
    next: z.string().nullable(),
    total: z.int().describe("符合条件的"),
    waiting: z.int().describe("等待审核的共有多少"),
    units: z.array(z.object({ id: Id, name: z.string(), tables: z.int() })),
    states: z.array(z.object({ state: GoalState, tables: z.int() })),
  })
  .meta({ id: "DeskList" });
export type DeskList = z.infer<typeof DeskList>;
