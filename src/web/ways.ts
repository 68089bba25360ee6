import type { Actor } from "../workflow/actor.ts";
import { type Action, may } from "../workflow/permissions.ts";
import type { RoleId } from "../workflow/roles.ts";
import type { LinkProps } from "@tanstack/react-router";

interface Way {
  to: NonNullable<LinkProps["to"]>;
  zh: string;
  /** Offered to whoever may do this. */
  action: Action;
  /** Of those, only to whoever holds one of these roles: the others seldom want it. */
  roles?: readonly RoleId[];
  /** Where somebody begins who may go there. */
  begin?: true;
}

/** The main navigation. */
export const ways: readonly Way[] = [
  { to: "/todo", zh: "待办", action: "goal.act", begin: true },
  { to: "/desk", zh: "审核", action: "todo.read", roles: ["unit-head", "dept", "fin-biz", "fin-perf", "third-party"] },
  { to: "/declarations", zh: "目标表", action: "declaration.read", begin: true },
  { to: "/checks", zh: "核对", action: "check.read" },
  { to: "/import", zh: "导入", action: "import.read" },
  { to: "/rules", zh: "审核规则", action: "rule.read" },
  { to: "/forms", zh: "表样", action: "form.write" },
  { to: "/projects", zh: "项目", action: "project.read" },
  { to: "/approvals", zh: "批复", action: "declaration.export", roles: ["dept", "fin-approve"] },
  { to: "/calendar", zh: "日历", action: "calendar.read", roles: ["unit-clerk", "unit-head", "dept", "fin-biz", "fin-perf", "fin-approve", "sys-admin"] },
  { to: "/people", zh: "用户与角色", action: "account.read", begin: true },
  { to: "/offices", zh: "组织", action: "office.read" },
  { to: "/backups", zh: "备份", action: "backup.make", begin: true },
  { to: "/audit", zh: "审计", action: "audit.read", begin: true },
];

/** What somebody finds in the main navigation. */
export const offeredTo = (actor: Actor | undefined): Way[] =>
  actor === undefined ? [] : ways.filter(({ action, roles }) => may(actor, action) === "allowed" && (roles === undefined || actor.grants.some(({ role }) => roles.includes(role))));
