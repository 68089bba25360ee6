// `dabiao user` on the machine, next to a database that others use.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Db } from "../../src/store/database.ts";
import { confirmFactor, offerFactor } from "../../src/store/accounts/second-factor.ts";
import { findSession, startSession } from "../../src/store/accounts/sessions.ts";
import { signIn } from "../../src/store/accounts/sign-in.ts";
import { stepOf, totpAt } from "../../src/store/accounts/totp.ts";
import { passingKeys } from "../../src/store/cipher/secret-keys.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { here, makeOffices, makePerson } from "../store/people.ts";

const program = fileURLToPath(new URL("../server/program.ts", import.meta.url));
const keys = passingKeys();
let postgres: TestServer;
let db: Db;
let url: string;
before(async () => {
  postgres = await startTestServer();
  ({ db, url } = await postgres.migratedDatabase());
  await makeOffices(db);
});
after(async () => await postgres.stop());

async function dabiao(words: readonly string[], database = url): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(process.execPath, [program, "user", ...words], { env: { ...process.env, DATABASE_URL: database } });
  let [out, error] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (error += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, error };
}
const codeIn = (out: string): string => /一次性登录码：(\S+)/.exec(out)?.[1] ?? "";

test("an account with a role is made, and its code signs in", async () => {
  const { code, out, error } = await dabiao(["add", "Zhang-Min", "--name", "张敏", "--role", "unit-clerk", "--office", "301001", "--region", "120104"]);
  assert.deepEqual([code, error], [0, ""]);
  const now = new Date();
  const session = await findSession(db, await signIn(db, { login: "zhang-min", password: codeIn(out) }, here, now), now);
  assert.deepEqual([session?.account.name, session?.stage, session?.roles.map(({ role, name }) => [role, name])], ["张敏", "change", [["unit-clerk", "甲区泵站管理所"]]]);
  const events = await db.selectFrom("audit_waiting").select(["name", "action"]).where("subject_id", "=", session?.account.id ?? "").orderBy("id").execute();
  assert.deepEqual(events.slice(0, 2).map(({ name, action }) => [name, action]), [["本机命令行", "account.create"], ["本机命令行", "grant.begin"]]);
});

test("what cannot be is said, and nothing is left of it", async () => {
  const refused: [words: string[], RegExp][] = [
    [["add", "x-1", "--name", "张", "--role", "unit-clerk", "--office", "301001"], /ACCOUNT-10.*2 个单位/],
    [["add", "x-2", "--name", "张", "--role", "unit-clerk", "--office", "999"], /ACCOUNT-10.*没有编码/],
    [["add", "x-3", "--name", "张", "--role", "sys-admin", "--office", "301001", "--region", "120104"], /ACCOUNT-10.*不能设在/],
    [["add", "x-4", "--name", "张", "--role", "king", "--office", "1"], /CLI-07.*没有“king”/],
    [["add", "x-5", "--name", "张", "--role", "dept"], /CLI-07.*一起写/],
    [["add", "x-6"], /CLI-07.*姓名/],
    [["add", "zhang-min", "--name", "张"], /ACCOUNT-07/],
    [["code", "nobody"], /ACCOUNT-18/],
    [["remove", "zhang-min"], /CLI-07/],
  ];
  for (const [words, wanted] of refused) {
    const { code, error } = await dabiao(words);
    assert.notEqual(code, 0, words.join(" "));
    assert.match(error, wanted);
  }
  const { made } = await db.selectFrom("account").select((eb) => eb.fn.countAll<number>().as("made")).where("login", "like", "x-%").executeTakeFirstOrThrow();
  assert.equal(made, 0);
  const alone = await postgres.migratedDatabase();
  assert.match((await dabiao(["add", "x", "--name", "张"], alone.url)).error, /HOUSE-05/);
});

test("a lost password gets a code; a lost phone is given up when that is asked for", async () => {
  const id = await makePerson(db, "lost");
  const now = new Date();
  const { secret } = await offerFactor(db, keys, { id, login: "lost" });
  await confirmFactor(db, keys, { token: await startSession(db, id, here, now), account: id }, totpAt(secret, stepOf(now)), { account: id, name: "", role: null, address: null }, now);
  const enter = async (code: string) => (await findSession(db, await signIn(db, { login: "lost", password: code }, here, new Date()), new Date()))?.stage;
  assert.equal(await enter(codeIn((await dabiao(["code", "lost"])).out)), "factor");
  assert.equal(await enter(codeIn((await dabiao(["code", "lost", "--drop-factor"])).out)), "change");
});
