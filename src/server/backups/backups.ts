import { createReadStream } from "node:fs";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { DabiaoError } from "../../problem.ts";
import { fingerprint, record } from "../../store/audit/audit.ts";
import type { KeptBackup } from "../../store/backup/folder.ts";
import { BackupPlan, findPlan, writePlan } from "../../store/backup/plan.ts";
import type { Db } from "../../store/database.ts";
import { inScope } from "../../store/scope.ts";
import type { App, House } from "../app.ts";
import { attachment } from "../declarations/documents.ts";
import { AdminHeaders, carryOut } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { Backup, BackupList, BackupParams } from "./contract.ts";
import { type BackupDoer, type BackupKeeper, note, told } from "./keeper.ts";

const tags = ["备份"];
const fileType = "application/octet-stream";
const file = { description: "备份文件", content: { [fileType]: { schema: z.string().meta({ format: "binary" }) } } };

const doerOf = ({ actor, ip }: FastifyRequest): BackupDoer => ({ actor: { account: actor.account, name: actor.name ?? "本机使用人", role: actor.account === null ? null : "sys-admin" }, from: ip });

/** Backups for 系统管理员: their scope sees no tables, so that the house does the work behind the door that has let them in. */
export function addBackupRoutes(app: App, house: House): void {
  const asHouse = async <Result>(work: (keeper: BackupKeeper) => Promise<Result>): Promise<Result> => {
    const { backups } = house;
    if (!backups) throw new DabiaoError("BACKUP-07", { message: "这个服务没有备份文件夹。", hint: "请用 DABIAO_BACKUPS 指明一个文件夹，再启动。" });
    return await inScope(null, async () => await work(backups));
  };
  const answers = { 200: BackupList.describe("备份"), default: problemAnswer };
  app.route({
    method: "GET",
    url: "/api/backups",
    config: { action: "backup.make" },
    schema: { tags, summary: "备份、计划和提醒", operationId: "listBackups", response: answers },
    handler: async () => await asHouse(async (keeper) => await keeper.list()),
  });
  app.route({
    method: "POST",
    url: "/api/backups",
    config: { action: "backup.make" },
    schema: { tags, summary: "现在备份；在后台进行，同时只有一个", operationId: "makeBackup", response: { 202: BackupList.describe("已经开始"), default: problemAnswer } },
    async handler(request, reply) {
      return await reply.code(202).send(
        await asHouse(async (keeper) => {
          keeper.start(doerOf(request));
          return await keeper.list();
        }),
      );
    },
  });
  addPlan(app, house, asHouse);
  addFiles(app, house, asHouse);
}

type AsHouse = <Result>(work: (keeper: BackupKeeper) => Promise<Result>) => Promise<Result>;

function addPlan(app: App, { db }: House, asHouse: AsHouse): void {
  app.route({
    method: "PUT",
    url: "/api/backups/plan",
    config: { action: "backup.make" },
    schema: { tags, summary: "更改备份计划；立即生效", operationId: "putBackupPlan", headers: AdminHeaders, body: BackupPlan, response: { 200: BackupList.describe("更改以后"), default: problemAnswer } },
    async handler(request) {
      const { actor, from } = doerOf(request);
      return await asHouse(async (keeper) => {
        const change = async (transaction: Db) => {
          const before = await findPlan(transaction);
          await writePlan(transaction, request.body, actor.account, new Date());
          await record(transaction, { actor, from, action: "backup.plan", subject: null, before: fingerprint(before), after: fingerprint(request.body), detail: { before, after: request.body } });
        };
        await carryOut(db, request, change, { current: findPlan });
        return await keeper.list();
      });
    },
  });
}

function addFiles(app: App, { db }: House, asHouse: AsHouse): void {
  const one = async (keeper: BackupKeeper, name: string): Promise<KeptBackup> => found(await keeper.folder.find(name), "备份");
  app.route({
    method: "GET",
    url: "/api/backups/:name",
    config: { action: "backup.make" },
    schema: { tags, summary: "下载一个备份；记入审计日志", operationId: "downloadBackup", params: BackupParams, response: { 200: file, default: problemAnswer } },
    async handler(request, reply) {
      return await asHouse(async (keeper) => {
        const kept = await one(keeper, request.params.name);
        await note(db, doerOf(request), "backup.download", kept);
        const stream = createReadStream(keeper.folder.fileOf(kept.name));
        // A stream goes out as it is; the schema only describes it.
        return await reply.type(fileType).header("content-length", kept.bytes).header("content-disposition", attachment(kept.name)).send(stream as unknown as string);
      });
    },
  });
  app.route({
    method: "POST",
    url: "/api/backups/:name/check",
    config: { action: "backup.make" },
    schema: { tags, summary: "从头到尾读一遍：完不完好", operationId: "checkBackup", params: BackupParams, response: { 200: Backup.describe("检查以后"), default: problemAnswer } },
    async handler(request) {
      return await asHouse(async (keeper) => {
        const checked = await keeper.folder.check(await one(keeper, request.params.name), keeper.passphrase);
        await note(db, doerOf(request), "backup.check", checked, { whole: checked.about?.whole ?? null });
        return told(checked);
      });
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/backups/:name",
    config: { action: "backup.make" },
    schema: { tags, summary: "删除一个备份", operationId: "removeBackup", params: BackupParams, response: { 200: BackupList.describe("删除以后"), default: problemAnswer } },
    async handler(request) {
      return await asHouse(async (keeper) => {
        const kept = await one(keeper, request.params.name);
        await keeper.folder.remove(kept.name);
        await note(db, doerOf(request), "backup.remove", kept);
        return await keeper.list();
      });
    },
  });
}
