// Every operation of the API's contract, for every role, at home and elsewhere: what the one table of permissions forbids
// is refused and leaves an event, what it allows is not refused. A route that is not in the table below fails the test.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { App } from "../../src/server/app.ts";
import type { Database } from "../../src/store/database.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import { type Actor, stranger } from "../../src/workflow/actor.ts";
import { actions, may, permissions } from "../../src/workflow/permissions.ts";
import { fillRegion, type MadeRegion } from "../region/fill.ts";
import { actorOf, type Node, type Person } from "../region/offices.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { nowhere } from "./contract-samples.ts";
import { serverOn } from "./house.ts";
import { type Around, contractOperations, type Kind, kindOf, kinds, needsThreads, type Operation, requestOf, targetsOf } from "./operations.ts";

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
let around: Around;
let callers: Caller[];
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  region = await fillRegion(database.pool, { regions: 2, departments: 1, units: 2, declarations: 1_600, indicators: 1 }, 5);
  // Nobody from elsewhere was asked for anything here.
  await database.pool.query("delete from assignment");
  app = await serverOn(database.db);
  home = region.nodes.find(({ kind }) => kind === "unit") as Node;
  const contract = await contractOperations();
  ({ operations } = contract);
  around = { targets: await targetsOf(database, home), home, spare: region.people.at(-1)?.account ?? nowhere, schemas: contract.schemas };
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
      const request = requestOf(operation, kind, around, own === null ? {} : { cookie: own });
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
      // A batch is answered as a whole; each of its refusals is one.
      const items = ["takeSteps", "claimDeclarations"].includes(operation.id) && answer.statusCode === 200 ? answer.json<{ items: { problem: { status: number } | null }[] }>().items : [];
      for (const { problem } of items) if (problem?.status === 404) refused.push({ account: caller.actor.account, url: String(request.url), status: 404 });
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
