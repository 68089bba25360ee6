// What the API takes and gives about offices and projects.
import { z } from "zod";
import { officeKinds } from "../../organisation/office.ts";
import { changeKinds } from "../../organisation/plan.ts";
import { Problem } from "../../problem.ts";
import { GrantableRole } from "../accounts/contract.ts";

const Id = z.uuid();
const Moment = z.iso.datetime().describe("UTC，ISO 8601");
const Year = z.int().min(1949).max(2200);
const YearText = z.coerce.number().pipe(Year);
const Code = z.string().trim().min(1, "请填写编码").max(40);
const Name = z.string().trim().min(1, "请填写名称").max(200);
const Kind = z.enum(officeKinds).describe("region 财政（地区）；department 部门；unit 单位");

export const Office = z
  .object({
    id: Id,
    code: z.string().describe("财政为行政区划代码，部门和单位为预算编码"),
    name: z.string(),
    kind: Kind,
    parent: Id.nullable().describe("上级；最上面的财政为 null"),
    region: z.string().describe("所属地区的行政区划代码（GB/T 2260）"),
  })
  .meta({ id: "Office", description: "一个年度的组织树里的一个节点" });
export type Office = z.infer<typeof Office>;

export const YearQuery = z.object({ year: YearText.describe("年度") });
export const OfficeTree = z
  .object({ year: Year, years: z.array(z.int()).describe("组织有变动的年度"), items: z.array(Office).describe("先上级后下级，同级按编码") })
  .meta({ id: "OfficeTree", description: "一个年度的组织树" });
export type OfficeTree = z.infer<typeof OfficeTree>;

const Merger = z.object({ id: Id, name: z.string(), year: Year });
export const OfficeHistory = z
  .object({
    id: Id,
    spans: z.array(Office.extend({ from: Year.describe("从哪一年起"), until: Year.nullable().describe("到哪一年之前；null 为至今"), parentName: z.string().nullable().describe("上级在其间最后的名称") })),
    successors: z.array(Merger).describe("并入了哪个单位"),
    predecessors: z.array(Merger).describe("哪些单位并入了它"),
  })
  .meta({ id: "OfficeHistory", description: "一个单位历年的名称、编码和上级" });
export type OfficeHistory = z.infer<typeof OfficeHistory>;

export const OfficeWish = z.object({ year: Year.describe("从哪一年起"), code: Code, name: Name, kind: Kind, parent: Id.nullable() }).meta({ id: "OfficeWish" });
export type OfficeWish = z.infer<typeof OfficeWish>;
export const OfficeAlteration = z
  .object({ year: Year.describe("从哪一年起"), code: Code.optional(), name: Name.optional(), kind: Kind.optional(), parent: Id.nullable().optional() })
  .meta({ id: "OfficeAlteration", description: "从一个年度起改名、换编码、换上级；没有写的不变" });
export type OfficeAlteration = z.infer<typeof OfficeAlteration>;
export const OfficeMerger = z.object({ year: Year.describe("从哪一年起"), into: Id.describe("并入的单位") }).meta({ id: "OfficeMerger" });
export const OfficeClosing = z.object({ year: Year.describe("从哪一年起") }).meta({ id: "OfficeClosing" });

export const OfficeChange = z
  .object({
    id: Id,
    kinds: z.array(z.enum(changeKinds)).describe("new 新增；back 恢复；name 改名；code 换编码；kind 换类型；parent 换上级；region 随上级换地区；merged 并入别的单位；closed 撤销"),
    before: Office.nullable(),
    after: Office.nullable(),
    into: Office.nullable().describe("并入的单位"),
  })
  .meta({ id: "OfficeChange" });
export type OfficeChange = z.infer<typeof OfficeChange>;
export const OfficeChanges = z.object({ year: Year, changes: z.array(OfficeChange) }).meta({ id: "OfficeChanges", description: "组织树从一个年度起的变化" });
export type OfficeChanges = z.infer<typeof OfficeChanges>;

const Flag = z.enum(["true", "false"]).default("false").transform((text) => text === "true");
export const OfficeImportQuery = YearQuery.extend({
  check: Flag.describe("true：只说明会有什么变化，不写入"),
  closeMissing: Flag.describe("true：表中地区里没有列出的部门和单位从该年度起撤销"),
});
export const OfficeImport = z
  .object({
    year: Year,
    written: z.boolean().describe("是否写入；只是预览，或有错误时没有"),
    changes: z.array(OfficeChange),
    problems: z.array(Problem).describe("有 error 时什么也不写入"),
    unchanged: z.int().min(0).describe("没有变化的行数"),
    missing: z.array(Office).describe("表中地区里现有、而表里没有列出的部门和单位"),
    people: z
      .object({
        items: z.array(
          z.object({
            login: z.string(),
            name: z.string(),
            isNew: z.boolean().describe("新建的账号"),
            roles: z.array(z.object({ role: GrantableRole, office: z.string() })).describe("新授予的角色"),
            code: z.string().nullable().describe("新账号的一次性登录码，只显示这一次；预览时为 null"),
            codeUntil: Moment.nullable(),
          }),
        ),
        unchanged: z.int().min(0).describe("没有变化的人数"),
      })
      .describe("人员表"),
  })
  .meta({ id: "OfficeImport", description: "导入组织的结果或预览" });
export type OfficeImport = z.infer<typeof OfficeImport>;
export const TemplateQuery = z.object({ year: YearText.optional().describe("填入这个年度的组织；不写为空白") });

export const Project = z
  .object({
    id: Id,
    code: z.string().nullable(),
    name: z.string(),
    office: z.object({ id: Id, code: z.string(), name: z.string() }),
    mergedInto: Id.nullable().describe("并入的项目；没有为 null"),
    tables: z.int().min(0).describe("它的目标表张数（看得到的）"),
    years: z.array(z.int()).describe("这些目标表的年度"),
  })
  .meta({ id: "KnownProject", description: "一个单位的项目，跨文件、跨年度" });
export type Project = z.infer<typeof Project>;

const PageQuery = z.object({ office: Id.optional().describe("只看这个单位"), text: z.string().trim().max(100).optional().describe("名称或编码中的文字"), after: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });
export const ProjectQuery = PageQuery;
export const ProjectList = z.object({ items: z.array(Project), next: z.string().nullable() }).meta({ id: "ProjectList" });
export type ProjectList = z.infer<typeof ProjectList>;
export const ProjectAnswer = z.object({ project: Project, merged: z.array(Project).describe("并入它的项目") }).meta({ id: "ProjectAnswer" });
export type ProjectAnswer = z.infer<typeof ProjectAnswer>;

export const ProjectPair = z
  .object({
    one: Project,
    other: Project,
    reason: z.enum(["code", "name", "several", "person"]).describe("code 名称相同、编码不同；name 名称相近；several 同名的不止一个；person 由人指定"),
    same: z.boolean().nullable().describe("true 同一项目；false 不同项目；null 待确认"),
    decidedAt: Moment.nullable(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: "ProjectPair", description: "可能是同一个的两个项目" });
export type ProjectPair = z.infer<typeof ProjectPair>;
export const PairQuery = PageQuery.extend({ decided: Flag.describe("true：已经确认过的") });
export const ProjectPairList = z.object({ items: z.array(ProjectPair), next: z.string().nullable(), open: z.int().min(0).describe("共有多少待确认") }).meta({ id: "ProjectPairList" });
export type ProjectPairList = z.infer<typeof ProjectPairList>;
export const PairDecision = z.object({ kept: Id.describe("保留的项目"), other: Id.describe("另一个项目"), same: z.boolean() }).meta({ id: "PairDecision" });
export type PairDecision = z.infer<typeof PairDecision>;
