import type { Declaration } from "../../declaration/schema.ts";
import { Collection } from "../../review/collection.ts";
import type { Review } from "../../review/rule.ts";
import { reviewOf } from "../../review/run.ts";

/** The rules in the browser, on this one table: the same code as the server's, without the tables beside it. */
export function reviewAlone(declaration: Declaration): Review {
  const document = { file: "", sha256: "", format: "text" as const, verdict: "generic" as const, title: null, year: null, publisher: null, overallGoals: [], paragraphs: [], declarations: [declaration], problems: [] };
  const [facts] = new Collection([document]).declarations;
  return facts ? reviewOf(facts) : { findings: [], outcomes: [] };
}
