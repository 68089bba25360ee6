// `npm run review:quality`: precision and recall of each rule on the tables that were labelled by hand before the rules
// ran (test/review/labelled/), into docs/rules/quality.md. With --show ID: the misses and false alarms of a rule.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { SourceDocument } from "../../src/declaration/schema.ts";
import { readDocument, review } from "../../src/index.ts";
import { type Finding, Severity, severities } from "../../src/review/rule.ts";
import { ruleOf, rules } from "../../src/review/rules/list.ts";

const Place = { declaration: z.int().nullable(), rule: z.string(), path: z.string(), also: z.array(z.string()).default([]), why: z.string() };
const Label = z.object({ ...Place, severity: Severity, alsoRules: z.array(z.string()).default([]) });
const Trap = z.object(Place);
type Label = z.infer<typeof Label>;
type Trap = z.infer<typeof Trap>;
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
const spot = (at: string): string => /^(?:indicators|goals)\[\d+\]/.exec(at)?.[0] ?? (at.split(/[.[]/)[0] ?? at);
const samePlace = (label: Trap, finding: Finding): boolean =>
  label.declaration === finding.declaration && [label.path, ...label.also].some((at) => spot(at) === spot(finding.path));
const meets = (label: Trap, finding: Finding): boolean => label.rule === finding.rule && samePlace(label, finding);
/** Another rule that may fairly speak of the same root cause: neither right nor wrong. */
const tolerated = (label: Label, finding: Finding): boolean => label.alsoRules.includes(finding.rule) && samePlace(label, finding);

export interface Figures {
  labelled: number;
  /** Labels that a finding meets: several findings may meet one. */
  met: number;
  /** Labels that a finding of the same severity meets. */
  sameSeverity: number;
  /** Findings, without the tolerated. */
  found: number;
  right: number;
  traps: number;
  sprung: number;
  misses: string[];
  alarms: string[];
}

type Concerns = (one: { rule: string; severity?: Severity }) => boolean;

/** The figures of the findings and labels of one rule, or of one severity. A trap has the severity of what springs it. */
export function figuresOf(judged: readonly Judged[], concerns: Concerns): Figures {
  const figures: Figures = { labelled: 0, met: 0, sameSeverity: 0, found: 0, right: 0, traps: 0, sprung: 0, misses: [], alarms: [] };
  for (const { file, labels, findings } of judged) {
    for (const label of labels.findings.filter(concerns)) {
      const meeting = findings.filter((finding) => meets(label, finding));
      figures.labelled++;
      if (meeting.length > 0) figures.met++;
      if (meeting.some(({ severity }) => severity === label.severity)) figures.sameSeverity++;
      else figures.misses.push(`${meeting.length > 0 ? `级 ${meeting[0]?.severity}` : "漏"} ${file} ${label.rule} ${label.severity} ${label.declaration} ${label.path} ${label.why}`);
    }
    for (const finding of findings.filter(concerns)) {
      const right = labels.findings.some((label) => meets(label, finding));
      if (!right && labels.findings.some((label) => tolerated(label, finding))) continue;
      figures.found++;
      if (right) figures.right++;
      const sprung = labels.mustNotFlag.filter((trap) => meets(trap, finding));
      figures.sprung += sprung.length > 0 ? 1 : 0;
      if (!right) figures.alarms.push(`${sprung.length > 0 ? "禁" : "误"} ${file} ${finding.rule} ${finding.severity} ${finding.declaration} ${finding.path} ${finding.message} ${sprung.map(({ why }) => `【${why}】`).join("")}`);
    }
    figures.traps += labels.mustNotFlag.filter(concerns).length;
  }
  return figures;
}

const share = (part: number, whole: number): string => (whole === 0 ? "–" : (part / whole).toFixed(3));
const names: Readonly<Record<Severity, string>> = { error: "必须修改", warning: "应修改或说明", advice: "建议完善" };

/** The page: the same input gives the same bytes. */
export function qualityReport(judged: readonly Judged[]): string {
  const line = (name: string, { labelled, met, sameSeverity, found, right }: Figures, traps: string) =>
    `| ${name} | ${labelled} | ${share(met, labelled)} | ${share(sameSeverity, labelled)} | ${found} | ${share(right, found)} | ${traps} |`;
  const tables = judged.reduce((sum, { document }) => sum + document.declarations.length, 0);
  const traps = judged.reduce((sum, { labels }) => sum + labels.mustNotFlag.length, 0);
  const head = "| 标注 | 查全率 | 级别也相同 | 提示 | 准确率 | 误报（不应提示的） |\n|---|---|---|---|---|---|---|";
  const bySeverity = severities.map((severity) => {
    const figures = figuresOf(judged, (one) => one.severity === severity);
    return line(names[severity], figures, `${figures.sprung}/${traps}`);
  });
  const byRule = rules.map(({ id, title }) => {
    const figures = figuresOf(judged, ({ rule }) => rule === id);
    return line(`[${id}](${id}.md) ${title.zh}`, figures, `${figures.sprung}/${figures.traps}`);
  });
  return `# 审核规则的准确率和查全率

在 \`test/review/labelled/\` 的 ${judged.length} 份文件、${tables} 张绩效目标表上测得：这些表是编写的，问题由人按规则目录逐张标注，标注在先，运行规则在后。
本页由 \`npm run review:quality\` 生成；数字与实际不符时测试不通过。按文件首次运行时的数字见 [../reviewing.md](../reviewing.md)。

查全率：标注的问题中，被同一规则在同一处指出的比例。准确率：提示中与标注相符的比例，未标注的都算不符。误报：标注为“不应提示”而被提示的处数。

| 级别 ${head}
${bySeverity.join("\n")}

| 规则 ${head}
${byRule.join("\n")}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const judged = await judgeAll();
  const at = process.argv.indexOf("--show");
  if (at >= 0) {
    const wanted = (process.argv[at + 1] ?? "").toUpperCase();
    const { misses, alarms } = figuresOf(judged, ({ rule, severity }) => wanted === "" || rule.startsWith(wanted) || severity === wanted.toLowerCase());
    for (const text of [...misses, ...alarms]) console.log(text);
  } else {
    writeFileSync(qualityPage, qualityReport(judged));
    console.log(qualityReport(judged));
  }
  const strange = judged.flatMap(({ file, labels }) => labels.findings.filter(({ rule }) => !ruleOf(rule)).map(({ rule }) => `${file}: ${rule}`));
  if (strange.length > 0) console.error(`没有这些规则：${strange.join("，")}`);
}
