// The review as one self-contained web page: summary with charts, by project, by rule, each finding beside the form with
// its cell marked. No script, nothing loaded from anywhere; it prints.
import { columnNames, scopeNames } from "../../declaration/names.ts";
import { covers } from "../../declaration/paths.ts";
import type { Declaration, Indicator, SourceDocument } from "../../declaration/schema.ts";
import { type Finding, type Review, type Severity, severities } from "../rule.ts";
import { ruleOf } from "../rules/list.ts";
import { samenessOf } from "../sameness.ts";
import { countsOf, grouped } from "./counts.ts";
import { budgetOf, type Kept, noneKept, type OpinionOfTable, opinionsOfTables } from "./opinions.ts";
import { lines, page, text } from "./web-page.ts";
import { severityNames } from "./words.ts";

export function htmlReport(documents: readonly SourceDocument[], result: Review, kept: Kept = noneKept): string {
  const { findings, outcomes } = result;
  const tables = opinionsOfTables(documents, result, kept);
  const ofDocuments = findings.filter(({ declaration }) => declaration === null);
  const missing = outcomes.filter(({ outcome }) => outcome === "not-enough-data").length;
  return page(
    "绩效目标审核报告",
    `<h1>绩效目标审核报告</h1>
<section><h2>总览</h2>
<p>文件 ${documents.length} 份，绩效目标表 ${tables.length} 张；${severities.map((severity) => `${severityNames[severity]} <b>${countsOf(findings)[severity]}</b> 处`).join("，")}${missing > 0 ? `；因资料不足未能判断 ${missing} 处` : ""}。</p>
${chart("按规则", grouped(findings, ({ rule }) => rule).slice(0, 20).map(([rule, own]) => ({ label: `${rule} ${ruleOf(rule)?.title.zh ?? ""}`, href: `#${rule}`, own })))}
${chart("按项目", tables.filter(({ findings: own }) => own.length > 0).sort((a, b) => b.findings.length - a.findings.length).slice(0, 20).map(({ name, document, index, findings: own }) => ({ label: name, href: `#t${document}-${index}`, own })))}
${ofDocuments.length > 0 ? `<h3>整份文件</h3><ol class="findings">${ofDocuments.map((finding) => findingItem(finding)).join("")}</ol>` : ""}</section>
<section><h2>项目一览</h2><table class="list"><thead><tr><th>项目</th><th>单位</th><th>预算</th><th>必须修改</th><th>应修改或说明</th><th>建议完善</th><th>得分</th><th>等级</th></tr></thead><tbody>
${tables.map(projectLine).join("\n")}
</tbody></table></section>
${sameness(documents)}
<section><h2>按规则</h2>${grouped(findings, ({ rule }) => rule).map(([rule, own]) => ruleSection(rule, own)).join("\n")}</section>
<section><h2>逐表</h2>${tables.map(tableSection).join("\n")}</section>`,
  );
}

/** 表述雷同: what a unit's projects say word for word alike. */
function sameness(documents: readonly SourceDocument[]): string {
  const units = samenessOf(documents);
  if (units.length === 0) return "";
  const lines = units.map(({ unit, projects, rows, distinct, shared }) => {
    const told = shared.slice(0, 10).map((row) => `<li>${text(row.name)} ${text(row.target)}：${row.projects.length} 个项目（${text(row.projects.slice(0, 5).join("、"))}${row.projects.length > 5 ? "等" : ""}）</li>`);
    return `<tr><td>${text(unit)}</td><td class="number">${projects}</td><td class="number">${rows}</td><td class="number">${distinct}</td><td class="number">${Math.round((distinct / rows) * 100)} %</td><td><ol>${told.join("")}</ol></td></tr>`;
  });
  return `<section><h2>表述雷同</h2><p>不重复的指标行占全部指标行的比例，越低越雷同。</p><table class="list"><thead><tr><th>单位</th><th>项目</th><th>指标行</th><th>不重复的行</th><th>比例</th><th>出现在多个项目里的行</th></tr></thead><tbody>${lines.join("\n")}</tbody></table></section>`;
}

interface Bar {
  label: string;
  href: string;
  own: readonly Finding[];
}

const colours: Readonly<Record<Severity, string>> = { error: "#cf1322", warning: "#d48806", advice: "#1677ff" };

/** Bars, a part for each severity, drawn as SVG; labels are links to the section. */
function chart(title: string, bars: readonly Bar[]): string {
  if (bars.length === 0) return "";
  const most = Math.max(...bars.map(({ own }) => own.length));
  const [left, width, step] = [260, 420, 24];
  const drawn = bars.map(({ label, href, own }, at) => {
    const counts = countsOf(own);
    let x = left;
    const parts = severities.map((severity) => {
      const size = (counts[severity] / most) * width;
      const part = size === 0 ? "" : `<rect x="${x.toFixed(1)}" y="${at * step + 4}" width="${size.toFixed(1)}" height="${step - 9}" fill="${colours[severity]}"><title>${severityNames[severity]} ${counts[severity]}</title></rect>`;
      x += size;
      return part;
    });
    return `<a href="${text(href)}"><text x="${left - 8}" y="${at * step + 16}" text-anchor="end">${text(label.length > 18 ? `${label.slice(0, 17)}…` : label)}</text></a>${parts.join("")}<text x="${(x + 6).toFixed(1)}" y="${at * step + 16}">${own.length}</text>`;
  });
  const key = severities.map((severity, at) => `<rect x="${left + at * 130}" y="${bars.length * step + 10}" width="12" height="12" fill="${colours[severity]}"/><text x="${left + at * 130 + 18}" y="${bars.length * step + 20}">${severityNames[severity]}</text>`).join("");
  return `<figure><figcaption>${text(title)}</figcaption><svg viewBox="0 0 760 ${bars.length * step + 32}" role="img" aria-label="${text(title)}">${drawn.join("")}${key}</svg></figure>`;
}

function projectLine({ name, document, index, declaration, findings: own, opinion, signed }: OpinionOfTable): string {
  const counts = countsOf(own);
  const from = signed === null ? ["（建议）", ""] : ["", ` title="${text(`${signed.person} ${signed.day}`)}"`];
  return `<tr><td><a href="#t${document}-${index}">${text(name)}</a></td><td>${text(declaration.unit.name)}</td><td class="number">${text(budgetOf(declaration))}</td>${severities.map((severity) => `<td class="number ${severity}">${counts[severity] || ""}</td>`).join("")}<td class="number">${opinion.total}</td><td${from[1]}>${opinion.grade}${from[0]}</td></tr>`;
}

function ruleSection(rule: string, own: readonly Finding[]): string {
  const told = ruleOf(rule);
  return `<details id="${text(rule)}"><summary>${text(rule)} ${text(told?.title.zh)}（${own.length}）</summary><p>${text(told?.checks)} 依据：${text(told?.policy.join("；"))}</p><ol class="findings">${own.map((finding) => findingItem(finding, true)).join("")}</ol></details>`;
}

function findingItem(finding: Finding, withProject = false): string {
  const { severity, rule, project, message, fix, at, document, declaration } = finding;
  const where = withProject && declaration !== null ? `<a href="#t${document}-${declaration}">${text(project ?? `第${declaration + 1}张表`)}</a> ` : "";
  return `<li class="${severity}"><b>${severityNames[severity]} ${text(rule)}</b> ${where}<span class="at">${text(at?.label)}</span><br>${text(message)}<br><span class="fix">${text(fix)}</span></li>`;
}

function tableSection({ file, name, document, index, declaration, findings: own }: OpinionOfTable): string {
  return `<article id="t${document}-${index}"><h3>${text(name)}</h3><p class="at">${text(file)}</p><div class="pair"><div>${formTable(declaration, own)}</div>${own.length === 0 ? "<p>没有发现问题</p>" : `<ol class="findings">${own.map((finding) => findingItem(finding)).join("")}</ol>`}</div></article>`;
}

function formTable(declaration: Declaration, own: readonly Finding[]): string {
  const { unit, year, project, funding, goals, spendingPlan, notes, indicators, printed } = declaration;
  const marked = (path: string) => worstAt(own, path);
  const basics: [label: string, path: string, value: string | null | undefined][] = [
    ["项目名称", "project.name", project.name],
    ["单位", "unit", unit.name],
    ["年度", "year", year?.toString()],
    [`预算${funding.currency === null ? "" : `（${funding.currency}）`}`, "funding", funding.total?.text],
    ["财政资金", "funding.fiscal", funding.fiscal?.text],
    ["其他资金", "funding.other", funding.other?.text],
    ["资金用途", "funding.purpose", funding.purpose],
    ["支出计划", "spendingPlan", spendingPlan.map(({ by, percent }) => `${by} ${percent.text}`).join("，") || null],
    ...goals.map(({ scope, text: goal }, goalIndex): [string, string, string] => [`${scopeNames[scope]}目标`, `goals[${goalIndex}]`, goal]),
    ["说明", "notes", notes],
  ];
  const filled = basics.filter(([, path, value]) => (value !== null && value !== undefined) || own.some((finding) => finding.path === path));
  const columns = columnNames.filter(([column]) => printed.columns.includes(column));
  const scoped = new Set(indicators.map(({ scope }) => scope)).size > 1;
  const rows = indicators.map((indicator, row) => `<tr${mark(marked(`indicators[${row}]`))}>${scoped ? `<td>${scopeNames[indicator.scope]}</td>` : ""}${columns.map(([column]) => `<td${mark(own.some(({ path }) => path === `indicators[${row}].${column}`) ? marked(`indicators[${row}].${column}`) : null)}>${lines(cellOf(indicator, column))}</td>`).join("")}</tr>`);
  return `<table class="form"><tbody>${filled.map(([label, path, value]) => `<tr><th>${text(label)}</th><td${mark(marked(path))}>${lines(value)}</td></tr>`).join("")}</tbody></table>
<table class="form"${mark(own.some(({ path }) => path === "indicators") ? marked("indicators") : null)}><thead><tr>${scoped ? "<th>范围</th>" : ""}${columns.map(([, name]) => `<th>${text(name)}</th>`).join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function cellOf(indicator: Indicator, column: (typeof columnNames)[number][0]): string | null {
  const value = indicator[column];
  return typeof value === "string" || value === null ? value : value.text;
}

/** The gravest severity among the findings at a path or below it. */
function worstAt(own: readonly Finding[], path: string): Severity | null {
  return severities.find((severity) => own.some((finding) => finding.severity === severity && finding.path !== "" && covers(path, finding.path))) ?? null;
}

const mark = (severity: Severity | null): string => (severity === null ? "" : ` class="marked ${severity}"`);
