// What stands in the way of undoing an import: whatever people or other imports built on what it brought in.
import { type RawBuilder, sql } from "kysely";
import { DabiaoError } from "../../problem.ts";
import type { Db } from "../database.ts";

/** One kind of thing that is built on declarations or documents. */
export interface Dependant {
  /** The table that holds it. */
  table: string;
  /** What it is, as people call it; stands behind a number: 3 个… */
  what: string;
  /** Counts what is built on the documents that a run brought in. */
  count: (documents: RawBuilder<unknown>) => RawBuilder<{ count: number }>;
}

/**
 * Everything that is built on a declaration or a document. A table that refers to either belongs into this list, or into
 * `belongings` when it is a mere part and goes with it; a test holds every table against the two.
 */
export const dependants: readonly Dependant[] = [
  {
    table: "import_file",
    what: "其他导入里的同一文件（那里记为“未变化”）",
    count: (documents) => sql`
      select count(*) as count from import_file join import_run on import_run.id = import_file.run_id
      where document_id in (${documents}) and outcome = 'unchanged' and import_run.state <> 'undone'
        and run_id not in (select run_id from import_file brought where brought.document_id = import_file.document_id and brought.outcome = 'imported')`,
  },
  {
    table: "check_act",
    what: "已确认或改正的值",
    count: (documents) => sql`
      select count(*) as count from check_act join declaration on declaration.id = check_act.declaration_id
      where document_id in (${documents}) and taken_back_at is null`,
  },
  {
    table: "review_opinion",
    what: "填写过的审核意见表",
    count: (documents) => sql`
      select count(distinct declaration_id) as count from review_opinion join declaration on declaration.id = review_opinion.declaration_id
      where document_id in (${documents}) and ended_at is null`,
  },
  {
    table: "declaration_version",
    what: "已送审或办理过的目标表",
    count: (documents) => sql`
      select count(distinct declaration_id) as count from declaration_version join declaration on declaration.id = declaration_version.declaration_id
      where document_id in (${documents})`,
  },
];

/** Tables whose rows are parts of a document or a declaration and go with it; steps and adjustments never are without a version. */
export const belongings: readonly string[] = ["declaration", "check_entry", "review_figures", "review_stale", "declaration_step", "handed_on", "remark_reply", "adjustment", "assignment"];

/** The documents that a run brought in, as a subquery: what it imported, and files without a form that no later run took up. */
export const documentsOf = (runId: string): RawBuilder<unknown> =>
  sql`select document_id from import_file brought where run_id = ${runId} and document_id is not null
    and (outcome = 'imported' or (outcome = 'failed' and not exists (select from import_file later where later.document_id = brought.document_id and later.outcome = 'imported')))`;

/** @throws DabiaoError IMPORT-12 that says what was built on what the run brought in */
export async function refuseBuiltOn(db: Db, runId: string): Promise<void> {
  const found: string[] = [];
  for (const { what, count } of dependants) {
    const number = (await count(documentsOf(runId)).execute(db)).rows[0]?.count ?? 0;
    if (number > 0) found.push(`${number} 个${what}`);
  }
  if (found.length === 0) return;
  throw new DabiaoError("IMPORT-12", {
    message: `不能撤销：已有内容建立在这次导入上：${found.join("，")}。`,
    hint: "请先处理这些内容（例如先撤销后来的导入），再撤销这次导入。",
  });
}
