import { roles, type RoleId } from "../../workflow/roles.ts";

/** Families of actions in words; an action that none of them names is shown as it is. */
const families: Readonly<Record<string, string>> = {
  account: "账号",
  adjustment: "调整",
  audit: "审计日志",
  backup: "备份",
  check: "核对",
  declaration: "目标表",
  document: "来源文件",
  door: "访问控制",
  form: "表样",
  goal: "办理",
  grant: "授权",
  house: "系统",
  import: "导入",
  office: "组织",
  opinion: "审核意见",
  policy: "登录策略",
  project: "项目",
  refused: "被拒绝",
  request: "请求",
  review: "审核",
  rule: "审核规则",
  session: "登录",
  token: "令牌",
};

export function actionInWords(action: string): string {
  const [family = "", ...rest] = action.split(".");
  const name = families[family];
  return name === undefined || rest.length === 0 ? action : `${name} · ${rest.join(".")}`;
}

export const roleInWords = (role: string | null): string => (role === null ? "—" : Object.hasOwn(roles, role) ? roles[role as RoleId].zh : role);

/** To the second: the order of events is their number, not their time. */
export const secondsOf = (at: string): string => {
  const here = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())} ${two(here.getHours())}:${two(here.getMinutes())}:${two(here.getSeconds())}`;
};
