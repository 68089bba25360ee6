// Opens one wall at a time and looks whether a test falls: a permission more, a policy less, a check of the door gone.
// Run by hand, on a clean tree: node test/matrix/mutate.ts [part of a name]. What nobody notices is printed, and is a fault of
// the tests. Each file is put back whatever happens.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

interface Mutation {
  called: string;
  file: string;
  from: string;
  to: string;
  /** The tests that have to notice, the quickest first. */
  tests: readonly string[];
}

const root = path.join(import.meta.dirname, "..", "..");
const server = ["test/server/permission-matrix.test.ts", "test/server/token-matrix.test.ts"];
const steps = ["test/store/goals-matrix.test.ts"];
const policies = ["test/store/row-policies.test.ts"];
const events = ["test/server/events.test.ts"];
const goals = "src/store/migrations/0009-goals.ts";
const table = "src/workflow/permissions.ts";

const policy = (called: string, from: string, to: string, file = goals): Mutation => ({ called: `policy: ${called}`, file, from, to, tests: policies });
const always = (kind: string): [string, string] => [`create policy seen on ${kind} using (`, `create policy seen on ${kind} using (true or `];

const mutations: readonly Mutation[] = [
  policy("every declaration is seen", ...always("declaration")),
  policy("every document is seen", ...always("document")),
  policy("every import is seen", ...always("import_run")),
  policy("every waiver is seen", "create policy seen on waiver using (\n", "create policy seen on waiver using (true or\n", "src/store/migrations/0013-handed-on.ts"),
  policy("every project is seen", ...always("project"), "src/store/migrations/0010-project-walls.ts"),
  policy("every handed-on version is found", ...always("handed_on"), "src/store/migrations/0013-handed-on.ts"),
  policy("every kept answer is seen", ...always("carried_out"), "src/store/migrations/0013-handed-on.ts"),
  policy("versions, steps and checks are everybody's", "execute format('create policy seen on %I using ((select dabiao_system()) or exists", "execute format('create policy seen on %I using (true or exists"),
  policy("files of imports are everybody's", "execute format('create policy seen on %I using ((select dabiao_system()) or run_id", "execute format('create policy seen on %I using (true or run_id"),
  policy("a department sees drafts", "(circle >= 1 and department_id", "(circle >= 0 and department_id"),
  policy("finance sees what lies with departments", "(circle >= 2 and region_id", "(circle >= 1 and region_id"),
  policy("assignments of anybody count", "where account_id = (select dabiao_account())", "where true"),
  policy("the view forgets whose they are", "where (select dabiao_system())", "where true", "src/store/migrations/0011-scale.ts"),
  policy("the view of what was handed on forgets whose it is", "(select dabiao_system())\n", "true\n", "src/store/migrations/0019-handed-on-head.ts"),
  policy("a table without walls is added", "create index carried_out_at", "create table forgotten (id integer); create index carried_out_at"),
  { called: "the door lets everybody in", file: "src/server/door.ts", from: 'if (verdict === "forbidden")', to: "if (false)", tests: server },
  { called: "the door asks nobody to sign in", file: "src/server/door.ts", from: 'if (verdict === "sign-in")', to: "if (false)", tests: server },
  { called: "requests run in the scope of the house", file: "src/server/door.ts", from: "else inScope(scopeOf(request.actor, action), done);", to: "else inScope(null, done);", tests: server },
  { called: "scopes of tokens count for nothing", file: table, from: "if (actor.scopes !== null &&", to: "if (false &&", tests: ["test/server/token-matrix.test.ts"] },
  { called: "a token with any scope may write", file: table, from: '"declaration.edit": business("编制、修改目标表", clerk, "write")', to: '"declaration.edit": business("编制、修改目标表", clerk, "read")', tests: ["test/workflow/page.test.ts"] },
  { called: "refusals are not logged", file: "src/server/traces.ts", from: "refusals.has(status) ?", to: "false ?", tests: server },
  { called: "tokens that ran out hold", file: "src/store/accounts/access-tokens.ts", from: "and access_token.expires_at >", to: "and now() <>", tests: ["test/server/token-matrix.test.ts"] },
  { called: "revoked tokens hold", file: "src/store/accounts/access-tokens.ts", from: "and access_token.revoked_at is null", to: "", tests: ["test/server/token-matrix.test.ts"] },
  { called: "closed accounts act by tokens", file: "src/store/accounts/access-tokens.ts", from: "and account.disabled_at is null", to: "", tests: ["test/server/token-matrix.test.ts"] },
  { called: "sessions that ran out hold", file: "src/store/accounts/sessions.ts", from: "and session.expires_at >", to: "and now() <>", tests: ["test/server/token-matrix.test.ts"] },
  { called: "a role held elsewhere takes steps", file: "src/store/goals/doer.ts", from: "wanted.find((one) => holdsFor(actor, [one], owned))", to: "wanted.find((one) => actor.grants.some(({ role: held }) => held === one))", tests: steps },
  { called: "any step leads from any state", file: "src/store/goals/goals.ts", from: "if (ways.includes(action)) return;", to: "return;", tests: steps },
  { called: "a check leaves no event", file: "src/store/checks/checks.ts", from: 'await note(db, by, action, id, { kind: "declaration"', to: 'if (false) await note(db, by, action, id, { kind: "declaration"', tests: events },
  { called: "undoing an import leaves no event", file: "src/store/imports/control.ts", from: 'await note(transaction, by, "import.undo"', to: 'if (false) await note(transaction, by, "import.undo"', tests: events },
  { called: "words of work under way are found", file: "src/store/declarations/query.ts", from: "if (!wish.far || names.length === 0) return holds;", to: "if (true) return holds;", tests: ["test/store/goals.test.ts", ...policies] },
];

const passes = (test: string): boolean => spawnSync(process.execPath, ["--test", test], { cwd: root, stdio: "ignore" }).status === 0;

function isCaught({ file, from, to, tests }: Mutation): boolean {
  const at = path.join(root, file);
  const before = readFileSync(at, "utf8");
  if (!before.includes(from)) throw new Error(`${file} says no more: ${from}`);
  try {
    writeFileSync(at, before.replaceAll(from, to));
    return tests.some((test) => !passes(test));
  } finally {
    writeFileSync(at, before);
  }
}

const wanted = mutations.filter(({ called }) => called.includes(process.argv[2] ?? ""));
const escaped = wanted.filter((mutation) => {
  const caught = isCaught(mutation);
  process.stdout.write(`${caught ? "caught " : "ESCAPED"} ${mutation.called}\n`);
  return !caught;
});
process.stdout.write(`${wanted.length - escaped.length} of ${wanted.length} caught\n`);
process.exitCode = escaped.length === 0 ? 0 : 1;
