// PostgreSQL refuses to run as root. This file decides as whom it runs instead, and wraps its commands accordingly.
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, lstatSync, readdirSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DabiaoError } from "../../problem.ts";
import type { Binaries } from "./binaries.ts";

/** How to run a PostgreSQL program: what stands before it, and as which user the process is made. */
export interface Runner {
  readonly before: readonly string[];
  readonly user: { readonly uid: number; readonly gid: number } | null;
  /** The user that must own the database folder. */
  readonly owner: { readonly uid: number; readonly gid: number };
}

/** `daemon`, whom every Linux has. */
const daemon = { uid: 1, gid: 1 };

/** In a user namespace of its own the process is `daemon` to itself and stays the present user to the outside. */
const namespaceCommand = ["unshare", "--user", "--map-user=1", "--map-group=1", "--"];

/** The one right of root's to pass closed folders; the second line keeps it in force where initdb asks with access(). */
const passClosedFolders = [
  ...["--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"],
  "--securebits=+no_setuid_fixup",
];

/**
 * As whom PostgreSQL runs.
 *  - An ordinary user: as that user, directly.
 *  - An ordinary user whom no passwd file knows (a container with `--user 1234`): in a namespace, since initdb asks for a name.
 *  - root, and the database folder belongs to somebody else: as that somebody.
 *  - root: in a namespace, so that files stay root's and folders closed to others do not matter; where the kernel
 *    refuses (chroot, most containers): as `daemon`, who gets the database folder. If `daemon` cannot even reach it,
 *    the process keeps one right of root's, to pass closed folders.
 * @throws DabiaoError START-04 when none of them works, START-07 when the folder is somebody else's
 */
export function chooseRunner(binaries: Binaries, folder: string): Runner {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const present = ownerOf(folder);
  if (self.uid !== 0) {
    if (present !== null && present.uid !== self.uid) throw belongsToOther(folder, present.uid);
    return { before: knownUser() || !runs(namespaceCommand, binaries) ? [] : namespaceCommand, user: null, owner: self };
  }
  if ((present === null || present.uid === 0) && runs(namespaceCommand, binaries)) {
    return { before: namespaceCommand, user: null, owner: self };
  }
  const owner = present === null || present.uid === 0 ? daemon : present;
  if (reachable(path.dirname(folder), owner.uid) && reachable(binaries.postgres, owner.uid)) {
    return { before: [], user: owner, owner };
  }
  const capable = ["setpriv", `--reuid=${owner.uid}`, `--regid=${owner.gid}`, ...passClosedFolders, "--"];
  if (runs(capable, binaries)) return { before: capable, user: null, owner };
  throw new DabiaoError("START-04", {
    message: `PostgreSQL 不能以 root 身份运行，而本机不允许换成别的身份：unshare --user 被拒绝，用户 ${owner.uid} 又进不了 ${folder}`,
    hint: "请任选其一：由普通用户运行；把项目和数据放到所有用户都能进入的文件夹（如 /srv，数据用 DABIAO_DATA 指定）；安装 util-linux（提供 unshare 和 setpriv）；或用 DATABASE_URL 指定自己的 PostgreSQL",
  });
}

function belongsToOther(folder: string, uid: number): DabiaoError {
  return new DabiaoError("START-07", {
    message: `数据库文件夹 ${folder} 属于${uid === 0 ? " root" : `用户 ${uid}`}，现在的用户不能使用`,
    hint: "请由原来的用户运行，或用环境变量 DABIAO_DATA 指定别的数据文件夹",
  });
}

/**
 * Puts right what would make PostgreSQL refuse the folder: as root, its owner, where a start under other conditions
 * gave it another one; and rights for others, which a copy of the folder may have got.
 */
export function handOver(folder: string, owner: { uid: number; gid: number }): void {
  if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
  if (process.getuid?.() !== 0 || ownerOf(folder)?.uid === owner.uid) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, entry);
    if (!lstatSync(file).isSymbolicLink()) chownSync(file, owner.uid, owner.gid);
  }
  // The folder itself last: as long as it has the old owner, a hand-over that was cut short is done again.
  chownSync(folder, owner.uid, owner.gid);
}

function runs(before: readonly string[], binaries: Binaries): boolean {
  const [command, ...rest] = [...before, binaries.postgres, "--version"];
  return command !== undefined && spawnSync(command, rest, { stdio: "ignore", env: environment(binaries) }).status === 0;
}

/** What PostgreSQL programs see of our environment: nothing that changes their language, time zone or libraries. */
export function environment(binaries: Binaries): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC", LD_LIBRARY_PATH: binaries.libraries };
}

function knownUser(): boolean {
  try {
    return os.userInfo().username !== "";
  } catch {
    return false;
  }
}

/** Whose folder it is; null when it does not exist yet. */
export function ownerOf(folder: string): { uid: number; gid: number } | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found === undefined ? null : { uid: found.uid, gid: found.gid };
}

/** Whether a user without any group rights can pass all folders down to `file`. */
function reachable(file: string, uid: number): boolean {
  for (let at = file; ; at = path.dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found === undefined || (found.mode & (found.uid === uid ? 0o100 : 0o001)) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
