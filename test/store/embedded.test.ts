import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { DabiaoError } from "../../src/problem.ts";
import { findBinaries } from "../../src/store/embedded/binaries.ts";
import { isAlive } from "../../src/store/embedded/process.ts";
import { startEmbedded } from "../../src/store/embedded/start.ts";
import { claimInstance, runningInstance } from "../../src/store/instance.ts";

const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "dabiao-embedded-")));
after(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

function emptyFolder(name: string): string {
  const folder = path.join(root, name);
  mkdirSync(folder);
  return folder;
}

/** Runs a statement on a connection of its own. */
async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmasterOf = (folder: string): number =>
  Number(readFileSync(path.join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);

/** Asks until there is an answer: a server that was killed may still take a connection while it dies. */
async function untilAnswered<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await question();
    } catch {
      await sleep(20);
    }
  }
}

const withCode = (code: string) => (error: unknown) => error instanceof DabiaoError && error.code === code;

/** Another process that starts the database on the folder and then goes on; resolves to it and the database's address. */
async function startElsewhere(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const module = new URL("../../src/store/embedded/start.ts", import.meta.url).href;
  const program = `const { url } = await (await import(${JSON.stringify(module)})).startEmbedded(${JSON.stringify(folder)});
    process.stdout.write(url + "\\n"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  return { child, url: first.toString("utf8").trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("the embedded database", () => {
  it("keeps its data from one start to the next and understands Chinese", async () => {
    const folder = emptyFolder("keeps");
    const first = await startEmbedded(folder);
    await ask(first.url, "CREATE TABLE projects (name text); INSERT INTO projects VALUES ('农村公路养护')");
    await first.stop();
    assert.equal(existsSync(path.join(folder, "postgres", "postmaster.pid")), false, "an orderly stop leaves no pid file");
    await assert.rejects(ask(first.url, "SELECT 1"), "after the stop nobody answers");

    const second = await startEmbedded(folder);
    assert.deepEqual(
      await ask(second.url, "SELECT name, name ~ '^[[:alpha:]]+$' AS letters, char_length(name) AS length FROM projects"),
      [{ name: "农村公路养护", letters: true, length: 6 }],
    );
    await second.stop();
  });

  it("answers on the loopback address only, with a password that only its owner can read", async () => {
    const folder = emptyFolder("closed");
    const { url, stop } = await startEmbedded(folder);
    assert.match(url, /@127\.0\.0\.1:\d+\/dabiao$/);
    assert.deepEqual(
      await ask(
        url,
        "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories', 'fsync') ORDER BY name",
      ),
      [
        { name: "fsync", setting: "on" },
        { name: "listen_addresses", setting: "127.0.0.1" },
        { name: "unix_socket_directories", setting: "" },
      ],
    );
    await assert.rejects(ask(url.replace(/:[0-9a-f]+@/, ":wrong@"), "SELECT 1"), /password authentication failed/);
    assert.equal(statSync(path.join(folder, "postgres", "dabiao.password")).mode & 0o777, 0o600);
    await stop();
  });

  it("refuses a second start while the first is running, and says where that one is", async () => {
    const folder = emptyFolder("twice");
    const { child } = await startElsewhere(folder);
    await assert.rejects(
      startEmbedded(folder),
      (error) => withCode("START-01")(error) && error instanceof Error && error.message.includes(String(child.pid)),
    );
    assert.equal(runningInstance(folder)?.pid, child.pid);
    await kill(child);
    await (await startEmbedded(folder)).stop();
  });

  it("is started again at the same address when it is killed, as often as that happens, and stops when told to", async () => {
    const folder = emptyFolder("killed-often");
    const told: string[] = [];
    const { url, stop } = await startEmbedded(folder, (error) => void told.push(error instanceof DabiaoError ? error.code : error.message));
    await ask(url, "CREATE TABLE kept (n int)");
    for (let n = 1; n <= 3; n++) {
      await ask(url, `INSERT INTO kept VALUES (${n})`);
      process.kill(postmasterOf(folder), n === 2 ? "SIGTERM" : "SIGKILL");
      const rows = await untilAnswered(async () => await ask(url, "SELECT count(*)::int AS n FROM kept"));
      assert.deepEqual(rows, [{ n }]);
    }
    assert.deepEqual([...new Set(told)], ["START-10"]);
    const last = postmasterOf(folder);
    await stop();
    assert.equal(isAlive(last), false);
    await assert.rejects(ask(url, "SELECT 1"));
  });

  it("recovers when the process that started it was killed: the orphan is stopped, nothing acknowledged is lost", async () => {
    const folder = emptyFolder("orphan");
    const { child, url } = await startElsewhere(folder);
    await ask(url, "CREATE TABLE kept (n int); INSERT INTO kept SELECT generate_series(1, 1000)");
    const orphan = postmasterOf(folder);
    await kill(child);
    assert.equal(isAlive(orphan), true, "PostgreSQL goes on when its parent is killed");

    const again = await startEmbedded(folder);
    assert.equal(isAlive(orphan), false);
    assert.deepEqual(await ask(again.url, "SELECT count(*)::int AS n FROM kept"), [{ n: 1000 }]);
    await again.stop();
  });

  it("recovers when PostgreSQL and its parent were killed together", async () => {
    const folder = emptyFolder("crash");
    const { child, url } = await startElsewhere(folder);
    await ask(url, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
    process.kill(postmasterOf(folder), "SIGKILL");
    await kill(child);

    const again = await startEmbedded(folder);
    assert.deepEqual(await ask(again.url, "SELECT n FROM kept"), [{ n: 7 }]);
    await again.stop();
  });

  it("is not misled by a pid file whose number now belongs to somebody else", async () => {
    const folder = emptyFolder("stale");
    await (await startEmbedded(folder)).stop();
    // This test process itself: alive, of the same user, and not PostgreSQL.
    writeFileSync(
      path.join(folder, "postgres", "postmaster.pid"),
      `${process.pid}\n${path.join(folder, "postgres")}\n0\n5432\n\n127.0.0.1\n`,
    );
    const { url, stop } = await startEmbedded(folder);
    assert.deepEqual(await ask(url, "SELECT 1 AS one"), [{ one: 1 }]);
    await stop();
  });

  it("throws away a database folder whose making was cut short, and makes it anew", async () => {
    const folder = emptyFolder("half");
    mkdirSync(path.join(folder, "postgres.new-1-1", "base"), { recursive: true });
    writeFileSync(path.join(folder, "postgres.new-1-1", "PG_VERSION"), "18\n");
    writeFileSync(path.join(folder, "postgres.new-1-1.password"), "secret");
    const { url, stop } = await startEmbedded(folder);
    assert.deepEqual(await ask(url, "SELECT 1 AS one"), [{ one: 1 }]);
    await stop();
    assert.deepEqual(readdirSync(folder).sort(), ["postgres", "postgres.log"]);
  });

  it("is made whole when the process was killed in the middle of making it", async () => {
    const folder = emptyFolder("killed");
    const module = new URL("../../src/store/embedded/start.ts", import.meta.url).href;
    const program = `await (await import(${JSON.stringify(module)})).startEmbedded(${JSON.stringify(folder)})`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "ignore" });
    while (!readdirSync(folder).some((name) => name.startsWith("postgres.new-")))
      await new Promise((resolve) => setTimeout(resolve, 5));
    await kill(child);
    assert.equal(existsSync(path.join(folder, "postgres")), false);
    const { url, stop } = await startEmbedded(folder);
    assert.deepEqual(await ask(url, "SELECT current_database() AS name"), [{ name: "dabiao" }]);
    await stop();
  });

  it("refuses a folder of another PostgreSQL version and leaves it as it was", async () => {
    const folder = emptyFolder("version");
    await (await startEmbedded(folder)).stop();
    writeFileSync(path.join(folder, "postgres", "PG_VERSION"), "15\n");
    await assert.rejects(startEmbedded(folder), withCode("START-08"));
    writeFileSync(path.join(folder, "postgres", "PG_VERSION"), `${findBinaries().version}\n`);
    await (await startEmbedded(folder)).stop();
  });

  it("quotes what PostgreSQL said when it does not come up, and gives the folder free", async () => {
    const folder = emptyFolder("broken");
    await (await startEmbedded(folder)).stop();
    writeFileSync(path.join(folder, "postgres", "postgresql.conf"), "no_such_setting = 1\n");
    await assert.rejects(
      startEmbedded(folder),
      (error) => withCode("START-06")(error) && error instanceof Error && error.message.includes("no_such_setting"),
    );
    assert.equal(runningInstance(folder), null);
  });

  it("starts where its data folder was copied to", async () => {
    const folder = emptyFolder("original");
    const first = await startEmbedded(folder);
    await ask(first.url, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)");
    await first.stop();
    const copy = emptyFolder("copy");
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
    const second = await startEmbedded(copy);
    assert.deepEqual(await ask(second.url, "SELECT n FROM kept"), [{ n: 1 }]);
    await second.stop();
  });
});

describe("the claim on a data folder", () => {
  it("tells the address once it is known, and is gone after the release", async () => {
    const folder = emptyFolder("claim");
    const claim = await claimInstance(folder);
    assert.deepEqual([runningInstance(folder)?.pid, runningInstance(folder)?.address], [process.pid, null]);
    claim.announce("http://127.0.0.1:7700/");
    assert.equal(runningInstance(folder)?.address, "http://127.0.0.1:7700/");
    await assert.rejects(
      claimInstance(folder, 0),
      (error) => withCode("START-01")(error) && error instanceof Error && error.message.includes("http://127.0.0.1:7700/"),
    );
    claim.release();
    claim.release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("does not take a stranger with the same process number for the server", async () => {
    const folder = emptyFolder("stranger");
    writeFileSync(
      path.join(folder, "server.json"),
      JSON.stringify({ pid: process.pid, birthmark: "another boot/1", address: "http://127.0.0.1:1/" }),
    );
    assert.equal(runningInstance(folder), null);
    (await claimInstance(folder, 0)).release();
  });

  it("replaces a claim that a power cut left unreadable", async () => {
    const folder = emptyFolder("unreadable");
    writeFileSync(path.join(folder, "server.json"), "");
    assert.equal(runningInstance(folder), null);
    (await claimInstance(folder, 0)).release();
  });

  it("goes to exactly one of many that start at the same moment over a dead one's claim", async () => {
    const folder = emptyFolder("race");
    writeFileSync(path.join(folder, "server.json"), JSON.stringify({ pid: 1, birthmark: "another boot/1", address: null }));
    const module = new URL("../../src/store/instance.ts", import.meta.url).href;
    const program = `const { claimInstance } = await import(${JSON.stringify(module)});
      while (Date.now() < Number(process.argv[1])); // all at once
      const say = (word) => process.stdout.write(word);
      await claimInstance(${JSON.stringify(folder)}, 0).then(() => say("won"), (error) => say(error.code));
      process.stdin.resume(); // a winner keeps its claim until all have spoken`;
    const start = String(Date.now() + 800);
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ["--input-type=module", "--eval", program, start], { stdio: ["pipe", "pipe", "inherit"] }),
    );
    const said = await Promise.all(children.map(async (child) => String((await once(child.stdout, "data"))[0])));
    for (const child of children) child.stdin.end();
    await Promise.all(children.map((child) => once(child, "close")));
    assert.deepEqual(said.sort(), ["START-01", "START-01", "START-01", "START-01", "START-01", "won"]);
  });
});
