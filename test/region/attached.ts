// What hangs on the declarations of the made-up region: checks, figures of review, opinions, versions, steps, imports.
import { createHash } from "node:crypto";
import type { Declaration } from "../../src/declaration/schema.ts";
import { listed } from "../../src/store/declarations/declarations.ts";
import { headOf } from "../../src/store/declarations/handed-on.ts";
import { newId } from "../../src/store/ids.ts";
import type { MadeDeclaration, Rows } from "./fill.ts";
import type { Person } from "./offices.ts";
import { Chance, madeDeclaration } from "./words.ts";

interface Attachment {
  table: string;
  columns: readonly string[];
  rows: Rows;
}

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Rows for every table of which each belongs to a declaration. */
export function* attachments(declarations: readonly MadeDeclaration[], people: readonly Person[], seed: number): Generator<Attachment> {
  const every = (nth: number): MadeDeclaration[] => declarations.filter((_, at) => at % nth === 0);
  const chance = new Chance(seed + 3);
  yield { table: "review_figures", columns: ["declaration_id", "errors", "warnings", "advices", "waived"], rows: declarations.map(({ id }) => [id, chance.often(0.2) ? chance.below(4) : 0, chance.below(5), chance.below(6), chance.often(0.1) ? 1 : 0]) };
  yield { table: "review_stale", columns: ["declaration_id", "unit", "batch"], rows: every(20).map(({ id, documentId }) => [id, "", documentId ?? id]) };
  yield { table: "check_entry", columns: ["id", "declaration_id", "document_id", "position", "ordinal", "path", "reason", "message"], rows: every(5).flatMap(({ id, documentId, position }) => (documentId === null ? [] : [[newId(), id, documentId, position, 0, "indicators[0]", "carried", "沿用上一行的指标类别"]])) };
  yield { table: "check_act", columns: ["id", "declaration_id", "path", "state", "original", "text", "person"], rows: every(20).map(({ id }) => [newId(), id, "notes", "confirmed", "原值", "原值", "经办"]) };
  yield { table: "review_opinion", columns: ["id", "declaration_id", "points", "remarks", "conclusion", "total", "grade", "grounds", "person"], rows: every(25).map(({ id }) => [newId(), id, "{}", "{}", "可行", 88, "良", "[]", "评审"]) };
  const versioned = declarations.filter((one, at) => isBack(one) || (one.state !== "DRAFT" && at % 10 === 0)).map((one) => ({ ...one, version: newId(), step: newId() }));
  const back: Back[] = [];
  yield { table: "declaration_version", columns: ["id", "declaration_id", "number", "action", "content", "sha256"], rows: versions(versioned, chance, back) };
  yield { table: "handed_on", columns: ["declaration_id", "circle", "form", "year", "unit_code", "unit_name", "unit_words", "words", "head"], rows: handedOn(back) };
  yield { table: "declaration_step", columns: ["id", "declaration_id", "action", "from_state", "to_state", "version_id", "sha256"], rows: versioned.map(({ id, version, step, circle }) => [step, id, "submit", "UNIT_REVIEW", circle >= 2 ? "FIN_REVIEW" : "DEPT_REVIEW", version, sha(id)]) };
  const changed = versioned.filter(({ state }) => state === "APPROVED").map((one) => ({ ...one, adjustment: newId() }));
  yield { table: "remark_reply", columns: ["step_id", "position", "declaration_id", "text"], rows: versioned.map(({ id, step }) => [step, 0, id, "已补充"]) };
  yield { table: "adjustment", columns: ["id", "declaration_id", "state", "reason", "from_version", "content"], rows: adjustments(changed, chance) };
  const file = declarations.find(({ documentId }) => documentId !== null)?.documentId;
  yield { table: "adjustment_attachment", columns: ["id", "adjustment_id", "name", "sha256"], rows: file ? changed.map(({ adjustment }) => [newId(), adjustment, "测算.pdf", sha(file)]) : [] };
  const experts = people.filter(({ role }) => role === "third-party");
  yield { table: "assignment", columns: ["declaration_id", "account_id"], rows: every(50).flatMap(({ id, circle }) => (circle < 2 || experts.length === 0 ? [] : [[id, chance.of(experts).account]])) };
  yield* imports(declarations);
}

/** Works at it again: who was handed it before sees that version. */
const isBack = ({ state, circle }: MadeDeclaration): boolean => circle > 0 && (state === "DRAFT" || state === "RETURNED" || state === "UNIT_REVIEW");

type Versioned = MadeDeclaration & { version: string };

const contentOf = (chance: Chance, nth: number, { unit, year }: MadeDeclaration): string =>
  JSON.stringify(madeDeclaration(chance, nth, unit ?? { name: "云溪县旧单位", code: "900001", field: 0 }, unit?.parent?.name ?? "云溪县旧部门", year, 10));

/** What was handed on of those on which their units work again. */
type Back = MadeDeclaration & { content: Declaration };

function* versions(versioned: readonly Versioned[], chance: Chance, back: Back[]): Rows {
  for (const [nth, one] of versioned.entries()) {
    const content = contentOf(chance, nth, one);
    if (isBack(one)) back.push({ ...one, content: JSON.parse(content) as Declaration });
    yield [one.version, one.id, 1, "submit", content, sha(one.id)];
  }
}

/** As a step back leaves it: for each circle that it had reached. */
function* handedOn(back: readonly Back[]): Rows {
  for (const { id, circle: far, content } of back) {
    const { form, year, unit_code, unit_name, unit_words, words } = listed(content);
    for (let circle = 1; circle <= Math.min(2, far); circle++) yield [id, circle, form, year ?? null, unit_code ?? null, unit_name ?? null, unit_words ?? "", words ?? "", JSON.stringify(headOf(content))];
  }
}

function* adjustments(changed: readonly (Versioned & { adjustment: string })[], chance: Chance): Rows {
  for (const [nth, one] of changed.entries()) yield [one.adjustment, one.id, "ADJ_FIN", "政策变化", one.version, contentOf(chance, nth, one)];
}

/** A run for each imported file of some, with what waits in line of it. */
function* imports(declarations: readonly MadeDeclaration[]): Generator<Attachment> {
  const files = [...new Map(declarations.flatMap((one) => (one.documentId === null ? [] : [[one.documentId, one] as const])))].slice(0, 2_000);
  const runs = files.map(([document, { unit }]) => ({ id: newId(), job: newId(), document, unit: unit?.id ?? null }));
  yield { table: "import_run", columns: ["id", "unit_id"], rows: runs.map(({ id, unit }) => [id, unit]) };
  yield { table: "import_file", columns: ["id", "run_id", "name", "sha256", "outcome", "document_id", "problems"], rows: runs.map(({ id, document }) => [newId(), id, "表.docx", sha(document), "imported", document, "[]"]) };
  const waiting = runs.slice(0, 100);
  yield { table: "import_job", columns: ["id", "run_id", "turn", "name", "sha256", "size", "member"], rows: waiting.map(({ id, job }, at) => [job, id, at, "待读.docx", sha(job), 1, false]) };
  yield { table: "import_piece", columns: ["job_id", "position", "bytes"], rows: waiting.map(({ job }) => [job, 0, "\\x00"]) };
  yield { table: "import_job_trace", columns: ["job_id"], rows: waiting.map(({ job }) => [job]) };
  yield { table: "import_delivery", columns: ["run_id", "key"], rows: waiting.map(({ id }) => [id, newId()]) };
  const owned = declarations.filter((_, at) => at % 30 === 0);
  yield { table: "waiver", columns: ["id", "rule", "scope", "unit", "project", "subject", "message", "reason", "unit_id", "department_id", "region_id", "declaration_id"], rows: owned.map(({ id, unit }, at) => [newId(), "COMP-01", at % 3 === 0 ? "unit" : "project", unit?.code ?? "900001", "项目", "notes", "缺少", "已说明", unit?.id ?? null, unit?.parent?.id ?? null, unit?.parent?.parent?.id ?? null, id]) };
}
