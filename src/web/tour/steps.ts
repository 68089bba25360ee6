// What a newcomer is shown, by role: where the work of this role begins. The places are links of the main navigation.
import type { Actor } from "../../workflow/actor.ts";
import { type RoleId, roles } from "../../workflow/roles.ts";

export interface Stop {
  title: string;
  text: string;
  /** What it points at; null: the middle of the page. A stop whose place is not on the page is left out. */
  at: string | null;
}

/** Its link, or the word behind which it is folded. */
const link = (to: string): string => `.header a[href^="${to}"], .header [data-holds~="${to}"]`;

const places = {
  "/workbench": { title: "工作台", text: "本年办到哪里了、哪些快到期，一眼看全。每个数都可以点开。" },
  "/todo": { title: "待办", text: "等您办理的目标表，截止日近的在前。多张可以一起办。" },
  "/desk": { title: "审核", text: "按问题轻重排好的目标表，一张接一张地看，不用回到列表。" },
  "/declarations": { title: "目标表", text: "查找和打开目标表。打开以后，右边是来源、审核问题和办理过程。" },
  "/import": { title: "导入", text: "已有的 Word、Excel、PDF 拖进来就能读；下面有内置样例可以先试。" },
  "/checks": { title: "核对", text: "读取时拿不准的值在这里逐处确认：左边是原文，按回车确认到下一处。" },
  "/approvals": { title: "批复", text: "按批复文号列出，一次下载一个文号的全部批复表。" },
  "/calendar": { title: "日历", text: "各步的截止日。过了的列入逾期，不会自动办理。" },
  "/rules": { title: "审核规则", text: "审核依据什么、什么时候不提示，逐条写明。" },
  "/people": { title: "用户与角色", text: "建立账号、授予角色、设定登录规则。新账号得到一个一次性登录码。" },
  "/offices": { title: "组织", text: "财政、部门、单位的树，逐年管理；可以用工作簿一次导入。" },
  "/audit": { title: "审计", text: "谁在什么时候做了什么。“检查全部日志”看有没有被改过。" },
  "/backups": { title: "备份", text: "备份做了没有、能不能用，在这里看。" },
} as const;

type Place = keyof typeof places;

/** The three or four places where each role begins. */
const begins: Readonly<Record<RoleId | "local", readonly Place[]>> = {
  local: ["/declarations", "/checks", "/import", "/rules"],
  "unit-clerk": ["/workbench", "/todo", "/declarations", "/import"],
  "unit-head": ["/workbench", "/todo", "/declarations", "/rules"],
  dept: ["/workbench", "/todo", "/desk", "/approvals"],
  "fin-biz": ["/workbench", "/todo", "/desk", "/rules"],
  "fin-perf": ["/workbench", "/todo", "/desk", "/calendar"],
  "fin-approve": ["/workbench", "/todo", "/approvals", "/calendar"],
  "third-party": ["/declarations", "/checks", "/rules"],
  auditor: ["/declarations", "/checks", "/rules"],
  public: ["/declarations"],
  "sys-admin": ["/backups", "/calendar", "/offices", "/rules"],
  "security-admin": ["/people", "/offices", "/rules"],
  "audit-admin": ["/audit", "/offices", "/rules"],
};

/** Five to seven stops for somebody: who they are, where their work begins, how to go on. */
export function stopsFor({ mode, name, grants }: Actor): Stop[] {
  const role = mode === "local" ? "local" : (grants[0]?.role ?? "public");
  const who = role === "local" ? "您一个人使用这台电脑上的达标，什么都可以做。" : `您现在是${name ?? ""}，${roles[role].zh}：${roles[role].may}。`;
  return [
    { title: mode === "trial" ? "欢迎试用" : "欢迎使用达标", text: `${who}用半分钟看看从哪里开始。`, at: null },
    ...begins[role].map((place) => ({ ...places[place], at: link(place) })),
    ...(mode === "trial" ? [{ title: "换一个人", text: "点这里换成别的角色，看同一张表在别人那里是什么样。", at: ".trial-mark a" }] : []),
    { title: "帮助", text: "“这一页怎么用”打开讲这一页的那一章。这段引导也可以在这里重看。", at: "[data-tour='help']" },
  ];
}
