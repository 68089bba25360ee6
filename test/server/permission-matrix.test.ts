// Every operation of the API's contract, for every role, at home and elsewhere: what the one table of permissions forbids
// is refused and leaves an event, what it allows is not refused. A route that is not in the table below fails the test.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { InjectOptions } from "fastify";
import type { App } from "../../src/server/app.ts";
import { aspectIds, questionIds } from "../../src/review/opinion.ts";
import { openApiDocument } from "../../src/server/openapi.ts";
import type { Database } from "../../src/store/database.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import { type Actor, stranger } from "../../src/workflow/actor.ts";
import { type Action, actions, may, permissions } from "../../src/workflow/permissions.ts";
import { fillRegion, type MadeRegion } from "../region/fill.ts";
import { actorOf, type Node, type Person } from "../region/offices.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { nowhere, sampleOf, type Schema, type Schemas } from "./contract-samples.ts";
import { serverOn } from "./house.ts";

interface Operation {
  id: string;
  method: InjectOptions["method"];
  url: string;
  action: Action;
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[];
  body: Schema | null;
}

/** What the id in an operation's path names. Whoever is shown none of it is told that there is none. */
type Kind = "none" | "declaration" | "document" | "import" | "adjustment" | "account" | "office" | "nowhere";

const words = (text: string): string[] => text.trim().split(/\s+/);
const kinds: Readonly<Record<Kind, readonly string[]>> = {
  none: words(`getHealth getReadiness getSession signIn signOut passFactor putPassword offerFactor confirmFactor renewRecoveryCodes endFactor listSessions
    beginSso endSso chooseHouse checkSetup setUp listAccounts createAccount listSsoBindings getSignInPolicy putSignInPolicy listTokens createToken getPerson putPerson
    listSamples startImport listImports listDeclarations startDraft getDeclarationFilters listUnclaimed claimDeclarations takeSteps listApprovals downloadApprovals
    listTodo listOverdue getWorkbench listChecks countChecks listWaivers downloadFindings downloadReviewReport downloadOpinions downloadOpinionPage listRules listRuleDecisions decideRule
    downloadBook preparePapers makeBlankWorkbook getOfficeTree addOffice importOffices downloadOfficeTemplate listProjects listProjectPairs decideProjectPair
    listTrialPeople beTrialPerson listBackups makeBackup putBackupPlan listAuditEvents listAuditActions getAuditVerification verifyAudit downloadAuditEvents downloadAuditLog`),
  declaration: words(`getDeclaration saveDraft removeDraft listWays takeStep listSteps setControl setSecondLevel setSecret listVersions getVersion getDifference listAdjustments
    startAdjustment listAssignments assignThirdParty unassignThirdParty listChecksOfDeclaration checkValue takeBackCheck reviewDeclaration waiveFinding getOpinion keepOpinion
    endOpinion downloadPaper`),
  document: words("downloadMarkedDocument getDocument getDocumentText getDocumentGrid getDocumentSource"),
  import: words("getImport undoImport importFile listImportedFiles importSample queueFiles pauseImport resumeImport cancelImport getImportReport downloadImportReport"),
  adjustment: words("getAdjustment listAdjustmentWays saveAdjustment takeAdjustmentStep"),
  account: words("changeAccount resetPassword removeLostFactor endSessions grantRole endGrant"),
  office: words("getOfficeHistory alterOffice mergeOffice closeOffice getDeadlines setDeadlines"),
  nowhere: words("endListedSession decideSsoBinding revokeToken endWaiver downloadBackup checkBackup removeBackup getPapers downloadPapers getProject"),
};

/** Its answer is a file that a thread makes, which this server has not. */
const needsThreads: ReadonlySet<string> = new Set(["downloadPaper", "downloadMarkedDocument", "getDocumentGrid", "getDocumentText", "getDocumentSource"]);

/** What a sample made of the schema alone does not meet. */
const bodies: Readonly<Record<string, object>> = {
  keepOpinion: { opinion: { points: Object.fromEntries(questionIds.map((id) => [id, "1"])), remarks: Object.fromEntries(aspectIds.map((id) => [id, ""])), conclusion: "可行" }, seen: { opinion: null, grounds: "" } },
  waiveFinding: { rule: "COMP-01", path: "notes", message: "没有填写", scope: "cell", reason: "已经核实" },
};

interface Caller {
  called: string;
  person: Person | null;
  actor: Actor;
  cookie: string | null;
}

let server: TestServer;
let database: Database;
let app: App;
let region: MadeRegion;
let home: Node;
let operations: Operation[];
let schemas: Schemas;
let callers: Caller[];
/** Declarations of the home unit that finance has been handed: each write takes one of its own. */
let targets: { declaration: string; document: string; adjustment: string; import: string }[] = [];
let taken = 0;

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  region = await fillRegion(database.pool, { regions: 2, departments: 1, units: 2, declarations: 1_600, indicators: 1 }, 5);
  // Nobody from elsewhere was asked for anything here.
  await database.pool.query("delete from assignment");
  app = await serverOn(database.db);
  ({ operations, schemas } = read(await openApiDocument()));
  home = region.nodes.find(({ kind }) => kind === "unit") as Node;
  targets = await targetsOf(home);
  callers = [
    ...(await Promise.all(region.people.filter(({ office }) => isHome(office) || office.regionCode !== home.regionCode).filter(firstOfRole()).map(callerOf))),
    { called: "nobody", person: null, actor: stranger("office"), cookie: null },
  ];
});
after(async () => {
  await app.close();
  await server.stop();
});

const isHome = (office: Node): boolean => office.id === home.id || office.id === home.parent?.id || office.id === home.parent?.parent?.id;

/** One of each role at home and one elsewhere. */
function firstOfRole(): (person: Person) => boolean {
  const seen = new Set<string>();
  return ({ role, office }) => {
    const key = `${role} ${isHome(office) ? "home" : "elsewhere"}`;
    return !seen.has(key) && seen.add(key) !== null;
  };
}

async function callerOf(person: Person): Promise<Caller> {
  return { called: `${person.role} ${isHome(person.office) ? "at home" : "elsewhere"}`, person, actor: actorOf(person), cookie: await cookieOf(person) };
}

const cookieOf = async ({ account }: Person): Promise<string> => `dabiao=${await startSession(database.db, account, { address: null, agent: null }, new Date(), true)}`;

async function targetsOf(unit: Node): Promise<typeof targets> {
  const { rows } = await database.pool.query<(typeof targets)[number]>(
    `with own as (select id, document_id, row_number() over (order by id) as nth from declaration where unit_id = $1 and circle >= 2 and document_id is not null and state in ('APPROVED', 'PUBLISHED')),
      runs as (select id, row_number() over (order by id) as nth, count(*) over () as many from import_run where unit_id = $1),
      changes as (select id, row_number() over (order by id) as nth, count(*) over () as many from adjustment where declaration_id in (select id from own))
     select own.id as declaration, document_id as document, changes.id as adjustment, runs.id as import from own
       join runs on runs.nth = 1 + own.nth % runs.many join changes on changes.nth = 1 + own.nth % changes.many`,
    [unit.id],
  );
  return rows;
}

function read(text: string): { operations: Operation[]; schemas: Schemas } {
  const document = JSON.parse(text) as { paths: Record<string, Record<string, { operationId: string; "x-action": Action; parameters?: Operation["parameters"]; requestBody?: { content: Record<string, { schema: Schema }> } }>>; components: { schemas: Schemas } };
  const all = Object.entries(document.paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, told]) => ({
      id: told.operationId, method: method.toUpperCase() as InjectOptions["method"], url, action: told["x-action"], parameters: told.parameters ?? [], body: told.requestBody?.content["application/json"]?.schema ?? null,
    })),
  );
  return { operations: all, schemas: document.components.schemas };
}

const kindOf = (operation: Operation): Kind | undefined => (Object.keys(kinds) as Kind[]).find((kind) => kinds[kind].includes(operation.id));

function requestOf(operation: Operation, kind: Kind, cookie: string | null): InjectOptions {
  const target = targets[operation.method === "GET" ? 0 : 1 + (taken++ % (targets.length - 1))];
  const spare = region.people.at(-1)?.account ?? nowhere;
  const ids: Readonly<Record<Kind, string>> = { none: nowhere, nowhere, account: spare, office: home.id, declaration: target?.declaration ?? nowhere, document: target?.document ?? nowhere, import: target?.import ?? nowhere, adjustment: target?.adjustment ?? nowhere };
  const named: Readonly<Record<string, string>> = { id: ids[kind], region: home.parent?.parent?.id ?? nowhere, year: "2026", number: "1", from: "1", to: "1" };
  const url = operation.url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(named[name] ?? String(sampleOf(operation.parameters.find((one) => one.name === name)?.schema ?? {}, schemas))));
  const query = operation.parameters.filter((one) => one.in === "query" && one.required).map((one) => `${one.name}=${encodeURIComponent(String(sampleOf(one.schema, schemas)))}`);
  return {
    method: operation.method ?? "GET",
    url: query.length === 0 ? url : `${url}?${query.join("&")}`,
    headers: { host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin", "if-match": '"1"', ...(cookie !== null && { cookie }) },
    ...(operation.body && { payload: bodies[operation.id] ?? (sampleOf(operation.body, schemas) as object) }),
  };
}

test("every operation of the contract has an entry, and every entry is an operation", () => {
  for (const operation of operations) {
    assert.ok(actions.includes(operation.action), `${operation.id} says no action`);
    assert.ok(kindOf(operation), `${operation.method} ${operation.url} (${operation.id}) has no entry in the matrix: say what its id names`);
  }
  for (const id of Object.values(kinds).flat()) assert.ok(operations.some((operation) => operation.id === id), `${id} is no operation any more`);
});

/** Whether somebody is shown the home unit's things: handed on to finance, so all of the house above it sees them. */
function isShown({ actor: { reach } }: Caller, kind: Kind): boolean {
  if (reach.units.includes(home.id)) return true;
  const above = reach.departments.includes(home.parent?.id ?? "") || reach.regions.includes(home.parent?.parent?.id ?? "");
  return above && kind !== "import";
}

test("what is forbidden is refused and logged, what is allowed is not refused", async (t) => {
  const tally = { cases: 0, refused: 0, allowed: 0 };
  const refused: { account: string | null; url: string; status: number }[] = [];
  const wrong: string[] = [];
  for (const operation of operations) {
    const kind = kindOf(operation);
    if (kind === undefined || operation.action === "house.health") continue;
    for (const caller of callers) {
      // Signing out, or a new password, ends what the session was.
      const own = /^(?:session|self)\./.test(operation.action) && caller.person ? await cookieOf(caller.person) : caller.cookie;
      const request = requestOf(operation, kind, own);
      const answer = await app.inject(request);
      const told = `${operation.id} as ${caller.called}: ${answer.statusCode} ${answer.body.slice(0, 120)}`;
      const verdict = may(caller.actor, operation.action);
      const isForeign = ["declaration", "document", "import", "adjustment"].includes(kind) && !isShown(caller, kind);
      tally.cases++;
      if (verdict !== "allowed" || isForeign) {
        tally.refused++;
        const wanted = verdict === "sign-in" ? [401] : verdict === "forbidden" ? [403] : [403, 404];
        if (!wanted.includes(answer.statusCode)) wrong.push(`not refused: ${told}`);
      } else {
        tally.allowed++;
        const plain = operation.method === "GET" && kind !== "nowhere" && kind !== "none" && /\{id\}$/.test(operation.url) && !needsThreads.has(operation.id);
        // Signing in checks by itself who somebody is.
        const turnedAway = permissions[operation.action].who !== "anyone" && /"AUTH-0[12]"/.test(answer.body);
        if (turnedAway || (plain && answer.statusCode !== 200)) wrong.push(`refused: ${told}`);
      }
      if ([401, 403, 404].includes(answer.statusCode) && permissions[operation.action].who !== "anyone") refused.push({ account: caller.actor.account, url: String(request.url), status: answer.statusCode });
    }
  }
  assert.deepEqual(wrong, []);
  await assertLogged(refused);
  t.diagnostic(`${operations.length} operations × ${callers.length} people (every role at home and elsewhere, and nobody): ${tally.cases} cases, ${tally.refused} refused, ${tally.allowed} allowed`);
});

async function assertLogged(refused: readonly { account: string | null; url: string; status: number }[]): Promise<void> {
  const { rows } = await database.pool.query<{ account: string | null; url: string; status: number }>(
    `select account, detail ->> 'url' as url, (detail ->> 'status')::int as status from (select account, action, detail from audit_waiting union all select account, action, detail from audit_event) as log where action = 'access.refused'`,
  );
  const line = (one: { account: string | null; url: string; status: number }): string => `${one.status} ${one.url} ${one.account}`;
  assert.deepEqual(rows.map(line).sort(), refused.map(line).sort());
}
