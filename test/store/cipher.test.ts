import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { countRecoveryCodes, offerFactor, confirmFactor, passFactor } from "../../src/store/accounts/second-factor.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import { newTotpSecret, stepOf, totpAt } from "../../src/store/accounts/totp.ts";
import { aboutFactor, countLostFactors, sealOldFactors } from "../../src/store/cipher/factors.ts";
import { passingKeys, SecretKeys, secretKeyFile, secretKeysOf } from "../../src/store/cipher/secret-keys.ts";
import { openText, sealText, secretKey } from "../../src/store/cipher/cipher.ts";
import type { Db } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { here, later, makeOffices, makePerson, noon } from "./people.ts";

let server: TestServer;
let db: Db;
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-cipher-"));
before(async () => {
  server = await startTestServer();
  ({ db } = await server.migratedDatabase());
  const { county } = await makeOffices(db);
  for (const login of ["plain", "moved", "lost"]) await makePerson(db, login, "fin-perf", county);
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const coded = (wanted: string) => (error: unknown) => error instanceof DabiaoError && error.code === wanted;
const idOf = async (login: string): Promise<string> => (await db.selectFrom("account").select("id").where("login", "=", login).executeTakeFirstOrThrow()).id;
const secretOf = async (login: string): Promise<string> => (await db.selectFrom("account").select("totp_secret").where("login", "=", login).executeTakeFirstOrThrow()).totp_secret ?? "";
const phone = (secret: string, now: Date) => totpAt(secret, stepOf(now));

test("a sealed text opens with its key, for what it belongs to, and unchanged; else not", () => {
  const key = secretKey(Buffer.alloc(32, 7));
  const sealed = sealText(key, "GEZDGNBV 密", "account 1");
  assert.equal(openText(key, sealed, "account 1"), "GEZDGNBV 密");
  assert.notEqual(sealText(key, "GEZDGNBV 密", "account 1"), sealed, "no two are alike");
  assert.throws(() => openText(key, sealed, "account 2"));
  assert.throws(() => openText(secretKey(Buffer.alloc(32, 8)), sealed, "account 1"));
  const content = Buffer.from(sealed.split(".")[2] ?? "", "base64url");
  for (let at = 0; at < content.length; at++) {
    const changed = Buffer.from(content);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => openText(key, [...sealed.split(".").slice(0, 2), changed.toString("base64url")].join("."), "account 1"), `byte ${at}`);
  }
});

test("a folder's key is made once, for its owner only; several keys open, the last one seals; what is no key is refused", async () => {
  for (let nth = 0; nth < 20; nth++) {
    const place = mkdtempSync(path.join(folder, "once-"));
    const made = await Promise.all(Array.from({ length: 5 }, async () => (await secretKeysOf({}, place)).ids));
    assert.equal(new Set(made.flat()).size, 1, "of several makers at once all have the same");
  }
  const one = await secretKeysOf({}, folder);
  const file = path.join(folder, secretKeyFile);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const old = one.seal("a", "x");
  writeFileSync(file, `${readFileSync(file, "utf8")}\n${"ab".repeat(32)}\n`);
  const both = await secretKeysOf({}, folder);
  assert.equal(both.open(old, "x"), "a");
  assert.throws(() => one.open(both.seal("b", "x"), "x"), coded("SECRET-01"));
  const told = await secretKeysOf({ DABIAO_SECRET_KEY: "ab".repeat(32) }, path.join(folder, "nowhere"));
  assert.equal(told.open(both.seal("b", "x"), "x"), "b");
  await assert.rejects(secretKeysOf({ DABIAO_SECRET_KEY: "short" }, folder), coded("SECRET-03"));
});

test("no second factor stands in the database in plain text", async () => {
  const keys = passingKeys();
  const id = await idOf("moved");
  const { secret } = await offerFactor(db, keys, { id, login: "moved" });
  const session = { token: await startSession(db, id, here, noon), account: id };
  await confirmFactor(db, keys, session, phone(secret, noon), { account: id, name: "", role: null, address: null }, noon);
  const kept = await secretOf("moved");
  assert.equal(kept.includes(secret), false);
  assert.equal(keys.open(kept, aboutFactor(id)), secret);
  // Whoever can write into the database, and knows one phone, cannot give its secret to another account.
  const other = await idOf("lost");
  await db.updateTable("account").set({ totp_secret: kept }).where("id", "=", other).execute();
  await assert.rejects(passFactor(db, keys, { token: await startSession(db, other, here, noon), login: "lost" }, phone(secret, later(2)), here, later(2)), coded("SECRET-02"));
  await db.updateTable("account").set({ totp_secret: null, failures: 0 }).where("id", "=", other).execute();
});

test("what an earlier program left in plain text is sealed at the start, once, and the phone goes on to work", async () => {
  const keys = passingKeys();
  const [id, secret] = [await idOf("plain"), newTotpSecret()];
  await db.updateTable("account").set({ totp_secret: secret, totp_pending: secret }).where("id", "=", id).execute();
  const [first, second] = await Promise.all([sealOldFactors(db, keys), sealOldFactors(db, keys)]);
  assert.deepEqual([first, second].sort(), [0, 1]);
  assert.equal((await secretOf("plain")).includes(secret), false);
  const { rows } = { rows: await db.selectFrom("audit_waiting").select("detail").where("action", "=", "factor.seal").execute() };
  assert.deepEqual(rows.map(({ detail }) => detail), [{ accounts: 1 }]);
  await passFactor(db, keys, { token: await startSession(db, id, here, noon), login: "plain" }, phone(secret, noon), here, noon);
});

test("where the key was lost the error says what to do, a recovery code still signs in, and the accounts are counted", async () => {
  const keys = passingKeys();
  const id = await idOf("lost");
  const { secret } = await offerFactor(db, keys, { id, login: "lost" });
  const { codes } = await confirmFactor(db, keys, { token: await startSession(db, id, here, noon), account: id }, phone(secret, noon), { account: id, name: "", role: null, address: null }, noon);
  const without = passingKeys();
  const half = { token: await startSession(db, id, here, later(2)), login: "lost" };
  const refused = await passFactor(db, without, half, phone(secret, later(2)), here, later(2)).catch((error: unknown) => error);
  assert.ok(refused instanceof DabiaoError && refused.code === "SECRET-01" && /恢复码/.test(refused.hint ?? "") && /安全保密员/.test(refused.hint ?? ""));
  await passFactor(db, without, half, codes[0] ?? "", here, later(2));
  assert.equal(await countRecoveryCodes(db, id), 9);
  assert.ok((await countLostFactors(db, without)) >= 1);
  assert.equal(await countLostFactors(db, new SecretKeys([])), (await db.selectFrom("account").select("id").where("totp_secret", "is not", null).execute()).length);
});
