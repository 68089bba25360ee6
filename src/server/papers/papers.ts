import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { z } from "zod";
import { fileNameOf } from "../../declaration/names.ts";
import { type Packed, zipOf } from "../../formats/zip-write.ts";
import type { WrittenFormat } from "../../declaration/schema.ts";
import { type Loss, wholeTextsOf } from "../../index.ts";
import { DabiaoError } from "../../problem.ts";
import type { Db } from "../../store/database.ts";
import { listDeclarations } from "../../store/declarations/list.ts";
import { findDeclaration } from "../../store/declarations/declarations.ts";
import { findDocument } from "../../store/declarations/documents.ts";
import { leaving, leftOutWords, refuseSecret, withSecrets } from "../../store/declarations/secrecy.ts";
import { scopeOfNow } from "../../store/scope.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { BookQuery, PaperQuery, PaperSet, PaperSetWish } from "./contract.ts";
import { attachment } from "../declarations/documents.ts";
import { found, problemAnswer } from "../problems.ts";
import { today } from "../today.ts";
import { Leaving, noteLeaving } from "./leaving.ts";
import { paperForm } from "./paper-form.ts";
import type { Writer } from "./writing.ts";

export const paperTags = ["打印与导出"];
export const paperTypes: Readonly<Record<WrittenFormat, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  html: "text/html; charset=utf-8",
};
export const binary = (media: readonly string[]) => ({ description: "文件", content: Object.fromEntries(media.map((type) => [type, { schema: z.string().meta({ format: "binary" }) }])) });

/** How many tables one archive holds at most. */
const setAtMost = 10_000;
/** How many tables one book holds at most. */
const bookAtMost = 1_000;
/** How long a set waits to be fetched, in milliseconds. */
const keptFor = 3_600_000;

interface Kept extends PaperSet {
  readonly ids: readonly string[];
  readonly wish: PaperSetWish;
  readonly since: number;
  /** Who asked for it: nobody else learns of it, or fetches it. */
  readonly account: string | null;
}

/** Tables on a region's paper: one as a file, many as an archive that is made while it is fetched. */
export function addPaperRoutes(app: App, { db, writer }: House): void {
  const sets = new Map<string, Kept>();
  const own = ({ actor, params }: { actor: Actor; params: { id: string } }): Kept => {
    const set = sets.get(params.id);
    return found(set?.account === actor.account ? set : undefined, "这批文件");
  };

  app.route({
    method: "GET",
    url: "/api/declarations/:id/paper",
    config: { action: "declaration.export" },
    schema: { tags: paperTags, summary: "一张目标表写成某种表样的文件", operationId: "downloadPaper", params: IdParams, querystring: PaperQuery, response: { 200: binary(Object.values(paperTypes)), default: problemAnswer } },
    async handler(request, reply) {
      const { declaration } = found(await findDeclaration(db, request.params.id), "目标表");
      await refuseSecret(db, request.params.id);
      const { bytes } = await writer.write({ declarations: [declaration], ...request.query, form: await paperForm(db, request.query.form), title: null, book: null });
      return await reply
        .type(paperTypes[request.query.format])
        .header("content-disposition", attachment(`${fileNameOf(declaration)}.${request.query.format}`))
        .send(Buffer.from(bytes) as unknown as string);
    },
  });
  app.route({
    method: "GET",
    url: "/api/papers/book",
    config: { action: "declaration.export" },
    schema: { tags: paperTags, summary: "符合条件的目标表装成一册：封面、目录、整体目标、全部表", operationId: "downloadBook", querystring: BookQuery, response: { 200: binary([paperTypes.docx, paperTypes.pdf]), default: problemAnswer } },
    async handler(request, reply) {
      const { paper, format, title, ...filter } = request.query;
      const { items: listed, total } = await listDeclarations(db, filter, { limit: bookAtMost });
      if (total > bookAtMost) throw new DabiaoError("WRITE-05", { message: `符合条件的有 ${total} 张目标表，一册最多 ${bookAtMost} 张。`, hint: "请按年度、单位或来源文件缩小范围。" });
      const { items, leftOut } = leaving(listed);
      const declarations = [];
      for (const { id } of items) declarations.push(found(await findDeclaration(db, id), "目标表").declaration);
      const documents = [];
      const files = [...new Set(items.flatMap(({ documentId }) => documentId ?? []))];
      const closed = await withSecrets(db, files);
      for (const id of files.filter((one) => !closed.has(one))) documents.push(found(await findDocument(db, id), "来源文件"));
      const { bytes } = await writer.write({ declarations, form: await paperForm(db, paper), format, title: title ?? null, book: { ...wholeTextsOf(documents), leftOut } });
      await noteLeaving(db, request, items.map(({ id }) => id), { together: "book", format });
      return await reply.type(paperTypes[format]).header("content-disposition", attachment(`绩效目标汇编-${today()}${aside(leftOut)}.${format}`)).send(Buffer.from(bytes) as unknown as string);
    },
  });
  app.route({
    method: "POST",
    url: "/api/papers",
    config: { action: "declaration.export" },
    schema: { tags: paperTags, summary: "登记一批要写成文件的目标表", operationId: "preparePapers", body: PaperSetWish, response: { 201: PaperSet.describe("登记好的一批"), default: problemAnswer } },
    async handler(request, reply) {
      const wish = request.body;
      const { items: listed, total: all } = await listDeclarations(db, wish.filter, { limit: setAtMost });
      const { items, leftOut } = leaving(listed);
      const total = all - leftOut;
      if (total === 0 && leftOut > 0) throw new DabiaoError("WRITE-04", { message: `符合条件的 ${leftOut} 张目标表都涉密，不能成批导出。`, hint: "本单位的可以逐张打印。" });
      if (total === 0) throw new DabiaoError("WRITE-04", { message: "没有符合条件的目标表。", hint: "请改变条件再试。" });
      if (total > setAtMost) throw new DabiaoError("WRITE-05", { message: `符合条件的有 ${total} 张目标表，一次最多 ${setAtMost} 张。`, hint: "请按年度、单位或来源文件缩小范围。" });
      for (const [id, { since }] of sets) if (Date.now() - since > keptFor) sets.delete(id);
      const set: Kept = { id: randomUUID(), total, leftOut, done: 0, state: "waiting", error: null, ids: items.map(({ id }) => id), wish, since: Date.now(), account: request.actor.account };
      sets.set(set.id, set);
      return await reply.code(201).send(told(set));
    },
  });
  app.route({
    method: "GET",
    url: "/api/papers/:id",
    config: { action: "declaration.export" },
    schema: { tags: paperTags, summary: "一批目标表写到了第几张", operationId: "getPapers", params: IdParams, response: { 200: PaperSet.describe("进度"), default: problemAnswer } },
    handler: (request) => told(own(request)),
  });
  app.route({
    method: "GET",
    url: "/api/papers/:id/archive",
    config: { action: "declaration.export" },
    schema: { tags: paperTags, summary: "一批目标表的压缩包，边写边下载", operationId: "downloadPapers", params: IdParams, response: { 200: binary(["application/zip"]), default: problemAnswer } },
    async handler(request, reply) {
      const set = own(request);
      Object.assign(set, { done: 0, state: "writing", error: null });
      const archive = Readable.from(zipOf(filesOf(set, db, writer, new Leaving(db, request, { together: "archive", format: set.wish.format }))), { objectMode: false });
      archive.once("error", (error) => Object.assign(set, { state: "failed", error: error instanceof DabiaoError ? error.message : "写文件时出错。" }));
      return await reply.type("application/zip").header("content-disposition", attachment(`绩效目标表-${today()}.zip`)).send(archive as unknown as string);
    },
  });
}

const told = ({ id, total, leftOut, done, state, error }: Kept): PaperSet => ({ id, total, leftOut, done, state, error });

/** What a file's name says of those that were left out. */
export const aside = (leftOut: number): string => (leftOut === 0 ? "" : `（${leftOutWords(leftOut)}）`);

/** The files of a set one after the other, and at the end what the form had no place for. */
async function* filesOf(set: Kept, db: Db, writer: Writer, gone: Leaving): AsyncGenerator<Packed> {
  const losses: Loss[] = [];
  try {
    yield* tablesOf(set, db, writer, gone, losses);
  } finally {
    await gone.end();
  }
  if (losses.length > 0) yield { name: "未写入的内容.txt", bytes: Buffer.from(`\uFEFF${losses.map(lossText).join("\r\n")}`) };
  if (set.leftOut > 0) yield { name: "涉密未包含.txt", bytes: Buffer.from(`\uFEFF${leftOutWords(set.leftOut)}。\r\n`) };
  set.state = "done";
}

async function* tablesOf(set: Kept, db: Db, writer: Writer, gone: Leaving, losses: Loss[]): AsyncGenerator<Packed> {
  const { format } = set.wish;
  const digits = String(set.total).length;
  const inside = scopeOfNow();
  const form = await inside(() => paperForm(db, set.wish.form));
  for (const [index, id] of set.ids.entries()) {
    const stored = await inside(() => findDeclaration(db, id));
    // What was undone, or became secret, since the set was made is left out.
    if (stored && !stored.secret) {
      const { declaration } = stored;
      const written = await writer.write({ declarations: [declaration], form, format, title: null, book: null });
      losses.push(...written.losses);
      await gone.note(id);
      yield { name: `${String(index + 1).padStart(digits, "0")}-${fileNameOf(declaration)}.${format}`, bytes: written.bytes };
    }
    set.done = index + 1;
  }
}

const lossText = ({ project, problems }: Loss): string => `${project ?? "（没有项目名称）"}\r\n${problems.map(({ message }) => `  ${message}\r\n`).join("")}`;
