// Installing what is missing, visibly, and nothing that is there.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Halt, project } from "./ground.js";

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
