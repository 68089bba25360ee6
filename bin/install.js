// Installing what is missing, visibly, and nothing that is there.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Halt, project } from "./ground.js";

/** Names the process that is installing: npm ci begins by deleting everything, so two at once would ruin each other. */
const claim = path.join(project, "dist", ".installing");

/**
 * Installs the packages that are missing or of another version than package-lock.json says; nothing otherwise. When
 * somebody else is installing in the same folder, waits for that.
 * @param {{ development: boolean }} wanted whether the packages for tests are needed as well
 * @throws Halt START-20
 */
export async function install({ development }) {
  let told = false;
  while (missingPackages(development) > 0) {
    if (await claimed(() => npmCi(development))) return;
    if (!told) console.error("另一个进程正在这里安装软件包，等它装完…（如果并没有，请删除 dist/.installing）");
    told = true;
    await sleep(500);
  }
}

/** Does the work if nobody else is at it. @returns whether it was done */
async function claimed(work) {
  mkdirSync(path.dirname(claim), { recursive: true });
  try {
    writeFileSync(claim, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!isAlive(Number(readFileSync(claim, "utf8")))) rmSync(claim, { force: true });
    return false;
  }
  try {
    await work();
  } finally {
    rmSync(claim, { force: true });
  }
  return true;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
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

/** `npm ci`, without the packages' install scripts: nothing here needs them. @throws Halt START-20 */
async function npmCi(development) {
  console.error(`正在安装所需的软件包（缺 ${missingPackages(development)} 个，第一次通常要一两分钟）…`);
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const timer = setInterval(() => console.error(`  还在安装，已用 ${seconds()} 秒…`), 10_000);
  try {
    const flags = [
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      development ? "--include=dev" : "--omit=dev",
    ];
    const status = await npm(["ci", ...flags]);
    if (status !== 0) {
      const told = `软件包没有装好（npm ci 的退出码是 ${status}），原因见上面 npm 的输出`;
      throw new Halt("START-20", told, "请检查网络和磁盘空间，然后再运行一次");
    }
  } finally {
    clearInterval(timer);
  }
  console.error(`软件包已装好，用了 ${seconds()} 秒`);
}

/** Runs npm: the one that runs us, else the one on the PATH. @returns its exit status */
function npm(words) {
  const own = process.env.npm_execpath?.endsWith("npm-cli.js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const [command, ...rest] = [...own, ...words];
  return new Promise((resolve, reject) => {
    // npm's words go to standard error: standard output belongs to what comes afterwards.
    const child = spawn(command, rest, {
      cwd: project,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32" && command === "npm",
    });
    child.once("error", () => reject(new Halt("START-20", "找不到 npm", "请安装 Node.js（自带 npm），或先自己运行 npm ci")));
    child.once("close", (status, signal) => resolve(status ?? signal));
  });
}
