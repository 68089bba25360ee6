// What waits for whom: the steps that a person's roles may take, ordered by the day until which they are due.
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { z } from "zod";
import type { Actor } from "../../workflow/actor.ts";
import { correctionActions, isProposing } from "../../workflow/corrections.ts";
import { deadlineKinds, keptByPeople, publicationDays } from "../../workflow/deadlines.ts";
import { type OfficeKind, type RoleId, roles } from "../../workflow/roles.ts";
import { type AdjustmentState, type GoalState, goalStateIds } from "../../workflow/states.ts";
import { type AdjustmentAction, adjustmentActions, adjustmentTransitions, type GoalAction, goalActions, goalTransitions } from "../../workflow/transitions.ts";
import { decodeCursor, encodeCursor, type Page } from "../cursor.ts";
import type { Db } from "../database.ts";
import { type Held, handedOn, stateSeen } from "../declarations/handed-on.ts";

export interface Waiting {
  id: string;
  adjustment: string | null;
  year: number | null;
  projectName: string | null;
  unitName: string | null;
  state: GoalState | AdjustmentState;
  since: string;
  revision: number;
  secret: boolean;
  actions: string[];
  role: RoleId | null;
  deadline: string | null;
  overdue: boolean;
}

export interface WaitingPage extends Page<Waiting> {
  total: number;
  overdue: number;
}

/** overdue: past its day; soon: due within three days; later: afterwards, or without a day. */
export const dueKinds = ["overdue", "soon", "later"] as const;
export type Due = (typeof dueKinds)[number];

/** What is due within so many days is due soon. */
export const soonDays = 3;

export interface Asked {
  year?: number | undefined;
  due?: Due | undefined;
  /** What waits for this step alone. */
  action?: string | undefined;
  after?: string | undefined;
  limit: number;
}

const heard = sql<SqlBool>`exists (select from declaration_step step where step.declaration_id = declaration.id and step.action = 'business-opinion' and step.revision >= declaration.entered)`;

/** Whether a reviewer's correction waits for the unit: the last word about one is a proposal. */
const correcting = sql<SqlBool>`coalesce((select step.action = any (${correctionActions.filter(isProposing)}::text[]) from declaration_step step
  where step.declaration_id = declaration.id and step.action = any (${[...correctionActions]}::text[]) and step.revision >= declaration.entered order by step.id desc limit 1), false)`;

/**
 * When a step waits for somebody, beside that its state is reached. A return or a refusal waits for nobody: it is what
 * one may do instead.
 */
const waitsWhen: Readonly<Partial<Record<GoalAction, RawBuilder<SqlBool>>>> = {
  submit: sql`true`,
  resubmit: sql`true`,
  report: sql`true`,
  forward: sql`not second_level and not ${correcting}`,
  "dept-pass": sql`second_level and not ${correcting}`,
  "dept-agree": correcting,
  "fin-agree": correcting,
  "business-opinion": sql`not ${heard}`,
  pass: sql`${heard} and not ${correcting}`,
  "new-round": sql`control_yuan is distinct from total_yuan and control_yuan is not null`,
  approve: sql`not second_level and (control_yuan is null or control_yuan = total_yuan)`,
  "dept-approve": sql`second_level and (control_yuan is null or control_yuan = total_yuan)`,
  publish: sql`not secret`,
};

const officeColumn: Readonly<Record<OfficeKind, RawBuilder<unknown>>> = { unit: sql`declaration.unit_id`, department: sql`declaration.department_id`, region: sql`declaration.region_id` };

/**
 * Row by row: what waits, for which step, in which role.
 * @param wanted which steps, of all that there are
 */
export function waitingFor({ account, grants }: Actor, wanted: (action: string) => boolean = () => true): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [];
  for (const [role, own] of Map.groupBy(grants, (grant) => grant.role)) {
    const theirs = sql`${officeColumn[roles[role].at]} = any (${own.map(({ office }) => office)}::uuid[])`;
    for (const action of goalActions) {
      const { from, roles: may } = goalTransitions[action];
      const when = waitsWhen[action];
      if (when === undefined || !wanted(action) || !(may as readonly RoleId[]).includes(role)) continue;
      parts.push(sql`
        select declaration.id, null::uuid as adjustment, ${action}::text as action, ${role}::text as role, state, state_since, revision
        from declaration where ${theirs} and state = any (${[...from]}::text[]) and ${when}`);
    }
    for (const action of adjustmentActions) {
      const { from, roles: may } = adjustmentTransitions[action];
      if (!wanted(action) || !(may as readonly RoleId[]).includes(role) || action.endsWith("return") || action === "adjust-refuse") continue;
      const level = action === "adjust-forward" ? sql`not second_level` : action === "adjust-dept-approve" ? sql`second_level` : sql`true`;
      parts.push(sql`
        select declaration.id, adjustment.id as adjustment, ${action}::text as action, ${role}::text as role, adjustment.state, adjustment.state_since, adjustment.revision
        from adjustment join declaration on declaration.id = adjustment.declaration_id where ${theirs} and adjustment.state = any (${[...from]}::text[]) and ${level}`);
    }
    if (role === "third-party" && wanted("opinion"))
      parts.push(sql`
        select declaration.id, null::uuid as adjustment, 'opinion'::text as action, ${role}::text as role, state, state_since, revision
        from declaration join assignment on assignment.declaration_id = declaration.id
        where assignment.account_id = ${account}::uuid and not exists (select from review_opinion given where given.declaration_id = declaration.id and given.account_id = ${account}::uuid)`);
  }
  return parts;
}

/** The day until which what stands in a state is due, for `declaration` joined with `waiting`. */
export const due = sql`coalesce(deadline.day, case when waiting.state = 'APPROVED' then declaration.approval_date + ${publicationDays}::integer end)`;
/** Which deadline concerns what stands in a state, for `waiting`. */
export const kindOfState = sql`case waiting.state ${sql.join(
  goalStateIds.flatMap((state) => {
    const kind = keptByPeople.find((one) => (deadlineKinds[one].states as readonly GoalState[]).includes(state));
    return kind === undefined ? [] : [sql`when ${sql.lit(state)} then ${sql.lit(kind)}`];
  }),
  sql` `,
)} end`;

const withDeadline = sql`left join deadline on adjustment is null and deadline.region_id = declaration.region_id and deadline.year = declaration.year and deadline.kind = ${kindOfState}`;
const bucket = (today: string): RawBuilder<Due> => sql<Due>`case when ${due} < ${today}::date then 'overdue' when ${due} <= ${today}::date + ${soonDays}::integer then 'soon' else 'later' end`;

type Row = Held & Omit<Waiting, "since" | "overdue"> & { since: Date; kept: GoalState; total: number; late: number };

/** What waits for somebody, the first due first. */
export async function todoOf(db: Db, actor: Actor, asked: Asked, today: string): Promise<WaitingPage> {
  const parts = waitingFor(actor);
  if (parts.length === 0) return { items: [], next: null, total: 0, overdue: 0 };
  const { due: when, action } = asked;
  const which = sql<SqlBool>`${when === undefined ? sql`true` : sql`${bucket(today)} = ${when}`} and ${action === undefined ? sql`true` : sql`${action} = any (actions)`}`;
  return await page(db, gathered(parts), which, asked, today);
}

/** Each table or adjustment once, with all that may be done with it. */
const gathered = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql`
  select id, adjustment, array_agg(distinct action) as actions, min(role) as role, state, min(state_since) as state_since, min(revision) as revision
  from (${sql.join(parts, sql` union all `)}) as part group by id, adjustment, state`;

export type TodoAction = GoalAction | AdjustmentAction | "opinion";

export interface TodoFigures extends Record<Due, number> {
  /** By step; what waits for either of two steps counts for both. */
  actions: ({ action: TodoAction } & Record<Due, number>)[];
}

/** How much waits for somebody, by how soon it is due. */
export async function todoFigures(db: Db, actor: Actor, today: string): Promise<TodoFigures> {
  const figures: TodoFigures = { overdue: 0, soon: 0, later: 0, actions: [] };
  const parts = waitingFor(actor);
  if (parts.length === 0) return figures;
  const { rows } = await sql<{ action: TodoAction | null; due: Due; many: number }>`
    with waiting as materialized (${gathered(parts)}),
      found as (select actions, ${bucket(today)} as due from waiting join declaration on declaration.id = waiting.id ${withDeadline})
    select null::text as action, due, count(*) as many from found group by due
    union all select action, due, count(*) from found cross join unnest(actions) as action group by action, due order by 1`.execute(db);
  const actions = new Map<TodoAction, TodoFigures["actions"][number]>();
  for (const { action, due: when, many } of rows) {
    if (action === null) figures[when] = many;
    else actions.set(action, { ...(actions.get(action) ?? { action, overdue: 0, soon: 0, later: 0 }), [when]: many });
  }
  return { ...figures, actions: [...actions.values()] };
}

/** What is past its day, of all that whoever asks here may see. */
export async function overdueOf(db: Db, asked: Asked, today: string): Promise<WaitingPage> {
  const states = keptByPeople.flatMap((kind): readonly GoalState[] => deadlineKinds[kind].states);
  const waiting = sql`
    select id, null::uuid as adjustment, array[]::text[] as actions, null::text as role, state, state_since, revision from declaration
    where state = any (${states}::text[]) and not (state = 'APPROVED' and secret)`;
  return await page(db, waiting, sql`${due} < ${today}::date`, asked, today);
}

const Key = z.tuple([z.iso.date(), z.uuid(), z.uuid()]);
const never = "9999-12-31";
const none = "00000000-0000-0000-0000-000000000000";

async function page(db: Db, waiting: RawBuilder<unknown>, which: RawBuilder<unknown>, { year, after, limit }: Asked, today: string): Promise<WaitingPage> {
  const last = after === undefined ? null : decodeCursor(after, Key);
  const { rows } = await sql<Row>`
    with waiting as (${waiting}), found as (
      select waiting.id, adjustment, declaration.year, project_name as "projectName", unit_name as "unitName", waiting.state, declaration.state as kept, waiting.state_since as since,
             waiting.revision, secret, actions, role, ${due}::text as deadline, declaration.unit_id, declaration.department_id, declaration.region_id
      from waiting join declaration on declaration.id = waiting.id
      ${withDeadline}
      where ${which} and ${year === undefined ? sql`true` : sql`declaration.year = ${year}`}
    )
    select found.*, (select count(*) from found) as total, (select count(*) from found where deadline < ${today}) as late from found
    where ${last === null ? sql`true` : sql`(coalesce(deadline, ${never}), id, coalesce(adjustment, ${none}::uuid)) > (${last[0]}, ${last[1]}::uuid, ${last[2]}::uuid)`}
    order by coalesce(deadline, ${never}), id, coalesce(adjustment, ${none}::uuid) limit ${limit + 1}`.execute(db);
  const items = await told(db, rows.slice(0, limit), today);
  const end = items.at(-1);
  return { items, next: rows.length > limit && end ? encodeCursor([end.deadline ?? never, end.id, end.adjustment ?? none]) : null, total: rows[0]?.total ?? 0, overdue: rows[0]?.late ?? 0 };
}

async function told(db: Db, rows: readonly Row[], today: string): Promise<Waiting[]> {
  const held = rows.map((row): Held & { row: Row } => ({ id: row.id, unit_id: row.unit_id, department_id: row.department_id, region_id: row.region_id, state: row.kept, row }));
  const known = await handedOn(db, held);
  return held.map((one) => {
    const { row } = one;
    const content = known.get(row.id);
    return {
      id: row.id, adjustment: row.adjustment, year: row.year, projectName: content ? content.project.name : row.projectName, unitName: content ? content.unit.name : row.unitName,
      state: row.adjustment === null ? stateSeen(one) : row.state, since: row.since.toISOString(), revision: row.revision, secret: row.secret, actions: row.actions, role: row.role, deadline: row.deadline,
      overdue: row.deadline !== null && row.deadline < today,
    };
  });
}
