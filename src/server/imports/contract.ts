// What the API takes and gives about imports and the built-in samples.
import { z } from "zod";
import { FormId, SourceDocument } from "../../declaration/schema.ts";
import { Problem } from "../../problem.ts";
import { Id, Moment, Tally } from "../contract.ts";

export const SampleParams = z.object({ id: Id, name: z.string().min(1).max(255) });

/** What became of one file of an import run. */
export const ImportedFile = z
  .object({
    name: z.string(),
    sha256: z.string(),
    outcome: z
      .enum(["imported", "unchanged", "failed"])
      .describe("imported 已导入；unchanged 同一文件早已导入，没有变化；failed 未导入"),
    documentId: Id.nullable(),
    form: FormId.nullable(),
    verdict: SourceDocument.shape.verdict.nullable(),
    declarations: z.array(z.object({ id: Id, projectName: z.string().nullable() })),
    problems: z.array(Problem),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  })
  .meta({ id: "ImportedFile" });
export type ImportedFile = z.infer<typeof ImportedFile>;

/** One import run: who put which files in, when, how far it is, and what came of its first files. */
export const ImportRun = z
  .object({
    id: Id,
    person: z.string().nullable(),
    startedAt: Moment,
    state: z
      .enum(["done", "running", "paused", "cancelled", "undone"])
      .describe("done 没有等待的文件；running 正在读取；paused 已暂停；cancelled 已取消；undone 已撤销"),
    expected: Tally.nullable().describe("送文件的一方预告的个数；没有预告为 null"),
    received: Tally.describe("已送到的文件数（压缩包算一个）"),
    counts: z.object({
      imported: Tally,
      unchanged: Tally,
      failed: Tally,
      waiting: Tally.describe("等待读取和正在读取的文件数"),
      declarations: Tally.describe("这次导入带来的目标表"),
    }),
    filesPerSecond: z.number().min(0).nullable().describe("最近的速度；没有在读取为 null"),
    remainingSeconds: Tally.nullable().describe("按最近的速度，读完已送到的文件还要多少秒"),
    lastFileAt: Moment.nullable().describe("最后一个文件处理完的时间"),
    files: z.array(ImportedFile).describe("最先处理完的文件：单独查询时最多 100 个，列表里最多 5 个；其余用 /files 分页查询"),
  })
  .meta({ id: "ImportRun" });
export type ImportRun = z.infer<typeof ImportRun>;

/** What a new run may say about itself. */
export const ImportStart = z
  .object({ expected: Tally.nullable().optional().describe("打算送多少个文件"), unit: Id.nullable().optional().describe("为哪个单位导入；只有一个单位时可以不写") })
  .nullish();

export const DeliveryQuery = z.object({
  key: z.uuid().optional().describe("这一批的编号：没有收到答复时可以原样再送一次，不会重复"),
});
export const Delivery = z.object({ received: Tally.describe("这一批收到的文件数") }).meta({ id: "Delivery" });

export const ImportedFileQuery = z.object({
  outcome: ImportedFile.shape.outcome.optional(),
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const ImportedFileList = z.object({ items: z.array(ImportedFile), next: z.string().nullable() }).meta({ id: "ImportedFileList" });
export type ImportedFileList = z.infer<typeof ImportedFileList>;

/** A run with every file that was not imported and why, for programs. */
export const ImportReport = z
  .object({ run: ImportRun.omit({ files: true }), failures: z.array(ImportedFile.pick({ name: true, sha256: true, problems: true }).extend({ error: ImportedFile.shape.error })) })
  .meta({ id: "ImportReport" });
export const ImportRunQuery = z.object({
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const ImportRunList = z.object({ items: z.array(ImportRun), next: z.string().nullable() }).meta({ id: "ImportRunList" });

/** A built-in sample document of the product. */
export const Sample = z
  .object({ name: z.string(), title: z.string(), form: FormId, bytes: z.int().min(0).max(1e9) })
  .meta({ id: "Sample" });
export type Sample = z.infer<typeof Sample>;
export const SampleList = z.object({ items: z.array(Sample) }).meta({ id: "SampleList" });
