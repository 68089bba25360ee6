// The database folder: made once, in one piece.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { DabiaoError } from "../../problem.ts";
import type { Binaries } from "./binaries.ts";
import { environment, type Runner } from "./runner.ts";

/** User and database have the product's name. */
export const databaseName = "dabiao";

/** The password lies inside the database folder, so that both come into being, move and are backed up together. */
const passwordFile = "dabiao.password";
const unfinished = "postgres.new-";

/** Where the embedded database lies in a data folder. */
export function clusterFolder(dataFolder: string): string {
  return path.join(dataFolder, "postgres");
}

/**
 * Makes the database folder when there is none. All is done in a folder of another name, which gets the real name at
 * the very end: whatever is cut short on the way leaves only a folder that the next start throws away.
 * @throws DabiaoError START-05 when initdb fails
 */
export async function makeCluster(dataFolder: string, binaries: Binaries, runner: Runner): Promise<void> {
  for (const entry of readdirSync(dataFolder)) {
    if (entry.startsWith(unfinished)) rmSync(path.join(dataFolder, entry), { recursive: true, force: true, maxRetries: 5 });
  }
  const folder = clusterFolder(dataFolder);
  if (existsSync(folder)) return;

  const fresh = path.join(dataFolder, `${unfinished}${process.pid}-${Date.now()}`);
  const secret = `${fresh}.password`;
  try {
    mkdirSync(fresh, { mode: 0o700 });
    // Made empty and closed first, so that the password is never in a file that others can open.
    writeFileSync(secret, "", { mode: 0o600 });
    chmodSync(secret, 0o600);
    writeFileSync(secret, randomBytes(24).toString("hex"));
    if (process.getuid?.() === 0) for (const file of [fresh, secret]) chownSync(file, runner.owner.uid, runner.owner.gid);

    await run(binaries, runner, [
      ...[binaries.initdb, "--pgdata", fresh, "--username", databaseName, "--pwfile", secret],
      ...["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"],
    ]);
    await run(binaries, runner, [binaries.postgres, "--single", "-D", fresh, "postgres"], `CREATE DATABASE ${databaseName};\n`);
    renameSync(secret, path.join(fresh, passwordFile));
    renameSync(fresh, folder);
  } catch (cause) {
    for (const leftover of [fresh, secret]) rmSync(leftover, { recursive: true, force: true });
    if (cause instanceof DabiaoError) throw cause;
    throw new DabiaoError("START-05", {
      message: `无法建立数据库文件夹 ${folder}：${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "请检查磁盘空间和文件夹的写入权限，或用 DABIAO_DATA 指定别的文件夹",
      cause,
    });
  }
}

/** @throws DabiaoError START-09 when the password is gone, START-08 when another PostgreSQL version made the folder */
export function readPassword(folder: string, version: string): string {
  const made = readText(path.join(folder, "PG_VERSION"));
  if (made !== version) {
    throw new DabiaoError("START-08", {
      message: `数据库文件夹 ${folder} 由 PostgreSQL ${made ?? "（版本不明）"} 建立，本程序带的是 ${version}`,
      hint: "请用建立它的那个版本的达标导出备份，再在新的数据文件夹里恢复；原文件夹没有改动",
    });
  }
  const password = readText(path.join(folder, passwordFile));
  if (password) return password;
  throw new DabiaoError("START-09", {
    message: `读不到内置数据库的密码文件 ${path.join(folder, passwordFile)}`,
    hint: "请从备份恢复这个文件；没有备份时，用 DABIAO_DATA 另指一个新的数据文件夹",
  });
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

/** Runs one program to its end. Its output is only kept to be told when it fails. */
function run(binaries: Binaries, runner: Runner, words: readonly string[], input = ""): Promise<void> {
  const [command = "", ...rest] = [...runner.before, ...words];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { ...runner.user, cwd: "/", env: environment(binaries), stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      if (status === 0 && !/\b(FATAL|ERROR|PANIC):/.test(output)) resolve();
      else
        reject(
          new Error(
            `${path.basename(words[0] ?? "")} 失败（${signal ?? status}）\n${output.trim().split("\n").slice(-8).join("\n")}`,
          ),
        );
    });
    child.stdin.on("error", () => {}); // a program that ended early is told by its exit status
    child.stdin.end(input);
  });
}
