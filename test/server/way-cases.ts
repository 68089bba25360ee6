// Declarations and adjustments put directly into any state, with everything that the guards of a step ask for there, or
// with exactly one of them missing.
import type { Declaration } from "../../src/declaration/schema.ts";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Database } from "../../src/store/database.ts";
import { keepStep, keepVersion } from "../../src/store/goals/versions.ts";
import { newId } from "../../src/store/ids.ts";
import { inScope } from "../../src/store/scope.ts";
import type { GuardId } from "../../src/workflow/guards.ts";
import { type AdjustmentState, circles, type GoalState, goalStates } from "../../src/workflow/states.ts";
import { sound } from "../store/made-up-goals.ts";
import type { MadeUpRegion } from "../store/made-up-offices.ts";

/** What somebody writes to a step: enough for every guard that asks for words. */
export const fullWords = { opinion: "意见", remarks: [] as object[], replies: [], approval: { number: "云财〔2026〕1号", date: "2026-02-01", yuan: null as string | null } };
type Words = Omit<typeof fullWords, "approval"> & { approval: typeof fullWords.approval | null };

/** How a record differs from one that lacks nothing. */
interface Lack {
  columns?: Record<string, string | boolean | null>;
  words?: Partial<Words>;
  /** What the desk thought. */
  grade?: string;
  isWithoutBusinessOpinion?: boolean;
  /** Whether a correction waits for the unit, and by whom it was proposed; left out: as the guards ask. */
  correction?: "none" | "by a colleague" | { by: string };
  content?: Declaration;
}

const name = "矩阵里的项目";
export const content: Declaration = sound(name);
const costly: Declaration = { ...content, indicators: content.indicators.map((row) => (row.class === "cost.economic" ? { ...row, target: readTarget("≥80万元") } : row)) };
const reweighed: Declaration = { ...content, indicators: content.indicators.map((row, at) => (at === 0 ? { ...row, weight: { text: "11", value: "11" } } : row)) };
/** What a reviewer would have otherwise. */
const suggested = { path: "notes", text: "补充说明", proposal: "按上年实际测算", reply: null };
/** What an adjustment proposes when nothing is wrong with it. */
const adjusted: Declaration = { ...content, notes: "调整以后" };

/** For each guard: what a record is like that lacks only this. A guard without an entry does not compile. */
export const lacks: Readonly<Record<GuardId, (actor: string) => Lack>> = {
  noErrors: () => ({ content: costly }),
  opinion: () => ({ words: { opinion: "" } }),
  answered: () => ({ words: { opinion: "" } }),
  notOwn: (actor) => ({ columns: { submitted_by: actor } }),
  secondLevel: () => ({ columns: { second_level: false } }),
  firstLevel: () => ({ columns: { second_level: true } }),
  businessOpinion: () => ({ isWithoutBusinessOpinion: true }),
  gradeGood: () => ({ grade: "中" }),
  gradeFailed: () => ({ grade: "优" }),
  controlChanged: () => ({ columns: { control_yuan: "800000" } }),
  approval: () => ({ words: { approval: null } }),
  amountEqual: () => ({ words: { approval: { ...fullWords.approval, yuan: "1" } } }),
  gradeFair: () => ({ grade: "优" }),
  proposals: () => ({ words: { remarks: [{ path: "notes", text: "写明", proposal: null }] } }),
  correctionsSettled: () => ({ correction: "by a colleague" }),
  correctionOpen: () => ({ correction: "none" }),
  notProposer: (actor) => ({ correction: { by: actor } }),
  changed: () => ({ content }),
  weightsKept: () => ({ content: reweighed }),
  notSecret: () => ({ columns: { secret: true } }),
};

export interface Put {
  id: string;
  words: Words;
}

export interface Cases {
  /** A declaration in a state; circle: how far it had got before. */
  goal(state: GoalState, guards: readonly GuardId[], lack?: Lack, circle?: number): Promise<Put>;
  adjustment(state: AdjustmentState, guards: readonly GuardId[], lack?: Lack): Promise<Put>;
}

/** @param template a declaration of the unit, of which all others are copies */
export function casesOf({ db, pool }: Database, made: MadeUpRegion, template: string): Cases {
  const clerk = made.person("unit-clerk", made.unit);

  async function copy(state: GoalState, guards: readonly GuardId[], { columns = {}, content: own }: Lack, circle = circles.indexOf(goalStates[state].circle)): Promise<{ id: string; drafted: Declaration }> {
    const id = newId();
    const standing = { state, circle, revision: 1, entered: 1, created_by: clerk.actor.account, submitted_by: clerk.actor.account, second_level: guards.includes("secondLevel"), control_yuan: guards.includes("controlChanged") ? "700000" : null };
    // Each is a project of its own: two of the same name are a finding.
    const project = { ...content.project, name: `${name}${id.slice(-12)}`, code: null };
    const drafted = { ...(own ?? content), project };
    const changed = { id, batch: id, ...standing, project_name: project.name, project_code: null, drafted, ...columns };
    await pool.query("insert into declaration select row.* from declaration, jsonb_populate_record(declaration, $1::jsonb) as row where declaration.id = $2", [JSON.stringify(changed), template]);
    return { id, drafted };
  }

  const keep = async (id: string, drafted: Declaration): Promise<string> => await inScope(null, async () => (await keepVersion(db, id, { action: "submit", content: drafted, reason: "" }, clerk)).id);
  const step = async (id: string, action: string, from: string, to: string, versionId: string | null, who = clerk): Promise<void> =>
    await inScope(null, async () => await keepStep(db, { declarationId: id, action, from, to, opinion: "意见", versionId, sha256: "0".repeat(64), revision: 1, role: null }, who));

  const opine = async (id: string, level: "department" | "finance", grade: string): Promise<void> =>
    void (await pool.query("insert into review_opinion (id, declaration_id, points, remarks, conclusion, total, grade, grounds, revision, level) values ($1, $2, '{}', '{}', '', '90', $3, '[]', 1, $4)", [newId(), id, grade, level]));

  /** A correction that waits for the unit, proposed by the desk at which the record lies or by whom the lack says. */
  async function propose(id: string, state: GoalState, guards: readonly GuardId[], { correction = guards.includes("correctionOpen") ? "by a colleague" : "none" }: Lack): Promise<void> {
    if (correction === "none") return;
    const desk = state === "DEPT_REVIEW" ? made.person("dept", made.department) : made.person("fin-perf", made.region);
    const who = correction === "by a colleague" ? desk : { ...desk, actor: { ...desk.actor, account: correction.by } };
    await inScope(null, async () => await keepStep(db, { declarationId: id, action: state === "DEPT_REVIEW" ? "dept-propose" : "fin-propose", from: state, to: state, opinion: "", remarks: [suggested], versionId: null, sha256: "0".repeat(64), revision: 1, role: null }, who));
  }

  return {
    async goal(state, guards, lack = {}, circle) {
      const grade = lack.grade ?? (guards.includes("gradeFailed") ? "差" : guards.includes("gradeFair") ? "良" : "优");
      const { id, drafted } = await copy(state, guards, { ...lack, columns: { ...(state === "REVIEWED" && { grade }), ...lack.columns } }, circle);
      if (state === "RETURNED") await step(id, "dept-return", "DEPT_REVIEW", "RETURNED", await keep(id, drafted));
      if (state === "DEPT_REVIEW") await opine(id, "department", grade);
      if (state === "FIN_REVIEW") await opine(id, "finance", grade);
      if (state === "FIN_REVIEW" && !lack.isWithoutBusinessOpinion) await step(id, "business-opinion", "FIN_REVIEW", "FIN_REVIEW", null, made.person("fin-biz", made.region));
      await propose(id, state, guards, lack);
      return { id, words: { ...fullWords, ...(guards.includes("proposals") && { remarks: [suggested] }), ...lack.words } };
    },
    async adjustment(state, guards, lack = {}) {
      const { submitted_by: submitted = clerk.actor.account, ...columns } = lack.columns ?? {};
      const { id: declaration, drafted } = await copy("APPROVED", guards, { columns });
      const version = await keep(declaration, drafted);
      const id = newId();
      await pool.query("insert into adjustment (id, declaration_id, state, reason, from_version, content, created_by, submitted_by) values ($1, $2, $3, $4, $5, $6, $7, $8)", [id, declaration, state, lack.words?.opinion ?? "理由", version, JSON.stringify({ ...(lack.content ?? adjusted), project: drafted.project }), clerk.actor.account, submitted]);
      return { id, words: { ...fullWords, ...lack.words } };
    },
  };
}

