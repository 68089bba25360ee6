// A whole region in a database, quickly: offices, people, documents, declarations in all states and what hangs on them.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { listed } from "../../src/store/declarations/declarations.ts";
import { newId } from "../../src/store/ids.ts";
import type { GoalState } from "../../src/workflow/states.ts";
import { attachments } from "./attached.ts";
import { firstYear, madeOffices, madePeople, type Node, type Person, type RegionSize } from "./offices.ts";
import { Chance, madeDeclaration } from "./words.ts";

export interface MadeDeclaration {
  id: string;
  unit: Node | null;
  documentId: string | null;
  batch: string;
  position: number;
  year: number;
  state: GoalState;
  /** 0 unit, 1 department, 2 finance, 3 public. */
  circle: number;
  secret: boolean;
}

export interface MadeRegion {
  nodes: Node[];
  people: Person[];
  declarations: MadeDeclaration[];
}

/** As of one region: 100,000 declarations are some 250 a unit. */
export const sized = (declarations: number): RegionSize => ({ regions: 2, departments: 12, units: Math.max(2, Math.round(declarations / 6_000)), declarations, indicators: 10 });

type Cell = string | number | boolean | null | readonly string[];
export type Rows = Iterable<readonly Cell[]>;

/** Fills an empty, migrated database. */
export async function fillRegion(pool: pg.Pool, size: RegionSize, seed = 1): Promise<MadeRegion> {
  const nodes = madeOffices(size);
  const people = madePeople(nodes, seed);
  const declarations = plan(size, nodes, seed);
  const client = await pool.connect();
  try {
    await client.query("set dabiao.scope = 'system'; set statement_timeout = 0");
    // What is made here fits together; looking up every office 100,000 times takes longer than all the rest.
    const { rows } = await client.query<{ may: boolean }>("select current_setting('is_superuser')::boolean as may");
    if (rows[0]?.may) await client.query("set session_replication_role = replica");
    await fillOffices(client, nodes, people);
    await fillDeclarations(client, size, declarations, people, seed);
    await client.query("analyze");
  } finally {
    // Not to be used again: it is set otherwise than the others.
    client.release(true);
  }
  return { nodes, people, declarations };
}

async function fillOffices(client: pg.PoolClient, nodes: readonly Node[], people: readonly Person[]): Promise<void> {
  await client.query("update house set mode = 'office', chosen_at = now()");
  await copy(client, "office", ["id"], nodes.map(({ id }) => [id]));
  await copy(client, "office_span", ["office_id", "from_year", "code", "name", "kind", "parent_id", "region_code"], nodes.map(({ id, code, name, kind, parent, regionCode }) => [id, firstYear, code, name, kind, parent?.id ?? null, regionCode]));
  await copy(client, "account", ["id", "login", "name"], people.map(({ account, login, name }) => [account, login, name]));
  await copy(client, "role_grant", ["id", "account_id", "role", "office_id", "from_date"], people.map(({ account, role, office }) => [newId(), account, role, office.id, "2022-01-01"]));
}

/** More than this at once, and the index of words is made afterwards. */
const many = 5_000;

async function fillDeclarations(client: pg.PoolClient, size: RegionSize, declarations: readonly MadeDeclaration[], people: readonly Person[], seed: number): Promise<void> {
  const indexes = declarations.length > many ? await dropWordIndexes(client) : [];
  const documents = [...new Map(declarations.flatMap((one) => (one.documentId === null ? [] : [[one.documentId, one] as const])))];
  const hash = (id: string): string => id.replaceAll("-", "").repeat(2);
  await copy(client, "source", ["sha256", "bytes", "size"], documents.map(([id]) => [hash(id), "\\x00", 1]));
  await copy(client, "document", ["id", "sha256", "file", "format", "verdict", "title", "year", "overall_goals", "paragraphs", "problems", "unit_id"], documents.map(([id, { unit, year }]) => [id, hash(id), `${unit?.name ?? "旧"}${year}年绩效目标表.docx`, "docx", "form", `${year}年绩效目标表`, year, "[]", "[]", "[]", unit?.id ?? null]));
  await copy(client, "declaration", declarationColumns, declarationRows(size, declarations, people, seed));
  for (const { table, columns, rows } of attachments(declarations, people, seed)) await copy(client, table, columns, rows);
  for (const definition of indexes) await client.query(definition);
}

async function dropWordIndexes(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>("select indexname, indexdef from pg_indexes where indexdef like '%USING gin%' and tablename = 'declaration' and schemaname = current_schema()");
  for (const { indexname } of rows) await client.query(`drop index ${indexname}`);
  return rows.map(({ indexdef }) => indexdef);
}

const lists = ["form", "year", "unit_code", "unit_name", "department", "project_code", "project_name", "currency", "total_text", "total_yuan", "indicators", "unit_words", "words", "bigrams"] as const;
const declarationColumns = ["id", "document_id", "batch", "position", "content", "doubts", "unit_id", "department_id", "region_id", "state", "circle", "secret", "created_by", ...lists];

function* declarationRows({ indicators }: RegionSize, declarations: readonly MadeDeclaration[], people: readonly Person[], seed: number): Rows {
  const chance = new Chance(seed + 1);
  const clerks = new Map(people.filter(({ role }) => role === "unit-clerk").map(({ office, account }) => [office.id, account]));
  const old = { name: "云溪县旧单位", code: "900001", field: 0 };
  for (const [nth, { id, documentId, batch, position, unit, year, state, circle, secret }] of declarations.entries()) {
    const declaration = madeDeclaration(chance, nth, unit ?? old, unit?.parent?.name ?? "云溪县旧部门", year, indicators);
    const columns = listed(declaration);
    yield [
      id, documentId, batch, position, JSON.stringify(declaration), declaration.doubts.length, unit?.id ?? null, unit?.parent?.id ?? null, unit?.parent?.parent?.id ?? null, state, circle, secret,
      unit === null ? null : (clerks.get(unit.id) ?? null), ...lists.map((name) => columns[name] ?? null),
    ];
  }
}

const running: readonly GoalState[] = ["DRAFT", "UNIT_REVIEW", "DEPT_REVIEW", "FIN_REVIEW", "RETURNED", "REVIEWED", "REJECTED", "APPROVED", "PUBLISHED", "SUPERSEDED"];
const past: readonly GoalState[] = ["APPROVED", "PUBLISHED", "PUBLISHED", "SUPERSEDED", "ARCHIVED", "ARCHIVED", "REJECTED"];
const circleOf: Readonly<Record<GoalState, readonly number[]>> = {
  // What came back stays visible where it had been.
  DRAFT: [0, 0, 0, 2], RETURNED: [0, 1, 2], UNIT_REVIEW: [0, 0, 1], DEPT_REVIEW: [1], FIN_REVIEW: [2], REVIEWED: [2], REJECTED: [2], APPROVED: [2], PUBLISHED: [3], SUPERSEDED: [2], ARCHIVED: [2, 3],
};

/** Declarations of one file. */
const inFile = 20;

/** Whose they are, how far they have come: in files of a unit and year, some written here, a few nobody's. */
function plan({ declarations }: RegionSize, nodes: readonly Node[], seed: number): MadeDeclaration[] {
  const chance = new Chance(seed + 2);
  const units = nodes.filter(({ kind }) => kind === "unit");
  const made: MadeDeclaration[] = [];
  while (made.length < declarations) {
    const unit = chance.often(0.01) ? null : chance.of(units);
    const year = firstYear + chance.below(5);
    const documentId = chance.often(0.8) ? newId() : null;
    for (let position = 0; position < inFile && made.length < declarations; position++) {
      const id = newId();
      const state = chance.of(year === firstYear + 4 ? running : past);
      made.push({ id, unit, documentId, batch: documentId ?? id, position: documentId === null ? 0 : position, year, state, circle: chance.of(circleOf[state]), secret: chance.often(0.02) });
    }
  }
  return made;
}

async function copy(client: pg.PoolClient, table: string, columns: readonly string[], rows: Rows): Promise<void> {
  await pipeline(Readable.from(lines(rows)), client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`)));
}

function* lines(rows: Rows): Generator<string> {
  let text = "";
  for (const row of rows) {
    text += `${row.map(written).join("\t")}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (one) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[one] ?? one);
const arrayed = (items: readonly string[]): string => `{${items.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
const written = (cell: Cell): string => (cell === null ? "\\N" : escaped(typeof cell === "object" ? arrayed(cell) : String(cell)));
