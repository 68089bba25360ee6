import { z } from "zod";
import { Place } from "../place.ts";
import { Problem } from "../problem.ts";
import { IndicatorClass } from "./framework.ts";
import { DecimalText } from "./decimal.ts";
import { Money } from "./money.ts";
import { Target } from "./target.ts";

/** Whose targets: 年度, 长期, 中期, or of the whole project (项目总目标, 实施期目标). */
export const Scope = z.enum(["annual", "longTerm", "midTerm", "overall"]).meta({ id: "Scope" });
export type Scope = z.infer<typeof Scope>;

/** A printed quantity that is neither money nor a target: points, a percentage. */
export const Quantity = z
  .object({ text: z.string().min(1), value: DecimalText.nullable() })
  .meta({ id: "Quantity", description: "分值、百分比等：原文与精确数值" });
export type Quantity = z.infer<typeof Quantity>;

export const Unit = z
  .object({ code: z.string().min(1).nullable(), name: z.string().min(1).nullable() })
  .meta({ id: "Unit", description: "预算单位（申报单位、实施单位）" });

export const Project = z
  .object({
    code: z.string().min(1).nullable(),
    name: z.string().min(1).nullable(),
    category: z.string().min(1).nullable(),
    start: z.string().min(1).nullable(),
    end: z.string().min(1).nullable(),
  })
  .meta({ id: "Project" });

export const Funding = z
  .object({
    currency: z.string().min(1).nullable().describe("表上印的金额单位；未印为 null"),
    total: Money.nullable(),
    fiscal: Money.nullable(),
    other: Money.nullable(),
    annualTotal: Money.nullable(),
    fiscalCurrentYear: Money.nullable(),
    carriedOver: Money.nullable(),
    annualOther: Money.nullable(),
    purpose: z.string().min(1).nullable(),
  })
  .meta({ id: "Funding" });

export const Goal = z.object({ scope: Scope, text: z.string().min(1) }).meta({ id: "Goal" });
export type Goal = z.infer<typeof Goal>;

const Printed = z.string().min(1).nullable();

export const Indicator = z
  .object({
    scope: Scope,
    level1: Printed,
    level2: Printed,
    level3: Printed,
    level4: Printed,
    class: IndicatorClass.nullable(),
    description: Printed,
    target: Target.nullable(),
    unit: Printed,
    basis: Printed,
    weight: Quantity.nullable(),
    actual: Target.nullable(),
    score: Quantity.nullable(),
  })
  .meta({ id: "Indicator", description: "一行绩效指标" });
export type Indicator = z.infer<typeof Indicator>;

/** Why a person should look at a value: the closed list of contract section 2. */
export const DoubtReason = z
  .enum(["joined", "shifted", "carried", "vocabulary", "conflict", "unreadable"])
  .meta({ id: "DoubtReason" });
export type DoubtReason = z.infer<typeof DoubtReason>;

export const Doubt = z
  .object({ path: z.string(), reason: DoubtReason, message: z.string() })
  .meta({ id: "Doubt", description: "需要人看一眼的值" });
export type Doubt = z.infer<typeof Doubt>;

export const formIds = ["tianjin", "nanpu", "shanghai", "zaozhuang", "ezhou", "central-declaration", "central-approval", "generic"] as const;
/** The spelling of a form that people taught the house: no built-in form is ever called so. */
export const OwnFormId = z.templateLiteral(["own-", z.string().regex(/^[0-9a-z]{12}$/)]);
export type OwnFormId = z.infer<typeof OwnFormId>;
export const FormId = z.union([z.enum(formIds), OwnFormId]).meta({ id: "FormId", description: "表样；own- 开头的是本机构自己核对、保存的表样" });
export type FormId = z.infer<typeof FormId>;

export const Declaration = z
  .object({
    form: FormId,
    unit: Unit,
    department: Printed,
    year: z.int().min(1990).max(2100).nullable(),
    project: Project,
    funding: Funding,
    spendingPlan: z.array(z.object({ by: z.string().min(1), percent: Quantity })),
    goals: z.array(Goal),
    indicators: z.array(Indicator),
    notes: Printed,
    extra: z.array(z.object({ label: z.string(), text: z.string() })),
    printed: z.object({ fields: z.array(z.string()), columns: z.array(z.string()) }),
    places: z.record(z.string(), z.array(Place)),
    doubts: z.array(Doubt),
  })
  .meta({ id: "Declaration", description: "绩效目标表：一个项目一个预算年度的绩效目标" });
export type Declaration = z.infer<typeof Declaration>;

export const formats = ["docx", "doc", "wps", "odt", "xlsx", "xls", "et", "ods", "pdf", "html", "markdown", "text"] as const;
export const Format = z.enum(formats).meta({ id: "Format" });
export type Format = z.infer<typeof Format>;

/** The formats that forms are written in. */
export const writtenFormats = ["docx", "xlsx", "pdf", "html"] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

export const SourceDocument = z
  .object({
    file: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    format: Format,
    verdict: z.enum(["form", "generic", "none"]).describe("form：认出表样；generic：只认出标签和标题；none：没有绩效目标表"),
    title: z.string().nullable(),
    year: z.int().min(1990).max(2100).nullable(),
    publisher: z.string().nullable(),
    overallGoals: z.array(z.string()),
    paragraphs: z.array(z.object({ text: z.string(), at: Place })),
    declarations: z.array(Declaration),
    problems: z.array(Problem),
  })
  .meta({ id: "Document", description: "一份来源文件和从中读出的绩效目标表" });
export type SourceDocument = z.infer<typeof SourceDocument>;

/** What `dabiao read --format json` prints. */
export const ReadOutput = z.object({ documents: z.array(SourceDocument) }).meta({ id: "ReadOutput" });
export type ReadOutput = z.infer<typeof ReadOutput>;
