// What the API gives about the year of the offices that somebody looks after.
import { z } from "zod";
import { DecimalText } from "../../declaration/decimal.ts";
import { gravestIds } from "../../review/gravest.ts";
import { soonDays } from "../../store/goals/todo.ts";
import { GoalState } from "../contract.ts";
import { TodoAction } from "../goals/todo-contract.ts";

const Many = z.int().min(0);
const Yuan = DecimalText.describe("金额合计（元，精确）");
const Sum = z.object({ tables: Many.describe("张数"), yuan: Yuan });
const Due = z.object({ overdue: Many.describe("已逾期"), soon: Many.describe(`${soonDays} 天内到期`), later: Many.describe("以后到期或没有截止日") });

export const WorkbenchQuery = z.object({ year: z.coerce.number().int().min(1990).max(2100).optional().describe("年度；不写为正在办理的年度") });

export const Workbench = z
  .object({
    year: z.int(),
    years: z.array(z.int()).describe("有目标表的年度，新的在前"),
    total: Sum.extend({ unpriced: Many.describe("没有金额的张数") }),
    withIndicators: Sum.describe("有绩效指标的"),
    states: z.array(Sum.extend({ state: GoalState })).describe("按办理状态"),
    findings: z.array(z.object({ gravest: z.enum(gravestIds), tables: Many })).describe("按审核发现的最重的问题，每张表算一次"),
    found: z.object({ errors: Many, warnings: Many, advices: Many }).describe("审核发现的问题数"),
    doubts: z.object({ tables: Many, values: Many }).describe("还没有核对的"),
    by: z.enum(["unit", "department", "name"]).describe("groups 按单位、按主管部门，或没有组织时按表上的单位名称"),
    groups: z.array(
      Sum.extend({
        office: z.uuid().nullable().describe("组织的编号；按名称时为 null"),
        name: z.string().nullable(),
        states: z.array(z.object({ state: GoalState, tables: Many })),
      }),
    ),
    moreGroups: Many.describe("没有列出的还有多少个"),
    units: z.object({ all: Many, withTables: Many }).nullable().describe("单位数和其中已有目标表的；没有组织时为 null"),
    projects: z.object({ lastYear: Many, again: Many }).describe("上年有目标表的项目数，和其中本年也有的"),
    todo: Due.extend({ actions: z.array(Due.extend({ action: TodoAction })).describe("按办理分；可以有两种办理的两边都算") }).nullable().describe("等着我办理的（不分年度）；单机使用时为 null"),
  })
  .meta({ id: "Workbench", description: "工作台：各数与按同样条件查询目标表的张数一致" });
export type Workbench = z.infer<typeof Workbench>;
