// What the API takes and gives. One schema per thing: validation, OpenAPI and the page's types come from these.
import { z } from "zod";
import { Declaration, DoubtReason, Format, FormId, SourceDocument } from "../declaration/schema.ts";
import { Place } from "../place.ts";
import { Problem } from "../problem.ts";
import { gravestIds } from "../review/gravest.ts";
import { GradeName } from "../review/opinion.ts";
import { goalStateIds } from "../workflow/states.ts";

/** RFC 9457, in Chinese, with a stable code (contract section 4). */
export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string().describe("发生了什么"),
    status: z.int().min(400).max(599),
    detail: z.string().nullable().describe("怎么办"),
    code: z.string().describe("稳定的错误编号"),
    instance: z.string().nullable(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).describe("逐项的校验错误；没有则为空"),
  })
  .meta({ id: "ProblemDocument", description: "错误说明（RFC 9457）" });
export type ProblemDocument = z.infer<typeof ProblemDocument>;

/** How far the list counts what it finds; each text that is looked into costs more than a row. */
export const countedAtMost = 10_000;
export const textsCountedAtMost = 1_000;

const Id = z.uuid();
export const IdParams = z.object({ id: Id });
export const SampleParams = z.object({ id: Id, name: z.string().min(1).max(255) });
const Moment = z.iso.datetime().describe("UTC，ISO 8601");

/** The one local person, until there are accounts. */
export const Person = z.object({ name: z.string().trim().min(1).max(50) }).meta({ id: "Person", description: "本机使用人" });
export type Person = z.infer<typeof Person>;
export const PersonAnswer = z.object({ person: Person.nullable() }).meta({ id: "PersonAnswer" });

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

const Tally = z.int().min(0).max(1e9);

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

/** A row of the 目标表 list. */
export const GoalState = z.enum(goalStateIds).meta({ id: "GoalState", description: "绩效目标的办理状态" });
/** Grows with every change of the draft or the state. */
export const Revision = z.int().min(1).max(1e9).describe("修订号；每次修改或办理后变大");

export const DeclarationSummary = z
  .object({
    id: Id,
    documentId: Id.nullable().describe("来源文件；在系统里编制的为 null"),
    file: z.string().describe("来源文件名；在系统里编制的为空"),
    position: z.int().min(0).max(1e6).describe("在来源文件中的序号，从 0 起"),
    form: FormId,
    year: z.int().nullable(),
    unitCode: z.string().nullable(),
    unitName: z.string().nullable(),
    department: z.string().nullable(),
    projectCode: z.string().nullable(),
    projectName: z.string().nullable(),
    total: Declaration.shape.funding.shape.total,
    currency: z.string().nullable(),
    indicators: z.int().min(0).max(1e6),
    doubts: z.int().min(0).max(1e6).describe("还没有核对的值"),
    importedAt: Moment,
    state: GoalState,
    stateSince: Moment,
    secret: z.boolean().describe("涉密"),
    grade: GradeName.nullable().describe("审核等级；还没有评定为 null"),
    revision: Revision,
    review: z
      .object({ errors: Tally, warnings: Tally, advices: Tally, waived: Tally })
      .nullable()
      .describe("审核发现的问题数，设为不再提示的不计；还没有审核为 null"),
  })
  .meta({ id: "DeclarationSummary" });
export type DeclarationSummary = z.infer<typeof DeclarationSummary>;

const states = new RegExp(`^(?:${goalStateIds.join("|")})(?:,(?:${goalStateIds.join("|")}))*$`);

export const DeclarationQuery = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  unit: z.string().max(200).optional().describe("单位名称（包含）或单位编码（相等）"),
  text: z.string().max(200).optional().describe("在项目、单位、目标和指标的文字中查找；空格隔开的词都要出现"),
  form: FormId.optional(),
  document: Id.optional().describe("只看一份来源文件里的"),
  of: Id.optional().describe("只看这个单位的，或这个主管部门所属单位的（组织的编号）"),
  unitName: z.string().max(200).optional().describe("单位名称（相等）"),
  state: z.string().regex(states).optional().describe("办理状态，几个用逗号隔开"),
  gravest: z.enum(gravestIds).optional().describe("审核发现的最重的问题：error 必须修改；warning 应修改或说明；advice 建议完善；none 没有问题；unknown 尚无审核结果"),
  doubts: z.literal("open").optional().describe("open：还有没核对的值"),
  order: z.enum(["imported", "findings"]).default("imported").describe("imported 后导入的在前；findings 问题重的在前"),
  count: z.enum(["yes", "no"]).default("yes").describe("no：不计总数，答复更快"),
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeclarationQuery = z.infer<typeof DeclarationQuery>;

/** A page of the list; `next` is null on the last one. */
export const DeclarationList = z
  .object({
    items: z.array(DeclarationSummary),
    next: z.string().nullable(),
    total: z.int().min(0).max(countedAtMost + 1).nullable().describe(`符合条件的张数；只数到 ${countedAtMost + 1}，表示超过 ${countedAtMost} 张（按文字查找时只数到 ${textsCountedAtMost + 1}）；没有要求计数时为 null`),
  })
  .meta({ id: "DeclarationList" });
export type DeclarationList = z.infer<typeof DeclarationList>;

/** The values a filter can take. */
export const DeclarationFilters = z
  .object({
    years: z.array(z.int()),
    units: z.array(z.string()),
    forms: z.array(FormId),
  })
  .meta({ id: "DeclarationFilters" });
export type DeclarationFilters = z.infer<typeof DeclarationFilters>;

/** A source document as stored, without its declarations' contents. */
export const DocumentAnswer = z
  .object({
    id: Id,
    importedAt: Moment,
    importedBy: z.string().nullable(),
    bytes: z.int().min(0).max(1e12),
    ...SourceDocument.omit({ declarations: true }).shape,
    declarations: z.array(z.object({ id: Id, projectName: z.string().nullable() })),
  })
  .meta({ id: "DocumentAnswer" });
export type DocumentAnswer = z.infer<typeof DocumentAnswer>;

const Path = z.string().max(200).describe("值的路径，如 indicators[4].target；problems[2] 是来源文件的问题");
const CheckedText = z.string().max(20_000).nullable();

/** Who confirmed or corrected which value. */
export const Check = z
  .object({
    id: Id,
    path: Path,
    state: z.enum(["confirmed", "corrected"]).describe("confirmed 确认；corrected 更正"),
    original: z.string().nullable().describe("读出的原值"),
    text: z.string().nullable().describe("核对以后的值；空为 null"),
    person: z.string().nullable(),
    at: Moment,
    takenBackAt: Moment.nullable().describe("撤回的时间；没有撤回为 null"),
    holds: z.boolean().describe("现在有效：没有撤回，也没有被后来的核对取代"),
    own: z.boolean().describe("是自己核对的；有效时可以撤回"),
  })
  .meta({ id: "Check", description: "一次核对" });
export type Check = z.infer<typeof Check>;
export const CheckHistory = z.object({ items: z.array(Check) }).meta({ id: "CheckHistory" });
export type CheckHistory = z.infer<typeof CheckHistory>;
export const CheckParams = z.object({ id: Id, checkId: Id });

export const CheckWish = z
  .object({
    path: Path,
    action: z.enum(["confirm", "correct"]),
    text: CheckedText.default(null).describe("更正成什么；null 或空：这一格是空的"),
    seen: CheckedText.describe("核对人看到的值"),
  })
  .meta({ id: "CheckWish" });
export type CheckWish = z.infer<typeof CheckWish>;

export const CheckReason = z.enum([...DoubtReason.options, "unplaced"]).meta({ id: "CheckReason", description: "为什么要核对；unplaced：文字没有归入栏目" });
export type CheckReason = z.infer<typeof CheckReason>;

/** A value that nobody has checked yet. */
export const CheckEntry = z
  .object({
    id: Id,
    declarationId: Id,
    projectName: z.string().nullable(),
    documentId: Id,
    file: z.string(),
    format: Format,
    path: Path,
    label: z.string().describe("值的名称，如 绩效指标第5行 · 指标值"),
    value: z.string().nullable().describe("现在的值；空为 null"),
    reason: CheckReason,
    message: z.string(),
    places: z.array(Place),
  })
  .meta({ id: "CheckEntry" });
export type CheckEntry = z.infer<typeof CheckEntry>;
export const CheckQueue = z.object({ items: z.array(CheckEntry), next: z.string().nullable() }).meta({ id: "CheckQueue" });
export type CheckQueue = z.infer<typeof CheckQueue>;

export const CheckCountsQuery = z.object({
  document: Id.optional().describe("只看一份来源文件里的"),
  import: Id.optional().describe("只看一次导入带来的"),
  reason: CheckReason.optional(),
});
export const CheckQuery = CheckCountsQuery.extend({
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type CheckQuery = z.infer<typeof CheckQuery>;

const Count = z.int().min(0).max(1e9);
export const CheckCounts = z
  .object({
    total: Count,
    reasons: z.array(z.object({ reason: CheckReason, count: Count })),
    documents: z.array(z.object({ id: Id, file: z.string(), count: Count })),
  })
  .meta({ id: "CheckCounts" });
export type CheckCounts = z.infer<typeof CheckCounts>;

/** `declaration` has its corrections applied. */
export const DeclarationAnswer = z
  .object({
    id: Id,
    position: z.int().min(0).max(1e6),
    declaration: Declaration.describe("已按核对结果更正的目标表"),
    document: DocumentAnswer.nullable().describe("来源文件；在系统里编制的为 null"),
    revision: Revision,
    state: GoalState,
    secret: z.boolean().describe("涉密"),
    secondLevel: z.boolean().describe("二级项目，由主管部门批复"),
    grade: GradeName.nullable().describe("审核等级；还没有评定为 null"),
    controlYuan: z.string().nullable().describe("一下控制数（元）；没有下达为 null"),
    approval: z.object({ number: z.string(), date: z.iso.date(), yuan: z.string() }).nullable().describe("批复；还没有为 null"),
    projectId: Id.nullable(),
    unitId: Id.nullable().describe("归属的单位；没有归属为 null"),
    handedOn: z.boolean().describe("内容是上一次报来的那一版：单位正在修改，改动报来以前看不到"),
    checks: z.array(Check).describe("现在有效的核对，一个值一条"),
    open: z.array(Path).describe("还没有核对的值"),
  })
  .meta({ id: "DeclarationAnswer" });
export type DeclarationAnswer = z.infer<typeof DeclarationAnswer>;

/** The decoded text of a source document: `from` and `to` of a place count its UTF-16 units. */
export const SourceText = z.object({ documentId: Id, format: Format, text: z.string() }).meta({ id: "SourceText" });
export type SourceText = z.infer<typeof SourceText>;

/** A cell of a table; a merged cell stands once, at its first row and column. */
export const GridCell = z
  .object({
    text: z.string(),
    place: Place,
    column: z.int().min(0).max(1_000_000).describe("在本表中的列，从 0 起"),
    rowSpan: z.int().min(1).max(10_000_000),
    colSpan: z.int().min(1).max(1_000_000),
  })
  .meta({ id: "GridCell", description: "单元格" });
export type GridCell = z.infer<typeof GridCell>;

export const GridBlock = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("paragraph"), text: z.string(), place: Place, heading: z.int().min(1).max(6).nullable().describe("几级标题；不是标题为 null") }),
    z.object({ kind: z.literal("table"), rows: z.array(z.array(GridCell)) }),
    z.object({ kind: z.literal("break") }),
  ])
  .meta({ id: "GridBlock", description: "段落、表格或分页" });
export type GridBlock = z.infer<typeof GridBlock>;

/** What a source document shows: its paragraphs and tables in reading order, each cell with its place. */
export const SourceGrid = z.object({ documentId: Id, format: Format, blocks: z.array(GridBlock) }).meta({ id: "SourceGrid" });
export type SourceGrid = z.infer<typeof SourceGrid>;

export const Health = z.object({ status: z.enum(["ok", "unavailable"]), message: z.string().nullable(), warnings: z.array(z.string()).optional().describe("不影响使用、但要处理的事，如备份太旧、磁盘快满") }).meta({ id: "Health" });

/*
 * The routes:
 *   GET  /api/person                       PersonAnswer
 *   PUT  /api/person                       Person -> PersonAnswer
 *   GET  /api/samples                      SampleList
 *   POST /api/imports                      -> 201 ImportRun (empty run; then files are sent one by one)
 *   GET  /api/imports?after=&limit=        ImportRunList, newest first
 *   GET  /api/imports/:id                  ImportRun
 *   POST /api/imports/:id/files            multipart, one part "file" -> 201 ImportedFile (also when it failed: outcome says so)
 *   POST /api/imports/:id/samples/:name    -> 201 ImportedFile
 *   POST /api/imports/:id/queue?key=       multipart, parts "file" -> 202 Delivery; the files are read later, by jobs
 *   POST /api/imports/:id/pause|resume|cancel   -> ImportRun
 *   DELETE /api/imports/:id                -> ImportRun, undone; 409 when something was built on it
 *   GET  /api/imports/:id/files            ImportedFileQuery -> ImportedFileList
 *   GET  /api/imports/:id/report.json      ImportReport
 *   GET  /api/imports/:id/report.xlsx      a workbook
 *   GET  /api/declarations                 DeclarationQuery -> DeclarationList
 *   GET  /api/declarations/filters         DeclarationFilters
 *   GET  /api/declarations/:id             DeclarationAnswer
 *   GET  /api/declarations/:id/checks      CheckHistory, newest first
 *   POST /api/declarations/:id/checks      CheckWish -> 201 Check (409 when the value is not what was seen)
 *   DELETE /api/declarations/:id/checks/:checkId   Check (taken back)
 *   GET  /api/declarations/:id/review      DeclarationReview; POST /api/declarations/:id/waivers, GET /api/waivers, DELETE /api/waivers/:id
 *   GET  /api/declarations/:id/opinion     OpinionAnswer; POST …/opinions OpinionWish -> 201 KeptOpinion (409 when it is not what was seen), DELETE …/opinions/:opinionId
 *   GET  /api/rules, /api/rules/decisions; POST /api/rules/:rule/decisions   reviews/contract.ts
 *   GET  /api/checks                       CheckQuery -> CheckQueue
 *   GET  /api/checks/counts                CheckCountsQuery -> CheckCounts
 *   GET  /api/documents/:id                DocumentAnswer
 *   GET  /api/documents/:id/text           SourceText (formats text and markdown; others 409)
 *   GET  /api/documents/:id/grid           SourceGrid, read anew from the bytes
 *   GET  /api/documents/:id/source         the bytes, as they were
 *   GET  /api/openapi.json, /api/docs, /healthz, /readyz
 */
