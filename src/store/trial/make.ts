// The made-up region of a trial: offices, a person in every role, tables in every state, all of it done by the very
// functions that do it in earnest.
import { nationalForm } from "../../forms/list.ts";
import { readDocument } from "../../index.ts";
import { proposedOpinion, questions } from "../../review/opinion.ts";
import type { Actor, Grant } from "../../workflow/actor.ts";
import { type RoleId, roles } from "../../workflow/roles.ts";
import type { GoalAction } from "../../workflow/transitions.ts";
import { createAccount } from "../accounts/accounts.ts";
import { dayOf, yearOf } from "../accounts/times.ts";
import type { Db } from "../database.ts";
import { setDeadlines } from "../goals/deadlines.ts";
import type { Doer } from "../goals/doer.ts";
import { saveDraft, startDraft } from "../goals/drafts.ts";
import { setControl, setSecondLevel, setSecret } from "../goals/marks.ts";
import { act } from "../goals/goals.ts";
import { grantRole, type Manager, reachOf } from "../accounts/grants.ts";
import { addOffice } from "../offices/changes.ts";
import { keep, keepLine } from "../imports/imports.ts";
import { startRun } from "../imports/runs.ts";
import { keepOpinion, opinionOfDeclaration } from "../reviews/opinions.ts";
import type { Asked } from "../goals/versions.ts";
import { evaluationFile, evaluations, type TrialEvaluation } from "./evaluations.ts";
import { type TrialTable, tableFor, tables } from "./tables.ts";

/** No administrative division has this code. */
const region = { code: "539900", name: "云渚市" };

const departments = [
  { code: "301", name: "云渚市人力资源和社会保障局", units: [{ code: "301001", name: "云渚市社会保险中心" }, { code: "301002", name: "云渚市就业促进中心" }, { code: "301003", name: "云渚市人事考试院" }] },
  { code: "302", name: "云渚市医疗保障局", units: [{ code: "302001", name: "云渚市医疗保障服务中心" }] },
  { code: "303", name: "云渚市民政局", units: [{ code: "303001", name: "云渚市社会福利院" }] },
] as const;

/** Who is who: surname and given name by office and role; nobody of these exists. */
const people: Readonly<Record<string, Partial<Record<RoleId, string>>>> = {
  "539900": { "fin-biz": "周晓岚", "fin-perf": "沈一鸣", "fin-approve": "罗建成", "third-party": "顾言", auditor: "秦川", "sys-admin": "方哲", "security-admin": "尹静", "audit-admin": "苏文" },
  "301": { dept: "马立群" }, "302": { dept: "郑秀云" }, "303": { dept: "钟海生" },
  "301001": { "unit-clerk": "张敏", "unit-head": "李国强" },
  "301002": { "unit-clerk": "王小云", "unit-head": "陈志远" },
  "301003": { "unit-clerk": "刘洋", "unit-head": "赵雅琴" },
  "302001": { "unit-clerk": "何静怡", "unit-head": "郭明" },
  "303001": { "unit-clerk": "杨帆", "unit-head": "许文华" },
};

/** The trees of offices hold from here on: long enough ago for every table that could be brought in. */
const firstYear = 2000;
const by: Manager = { account: null, name: "试用", role: "security-admin", address: null, regions: null };

/** Makes everything, in the transaction of the caller. @param now which year is being prepared follows from it */
export async function makeTrial(db: Db, now = new Date()): Promise<void> {
  const house = await makePeople(db, now);
  const coming = yearOf(now) + 1;
  const walk = new Walk(db, house, dayOf(now));
  await walk.setDays(coming, now);
  for (const year of [coming - 1, coming]) for (const story of year === coming ? comingYear : thisYear) await walk.go(story, year);
  for (const evaluation of Object.values(evaluations)) await walk.evaluate(evaluation, coming - 1);
}

type Special = "secret" | "second-level" | "faulty" | "cut";

interface Story {
  table: TrialTable;
  ways: readonly GoalAction[];
  grade?: "优" | "良" | "差";
  special?: Special;
  /** What the last step proposes to write where. */
  remarks?: readonly Asked[];
}

const toDepartment = ["submit", "report"] as const;
const toFinance = [...toDepartment, "forward"] as const;
const reviewed = [...toFinance, "business-opinion", "pass"] as const;

/** What is in force this year. */
const thisYear: readonly Story[] = [
  { table: tables.cards, ways: [...reviewed, "approve", "publish"] },
  { table: tables.hall, ways: [...toDepartment, "dept-pass", "dept-approve", "publish"], special: "second-level" },
  { table: tables.fairs, ways: [...reviewed, "approve"], grade: "良" },
  { table: tables.claims, ways: [...reviewed, "approve", "publish"] },
  { table: tables.guards, ways: [...reviewed, "approve"], special: "secret" },
];

/** What is being declared for the coming year: something in every state. */
const comingYear: readonly Story[] = [
  { table: tables.cards, ways: [], special: "faulty" },
  { table: tables.hall, ways: ["submit"] },
  { table: tables.audits, ways: toDepartment },
  { table: tables.fairs, ways: [...toDepartment, "dept-return"] },
  { table: tables.skills, ways: [...toFinance, "business-opinion"] },
  { table: tables.exams, ways: reviewed },
  {
    table: tables.claims, ways: [...toFinance, "fin-propose"], grade: "良",
    remarks: [{ path: "indicators[4].target", text: "上年追回率为96.8%，目标低于上年实际，建议提高。", proposal: "≥97%" }, { path: "funding.purpose", text: "请分别写明检查对象。", proposal: "聘请专家和第三方开展定点医疗机构、定点零售药店检查。" }],
  },
  { table: tables.system, ways: [...toFinance, "business-opinion", "reject"], grade: "差" },
  { table: tables.care, ways: reviewed, special: "cut" },
  { table: tables.guards, ways: toDepartment, special: "secret" },
];

const opinions: Partial<Record<GoalAction, string>> = {
  forward: "目标与部门职责相关，同意转报。",
  "dept-return": "岗位数量请与上年实际对照，补充测算依据；满意度的调查方式请写明。",
  "dept-pass": "同意。",
  "business-opinion": "资金需求与工作量基本匹配，建议按申报数安排。",
  reject: "项目与已有运维合同重复，目标没有新增内容，不予通过。",
};

interface Office {
  id: string;
  code: string;
  name: string;
  department: string | null;
}

interface People {
  offices: ReadonlyMap<string, Office>;
  doers: ReadonlyMap<string, Doer>;
}

async function makePeople(db: Db, now: Date): Promise<People> {
  const offices = new Map<string, Office>();
  const doers = new Map<string, Doer>();
  const staff = async (office: Office) => {
    offices.set(office.code, office);
    for (const [role, name] of Object.entries(people[office.code] ?? {}) as [RoleId, string][]) {
      const { id } = await createAccount(db, { login: `${role}-${office.code}`, name, madeUp: true }, by, now);
      await grantRole(db, id, { role, office: office.id, from: `${yearOf(now) - 1}-01-01`, until: null }, by, now);
      doers.set(`${role} ${office.code}`, { actor: actorOf(id, name, { role, office: office.id }), from: null });
    }
  };
  const top = await addOffice(db, firstYear, { ...region, kind: "region", parent: null });
  await staff({ id: top, ...region, department: null });
  for (const { units, ...department } of departments) {
    const middle = await addOffice(db, firstYear, { ...department, kind: "department", parent: top });
    await staff({ id: middle, ...department, department: null });
    for (const unit of units) await staff({ id: await addOffice(db, firstYear, { ...unit, kind: "unit", parent: middle }), ...unit, department: department.name });
  }
  return { offices, doers };
}

const actorOf = (account: string, name: string, grant: Grant): Actor => ({ mode: "trial", account, name, grants: [grant], reach: reachOf([{ ...grant, name: "", whole: [grant.office] }]), scopes: null });

/** Takes tables along their way, each step by the person whose it is. */
class Walk {
  readonly #db: Db;
  readonly #people: People;
  readonly #today: string;

  constructor(db: Db, people: People, today: string) {
    this.#db = db;
    this.#people = people;
    this.#today = today;
  }

  /** The calendar of the coming year: the department is late, the others have time. */
  async setDays(year: number, now: Date): Promise<void> {
    const inDays = (days: number): string => dayOf(new Date(now.getTime() + days * 86_400_000));
    const days = { unit: inDays(10), department: inDays(-2), finance: inDays(25), approval: `${year}-02-20`, publication: `${year}-03-12`, archive: null };
    await setDeadlines(this.#db, this.#who("fin-perf", region.code), this.#people.offices.get(region.code)?.id ?? "", year, days);
  }

  async go({ table, ways, grade = "优", special, remarks = [] }: Story, year: number): Promise<void> {
    const unit = this.#people.offices.get(table.unit);
    if (!unit) throw new Error(`no unit ${table.unit}`);
    const clerk = this.#who("unit-clerk", table.unit);
    const begun = await startDraft(this.#db, clerk, { unit: unit.id, year, from: null, name: table.name, form: nationalForm.id });
    const content = tableFor(table, { unit, department: unit.department, year });
    const written = special === "faulty" ? { ...content, indicators: content.indicators.slice(0, 4) } : content;
    let revision = (await saveDraft(this.#db, clerk, begun.id, begun.revision, written))?.revision ?? 0;
    if (special === "secret") revision = (await setSecret(this.#db, clerk, begun.id, revision, true))?.revision ?? 0;
    for (const action of ways) {
      const doer = this.#doerOf(action, table.unit);
      if (action === "report" || action === "dept-pass") revision = await this.#before(action, begun.id, revision, table.unit, special);
      if (["dept-pass", "pass", "reject", "fin-propose"].includes(action)) await this.#judge(begun.id, doer, grade, action === "dept-pass" ? "department" : "finance");
      const approval = action === "approve" || action === "dept-approve" ? { number: `云财预〔${year}〕${action === "approve" ? 6 : 18}号`, date: `${year}-02-10`, yuan: null } : null;
      const done = await act(this.#db, doer, begun.id, { action, revision, opinion: opinions[action] ?? "", remarks: action === ways.at(-1) ? [...remarks] : [], replies: [], approval }, this.#today);
      revision = done?.revision ?? 0;
    }
    if (special === "cut") await setControl(this.#db, this.#who("fin-biz", region.code), begun.id, revision, "1350000");
  }

  /** A clerk brings in how the year went, as a file; the unit and its department hand it on. */
  async evaluate(evaluation: TrialEvaluation, year: number): Promise<void> {
    const { unit: code } = evaluation.table;
    const unit = this.#people.offices.get(code);
    if (!unit) throw new Error(`no unit ${code}`);
    const clerk = this.#who("unit-clerk", code);
    const { account, name: person } = clerk.actor;
    const file = evaluationFile(evaluation, { unit: unit.name, department: unit.department ?? "", year });
    const run = await startRun(this.#db, person, 1, { unitId: unit.id, accountId: account }, { account, name: person ?? "", role: "unit-clerk", address: null });
    const document = await readDocument(file.bytes, file.name);
    const result = await keep(this.#db, run, document, file.bytes);
    await keepLine(this.#db, run, file.name, document.sha256, result);
    const { id, revision } = await this.#db.selectFrom("declaration").select(["id", "revision"]).where("document_id", "=", result.documentId).executeTakeFirstOrThrow();
    await this.#take(id, revision, toFinance, code);
  }

  async #take(id: string, seen: number, ways: readonly GoalAction[], unit: string): Promise<void> {
    let revision = seen;
    for (const action of ways) revision = (await act(this.#db, this.#doerOf(action, unit), id, { action, revision, opinion: opinions[action] ?? "", remarks: [], replies: [], approval: null }, this.#today))?.revision ?? 0;
  }

  /** A department says of a second-level project that it is one, when it has got it. */
  async #before(action: GoalAction, id: string, revision: number, unit: string, special?: Special): Promise<number> {
    if (action !== "dept-pass" || special !== "second-level") return revision;
    return (await setSecondLevel(this.#db, this.#who("dept", unit.slice(0, 3)), id, revision, true))?.revision ?? revision;
  }

  /** The review form as its desk fills it in: full points, some taken off, or nearly none. */
  async #judge(id: string, { actor, from }: Doer, grade: "优" | "良" | "差", level: "department" | "finance"): Promise<void> {
    const state = await opinionOfDeclaration(this.#db, id, this.#today, level);
    if (!state) throw new Error(`no declaration ${id}`);
    const { remarks } = proposedOpinion([]);
    const part = { 优: 10, 良: 8.5, 差: 4 }[grade];
    const points = Object.fromEntries(questions.map((question) => [question.id, String((question.points * part) / 10)])) as Parameters<typeof keepOpinion>[2]["points"];
    await keepOpinion(this.#db, id, { points, remarks, conclusion: `等级为${grade}。`, seen: state.seen, person: actor.name, account: actor.account, level }, this.#today, { account: actor.account, name: actor.name ?? "", role: actor.grants[0]?.role ?? null, address: from });
  }

  #doerOf(action: GoalAction, unit: string): Doer {
    const role = actionRoles[action];
    const { at } = roles[role];
    return this.#who(role, at === "unit" ? unit : at === "department" ? unit.slice(0, 3) : region.code);
  }

  #who(role: RoleId, office: string): Doer {
    const doer = this.#people.doers.get(`${role} ${office}`);
    if (!doer) throw new Error(`nobody is ${role} at ${office}`);
    return doer;
  }
}

/** Who takes each step of the stories above. */
const actionRoles: Readonly<Record<GoalAction, RoleId>> = {
  submit: "unit-clerk", resubmit: "unit-clerk", "new-round": "unit-clerk", report: "unit-head", "unit-return": "unit-head", publish: "unit-head",
  "dept-return": "dept", forward: "dept", "dept-pass": "dept", "dept-approve": "dept", "business-opinion": "fin-biz", "fin-return": "fin-perf", pass: "fin-perf", reject: "fin-perf",
  "dept-propose": "dept", "dept-withdraw": "dept", "dept-agree": "unit-head", "dept-decline": "unit-head", "fin-propose": "fin-perf", "fin-withdraw": "fin-perf", "fin-agree": "unit-head", "fin-decline": "unit-head",
  approve: "fin-approve", archive: "fin-approve",
};
