import type { Action } from "../workflow/permissions.ts";
import type { LinkProps } from "@tanstack/react-router";

interface Way {
  to: NonNullable<LinkProps["to"]>;
  zh: string;
  /** Offered to whoever may do this. */
  action: Action;
  /** Where somebody begins who may go there. */
  begin?: true;
}

/** The main navigation. */
export const ways: readonly Way[] = [
  { to: "/todo", zh: "待办", action: "goal.act", begin: true },
  { to: "/declarations", zh: "目标表", action: "declaration.read", begin: true },
  { to: "/checks", zh: "核对", action: "check.read" },
  { to: "/import", zh: "导入", action: "import.read" },
  { to: "/rules", zh: "审核规则", action: "rule.read" },
  { to: "/projects", zh: "项目", action: "project.read" },
  { to: "/people", zh: "用户与角色", action: "account.read", begin: true },
  { to: "/offices", zh: "组织", action: "office.read" },
  { to: "/audit", zh: "审计", action: "audit.read", begin: true },
];
