// The launchers as a user meets them: `npm start` and `dabiao`, in processes of their own, on data folders of their own.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const root = mkdtempSync(path.join(os.tmpdir(), "dabiao-start-"));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) {
    child.kill("SIGKILL");
    // A server that a failed test left behind holds the other ends; this process shall end all the same.
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

let folders = 0;
function emptyFolder(): string {
  folders += 1;
  const folder = path.join(root, String(folders));
  mkdirSync(folder);
  return folder;
}

interface Started {
  readonly child: ChildProcess;
  /** All that it has written so far, on both streams. */
  said(): string;
  /** Its exit status (or signal), once it has ended. */
  readonly ended: Promise<number | string>;
}

function run(command: string, words: string[], environment: Record<string, string>, cwd = project): Started {
  const inherited = Object.fromEntries(
    // What the surrounding npm says of itself, and settings of the developer's own, would change what is tested here.
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|DABIAO_|DATABASE_URL)/.test(name)),
  );
  const child = spawn(command, words, { cwd, env: { ...inherited, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const ended = new Promise<number | string>((resolve) =>
    child.once("close", (status, signal) => {
      running.delete(child);
      resolve(status ?? signal ?? "");
    }),
  );
  return { child, said: () => text, ended };
}

const node = process.execPath;
const startJs = path.join(project, "bin", "start.js");

/** Starts on any free port; waits for the line with the address. */
async function start(folder: string, [command, ...words]: string[] = [node, startJs]): Promise<Started & { address: string }> {
  const started = run(command ?? node, words, { DABIAO_DATA: folder, DABIAO_PORT: "0" });
  let over = false;
  started.ended.then(() => (over = true)).catch(() => {});
  for (;;) {
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(started.said())?.[0];
    if (address !== undefined) return { ...started, address };
    assert.ok(!over, `it ended before it gave an address:\n${started.said()}`);
    await sleep(20);
  }
}

const answers = (address: string): Promise<boolean> =>
  fetch(address).then(
    (response) => response.ok,
    () => false,
  );

async function untilSilent(address: string): Promise<void> {
  for (let round = 0; await answers(address); round += 1) {
    assert.ok(round < 500, `${address} still answers`);
    await sleep(20);
  }
}

const serverOf = (folder: string): number =>
  (JSON.parse(readFileSync(path.join(folder, "server.json"), "utf8")) as { pid: number }).pid;

describe("npm start", () => {
  it("serves the page; a second start is told where the first one is; Ctrl-C ends it in order", async () => {
    const folder = emptyFolder();
    const first = await start(folder, ["npm", "start"]);
    assert.match(await (await fetch(first.address)).text(), /<html lang="zh-CN">/);
    assert.equal((await fetch(`${first.address}readyz`)).status, 200);

    const second = run(node, [startJs], { DABIAO_DATA: folder, DABIAO_PORT: "0" });
    assert.equal(await second.ended, 1);
    assert.match(second.said(), /START-01/);
    assert.ok(second.said().includes(first.address), second.said());

    first.child.kill("SIGTERM");
    await first.ended;
    await untilSilent(first.address);
    const third = await start(folder);
    third.child.kill("SIGINT");
    assert.equal(await third.ended, 0);
  });

  it("runs side by side with another one on another data folder", async () => {
    const [one, other] = await Promise.all([start(emptyFolder()), start(emptyFolder())]);
    assert.notEqual(one.address, other.address);
    assert.deepEqual(await Promise.all([answers(one.address), answers(other.address)]), [true, true]);
    for (const { child, ended } of [one, other]) {
      child.kill("SIGTERM");
      await ended;
    }
  });

  it("starts again after the server was killed", async () => {
    const folder = emptyFolder();
    const first = await start(folder);
    process.kill(serverOf(folder), "SIGKILL");
    assert.equal(await first.ended, 137, "the launcher ends with its server");
    const again = await start(folder);
    assert.ok(await answers(again.address));
    again.child.kill("SIGTERM");
    assert.equal(await again.ended, 0);
  });

  it("leaves no server behind when npm is killed without a chance to say so", async () => {
    const folder = emptyFolder();
    const first = await start(folder, ["npm", "start"]);
    first.child.kill("SIGKILL");
    await untilSilent(first.address);
    const again = await start(folder);
    again.child.kill("SIGTERM");
    assert.equal(await again.ended, 0);
  });

  it("leaves no server behind when the launcher is killed", async () => {
    const folder = emptyFolder();
    const first = await start(folder);
    first.child.kill("SIGKILL");
    await untilSilent(first.address);
  });

  it("says in plain words what it needs on another platform", async () => {
    const elsewhere = ["--import", "data:text/javascript,Object.defineProperty(process,'platform',{value:'darwin'})", startJs];
    const withoutDatabase = run(node, elsewhere, {});
    assert.equal(await withoutDatabase.ended, 1);
    assert.match(withoutDatabase.said(), /START-02.*darwin.*DATABASE_URL/s);

    const oldNode = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.1.0'})";
    const withOldNode = run(node, ["--import", oldNode, ...elsewhere], { DATABASE_URL: "postgres://127.0.0.1/dabiao" });
    assert.equal(await withOldNode.ended, 1);
    assert.match(withOldNode.said(), /START-21.*需要 Node 24/s);
  });
});

describe("installing", () => {
  /** A project with one dependency that is not there, and an npm that only says how it was called. */
  function projectInNeed(npmStatus: number): { folder: string; npm: string } {
    const folder = emptyFolder();
    cpSync(path.join(project, "bin"), path.join(folder, "bin"), { recursive: true });
    writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
    const packages = { "": {}, "node_modules/here": { version: "1.0.0" }, "node_modules/missing": { version: "2.0.0" } };
    writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ packages }));
    mkdirSync(path.join(folder, "node_modules"));
    writeFileSync(
      path.join(folder, "node_modules", ".package-lock.json"),
      JSON.stringify({ packages: { "node_modules/here": { version: "1.0.0" } } }),
    );
    const npm = path.join(folder, "npm-cli.js");
    writeFileSync(npm, `console.log("npm", process.argv.slice(2).join(" ")); process.exitCode = ${npmStatus};`);
    return { folder, npm };
  }

  it("calls npm ci when a package is missing, and stops with a sentence when that fails", async () => {
    const { folder, npm } = projectInNeed(1);
    const started = run(node, [path.join(folder, "bin", "start.js")], { npm_execpath: npm }, folder);
    assert.equal(await started.ended, 1);
    assert.match(started.said(), /缺 1 个.*npm ci .*--omit=dev.*START-20/s);
  });

  it("happens once when two start at the same moment: the second waits", async () => {
    const { folder, npm } = projectInNeed(0);
    const installs = `import { copyFileSync } from "node:fs"; console.log("npm ci"); setTimeout(() => copyFileSync("package-lock.json", "node_modules/.package-lock.json"), 1000);`;
    writeFileSync(npm, installs);
    const both = [0, 1].map(() => run(node, [path.join(folder, "bin", "start.js")], { npm_execpath: npm }, folder));
    await Promise.all(both.map((one) => one.ended)); // they end because that project has no page to build
    const said = both.map((one) => one.said()).join("\n");
    assert.equal(said.match(/^npm ci$/gm)?.length, 1, said);
    assert.match(said, /另一个进程正在这里安装/);
  });

  it("leaves everything alone when all packages are there", async () => {
    const { folder, npm } = projectInNeed(0);
    writeFileSync(
      path.join(folder, "package-lock.json"),
      JSON.stringify({ packages: { "": {}, "node_modules/here": { version: "1.0.0" } } }),
    );
    const started = run(node, [path.join(folder, "bin", "test.js")], { npm_execpath: npm }, folder);
    await started.ended; // it ends because that project has no page to build
    assert.doesNotMatch(started.said(), /npm ci|正在安装/);
  });

  it("does not take packages of other platforms for missing", async () => {
    const { folder, npm } = projectInNeed(0);
    const packages = {
      "node_modules/here": { version: "1.0.0" },
      "node_modules/other": { version: "1.0.0", optional: true, os: ["aix"], cpu: ["ppc64"] },
      "node_modules/needed-by-other": { version: "1.0.0", optional: true },
    };
    writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ packages }));
    const started = run(node, [path.join(folder, "bin", "start.js")], { npm_execpath: npm }, folder);
    await started.ended;
    assert.doesNotMatch(started.said(), /npm ci|正在安装/);
  });
});

describe("dabiao", () => {
  const dabiao = path.join(project, "bin", "dabiao.js");

  it("passes words, output and exit status through", async () => {
    const help = run(node, [dabiao, "--help"], {});
    assert.equal(await help.ended, 0);
    assert.match(help.said(), /用法/);
    assert.equal(await run(node, [dabiao, "no-such-command"], {}).ended, 2);
  });
});
