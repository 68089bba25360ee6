// Signing in, sessions and the second factor, on a real database and with a clock of our own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { changeAccount, createAccount, findAccount, removeLostFactor, resetPassword } from "../../src/store/accounts/accounts.ts";
import type { Db } from "../../src/store/database.ts";
import { chooseMode } from "../../src/store/house.ts";
import { changePassword } from "../../src/store/accounts/own-password.ts";
import { hashPassword } from "../../src/store/accounts/password-hash.ts";
import { confirmFactor, countRecoveryCodes, endFactor, offerFactor, passFactor, renewRecoveryCodes } from "../../src/store/accounts/second-factor.ts";
import { endListedSession, endSession, findActor, findSession, type From, listSessions, startSession, startSessionAs } from "../../src/store/accounts/sessions.ts";
import { signIn, TooManyAttempts } from "../../src/store/accounts/sign-in.ts";
import { SignInPolicy, writePolicy } from "../../src/store/accounts/sign-in-policy.ts";
import { stepOf, totpAt } from "../../src/store/accounts/totp.ts";
import { passingKeys } from "../../src/store/cipher/secret-keys.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { here, later, machine, type MadeUpOffices, makeOffices, makePerson, noon, password } from "./people.ts";

let postgres: TestServer;
let db: Db;
let offices: MadeUpOffices;
const keys = passingKeys();
before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  offices = await makeOffices(db);
});
after(async () => await postgres.stop());

const code = (wanted: string) => (error: unknown) => error instanceof DabiaoError && error.code === wanted;
const enter = async (login: string, given = password, now = noon, from: From = here) => await signIn(db, { login, password: given }, from, now);
const events = async (account: string | null) => {
  const rows = await db.selectFrom("audit_waiting").select("action").where("subject_id", account === null ? "is" : "=", account).orderBy("id").execute();
  return rows.map(({ action }) => action);
};
const policy = async (told: Partial<SignInPolicy>) => await writePolicy(db, SignInPolicy.parse(told), null, noon);

test("who has the password is signed in, with the roles of the account", async () => {
  const id = await makePerson(db, "li-lei", "unit-clerk", offices.pumps, "李雷");
  const token = await enter(" Li-Lei ");
  assert.deepEqual(await findActor(db, token, noon), { account: id, name: "李雷", mode: "office", grants: [{ role: "unit-clerk", office: offices.pumps }], reach: { units: [offices.pumps], departments: [], regions: [] }, scopes: null });
  assert.equal((await findSession(db, token, noon))?.stage, "full");
  assert.ok((await events(id)).includes("session.begin"));
  const rows = await db.selectFrom("session").selectAll().where("account_id", "=", id).execute();
  assert.ok(!JSON.stringify(rows).includes(token), "only the hash is kept");
});

test("a wrong password, an unknown login and a closed account get the same answer", async () => {
  const closed = await makePerson(db, "closed");
  await changeAccount(db, closed, { state: "disabled" }, machine, noon);
  const told: string[] = [];
  for (const [login, given] of [["li-lei", "wrong"], ["nobody", password], ["closed", password], ["", ""]] as const) {
    await assert.rejects(enter(login, given), (error) => error instanceof DabiaoError && error.code === "ACCOUNT-01" && told.push(error.message + error.hint) > 0);
  }
  assert.equal(new Set(told).size, 1);
});

test("after five failures the account is locked, longer each time, also for the right password", async () => {
  const id = await makePerson(db, "lock-me");
  for (let i = 0; i < 4; i++) await assert.rejects(enter("lock-me", "wrong"));
  await enter("lock-me");
  for (let i = 0; i < 5; i++) await assert.rejects(enter("lock-me", "wrong"));
  await assert.rejects(enter("lock-me"), code("ACCOUNT-01"));
  await assert.rejects(enter("lock-me", password, later(14.9)), code("ACCOUNT-01"));
  assert.equal((await findAccount(db, id, later(14.9)))?.state, "locked");
  for (let i = 0; i < 5; i++) await assert.rejects(enter("lock-me", "wrong", later(15.1)));
  await assert.rejects(enter("lock-me", password, later(44)), code("ACCOUNT-01"));
  await enter("lock-me", password, later(46));
  assert.equal((await events(id)).filter((action) => action === "account.lock").length, 2);
});

test("the security administrator opens a locked account", async () => {
  const id = await makePerson(db, "locked-out");
  for (let i = 0; i < 5; i++) await assert.rejects(enter("locked-out", "wrong"));
  assert.equal((await changeAccount(db, id, { state: "active" }, machine, noon))?.state, "active");
  await enter("locked-out");
});

test("of many attempts at once only as many are looked at as the account has tries", async () => {
  const id = await makePerson(db, "storm");
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => enter("storm", `wrong-${i}`)));
  assert.ok(attempts.every(({ status }) => status === "rejected"));
  assert.ok((await events(id)).filter((action) => action === "session.refuse").length <= 20);
  const state = await db.selectFrom("account").select(["failures", "lockouts", "locked_until"]).where("id", "=", id).executeTakeFirstOrThrow();
  assert.deepEqual([state.failures, state.lockouts, state.locked_until?.toISOString()], [0, 1, later(15).toISOString()]);
  await assert.rejects(enter("storm"), code("ACCOUNT-01"));
});

test("an address that fails too often is refused for a while, whatever it tries", async () => {
  await policy({ failuresPerAddress: 5 });
  const from = { address: "198.51.100.9", agent: null };
  for (let i = 0; i < 5; i++) await assert.rejects(enter(`guess-${i}`, "wrong", noon, from), code("ACCOUNT-01"));
  await assert.rejects(enter("li-lei", password, later(1), from), (error) => error instanceof TooManyAttempts && error.retryAfter === 9 * 60);
  await enter("li-lei", password, later(1), { address: "198.51.100.10", agent: null });
  await enter("li-lei", password, later(10), from);
  for (let i = 0; i < 12; i++) await enter("li-lei", password, later(11), from);
  await policy({});
});

test("a hash of older parameters is made anew when the password is at hand", async () => {
  const id = await makePerson(db, "old-hash");
  await db.updateTable("account").set({ password: await hashPassword(password, "$scrypt$ln=12,r=8,p=1$") }).where("id", "=", id).execute();
  await enter("old-hash");
  const { password: hash } = await db.selectFrom("account").select("password").where("id", "=", id).executeTakeFirstOrThrow();
  assert.match(hash ?? "", /^\$argon2id\$/);
  await enter("old-hash");
});

test("a session ends when nothing is done, at last after twelve hours, when told, and with its account", async () => {
  const id = await makePerson(db, "idle");
  const token = await enter("idle");
  assert.ok(await findActor(db, token, later(29)));
  assert.ok(await findActor(db, token, later(58)), "doing something keeps it");
  assert.equal(await findActor(db, token, later(58 + 31)), null);
  const long = await enter("idle");
  for (let minute = 0; minute < 12 * 60; minute += 20) assert.ok(await findActor(db, long, later(minute)), `${minute} min`);
  assert.equal(await findActor(db, long, later(12 * 60)), null);
  const left = await enter("idle");
  await endSession(db, left);
  assert.equal(await findActor(db, left, noon), null);
  const other = await enter("idle");
  await changeAccount(db, id, { state: "disabled" }, machine, noon);
  assert.equal(await findActor(db, other, noon), null);
  assert.equal(await findActor(db, "", noon), null);
  assert.equal(await findActor(db, "dbt_none", noon), null);
});

test("sessions are listed and ended one by one", async () => {
  const id = await makePerson(db, "many");
  const [one, two] = [await enter("many"), await enter("many", password, later(1))];
  const list = await listSessions(db, id, later(2));
  assert.deepEqual(list.map(({ address, agent }) => [address, agent]), [["192.0.2.7", "test"], ["192.0.2.7", "test"]]);
  assert.equal(await endListedSession(db, id, list[0]?.id ?? ""), true);
  assert.equal(await findActor(db, two, later(2)), null);
  assert.ok(await findActor(db, one, later(2)));
  const stranger = await makePerson(db, "stranger");
  assert.equal(await endListedSession(db, stranger, list[1]?.id ?? ""), false, "nobody ends the session of another account");
});

test("a new account signs in with its code, once, and may do nothing before it has a password", async () => {
  const { id, code: typed } = await createAccount(db, { login: "New-One", name: "新人" }, machine, noon);
  await assert.rejects(enter("new-one", ""), code("ACCOUNT-01"));
  await assert.rejects(enter("li-lei", typed), code("ACCOUNT-01"), "the code is of another account");
  const token = await enter("new-one", typed.toLowerCase().replaceAll("-", " "));
  assert.equal((await findSession(db, token, noon))?.stage, "change");
  assert.equal(await findActor(db, token, noon), null);
  await assert.rejects(enter("new-one", typed), code("ACCOUNT-01"));
  assert.equal(await findSession(db, token, later(16)), null, "an unfinished session does not last");
  const change = async (wanted: string) => await changePassword(db, { token, login: "new-one" }, { current: null, password: wanted }, here, noon);
  await assert.rejects(change("short"), code("ACCOUNT-04"));
  const fresh = await change("Canal-7xyz");
  assert.equal(await findSession(db, token, noon), null, "the token was changed");
  assert.equal((await findActor(db, fresh, noon))?.account, id);
  await enter("new-one", "Canal-7xyz");
});

test("a code holds for three days, and a new one replaces it", async () => {
  const { id, code: first } = await createAccount(db, { login: "slow", name: "慢" }, machine, noon);
  const second = await resetPassword(db, id, machine, noon);
  await assert.rejects(enter("slow", first), code("ACCOUNT-01"));
  await assert.rejects(enter("slow", second?.code ?? "", later(72 * 60 + 1)), code("ACCOUNT-01"));
  await enter("slow", second?.code ?? "", later(72 * 60 - 1));
});

test("a reset ends the sessions and takes the password away", async () => {
  const id = await makePerson(db, "forgot");
  const token = await enter("forgot");
  const reset = await resetPassword(db, id, machine, noon);
  assert.equal(await findActor(db, token, noon), null);
  await assert.rejects(enter("forgot"), code("ACCOUNT-01"));
  const session = await enter("forgot", reset?.code ?? "");
  await assert.rejects(changePassword(db, { token: session, login: "forgot" }, { current: null, password }, here, noon), /最近用过/);
  assert.equal(await resetPassword(db, "00000000-0000-7000-8000-000000000000", machine, noon), null);
});

test("a password is changed with the current one, none of the last five comes back, and other sessions end", async () => {
  await makePerson(db, "changer");
  let [token, elsewhere] = [await enter("changer"), await enter("changer")];
  const change = async (current: string, wanted: string) => (token = await changePassword(db, { token, login: "changer" }, { current, password: wanted }, here, noon));
  await assert.rejects(change("wrong", "Canal-7xyz"), code("ACCOUNT-01"));
  const used = [password, ...Array.from({ length: 5 }, (_, i) => `Canal-${i}-Xyz`)];
  for (const [i, wanted] of used.entries()) if (i > 0) await change(used[i - 1] ?? "", wanted);
  assert.equal(await findActor(db, elsewhere, noon), null);
  assert.ok(await findActor(db, token, noon));
  for (const wanted of used.slice(1)) await assert.rejects(change(used[5] ?? "", wanted), /最近用过/);
  await change(used[5] ?? "", password);
});

test("a password that is too old has to be changed first", async () => {
  await makePerson(db, "aged");
  await policy({ maxAgeDays: 90 });
  const [fresh, old] = [later(89 * 24 * 60), later(90 * 24 * 60)];
  assert.equal((await findSession(db, await enter("aged", password, fresh), fresh))?.stage, "full");
  assert.equal((await findSession(db, await enter("aged", password, old), old))?.stage, "change");
  await policy({});
});

const phone = (secret: string, now: Date) => totpAt(secret, stepOf(now));

test("the second factor: switched on with the phone, asked for, each code once, recovery codes once", async () => {
  const id = await makePerson(db, "factor", "fin-perf", offices.county);
  const first = await enter("factor");
  const { secret } = await offerFactor(db, keys, { id, login: "factor" });
  const doer = { account: id, name: "factor", role: null, address: null };
  await assert.rejects(confirmFactor(db, keys, { token: first, account: id }, "000000", doer, noon), code("ACCOUNT-05"));
  assert.equal((await findSession(db, await enter("factor"), noon))?.stage, "full", "not on before the phone has it");
  const { codes, token } = await confirmFactor(db, keys, { token: first, account: id }, phone(secret, noon), doer, noon);
  assert.equal(new Set(codes).size, 10);
  assert.ok(await findActor(db, token, noon), "this session has shown the factor");
  await assert.rejects(offerFactor(db, keys, { id, login: "factor" }), code("ACCOUNT-17"));

  const now = later(2);
  const half = await enter("factor", password, now);
  assert.equal((await findSession(db, half, now))?.stage, "factor");
  assert.equal(await findActor(db, half, now), null);
  await assert.rejects(passFactor(db, keys, { token: half, login: "factor" }, phone(secret, noon), here, now), code("ACCOUNT-01"), "an old code");
  const whole = await passFactor(db, keys, { token: half, login: "factor" }, phone(secret, now), here, now);
  assert.equal(await findSession(db, half, now), null);
  assert.equal((await findActor(db, whole, now))?.account, id);

  const again = await enter("factor", password, now);
  await assert.rejects(passFactor(db, keys, { token: again, login: "factor" }, phone(secret, now), here, now), code("ACCOUNT-01"), "a code that was used");
  const recovered = await passFactor(db, keys, { token: again, login: "factor" }, (codes[3] ?? "").toLowerCase(), here, now);
  assert.ok(await findActor(db, recovered, now));
  assert.equal(await countRecoveryCodes(db, id), 9);
  await assert.rejects(passFactor(db, keys, { token: recovered, login: "factor" }, codes[3] ?? "", here, now), code("ACCOUNT-01"));

  const renewed = await renewRecoveryCodes(db, keys, "factor", phone(secret, later(4)), here, later(4));
  await assert.rejects(passFactor(db, keys, { token: recovered, login: "factor" }, codes[4] ?? "", here, later(4)), code("ACCOUNT-01"));
  await endFactor(db, keys, "factor", renewed[0] ?? "", [], here, later(4));
  assert.equal((await findSession(db, await enter("factor", password, later(5)), later(5)))?.stage, "full");
});

test("guessing the second factor locks the account like guessing the password", async () => {
  const id = await makePerson(db, "guesser");
  const first = await enter("guesser");
  const { secret } = await offerFactor(db, keys, { id, login: "guesser" });
  await confirmFactor(db, keys, { token: first, account: id }, phone(secret, noon), { account: id, name: "", role: null, address: null }, noon);
  const half = await enter("guesser", password, later(2));
  for (let i = 0; i < 5; i++) await assert.rejects(passFactor(db, keys, { token: half, login: "guesser" }, "000000", here, later(2)), code("ACCOUNT-01"));
  await assert.rejects(passFactor(db, keys, { token: half, login: "guesser" }, phone(secret, later(2)), here, later(2)), code("ACCOUNT-01"));
});

test("a role can demand the second factor: without one nothing can be done but switching it on", async () => {
  await policy({ secondFactorRoles: ["fin-approve"] });
  const id = await makePerson(db, "approver", "fin-approve", offices.county);
  const token = await enter("approver");
  assert.equal((await findSession(db, token, noon))?.stage, "enrol");
  assert.equal(await findActor(db, token, noon), null);
  const { secret } = await offerFactor(db, keys, { id, login: "approver" });
  const done = await confirmFactor(db, keys, { token, account: id }, phone(secret, noon), { account: id, name: "", role: null, address: null }, noon);
  assert.ok(await findActor(db, done.token, noon));
  await assert.rejects(endFactor(db, keys, "approver", phone(secret, later(2)), ["fin-approve"], here, later(2)), code("ACCOUNT-17"));
  assert.equal((await removeLostFactor(db, id, machine, noon))?.hasFactor, false);
  assert.equal(await findActor(db, done.token, noon), null, "whoever lost the phone signs in anew");
  await policy({});
});

test("a role holds from its first to its last day in China", async () => {
  const id = await makePerson(db, "season");
  await db.insertInto("role_grant").values({ id, account_id: id, role: "dept", office_id: offices.water, from_date: "2026-11-22", until_date: "2026-11-23" }).execute();
  const rolesAt = async (utc: string) => {
    const now = new Date(utc);
    return (await findActor(db, await startSession(db, id, here, now), now))?.grants.length;
  };
  assert.equal(await rolesAt("2026-11-21T15:59:00Z"), 0);
  assert.equal(await rolesAt("2026-11-21T16:01:00Z"), 1);
  assert.equal(await rolesAt("2026-11-23T15:59:00Z"), 1);
  assert.equal(await rolesAt("2026-11-23T16:01:00Z"), 0);
});

test("changing person with one click is for the made-up people of a trial only", async () => {
  const trial = await postgres.migratedDatabase();
  const made = await createAccount(trial.db, { login: "made-up", name: "试用者", madeUp: true }, machine, noon);
  await assert.rejects(startSessionAs(trial.db, made.id), code("ACCOUNT-13"));
  await chooseMode(trial.db, "trial", null);
  assert.equal((await findActor(trial.db, await startSessionAs(trial.db, made.id)))?.account, made.id);
  const real = await createAccount(trial.db, { login: "real", name: "真人" }, machine, noon);
  await assert.rejects(startSessionAs(trial.db, real.id), code("ACCOUNT-13"));
  await assert.rejects(startSessionAs(db, await makePerson(db, "in-office")), code("ACCOUNT-13"));
});
