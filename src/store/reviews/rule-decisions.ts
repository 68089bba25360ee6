import type { Severity } from "../../review/rule.ts";
import type { Settings } from "../../review/run.ts";
import { type Doer, named, note } from "../accounts/events.ts";
import type { Db } from "../database.ts";
import { newId } from "../ids.ts";
import { storable } from "../storable.ts";

/** What was decided about a rule, by whom and why. */
export interface RuleDecision {
  id: string;
  rule: string;
  off: boolean;
  /** null: the rule's own severity. */
  severity: Severity | null;
  reason: string;
  person: string | null;
  at: string;
}

/** All decisions, the latest first: the record of who changed what. */
export async function ruleDecisions(db: Db): Promise<RuleDecision[]> {
  const rows = await db.selectFrom("rule_decision").selectAll().orderBy("id", "desc").execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** What holds now, for the runner. */
export async function ruleSettings(db: Db): Promise<Settings> {
  const latest = new Map((await ruleDecisions(db)).reverse().map((decision) => [decision.rule, decision]));
  return Object.fromEntries([...latest].map(([rule, { off, severity }]) => [rule, { off, ...(severity === null ? {} : { severity }) }]));
}

/** What held for a rule so far: as it is written, when nobody decided. */
async function holdingDecision(db: Db, rule: string): Promise<Pick<RuleDecision, "off" | "severity">> {
  const row = await db.selectFrom("rule_decision").select(["off", "severity"]).where("rule", "=", rule).orderBy("id", "desc").limit(1).executeTakeFirst();
  return row ?? { off: false, severity: null };
}

/** Keeps a decision; every review is stale from then on. */
export async function keepRuleDecision(db: Db, decision: Omit<RuleDecision, "id" | "at">, by: Doer = named(decision.person)): Promise<RuleDecision> {
  return await db.transaction().execute(async (transaction) => {
    const before = await holdingDecision(transaction, decision.rule);
    const row = await transaction
      .insertInto("rule_decision")
      .values({ ...decision, id: newId(), reason: storable(decision.reason) })
      .returningAll()
      .executeTakeFirstOrThrow();
    await transaction.deleteFrom("review_figures").execute();
    const { rule, off, severity } = decision;
    await note(transaction, by, "rule.decide", rule, { kind: "rule", before, after: { off, severity }, detail: { off, severity, reason: decision.reason } });
    return { ...row, at: row.at.toISOString() };
  });
}
