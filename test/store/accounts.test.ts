// Accounts, roles, tokens and the first start, on a real database.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { createToken, findTokenActor, listTokens, revokeToken } from "../../src/store/accounts/access-tokens.ts";
import { changeAccount, createAccount, findAccount, listAccounts, resetPassword } from "../../src/store/accounts/accounts.ts";
import type { Db } from "../../src/store/database.ts";
import { endGrant, grantRole, type Manager } from "../../src/store/accounts/grants.ts";
import { readHouse } from "../../src/store/house.ts";
import { newId } from "../../src/store/ids.ts";
import { firstAdminIsAwaited, isFirstAdminCode, makeFirstAdminCode } from "../../src/store/accounts/one-time-codes.ts";
import { findActor } from "../../src/store/accounts/sessions.ts";
import { type SetupWish, setUp } from "../../src/store/accounts/setup.ts";
import { signIn } from "../../src/store/accounts/sign-in.ts";
import { decideBinding, keepAttempt, listBindings, signInFromProvider, takeAttempt } from "../../src/store/accounts/sso.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { here, later, machine, type MadeUpOffices, makeOffices, makePerson, noon, password } from "./people.ts";

let postgres: TestServer;
let db: Db;
let offices: MadeUpOffices;
let security: string;
/** The security administrator of one county. */
let manager: Manager;
before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  offices = await makeOffices(db);
  security = await makePerson(db, "security", "security-admin", offices.county, "保密员");
  manager = { account: security, name: "保密员", role: "security-admin", address: null, regions: [offices.county] };
});
after(async () => await postgres.stop());

const code = (wanted: string) => (error: unknown) => error instanceof DabiaoError && error.code === wanted;
const grant = async (account: string, role: RoleId, office: string, by = manager, [from, until]: [string, string | null] = ["2026-01-01", null]) => await grantRole(db, account, { role, office, from, until }, by, noon);

test("a login is taken once, whatever its case and width", async () => {
  const { id } = await createAccount(db, { login: "Wang-Fang", name: " 王芳 " }, manager, noon);
  assert.deepEqual(await findAccount(db, id, noon), {
    id, login: "wang-fang", name: "王芳", createdAt: noon.toISOString(), state: "active", lockedUntil: null, hasPassword: false, hasFactor: false, seenAt: null, grants: [],
  });
  await assert.rejects(createAccount(db, { login: "ＷANG-fang ", name: "别人" }, manager, noon), code("ACCOUNT-07"));
});

test("the three administrators are three people and hold no business role", async () => {
  const id = await makePerson(db, "separate");
  const grantId = await grant(id, "sys-admin", offices.county);
  for (const [role, office] of [["security-admin", offices.county], ["audit-admin", offices.county], ["unit-clerk", offices.pumps], ["auditor", offices.county]] as const) {
    await assert.rejects(grant(id, role, office), code("ACCOUNT-06"), role);
  }
  const clerk = await makePerson(db, "clerk-first", "unit-clerk", offices.pumps);
  for (const role of ["sys-admin", "security-admin", "audit-admin"] as const) await assert.rejects(grant(clerk, role, offices.county), code("ACCOUNT-06"), role);
  await grant(clerk, "unit-head", offices.canals);
  await endGrant(db, id, grantId ?? "", manager, noon);
  await grant(id, "audit-admin", offices.county);
});

test("the database itself refuses it, also for two grants at the same moment", async () => {
  const id = await makePerson(db, "racer");
  const insert = (role: RoleId, office: string) =>
    db.insertInto("role_grant").values({ id: newId(), account_id: id, role, office_id: office, from_date: "2026-01-01", until_date: null }).execute();
  const outcomes = await Promise.allSettled([insert("sys-admin", offices.county), insert("audit-admin", offices.county), insert("unit-clerk", offices.pumps)]);
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
  const held = await db.selectFrom("role_grant").select("id").where("account_id", "=", id).execute();
  await assert.rejects(db.updateTable("role_grant").set({ ended_at: null, role: "public" }).where("id", "=", held[0]?.id ?? "").execute(), /role_grant_role_check/);
});

test("one after the other, on different days, is allowed", async () => {
  const id = await makePerson(db, "career");
  await grant(id, "unit-clerk", offices.pumps, manager, ["2026-01-01", "2026-06-30"]);
  await assert.rejects(grant(id, "sys-admin", offices.county, manager, ["2026-06-30", null]), code("ACCOUNT-06"));
  await grant(id, "sys-admin", offices.county, manager, ["2026-07-01", null]);
});

test("a role is held at the kind of office it belongs to", async () => {
  const id = await makePerson(db, "kinds");
  const wrong: [RoleId, string][] = [["unit-clerk", offices.water], ["dept", offices.pumps], ["fin-perf", offices.water], ["sys-admin", offices.pumps], ["public", offices.county]];
  for (const [role, office] of wrong) await assert.rejects(grant(id, role, office), code("ACCOUNT-10"), role);
  await assert.rejects(grant(id, "dept", "00000000-0000-7000-8000-000000000000"), code("ACCOUNT-10"));
  await assert.rejects(grant(id, "dept", offices.water, manager, ["2026-02-01", "2026-01-31"]), code("ACCOUNT-10"));
  await grant(id, "dept", offices.water);
  await assert.rejects(grant(id, "dept", offices.water), code("ACCOUNT-06"), "held already");
  assert.equal(await grant("00000000-0000-7000-8000-000000000000", "dept", offices.water), null);
});

test("nobody grants to themselves, nor outside of their region", async () => {
  await assert.rejects(grant(security, "security-admin", offices.county), code("ACCOUNT-09"));
  const id = await makePerson(db, "foreigner");
  await assert.rejects(grant(id, "unit-clerk", offices.otherUnit), code("ACCOUNT-09"));
  await grant(id, "unit-clerk", offices.otherUnit, machine);
  await assert.rejects(grant(id, "unit-clerk", offices.pumps), code("ACCOUNT-09"));
  await assert.rejects(resetPassword(db, id, manager, noon), code("ACCOUNT-09"));
  await assert.rejects(changeAccount(db, id, { state: "disabled" }, manager, noon), code("ACCOUNT-09"));
  await assert.rejects(changeAccount(db, security, { state: "disabled" }, manager, noon), code("ACCOUNT-09"), "one's own");
  const { items } = await listAccounts(db, manager, { limit: 100 }, noon);
  assert.ok(items.some(({ login }) => login === "security") && !items.some(({ login }) => login === "foreigner"));
  assert.ok((await listAccounts(db, machine, { limit: 100 }, noon)).items.some(({ login }) => login === "foreigner"));
});

test("the last security administrator stays", async () => {
  const [held] = (await findAccount(db, security, noon))?.grants ?? [];
  await assert.rejects(endGrant(db, security, held?.id ?? "", machine, noon), code("ACCOUNT-08"));
  await assert.rejects(changeAccount(db, security, { state: "disabled" }, machine, noon), code("ACCOUNT-08"));
  const second = await makePerson(db, "security-2", "security-admin", offices.county);
  assert.equal(await endGrant(db, security, held?.id ?? "", machine, noon), true);
  assert.equal(await endGrant(db, security, held?.id ?? "", machine, noon), false, "ended once");
  await grant(security, "security-admin", offices.county, machine);
  await changeAccount(db, second, { state: "disabled" }, machine, noon);
  assert.equal((await changeAccount(db, second, { state: "active" }, machine, noon))?.state, "active");
});

test("accounts are listed in pages, found by part of login or name", async () => {
  const first = await listAccounts(db, machine, { limit: 3 }, noon);
  assert.equal(first.items.length, 3);
  const second = await listAccounts(db, machine, { limit: 100, after: first.next ?? "" }, noon);
  assert.equal(second.next, null);
  const logins = [...first.items, ...second.items].map(({ login }) => login);
  assert.deepEqual(logins, [...new Set(logins)].sort());
  assert.deepEqual((await listAccounts(db, machine, { limit: 10, text: "王" }, noon)).items.map(({ login }) => login), ["wang-fang"]);
  assert.deepEqual((await listAccounts(db, machine, { limit: 10, text: "%" }, noon)).items, []);
});

test("what is done to accounts stands in the audit log, in the same transaction", async () => {
  const { id } = await createAccount(db, { login: "logged", name: "记" }, manager, noon);
  const grantId = await grant(id, "unit-clerk", offices.pumps);
  await assert.rejects(grant(id, "sys-admin", offices.county));
  await endGrant(db, id, grantId ?? "", manager, noon);
  await changeAccount(db, id, { name: "记者" }, manager, noon);
  await changeAccount(db, id, { state: "disabled" }, manager, noon);
  await changeAccount(db, id, { state: "active" }, manager, noon);
  await resetPassword(db, id, manager, noon);
  const rows = await db.selectFrom("audit_waiting").selectAll().where("subject_id", "=", id).orderBy("id").execute();
  assert.deepEqual(rows.map(({ action }) => action), ["account.create", "grant.begin", "grant.end", "account.rename", "account.disable", "account.enable", "password.reset"]);
  assert.ok(rows.every((row) => row.account === security && row.role === "security-admin"));
});

test("a token acts for its person within its scopes until it ends", async () => {
  const id = await makePerson(db, "robot-owner", "unit-clerk", offices.pumps);
  const by = { account: id, name: "robot-owner", role: null, address: null };
  const made = await createToken(db, id, { name: "报表", scopes: ["read", "export"], days: 30 }, by, noon);
  assert.match(made.token, /^dbt_[\w-]{43}$/);
  const actor = await findActor(db, made.token, noon);
  assert.deepEqual([actor?.account, actor?.scopes, actor?.grants.length], [id, ["read", "export"], 1]);
  assert.ok(!JSON.stringify(await db.selectFrom("access_token").selectAll().execute()).includes(made.token));
  assert.equal((await listTokens(db, id))[0]?.usedAt, noon.toISOString());
  assert.equal(await findTokenActor(db, made.token, later(30 * 24 * 60)), null);
  const other = await makePerson(db, "robot-thief");
  assert.equal(await revokeToken(db, other, made.id, by, noon), false);
  assert.equal(await revokeToken(db, id, made.id, by, noon), true);
  assert.equal(await revokeToken(db, id, made.id, by, noon), false);
  assert.equal(await findActor(db, made.token, noon), null);
  await assert.rejects(createToken(db, id, { name: "长", scopes: ["read"], days: 181 }, by, noon), code("ACCOUNT-16"));
  const next = await createToken(db, id, { name: "短", scopes: ["write"], days: 1 }, by, noon);
  await resetPassword(db, id, machine, noon);
  assert.equal(await findActor(db, next.token, noon), null, "who has to set a password first");
  await changeAccount(db, id, { state: "disabled" }, machine, noon);
  assert.equal(await findActor(db, next.token, noon), null);
});

const wish: SetupWish = {
  code: "",
  region: { code: "120104", name: "甲区财政局" },
  securityAdmin: { login: "Bao-Mi", name: "张保密", password: "Pumps-3abc" },
  sysAdmin: { login: "xi-tong", name: "李系统" },
  auditAdmin: { login: "shen-ji", name: "王审计" },
};

test("the first administrators are made with the code of the terminal: three people at once, or nobody", async () => {
  const fresh = (await postgres.migratedDatabase()).db;
  assert.equal(await firstAdminIsAwaited(fresh), false);
  await assert.rejects(setUp(fresh, wish, here, noon), code("HOUSE-02"));
  const old = await makeFirstAdminCode(fresh, noon);
  assert.equal(await firstAdminIsAwaited(fresh), true);
  const given = await makeFirstAdminCode(fresh, noon);
  assert.equal(await isFirstAdminCode(fresh, given, later(59)), true);
  await assert.rejects(setUp(fresh, { ...wish, code: old }, here, noon), code("HOUSE-02"), "replaced");
  await assert.rejects(setUp(fresh, { ...wish, code: given }, here, later(61)), code("HOUSE-02"), "too late");
  await assert.rejects(setUp(fresh, { ...wish, code: given, securityAdmin: { ...wish.securityAdmin, password: "weak" } }, here, noon), code("ACCOUNT-04"));
  await assert.rejects(setUp(fresh, { ...wish, code: given, auditAdmin: wish.sysAdmin }, here, noon), code("ACCOUNT-07"), "two are one");
  await assert.rejects(setUp(fresh, { ...wish, code: given, region: { code: "999999", name: "无" } }, here, noon), code("HOUSE-03"));
  assert.deepEqual([(await readHouse(fresh)).mode, (await listAccounts(fresh, machine, { limit: 9 }, noon)).items], ["local", []], "nothing is left of what failed");

  const { token, codes } = await setUp(fresh, { ...wish, code: given }, here, noon);
  assert.equal((await readHouse(fresh)).mode, "office");
  assert.deepEqual((await findActor(fresh, token, noon))?.grants.map(({ role }) => role), ["security-admin"]);
  assert.deepEqual(codes.map(({ login }) => login), ["xi-tong", "shen-ji"]);
  for (const { login, code: typed } of codes) await signIn(fresh, { login, password: typed }, here, noon);
  await signIn(fresh, { login: "bao-mi", password: "Pumps-3abc" }, here, noon);
  const { items } = await listAccounts(fresh, machine, { limit: 9 }, noon);
  assert.deepEqual(items.map(({ login, grants }) => [login, ...grants.map(({ role }) => role)]), [["bao-mi", "security-admin"], ["shen-ji", "audit-admin"], ["xi-tong", "sys-admin"]]);
  await assert.rejects(setUp(fresh, { ...wish, code: given }, here, noon), code("HOUSE-02"), "used");
  const again = await makeFirstAdminCode(fresh, noon);
  await assert.rejects(setUp(fresh, { ...wish, code: again }, here, noon), (error) => error instanceof DabiaoError && /^(HOUSE-01|ACCOUNT-07)$/.test(error.code), "in use");
});

test("whoever comes from a provider is bound to the account of the same login once an administrator says so", async () => {
  const id = await makePerson(db, "zhou", "unit-clerk", offices.pumps);
  const stranger = { issuer: "https://id.example", subject: "s-1", login: "Zhou" };
  const come = async (told: Partial<typeof stranger> = {}) => await signInFromProvider(db, { ...stranger, ...told }, here, noon);
  assert.deepEqual(await come({ subject: "s-0", login: "nobody" }), { kind: "unknown" });
  assert.deepEqual(await come(), { kind: "waiting" });
  assert.deepEqual(await come(), { kind: "waiting" });
  const [binding] = await listBindings(db, manager, noon);
  assert.deepEqual([binding?.login, binding?.account.id, binding?.confirmedAt], ["zhou", id, null]);
  assert.equal(await decideBinding(db, binding?.id ?? "", true, manager, noon), true);
  const done = await come({ login: "another" });
  assert.equal(done.kind === "session" && (await findActor(db, done.token, noon))?.account, id, "the subject counts, not the login");
  assert.deepEqual(await come({ issuer: "https://other.example" }), { kind: "waiting" });
  assert.equal(await decideBinding(db, binding?.id ?? "", false, manager, noon), true);
  assert.deepEqual(await come(), { kind: "waiting" });
  assert.equal(await decideBinding(db, "00000000-0000-7000-8000-000000000000", true, manager, noon), false);
  const nobody = await createAccount(db, { login: "no-password", name: "无" }, machine, noon);
  await come({ subject: "s-2", login: "no-password" });
  for (const { id: waiting, confirmedAt } of await listBindings(db, machine, noon)) if (confirmedAt === null) await decideBinding(db, waiting, true, machine, noon);
  const without = await come({ subject: "s-2" });
  assert.equal(without.kind === "session" && (await findActor(db, without.token, noon))?.account, nobody.id, "needs no password");
  await changeAccount(db, id, { state: "disabled" }, machine, noon);
  assert.deepEqual(await come(), { kind: "unknown" });
});

test("an attempt at a provider belongs to one browser, once, for ten minutes", async () => {
  const attempt = { state: "s", nonce: "n", verifier: "v" };
  const cookie = await keepAttempt(db, attempt, noon);
  assert.equal(await takeAttempt(db, "other", noon), null);
  assert.deepEqual(await takeAttempt(db, cookie, later(9)), attempt);
  assert.equal(await takeAttempt(db, cookie, later(9)), null);
  assert.equal(await takeAttempt(db, await keepAttempt(db, attempt, noon), later(10)), null);
});

test("the made-up people of the tests have the password they should", async () => {
  await signIn(db, { login: "security", password }, here, noon);
});
