// What waits for a reviewer, by risk: the whole of it is put in order by the one function of workflow/risk.ts, and the
// figures that it looks at come in one query.
import { sql } from "kysely";
import { z } from "zod";
import type { Actor } from "../../workflow/actor.ts";
import { compareRisk, type RiskFigures, riskGrounds, type RiskGround } from "../../workflow/risk.ts";
import type { RoleId } from "../../workflow/roles.ts";
import type { GoalState } from "../../workflow/states.ts";
import { decodeCursor, encodeCursor, type Page } from "../cursor.ts";
import type { Db } from "../database.ts";
import { beforeOthers } from "./previous-year.ts";
import { due, kindOfState, waitingFor } from "./todo.ts";

/** Steps that a review ends with, and what a third party was asked for. Approving, publishing and writing are no reviews. */
const reviews: ReadonlySet<string> = new Set(["report", "forward", "dept-pass", "business-opinion", "pass", "opinion"]);

export interface DeskItem {
  id: string;
  year: number | null;
  projectName: string | null;
  unit: string | null;
  unitName: string | null;
  state: GoalState;
  since: string;
  revision: number;
  secret: boolean;
  actions: string[];
  role: RoleId | null;
  deadline: string | null;
  overdue: boolean;
  yuan: string | null;
  lastYear: { id: string; yuan: string | null } | null;
  /** What the rules found, waived findings left out; null while it is being counted. */
  review: { errors: number; warnings: number; advices: number } | null;
  /** How many times it was returned. */
  returns: number;
  /** Why it stands where it stands. */
  grounds: RiskGround[];
}

export interface DeskAsked {
  year?: number | undefined;
  unit?: string | undefined;
  state?: GoalState | undefined;
  due?: "overdue" | "week" | undefined;
  findings?: "errors" | "warnings" | "clean" | undefined;
  after?: string | undefined;
  limit: number;
}

export interface DeskPage extends Page<DeskItem> {
  /** What the filter finds. */
  total: number;
  /** Whatever waits, by unit and by state, for the filters. */
  waiting: number;
  units: { id: string; name: string; tables: number }[];
  states: { state: GoalState; tables: number }[];
}

const Day = z.iso.date().nullable();
const Key = z.tuple([z.uuid(), z.int().nullable(), z.int(), z.string().nullable(), z.string().nullable(), Day]);

/** What waits for a reviewer, the worse first. A page goes on behind the last table of the one before, also when that is gone. */
export async function deskOf(db: Db, actor: Actor, asked: DeskAsked, today: string): Promise<DeskPage> {
  const all = (await waitingTables(db, actor)).map((row) => itemOf(row, today));
  const found = all.filter((item) => fits(item, asked, today)).sort((one, other) => compareRisk(figuresOf(one), figuresOf(other), today));
  const last = asked.after === undefined ? null : figuresIn(decodeCursor(asked.after, Key));
  const rest = last === null ? found : found.filter((item) => compareRisk(figuresOf(item), last, today) > 0);
  const items = rest.slice(0, asked.limit);
  const end = items.at(-1);
  return { items, next: end && rest.length > items.length ? encodeCursor(keyOf(end)) : null, total: found.length, waiting: all.length, ...facets(all) };
}

type Row = Omit<DeskItem, "since" | "overdue" | "lastYear" | "review" | "grounds"> & { since: Date; lastId: string | null; lastYuan: string | null; errors: number | null; warnings: number | null; advices: number | null };

async function waitingTables(db: Db, actor: Actor): Promise<Row[]> {
  const parts = waitingFor(actor, (action) => reviews.has(action));
  if (parts.length === 0) return [];
  // A table lies with the reviewer as the unit handed it in: nobody works on it meanwhile, so the columns of its row hold.
  const { rows } = await sql<Row>`
    with waiting as (
      select id, array_agg(distinct action) as actions, min(role) as role, state, min(state_since) as since, min(revision) as revision
      from (${sql.join(parts, sql` union all `)}) as part where not (state in ('DRAFT', 'RETURNED')) group by id, state
    )
    select waiting.id, declaration.year, project_name as "projectName", declaration.unit_id as unit, unit_name as "unitName", waiting.state, waiting.since, waiting.revision, secret, actions, role,
      ${due}::text as deadline, total_yuan as yuan, errors, warnings, advices, last.id as "lastId", last.yuan as "lastYuan",
      (select count(*)::integer from declaration_step where declaration_step.declaration_id = waiting.id and adjustment_id is null and to_state = 'RETURNED') as returns
    from waiting join declaration on declaration.id = waiting.id
      left join review_figures on review_figures.declaration_id = waiting.id
      left join deadline on deadline.region_id = declaration.region_id and deadline.year = declaration.year and deadline.kind = ${kindOfState}
      left join lateral (
        select id, total_yuan as yuan from (select id, state, total_yuan, form, content, drafted from declaration as older where older.project_id = declaration.project_id and older.year = declaration.year - 1) as older
        order by ${beforeOthers} limit 1
      ) as last on true`.execute(db);
  return rows;
}

function itemOf({ lastId, lastYuan, errors, warnings, advices, since, ...row }: Row, today: string): DeskItem {
  const item = {
    ...row, since: since.toISOString(), overdue: row.deadline !== null && row.deadline < today, lastYear: lastId === null ? null : { id: lastId, yuan: lastYuan },
    review: errors === null ? null : { errors, warnings: warnings ?? 0, advices: advices ?? 0 },
  };
  return { ...item, grounds: riskGrounds(figuresOf(item), today) };
}

const figuresOf = ({ id, review, yuan, lastYear, deadline }: Omit<DeskItem, "grounds">): RiskFigures => ({ id, findings: review, yuan, lastYuan: lastYear?.yuan ?? null, deadline });
const keyOf = ({ id, review, yuan, lastYear, deadline }: DeskItem): z.infer<typeof Key> => [id, review?.errors ?? null, review?.warnings ?? 0, yuan, lastYear?.yuan ?? null, deadline];
const figuresIn = ([id, errors, warnings, yuan, lastYuan, deadline]: z.infer<typeof Key>): RiskFigures => ({ id, findings: errors === null ? null : { errors, warnings }, yuan, lastYuan, deadline });

function fits({ year, unit, state, deadline, overdue, review }: DeskItem, asked: DeskAsked, today: string): boolean {
  const same = (wanted: unknown, own: unknown): boolean => wanted === undefined || wanted === own;
  if (!same(asked.year, year) || !same(asked.unit, unit) || !same(asked.state, state)) return false;
  if (asked.due === "overdue" && !overdue) return false;
  if (asked.due === "week" && (deadline === null || deadline > inAWeek(today))) return false;
  if (asked.findings === undefined) return true;
  if (review === null) return false;
  const { errors, warnings } = review;
  return asked.findings === "errors" ? errors > 0 : asked.findings === "warnings" ? warnings > 0 : errors + warnings === 0;
}

const inAWeek = (today: string): string => new Date(Date.parse(today) + 7 * 86_400_000).toISOString().slice(0, 10);

const byName = new Intl.Collator("zh-Hans-CN").compare;

function facets(all: readonly DeskItem[]): Pick<DeskPage, "units" | "states"> {
  const units = [...Map.groupBy(all, ({ unit }) => unit)].flatMap(([id, own]) => (id === null ? [] : [{ id, name: own[0]?.unitName ?? "", tables: own.length }]));
  return { units: units.sort((one, other) => byName(one.name, other.name)), states: [...Map.groupBy(all, ({ state }) => state)].map(([state, own]) => ({ state, tables: own.length })) };
}
