import { nameOfStep } from "../goals/words.ts";
import { roles, type RoleId } from "../../workflow/roles.ts";

/** Families of actions in words; an action that none of them names is shown as it is. */
const families: Readonly<Record<string, string>> = {
  access: "访问",
  account: "账号",
  adjustment: "调整",
  assignment: "委托",
  audit: "审计日志",
  backup: "备份",
  calendar: "日历",
  check: "核对",
  declaration: "目标表",
  document: "来源文件",
  door: "访问控制",
  factor: "双因素",
  form: "表样",
  goal: "办理",
  grant: "授权",
  history: "经过",
  house: "系统",
  import: "导入",
  office: "组织",
  opinion: "审核意见",
  papers: "成批文件",
  password: "密码",
  policy: "登录策略",
  project: "项目",
  refused: "被拒绝",
  request: "请求",
  review: "审核",
  rule: "审核规则",
  session: "登录",
  sso: "统一认证",
  step: "办理",
  token: "令牌",
  version: "版本",
  waiver: "不再提示",
};

/** What is done, in words; some mean another thing in one family. */
const deeds: Readonly<Record<string, string>> = {
  act: "办理", add: "新增", alter: "变更", approve: "批复", archive: "归档", ask: "请求登录", assign: "委托第三方", attach: "添加附件", begin: "开始", change: "更改", check: "检查", choose: "选择使用方式", claim: "认领",
  close: "撤销", codes: "重发恢复码", confirm: "确认", control: "下达控制数", correct: "更正", create: "新建", decide: "停用或更改级别", deliver: "送入文件", detach: "移除附件", disable: "停用", download: "下载", enable: "启用",
  end: "结束", export: "导出", factor: "验证双因素", fail: "失败", file: "读入文件", import: "导入", keep: "保存", list: "查看列表", lock: "锁定", make: "生成", merge: "合并", mode: "确定使用方式", part: "分开", plan: "设定计划", read: "查看",
  refuse: "拒绝", refused: "被拒绝", remove: "删除", rename: "改名", reply: "答复意见", reread: "重新读取", reset: "重设", restore: "恢复使用", retire: "停用", revise: "修订", revoke: "撤销", save: "保存", seal: "重新加密", secret: "标记涉密",
  "second-level": "定为二级项目", set: "设定", setup: "初次设置", start: "开始", "take-back": "撤回", unassign: "解除委托", undo: "撤销", unlock: "解锁", verify: "检查", widen: "推广到全地区", write: "写入",
  "read.list": "查看列表", "session.end": "退出", "session.begin": "登录成功", "session.refuse": "登录失败", "step.refused": "不符合条件，未办成",
};

export function actionInWords(action: string): string {
  const [family = "", ...rest] = action.split(".");
  const name = families[family];
  const deed = rest.join(".");
  if (name === undefined || deed === "") return action;
  return `${name} · ${deeds[action] ?? deeds[deed] ?? nameOfStep(deed)}`;
}

/** What an act was about: its kind in words, and its id. */
export const subjectInWords = ({ kind, id }: { kind: string; id: string }): string => `${families[kind] ?? kind} ${id}`;

export const roleInWords = (role: string | null): string => (role === null ? "—" : Object.hasOwn(roles, role) ? roles[role as RoleId].zh : role);

/** To the second: the order of events is their number, not their time. */
export const secondsOf = (at: string): string => {
  const here = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())} ${two(here.getHours())}:${two(here.getMinutes())}:${two(here.getSeconds())}`;
};
