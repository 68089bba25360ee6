import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { parseArgs } from "node:util";
import { DabiaoError } from "../problem.ts";
import type { App } from "../server/app.ts";
import { type Archiving, startArchiving } from "../server/goals/archiving.ts";
import { type Sealing, startSealing } from "../server/audit/sealing.ts";
import { BackupKeeper } from "../server/backups/keeper.ts";
import { logFor } from "../server/log.ts";
import { type Counting, startCounting } from "../server/reviews/counting.ts";
import { startWorkers, workersWanted, type Workers } from "../server/imports/jobs.ts";
import { type Reader, startReader } from "../server/reading/reading.ts";
import { startWriter } from "../server/papers/writing.ts";
import { samplesIn } from "../server/imports/samples.ts";
import { loopback } from "../server/security.ts";
import { buildServer } from "../server/server.ts";
import { today } from "../server/today.ts";
import { offerAwaitedSetup } from "../server/accounts/setup.ts";
import { withClient } from "../store/backup/beside.ts";
import { BackupFolder } from "../store/backup/folder.ts";
import { sideFilesOf } from "../store/backup/restore-place.ts";
import { passphraseIn } from "../store/backup/sealed-file.ts";
import { countLostFactors, sealOldFactors } from "../store/cipher/factors.ts";
import { type SecretKeys, secretKeysOf } from "../store/cipher/secret-keys.ts";
import type { Db } from "../store/database.ts";
import { dataFolder } from "../store/data-folder.ts";
import { inScope, nobodysScope } from "../store/scope.ts";
import { openStore, type Store } from "../store/store.ts";
import { accountsFrom } from "./first-admin.ts";

export const help = `用法：dabiao serve

启动网页和 API，只在本机可以打开。按 Ctrl-C 停止。

环境变量：
  DABIAO_PORT    端口，默认 7700；0 表示任选一个空闲端口
  DABIAO_DATA    存放数据库和文件的文件夹，默认是程序文件夹里的 data
  DATABASE_URL   使用自己的 PostgreSQL（15 或更高），不启动内置的
  DABIAO_WORKERS 同时读几个排队的文件，默认与处理器核数相同；0 表示留给别的机器
  DABIAO_LOG     json：把每个请求记成一行 JSON，供机器读取
  DABIAO_BACKUPS 备份文件夹，默认是数据文件夹里的 backups；最好在另一个磁盘
  DABIAO_BACKUP_PASSPHRASE_FILE 第一行写有口令的文件：备份用它加密
  DABIAO_SECRET_KEY  双因素的密钥（64 位十六进制），几台服务器共用一个数据库时使用；默认是数据文件夹里的 secret.key
  DABIAO_ORIGIN  正式使用时别人打开的地址，如 https://dabiao.example.gov.cn；由本机的代理转来
  DABIAO_OIDC_ISSUER、DABIAO_OIDC_CLIENT_ID、DABIAO_OIDC_CLIENT_SECRET
                 单点登录（OpenID Connect）；DABIAO_OIDC_LOGIN_CLAIM 是登录名所在的声明，默认 preferred_username

例：
  DABIAO_PORT=8080 DABIAO_DATA=~/dabiao dabiao serve
`;

const pageFolder = fileURLToPath(new URL("../../dist/web", import.meta.url));
const defaultPort = 7700;

/** How long a stopping server waits for a file that is being read, in milliseconds. */
const patience = 4_000;

/** Serves pages and API until it is told to stop. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  parseArgs({ args: [...args], options: {} });
  const port = portOf(process.env.DABIAO_PORT);
  if (!existsSync(`${pageFolder}/index.html`)) {
    throw new DabiaoError("SERVE-03", {
      message: "网页还没有生成。",
      hint: "请用 npm start 或 npx dabiao serve 启动，它们会先生成网页。",
    });
  }
  const workerCount = workersWanted(process.env.DABIAO_WORKERS);
  const stopped = stopSignal();
  let app: App | undefined;
  const store = await openStore(process.env, (error) => app?.log.warn({ err: error }, "数据库的连接出了问题"), workerCount, nobodysScope);
  const reader = startReader();
  // Whoever looks at a source does not wait until an import is through; its thread starts when it is first asked.
  const shower = startReader();
  const writer = startWriter();
  let workers: Workers | undefined;
  let counting: Counting | undefined;
  let sealing: Sealing | undefined;
  let backups: BackupKeeper | undefined;
  let archiving: Archiving | undefined;
  try {
    const report = (error: unknown): void => app?.log.error({ err: error }, "导入时没有料到的错误");
    const importer = { db: store.db, read: reader.read, report };
    let address = "";
    const keys = await secretKeysOf(process.env, dataFolder(process.env));
    const accounts = { ...accountsFrom(process.env, () => address), keys };
    backups = await keeperOf(process.env, store, (error) => app?.log.error({ err: error }, "备份没有做成"));
    const house = { db: store.db, importer, samples: samplesIn(reader.read), readGrid: shower.readGrid, writer, backups, wakeWorkers: () => workers?.wake(), dataFolder: dataFolder(process.env), accounts };
    app = await buildServer(house, logFor(process.env.DABIAO_LOG), pageFolder);
    await inScope(null, async () => await sealFactors(store.db, keys));
    address = await listen(app, port);
    store.announce(address);
    // Whatever waits from before goes on by itself.
    inScope(null, () => {
      workers = startWorkers(store.db, workerCount, report);
      counting = startCounting(store.url, (error) => app?.log.error({ err: error }, "审核时没有料到的错误"));
      backups?.begin();
      sealing = startSealing(store.db, dataFolder(process.env), (error) => app?.log.error({ err: error }, "审计日志有问题"));
      archiving = startArchiving(store.db, today, (error) => app?.log.error({ err: error }, "归档时没有料到的错误"));
    });
    process.stdout.write(`达标已启动：${address}\n`);
    await inScope(null, () => offerAwaitedSetup(house));
    await stopped;
    return 0;
  } finally {
    await Promise.all([workers?.stop(), counting?.stop(), backups?.stop(), archiving?.stop()]);
    if (app) await closeInOrder(app, [reader, shower]);
    await Promise.all([reader.close(), shower.close(), writer.close()]);
    await sealing?.stop();
    await store.close();
  }
}

/** Backups go into the folder of DABIAO_BACKUPS, else beside the database. */
async function keeperOf(env: NodeJS.ProcessEnv, { db, url }: Store, report: (error: unknown) => void): Promise<BackupKeeper> {
  const passphrase = await passphraseIn(env.DABIAO_BACKUP_PASSPHRASE_FILE);
  return new BackupKeeper({
    db,
    folder: new BackupFolder(env.DABIAO_BACKUPS || path.join(dataFolder(env), "backups")),
    connect: async (use) => await withClient(url, use),
    sideFiles: async () => await sideFilesOf(dataFolder(env), passphrase !== null),
    passphrase,
    report,
  });
}

/** No second factor lies in the database in plain text; what no key opens is told, as its people cannot sign in with their phones. */
async function sealFactors(db: Db, keys: SecretKeys): Promise<void> {
  await sealOldFactors(db, keys);
  const lost = await countLostFactors(db, keys);
  if (lost > 0) process.stderr.write(`注意：${lost} 个账号的双因素密钥不在这台服务器上，他们要用恢复码登录，或由安全保密员取消双因素后重新启用（docs/accounts.md）。\n`);
}

/** Requests under way are finished; one that takes long is given up first, then whoever still holds a connection. */
async function closeInOrder(app: App, readers: readonly Reader[]): Promise<void> {
  const timers = [
    setTimeout(() => readers.forEach((reader) => void reader.close()), patience),
    setTimeout(() => app.server.closeAllConnections(), 2 * patience),
  ];
  await app.close();
  for (const timer of timers) clearTimeout(timer);
}

function portOf(text: string | undefined): number {
  if (text === undefined || text === "") return defaultPort;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new DabiaoError("SERVE-02", {
    message: `DABIAO_PORT=${text} 不是端口号。`,
    hint: "请用 0 到 65535 之间的整数，0 表示任选一个空闲端口。",
  });
}

/** @returns the address of the pages */
async function listen(app: App, port: number): Promise<string> {
  try {
    return `${await app.listen({ host: loopback, port, listenTextResolver: () => "" })}/`;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE") {
      throw new DabiaoError("SERVE-01", {
        message: `端口 ${port} 已被占用。`,
        hint: `请停止占用它的程序，或换一个端口，如 DABIAO_PORT=${port + 1}；DABIAO_PORT=0 任选一个。`,
        cause: error,
      });
    }
    if (code === "EACCES") {
      throw new DabiaoError("SERVE-01", {
        message: `没有权限使用端口 ${port}。`,
        hint: "请用 1024 以上的端口，如 DABIAO_PORT=7700。",
        cause: error,
      });
    }
    throw error;
  }
}

/** Resolves when the process is asked to end. A second request ends it at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
  });
}
