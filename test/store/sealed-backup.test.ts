import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { withClient } from "../../src/store/backup/beside.ts";
import { makeBackup, readWhole } from "../../src/store/backup/make.ts";
import { restoreInto, sideFilesOf } from "../../src/store/backup/restore-place.ts";
import { openSealed, passphraseIn, sealedHead, Sealer } from "../../src/store/backup/sealed-file.ts";
import { secretKeyFile, secretKeysOf } from "../../src/store/cipher/secret-keys.ts";
import { startTestServer, type TestServer } from "./database.ts";

const passphrase = "泵站 correct horse 2026";
let server: TestServer;
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-sealed-"));
before(async () => {
  server = await startTestServer();
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
let made = 0;
const fresh = (name: string): string => path.join(folder, `${name}-${made++}`);
const coded = (wanted: string) => (error: unknown) => error instanceof DabiaoError && error.code === wanted;
const nothing = async (): Promise<void> => await Promise.resolve();
/** Little work, as many files are sealed here. */
const quick = { cost: 4, blocks: 1, lanes: 1 };

async function sealed(content: Buffer): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const sealer = await Sealer.begin(passphrase, async (bytes) => await Promise.resolve(void parts.push(Buffer.from(bytes))), quick);
  for (let at = 0; at < content.length; at += 10_007) await sealer.write(content.subarray(at, at + 10_007));
  await sealer.finish();
  return Buffer.concat(parts);
}

async function opened(bytes: Buffer, by = passphrase): Promise<Buffer> {
  const parts: Buffer[] = [];
  const source = async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += 9_001) yield await Promise.resolve(bytes.subarray(at, at + 9_001));
  };
  for await (const part of openSealed("x", source(), by)) parts.push(part);
  return Buffer.concat(parts);
}

const piece = 64 * 1024;

test("what is sealed opens as it was, whatever its length", async () => {
  for (const length of [0, 1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 5]) {
    const content = randomBytes(length);
    assert.deepEqual(await opened(await sealed(content)), content, `${length} bytes`);
  }
});

test("pieces changed, cut off, put in other places, repeated or under another passphrase do not open", async () => {
  const content = randomBytes(3 * piece + 100);
  const whole = await sealed(content);
  const at = (number: number): number => sealedHead + number * (piece + 16);
  for (let i = 0; i < 60; i++) {
    const edited = Buffer.from(whole);
    const place = i < sealedHead ? i : Math.floor((i / 60) * whole.length);
    edited[place] = (edited[place] ?? 0) ^ 1;
    await assert.rejects(opened(edited), `byte ${place}`);
  }
  for (const length of [0, sealedHead, at(1), at(2), at(3), whole.length - 1]) await assert.rejects(opened(whole.subarray(0, length)), `cut at ${length}`);
  const swapped = Buffer.concat([whole.subarray(0, at(0)), whole.subarray(at(1), at(2)), whole.subarray(at(0), at(1)), whole.subarray(at(2))]);
  await assert.rejects(opened(swapped));
  await assert.rejects(opened(Buffer.concat([whole.subarray(0, at(1)), whole.subarray(at(0))])));
  await assert.rejects(opened(Buffer.concat([whole, Buffer.from("x")])));
  await assert.rejects(opened(whole, "another passphrase"), coded("BACKUP-05"));
});

test("a backup under a passphrase hides its content, is checked, and is restored with the key of second factors; without the passphrase not", async () => {
  const source = await server.migratedDatabase();
  await source.pool.query("insert into person (name) values ('王小云')");
  const home = fresh("home");
  mkdirSync(home);
  const keys = await secretKeysOf({}, home);
  const file = fresh("backup.zst.enc");
  const { manifest } = await withClient(source.url, async (client) => await makeBackup(client, file, { files: await sideFilesOf(home, true), passphrase }));
  const bytes = readFileSync(file);
  assert.equal(bytes.includes("dabiao-backup") || bytes.includes(Buffer.from([0x28, 0xb5, 0x2f, 0xfd])), false);
  assert.deepEqual((await readWhole(file, passphrase)).manifest, manifest);
  const { url } = await server.emptyDatabase();
  const data = fresh("data");
  await assert.rejects(restoreInto({ DATABASE_URL: url, DABIAO_DATA: data }, file, null, nothing), coded("BACKUP-04"));
  await assert.rejects(restoreInto({ DATABASE_URL: url, DABIAO_DATA: data }, file, "another passphrase", nothing), coded("BACKUP-05"));
  const edited = fresh("edited.zst.enc");
  writeFileSync(edited, Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
  await assert.rejects(restoreInto({ DATABASE_URL: url, DABIAO_DATA: data }, edited, passphrase, nothing), (error: unknown) => coded("BACKUP-01")(error) || coded("BACKUP-05")(error));
  assert.equal(existsSync(data), false);
  await restoreInto({ DATABASE_URL: url, DABIAO_DATA: data }, file, passphrase, nothing);
  assert.equal((await secretKeysOf({}, data)).open(keys.seal("GEZDGNBV", "x"), "x"), "GEZDGNBV");
  await withClient(url, async (client) => assert.equal((await client.query("select name from person")).rows[0].name, "王小云"));
});

test("a backup in the clear leaves the key of second factors at home", async () => {
  const home = fresh("home");
  mkdirSync(home);
  await secretKeysOf({}, home);
  assert.deepEqual((await sideFilesOf(home, false)).map(({ name }) => name), []);
  assert.deepEqual((await sideFilesOf(home, true)).map(({ name }) => name), [secretKeyFile]);
});

test("a passphrase is the first line of its file, and no short one", async () => {
  const file = fresh("passphrase");
  writeFileSync(file, `${passphrase}\nanother line\n`);
  assert.equal(await passphraseIn(file), passphrase);
  assert.equal(await passphraseIn(undefined), null);
  writeFileSync(file, "short\n");
  await assert.rejects(passphraseIn(file), coded("BACKUP-06"));
  await assert.rejects(passphraseIn(path.join(folder, "nowhere")), coded("BACKUP-06"));
});
