// The one place that decides who may do what: role × action, and whose declarations. The database's row policies are the
// second wall and read the same reach.
import type { Actor, Reach, TokenScope } from "./actor.ts";
import { roles, type RoleId } from "./roles.ts";
import { type Circle, circles } from "./states.ts";
import { adjustmentActions, adjustmentTransitions, goalActions, goalTransitions, type AdjustmentAction, type GoalAction } from "./transitions.ts";

interface Permission {
  readonly zh: string;
  /** Who may: anyone at all, anyone signed in, or holders of these roles. */
  readonly who: "anyone" | "signed-in" | readonly RoleId[];
  /** Which access token suffices; null: no token, only a person. */
  readonly scope: TokenScope | null;
  /** Whether the one local person, who has no offices, may do it. */
  readonly local: boolean;
  /**
   * people: what proves who somebody is and which offices there are (passwords, sessions, codes, tokens, the tree). It lies
   * out of the reach of people's requests; who does such a thing asks in the scope of the house, touches no tables, and says
   * in the query whose accounts are meant. Whatever changes it may change who somebody is.
   */
  readonly about: "tables" | "people";
}

const readers: readonly RoleId[] = ["unit-clerk", "unit-head", "dept", "fin-biz", "fin-perf", "fin-approve", "third-party", "auditor"];
const reviewers: readonly RoleId[] = ["unit-head", "dept", "fin-biz", "fin-perf"];
const clerk: readonly RoleId[] = ["unit-clerk"];

const business = (zh: string, who: readonly RoleId[], scope: TokenScope | null): Permission => ({ zh, who, scope, local: true, about: "tables" });
const offices = (zh: string, who: Permission["who"], scope: TokenScope | null = null): Permission => ({ zh, who, scope, local: false, about: "tables" });
const accounts = (zh: string, who: Permission["who"]): Permission => ({ zh, who, scope: null, local: false, about: "people" });

const fixed = {
  "house.health": { zh: "探测服务是否在运行", who: "anyone", scope: "read", local: true, about: "tables" },
  "house.read": { zh: "查看系统状态和说明", who: "anyone", scope: "read", local: true, about: "tables" },
  "house.choose": { zh: "选择使用方式", who: "anyone", scope: null, local: true, about: "people" },
  "session.start": { zh: "登录", who: "anyone", scope: null, local: true, about: "people" },
  "session.read": { zh: "查看自己的登录", who: "anyone", scope: "read", local: true, about: "people" },
  // Also whose session is not complete yet, or has just run out.
  "session.end": { zh: "退出登录", who: "anyone", scope: null, local: false, about: "people" },
  "self.manage": accounts("管理自己的口令、双因素和令牌", "signed-in"),
  "declaration.read": business("查看目标表", readers, "read"),
  "declaration.export": business("导出、打印目标表", readers, "export"),
  "declaration.edit": business("编制、修改目标表", clerk, "write"),
  "declaration.secret": business("标记涉密", ["unit-clerk", "unit-head"], "write"),
  "import.read": business("查看导入", clerk, "read"),
  "import.write": business("导入文件", clerk, "write"),
  "check.read": business("查看核对", readers, "read"),
  "check.write": business("核对读取结果", clerk, "write"),
  "review.read": business("查看审核问题", readers, "read"),
  "review.waive": business("对审核问题说明理由、不再提示", ["unit-clerk", ...reviewers], "write"),
  "opinion.read": business("查看审核意见", readers, "read"),
  "opinion.write": business("填写审核意见", [...reviewers, "third-party"], "write"),
  "rule.read": { zh: "查看审核规则", who: "signed-in", scope: "read", local: true, about: "tables" },
  "rule.decide": business("停用规则、改变级别", ["fin-perf"], "write"),
  "form.read": { zh: "查看表样", who: "signed-in", scope: "read", local: true, about: "tables" },
  "form.map": business("核对版式、用表样重新读取", clerk, "write"),
  "form.write": { zh: "保存、改名、停用、删除自有表样", who: ["unit-clerk", "sys-admin"], scope: null, local: true, about: "tables" },
  "form.widen": offices("把表样推广到全地区", ["sys-admin"]),
  "person.write": { zh: "登记本机使用人", who: [], scope: null, local: true, about: "tables" },
  "goal.control": offices("下达一下控制数", ["fin-biz"], "write"),
  "goal.level": offices("定为一级或二级项目", ["dept"], "write"),
  "assignment.manage": offices("委托第三方", ["dept", "fin-perf"], "write"),
  "todo.read": offices("查看待办和逾期", readers, "read"),
  "version.read": business("查看版本和办理过程", readers, "read"),
  // Who is told of what in it: isTold, below.
  "history.read": business("查看经过", readers, "read"),
  "calendar.read": { zh: "查看日历", who: "signed-in", scope: "read", local: true, about: "tables" },
  "calendar.manage": { zh: "设定日历", who: ["sys-admin", "fin-perf"], scope: null, local: true, about: "tables" },
  "office.read": { zh: "查看组织", who: "signed-in", scope: "read", local: true, about: "people" },
  "office.manage": { zh: "管理组织", who: ["security-admin"], scope: null, local: true, about: "people" },
  "project.read": { zh: "查看项目", who: readers, scope: "read", local: true, about: "tables" },
  "project.merge": { zh: "确认、合并项目", who: ["unit-clerk", "unit-head", "dept", "fin-perf"], scope: "write", local: true, about: "tables" },
  "account.read": accounts("查看账号", ["security-admin"]),
  "account.manage": accounts("管理账号", ["security-admin"]),
  "grant.manage": accounts("授予角色", ["security-admin"]),
  "policy.manage": accounts("设定口令和登录策略", ["security-admin"]),
  "audit.read": { zh: "查看操作日志", who: ["audit-admin"], scope: null, local: true, about: "tables" },
  "audit.export": { zh: "导出操作日志", who: ["audit-admin"], scope: null, local: true, about: "tables" },
  "backup.make": { zh: "备份", who: ["sys-admin"], scope: null, local: true, about: "tables" },
} as const satisfies Readonly<Record<string, Permission>>;

type StepAction = `goal.${GoalAction}` | `adjustment.${AdjustmentAction}`;
export type Action = keyof typeof fixed | "goal.act" | "adjustment.act";

const stepper: Permission = {
  zh: "办理",
  who: [...new Set([...goalActions.flatMap((id): readonly RoleId[] => goalTransitions[id].roles), ...adjustmentActions.flatMap((id): readonly RoleId[] => adjustmentTransitions[id].roles)])],
  scope: "write",
  local: false,
  about: "tables",
};

export const permissions: Readonly<Record<Action, Permission>> = { ...fixed, "goal.act": stepper, "adjustment.act": stepper };
export const actions = Object.keys(permissions) as readonly Action[];

export type Verdict = "allowed" | "sign-in" | "forbidden";

/** Whether somebody may do such a thing at all, before it is known to what. */
export function may(actor: Actor, action: Action): Verdict {
  const { who, scope, local } = permissions[action];
  if (actor.scopes !== null && (scope === null || !actor.scopes.includes(scope))) return "forbidden";
  if (actor.mode === "local") return local ? "allowed" : "forbidden";
  if (who === "anyone") return "allowed";
  if (actor.account === null) return "sign-in";
  return who === "signed-in" || actor.grants.some(({ role }) => who.some((one) => one === role)) ? "allowed" : "forbidden";
}

/** The step of the way with its roles, whether of a goal or of an adjustment. */
export function rolesOfStep(step: StepAction): readonly RoleId[] {
  const [object, id] = [step.slice(0, step.indexOf(".")), step.slice(step.indexOf(".") + 1)];
  return object === "goal" ? goalTransitions[id as GoalAction].roles : adjustmentTransitions[id as AdjustmentAction].roles;
}

/** Whose a declaration is, and how far it has come. */
export interface Owned {
  readonly unit: string | null;
  readonly department: string | null;
  readonly region: string | null;
  readonly circle: Circle;
  readonly secret: boolean;
}

/** own: at one of the actor's own units; below: in the sector or region that the actor looks after; other: neither. */
export type Relation = "own" | "below" | "other";

export function relation({ units, departments, regions }: Reach, owned: Owned): Relation {
  if (owned.unit !== null && units.includes(owned.unit)) return "own";
  const below = (owned.department !== null && departments.includes(owned.department)) || (owned.region !== null && regions.includes(owned.region));
  return below ? "below" : "other";
}

/** Whether somebody gets to see a declaration (workflow.md section 6). What may not be seen does not exist for them. */
export function sees(actor: Actor, owned: Owned): boolean {
  if (actor.mode === "local") return true;
  const { units, departments, regions } = actor.reach;
  const far = circles.indexOf(owned.circle);
  if (owned.unit !== null && units.includes(owned.unit)) return true;
  if (far >= circles.indexOf("department") && owned.department !== null && departments.includes(owned.department)) return true;
  return far >= circles.indexOf("finance") && owned.region !== null && regions.includes(owned.region);
}

/** Who did something, as the audit log has it; role null: the local person, or the house itself. */
export interface Doing {
  readonly account: string | null;
  readonly role: string | null;
}

/** Whose doing at a table goes beyond the unit's own work at it. */
const beyondTheUnit: readonly (string | null)[] = ["dept", "fin-biz", "fin-perf", "fin-approve", "third-party"] satisfies RoleId[];

/**
 * Whether somebody who sees a table is told in its history that somebody did something (steps apart: those are the record of
 * its way). What a unit does by itself (drafts, checks, prints) is its own; what department, finance bureau and third parties
 * do is told to the unit and to them; auditors see all, and the unit is not told what they take along. One's own is told to all.
 */
export function isTold(actor: Actor, { unit, department, region }: Owned, { account, role }: Doing): boolean {
  if (actor.mode === "local" || (account !== null && account === actor.account)) return true;
  if (auditedRegions(actor).some((one) => one === region)) return true;
  const { units, departments, regions } = actor.reach;
  if (unit !== null && units.includes(unit)) return role !== "auditor";
  const isAbove = (department !== null && departments.includes(department)) || (region !== null && regions.includes(region));
  return isAbove && beyondTheUnit.includes(role);
}

/** The regions at which somebody is an auditor. */
export const auditedRegions = ({ grants }: Actor): readonly string[] => grants.flatMap(({ role, office }) => (role === "auditor" ? [office] : []));

/** Whether one of the roles is held at the declaration's own office of that kind. */
export function holdsFor({ mode, grants }: Actor, wanted: readonly RoleId[], owned: Owned): boolean {
  if (mode === "local") return true;
  const office = { unit: owned.unit, department: owned.department, region: owned.region };
  return grants.some(({ role, office: at }) => wanted.includes(role) && office[roles[role].at] === at);
}
