// Who takes part: duties from 预算法实施条例 and 财预〔2015〕88号; the three separated administrators (三员) as secured
// systems of public bodies have them.

/** At which kind of office a role is held. */
export type OfficeKind = "region" | "department" | "unit";

export const officeKinds: Readonly<Record<OfficeKind, string>> = { region: "财政", department: "主管部门", unit: "预算单位" };

interface RoleWords {
  readonly zh: string;
  /** The kind of office at which it is held. */
  readonly at: OfficeKind;
  /** business: works with declarations; outside: only looks or gives opinions; administrator: one of the 三员, touches no content. */
  readonly kind: "business" | "outside" | "administrator";
  readonly may: string;
}

export const roles = {
  "unit-clerk": { zh: "预算单位经办", at: "unit", kind: "business", may: "编制、修改、送审绩效目标，填报监控、自评和调整" },
  "unit-head": { zh: "预算单位负责人", at: "unit", kind: "business", may: "单位内部审核、退回、上报" },
  dept: { zh: "主管部门审核", at: "department", kind: "business", may: "审核、退回、汇总、转报，批复二级项目目标" },
  "fin-biz": { zh: "财政业务处（科）", at: "region", kind: "business", may: "结合预算审核，提出安排建议，退回" },
  "fin-perf": { zh: "财政绩效处（科）", at: "region", kind: "business", may: "质量审核、评定等级、抽查" },
  "fin-approve": { zh: "财政批复人", at: "region", kind: "business", may: "批复绩效目标" },
  "third-party": { zh: "第三方机构、专家", at: "region", kind: "outside", may: "查看受托的目标表，提出意见" },
  auditor: { zh: "审计、人大", at: "region", kind: "outside", may: "查看全部目标表及其历史" },
  public: { zh: "社会公众", at: "region", kind: "outside", may: "查看已公开的目标表" },
  "sys-admin": { zh: "系统管理员", at: "region", kind: "administrator", may: "备份、任务、日历、表样；不管账号，不接触内容" },
  "security-admin": { zh: "安全保密员", at: "region", kind: "administrator", may: "账号、角色、口令和登录策略；不接触内容" },
  "audit-admin": { zh: "审计员", at: "region", kind: "administrator", may: "查看和导出操作日志；不做任何修改" },
} as const satisfies Readonly<Record<string, RoleWords>>;

export type RoleId = keyof typeof roles;

export const roleIds = Object.keys(roles) as readonly RoleId[];
