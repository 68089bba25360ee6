import type { LinkProps } from "@tanstack/react-router";
import type { Actor } from "../workflow/actor.ts";
import { type Action, may } from "../workflow/permissions.ts";
import type { RoleId } from "../workflow/roles.ts";

/** What stands together behind one word where the navigation would get too long. */
export const groups = { rules: "规则", manage: "管理" } as const;
export type Group = keyof typeof groups;

export interface Way {
  to: NonNullable<LinkProps["to"]>;
  zh: string;
  /** Offered to whoever may do this. */
  action: Action;
  /** Of those, only to whoever holds one of these roles: the others seldom want it. */
  roles?: readonly RoleId[];
  /** Where somebody begins who may go there; the first that one may. */
  begin?: true;
  group?: Group;
}

/** The main navigation, in its order: what is done every day first, what belongs to a group in its group. */
export const ways: readonly Way[] = [
  { to: "/workbench", zh: "工作台", action: "declaration.read", begin: true },
  { to: "/todo", zh: "待办", action: "goal.act" },
  { to: "/desk", zh: "审核", action: "todo.read", roles: ["unit-head", "dept", "fin-biz", "fin-perf", "third-party"] },
  { to: "/declarations", zh: "目标表", action: "declaration.read" },
  { to: "/checks", zh: "核对", action: "check.read" },
  { to: "/import", zh: "导入", action: "import.read" },
  { to: "/approvals", zh: "批复", action: "declaration.export", roles: ["dept", "fin-approve"] },
  { to: "/projects", zh: "项目", action: "project.read" },
  { to: "/people", zh: "用户与角色", action: "account.read", begin: true, group: "manage" },
  { to: "/backups", zh: "备份", action: "backup.make", begin: true, group: "manage" },
  { to: "/audit", zh: "审计", action: "audit.read", begin: true, group: "manage" },
  { to: "/offices", zh: "组织", action: "office.read", begin: true, group: "manage" },
  { to: "/calendar", zh: "日历", action: "calendar.read", roles: ["unit-clerk", "unit-head", "dept", "fin-biz", "fin-perf", "fin-approve", "sys-admin"], group: "manage" },
  { to: "/rules", zh: "审核规则", action: "rule.read", group: "rules" },
  { to: "/forms", zh: "表样", action: "form.write", group: "rules" },
];

/** What somebody finds in the main navigation. */
export const offeredTo = (actor: Actor | undefined): Way[] =>
  actor === undefined ? [] : ways.filter(({ action, roles }) => may(actor, action) === "allowed" && (roles === undefined || actor.grants.some(({ role }) => roles.includes(role))));

/** Where somebody begins. */
export const beginsAt = (allowed: (action: Action) => boolean): Way["to"] => ways.find(({ begin, action }) => begin && allowed(action))?.to ?? "/me";

/** A way, or several behind one word. */
export type Entry = Way | { group: Group; zh: string; ways: Way[] };

/** So many words stand side by side on the smallest screen; with more, groups are folded. */
const roomFor = 7;

/** What stands in the navigation: a group is folded only where there is no room for its ways, and where it has several. */
export function entriesFor(offered: readonly Way[]): Entry[] {
  if (offered.length <= roomFor) return [...offered];
  const folded = Map.groupBy(offered, ({ group }) => group);
  return offered.flatMap((way): Entry[] => {
    const own = way.group === undefined ? [way] : (folded.get(way.group) ?? []);
    if (way.group === undefined || own.length === 1) return [way];
    return own[0] === way ? [{ group: way.group, zh: groups[way.group], ways: own }] : [];
  });
}
