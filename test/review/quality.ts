// `npm run review:quality`: precision and recall of each rule on the tables that were labelled by hand before the rules
// ran (test/review/labelled/), into docs/rules/quality.md. With --show ID: the misses and false alarms of a rule.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { SourceDocument } from "../../src/declaration/schema.ts";
import { readDocument, review } from "../../src/index.ts";
import { type Finding, type Severity, Severity as SeverityText, severities } from "../../src/review/rule.ts";
import { ruleOf, rules } from "../../src/review/rules/list.ts";

const Label = z.object({ declaration: z.int().nullable(), rule: z.string(), severity: SeverityText, path: z.string(), also: z.array(z.string()).optional(), why: z.string() });
const Trap = Label.omit({ severity: true });
const Labels = z.object({ findings: z.array(Label), mustNotFlag: z.array(Trap) });

export interface Judged {
  file: string;
  document: SourceDocument;
  labels: z.infer<typeof Labels>;
  findings: Finding[];
}

export const labelledFolder = path.join(import.meta.dirname, "labelled");
export const qualityPage = path.join(import.meta.dirname, "../../docs/rules/quality.md");

/** Every labelled document with what the rules say of it. */
export async function judgeAll(): Promise<Judged[]> {
  const files = readdirSync(labelledFolder).filter((file) => file.endsWith(".labels.json")).sort();
  return await Promise.all(files.map(async (file) => {
    const source = file.replace(".labels.json", ".md");
    const document = await readDocument(readFileSync(path.join(labelledFolder, source)), source);
    const labels = Labels.parse(JSON.parse(readFileSync(path.join(labelledFolder, file), "utf8")));
    return { file: source, document, labels, findings: review([document]).findings };
  }));
}

/** A row is named by its index, a field by its own name: `indicators[3].target` and `indicators[3]` are the same row. */
const spot = (at: string): string => /^(?:indicators|goals)\[\d+\]/.exec(at)?.[0] ?? (at.split(".")[0] ?? at);
type Labelled = Pick<z.infer<typeof Trap>, "rule" | "declaration" | "path" | "also">;
const meets = (label: Labelled, finding: Finding): boolean =>
  label.rule === finding.rule && label.declaration === finding.declaration && [label.path, ...(label.also ?? [])].some((at) => spot(at) === spot(finding.path));

export interface Figures {
  labelled: number;
  found: number;
  right: number;
  /** Labels that a finding meets: several findings may meet one. */
  met: number;
  traps: number;
  sprung: number;
}

export interface Missed {
  file: string;
  text: string;
}

/** The figures of the findings and labels of one rule, or of one severity. */
export function figuresOf(judged: readonly Judged[], concerns: (one: { rule: string; severity?: Severity }) => boolean): Figures & { misses: Missed[]; alarms: Missed[] } {
  const figures = { labelled: 0, found: 0, right: 0, met: 0, traps: 0, sprung: 0, misses: [] as Missed[], alarms: [] as Missed[] };
  for (const { file, labels, findings } of judged) {
    for (const label of labels.findings.filter(concerns)) {
      figures.labelled++;
      if (findings.some((finding) => meets(label, finding))) figures.met++;
      else figures.misses.push({ file, text: `${label.rule} ${label.declaration} ${label.path} ${label.why}` });
    }
    for (const finding of findings.filter(concerns)) {
      figures.found++;
      if (labels.findings.some((label) => meets(label, finding))) figures.right++;
      else figures.alarms.push({ file, text: `${finding.rule} ${finding.severity} ${finding.declaration} ${finding.path} ${finding.message}` });
    }
    for (const trap of labels.mustNotFlag.filter((one) => concerns(one))) {
      figures.traps++;
      if (findings.some((finding) => meets(trap, finding))) figures.sprung++;
    }
  }
  return figures;
}

/** The figures of every rule on one document, as text to compare. */
export const figuresPerRule = (one: Judged): string =>
  JSON.stringify(rules.map(({ id }) => {
    const { misses: _, alarms: __, ...figures } = figuresOf([one], ({ rule }) => rule === id);
    return figures;
  }));

const share = (part: number, whole: number): string => (whole === 0 ? "–" : (part / whole).toFixed(3));

/** The page: the same input gives the same bytes. */
export function qualityReport(judged: readonly Judged[]): string {
  const line = (name: string, { labelled, met, found, right, traps, sprung }: Figures) => `| ${name} | ${labelled} | ${share(met, labelled)} | ${found} | ${share(right, found)} | ${sprung}/${traps} |`;
  const tables = judged.reduce((sum, { document }) => sum + document.declarations.length, 0);
  const head = "| 标注 | 查全率 | 提示 | 准确率 | 误报（不应提示的） |\n|---|---|---|---|---|---|";
  return `# 审核规则的准确率和查全率

在 \`test/review/labelled/\` 的 ${judged.length} 份文件、${tables} 张绩效目标表上测得：这些表是编写的，问题由人按规则目录逐张标注，标注时没有看规则的代码。
本页由 \`npm run review:quality\` 生成；数字与实际不符时测试不通过。

| 级别 ${head}
${severities.map((severity) => line({ error: "必须修改", warning: "应修改或说明", advice: "建议完善" }[severity], figuresOf(judged, (one) => one.severity === severity))).join("\n")}

按级别看时，不应提示的一栏不分级别，见下表。

| 规则 ${head}
${rules.map(({ id, title }) => line(`[${id}](${id}.md) ${title.zh}`, figuresOf(judged, ({ rule }) => rule === id))).join("\n")}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const judged = await judgeAll();
  const at = process.argv.indexOf("--show");
  if (at >= 0) {
    const wanted = (process.argv[at + 1] ?? "").toUpperCase();
    const { misses, alarms } = figuresOf(judged, ({ rule, severity }) => wanted === "" || rule.startsWith(wanted) || severity === wanted.toLowerCase());
    for (const { file, text } of misses) console.log(`漏 ${file} ${text}`);
    for (const { file, text } of alarms) console.log(`误 ${file} ${text}`);
  } else {
    writeFileSync(qualityPage, qualityReport(judged));
    console.log(qualityReport(judged));
  }
  const strange = judged.flatMap(({ file, labels }) => labels.findings.filter(({ rule }) => !ruleOf(rule)).map(({ rule }) => `${file}: ${rule}`));
  if (strange.length > 0) console.error(`没有这些规则：${strange.join("，")}`);
}
