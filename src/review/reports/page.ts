// The page of a rule and the index of the catalogue, from the rule's own file: docs/rules/ and `dabiao rules`.
import { standardName } from "../../declaration/framework.ts";
import { scopeNames } from "../../declaration/names.ts";
import { type Example, type Finding, type PatchStep, type Rule, areas } from "../rule.ts";
import { documentOf, type Sketch } from "../sketch.ts";
import { review } from "../run.ts";
import { severityNames } from "./words.ts";

/** The page of one rule, Markdown in Chinese. Messages below the examples are what the rule really says. */
export function rulePage(rule: Rule): string {
  return `# ${rule.id} ${rule.title.zh}

${rule.title.en} · ${rule.area} · ${severityNames[rule.severity]}

**检查** ${rule.checks}

**提示** ${rule.message}

**修改建议** ${rule.fix}

**依据** ${rule.policy.join("；")}

**不提示的情形**

${rule.exclusions.map((line) => `- ${line}`).join("\n")}

## 例

${rule.examples.map((example) => examplePart(rule, example)).join("\n")}`;
}

/** The index: one line a rule, by area. */
export function ruleIndex(rules: readonly Rule[]): string {
  const parts = areas.map((area) => {
    const own = rules.filter((rule) => rule.area === area);
    const lines = own.map(({ id, title, severity }) => `| [${id}](${id}.md) | ${title.zh} | ${title.en} | ${severityNames[severity]} |`);
    return `## ${area}\n\n| 编号 | 规则 | Rule | 级别 |\n|---|---|---|---|\n${lines.join("\n")}\n`;
  });
  return `# 审核规则目录\n\n共 ${rules.length} 条。本目录由 \`src/review/rules/\` 生成（\`npm run rules:pages\`），页上的例子同时是测试。\n\n${parts.join("\n")}`;
}

function examplePart(rule: Rule, example: Example): string {
  const { findings, outcomes } = review([documentOf(example.projects, example.paragraphs)]);
  const said = findings.filter((finding) => finding.rule === rule.id && (finding.declaration ?? 0) === 0);
  const outcome = outcomes.find((one) => one.rule === rule.id && (one.declaration ?? 0) === 0);
  const answer =
    said.length > 0
      ? said.map(findingPart).join("\n>\n")
      : outcome?.outcome === "passed"
        ? "> ✓ 不提示"
        : `> ${outcome?.outcome === "not-applicable" ? "不适用" : "资料不足"}：${outcome?.reason}`;
  const paragraphs = (example.paragraphs ?? []).map((text) => `正文：${text}\n`).join("\n");
  return `### ${example.title}\n\n${paragraphs}${example.projects.map(sketchTable).join("\n")}\n${answer}\n`;
}

/** What the finding says, what a program gets of it, and what can be put right at once. */
function findingPart({ severity, message, fix, figures, patch }: Finding): string {
  const told = Object.entries(figures).map(([name, value]) => `${name}=${value}`);
  const lines = [`✗ ${severityNames[severity]}：${message}`, `建议：${fix}`, ...(told.length > 0 ? [`数据：${told.join("，")}`] : []), ...(patch ? [`可直接改为：${patch.map(cellText).join("，")}`] : [])];
  return lines.map((line) => `> ${line}`).join("\n");
}

/** The cell's new text. */
const cellText = (step: PatchStep): string => (step.op === "remove" ? "（删去）" : ((step.value as { text?: string } | null)?.text ?? JSON.stringify(step.value)));

const cell = (text: string | null | undefined): string => (text ?? "").replaceAll("|", "\\|").replaceAll("\n", "<br>");

function sketchTable(sketch: Sketch): string {
  const facts = [
    ["项目", sketch.name],
    ["单位", sketch.unit],
    ["年度", sketch.year?.toString()],
    ["类别", sketch.category],
    ["起止", sketch.start === undefined ? undefined : `${sketch.start} 至 ${sketch.end ?? ""}`],
    ["预算", sketch.budget === undefined ? undefined : `${sketch.budget}${sketch.currency === undefined ? "万元" : (sketch.currency ?? "")}`],
    ["财政资金", sketch.fiscal],
    ["其他资金", sketch.other],
    ["上年结转", sketch.carriedOver],
    ["年度资金", sketch.annualTotal],
    ["当年财政拨款", sketch.fiscalCurrentYear],
    ["年度其他资金", sketch.annualOther],
    ["用途", sketch.purpose],
    ["长期目标", sketch.longTermGoal],
    ["年度目标", sketch.goal],
    ["支出计划", sketch.plan?.map(([by, percent]) => `${by} ${percent}`).join("，")],
    ["说明", sketch.notes],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== null);
  const told = facts.map(([label, text]) => `- ${label}：${cell(text)}`).join("\n");
  if (!sketch.rows || sketch.rows.length === 0) return `${told}\n`;
  const several = new Set(sketch.rows.map(({ scope }) => scope ?? "annual")).size > 1;
  const optional = ([["description", "描述"], ["unit", "计量单位"], ["basis", "依据"], ["weight", "分值"]] as const).filter(([key]) => sketch.rows?.some((row) => row[key] !== undefined));
  const head = [...(several ? ["范围"] : []), "类别", "指标", "指标值", ...optional.map(([, name]) => name)];
  const lines = sketch.rows.map((row) => [
    ...(several ? [scopeNames[row.scope ?? "annual"]] : []),
    row.printedClass ?? (row.class === null ? "" : standardName(row.class)),
    row.name,
    row.target,
    ...optional.map(([key]) => row[key]),
  ]);
  return `${told}\n\n| ${head.join(" | ")} |\n|${head.map(() => "---").join("|")}|\n${lines.map((line) => `| ${line.map(cell).join(" | ")} |`).join("\n")}\n`;
}
