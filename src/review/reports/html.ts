// The review as one self-contained web page: summary with charts, by project, by rule, each finding beside the form with
// its cell marked. No script, nothing loaded from anywhere; it prints.
import { columnNames, scopeNames } from "../../declaration/names.ts";
import { covers } from "../../declaration/paths.ts";
import type { Declaration, Indicator, SourceDocument } from "../../declaration/schema.ts";
import { type Opinion, opinionOf } from "../opinion.ts";
import { type Finding, type Review, type Severity, severities } from "../rule.ts";
import { ruleOf } from "../rules/list.ts";
import { samenessOf } from "../sameness.ts";
import { countsOf, grouped } from "./counts.ts";
import { severityNames } from "./words.ts";

/** Hostile until escaped: every text of a document goes through here. */
const text = (value: string | number | null | undefined): string =>
  String(value ?? "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const lines = (value: string | null | undefined): string => text(value).replaceAll("\n", "<br>");

export function htmlReport(documents: readonly SourceDocument[], { findings, outcomes }: Review): string {
  const tables = documents.flatMap((document, at) => document.declarations.map((declaration, index) => ({ document, at, declaration, index, findings: findings.filter((finding) => finding.document === at && finding.declaration === index) })));
  const ofDocuments = findings.filter(({ declaration }) => declaration === null);
  const missing = outcomes.filter(({ outcome }) => outcome === "not-enough-data").length;
  return page(
    "绩效目标审核报告",
    `<h1>绩效目标审核报告</h1>
<section><h2>总览</h2>
<p>文件 ${documents.length} 份，绩效目标表 ${tables.length} 张；${severities.map((severity) => `${severityNames[severity]} <b>${countsOf(findings)[severity]}</b> 处`).join("，")}${missing > 0 ? `；因资料不足未能判断 ${missing} 处` : ""}。</p>
${chart("按规则", grouped(findings, ({ rule }) => rule).slice(0, 20).map(([rule, own]) => ({ label: `${rule} ${ruleOf(rule)?.title.zh ?? ""}`, href: `#${rule}`, own })))}
${chart("按项目", tables.filter(({ findings: own }) => own.length > 0).sort((a, b) => b.findings.length - a.findings.length).slice(0, 20).map(({ declaration, at, index, findings: own }) => ({ label: nameOf(declaration, index), href: `#t${at}-${index}`, own })))}
${ofDocuments.length > 0 ? `<h3>整份文件</h3><ol class="findings">${ofDocuments.map((finding) => findingItem(finding)).join("")}</ol>` : ""}</section>
<section><h2>项目一览</h2><table class="list"><thead><tr><th>项目</th><th>单位</th><th>预算</th><th>必须修改</th><th>应修改或说明</th><th>建议完善</th><th>建议等级</th></tr></thead><tbody>
${tables.map(({ declaration, at, index, findings: own }) => projectLine(declaration, at, index, own)).join("\n")}
</tbody></table></section>
${sameness(documents)}
<section><h2>按规则</h2>${grouped(findings, ({ rule }) => rule).map(([rule, own]) => ruleSection(rule, own)).join("\n")}</section>
<section><h2>逐表</h2>${tables.map(({ declaration, at, index, findings: own, document }) => tableSection(document.file, declaration, at, index, own)).join("\n")}</section>`,
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

/** 审核意见表 of each declaration as a page to print. */
export function opinionPage(documents: readonly SourceDocument[], { findings }: Review): string {
  const forms = documents.flatMap(({ declarations }, at) =>
    declarations.map((declaration, index) => opinionForm(declaration, index, opinionOf(findings.filter((finding) => finding.document === at && finding.declaration === index)))),
  );
  return page("项目支出绩效目标审核意见表", forms.join("\n"));
}

const nameOf = ({ project }: Declaration, index: number): string => project.name ?? `第${index + 1}张表`;

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

function projectLine(declaration: Declaration, at: number, index: number, own: readonly Finding[]): string {
  const counts = countsOf(own);
  const { total } = declaration.funding;
  return `<tr><td><a href="#t${at}-${index}">${text(nameOf(declaration, index))}</a></td><td>${text(declaration.unit.name)}</td><td class="number">${text(total?.text)}</td>${severities.map((severity) => `<td class="number ${severity}">${counts[severity] || ""}</td>`).join("")}<td>${opinionOf(own).grade.name}</td></tr>`;
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

function tableSection(file: string, declaration: Declaration, at: number, index: number, own: readonly Finding[]): string {
  return `<article id="t${at}-${index}"><h3>${text(nameOf(declaration, index))}</h3><p class="at">${text(file)}</p><div class="pair"><div>${formTable(declaration, own)}</div>${own.length === 0 ? "<p>没有发现问题</p>" : `<ol class="findings">${own.map((finding) => findingItem(finding)).join("")}</ol>`}</div></article>`;
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

function opinionForm(declaration: Declaration, index: number, { answers, total, grade }: Opinion): string {
  const rows = answers.map(({ aspect, name, asks, points, score, findings }, at) => `<tr>${at % 2 === 0 ? `<th rowspan="2">${text(aspect)}</th>` : ""}<td><b>${text(name)}</b><br>${text(asks)}</td><td class="number">${points}</td><td class="number">${score}</td><td>${findings.map(({ rule, message }) => `${text(rule)} ${text(message)}`).join("<br>") || "未发现问题"}</td></tr>`);
  return `<article class="opinion"><h1>项目支出绩效目标审核意见表</h1><table class="form"><colgroup><col style="width:9em"><col style="width:34%"><col style="width:7em"><col style="width:7em"><col></colgroup><tbody>
<tr><th>项目名称</th><td>${text(nameOf(declaration, index))}</td><th>预算资金</th><td colspan="2">${text(declaration.funding.total?.text)}${text(declaration.funding.currency)}</td></tr>
<tr><th>申报单位</th><td>${text(declaration.unit.name)}</td><th>审核日期</th><td colspan="2"></td></tr>
<tr><th>审核内容</th><th>审核要点</th><th>分值</th><th>得分</th><th>审核意见</th></tr>
${rows.join("\n")}
<tr><th colspan="2">合计</th><td class="number">100</td><td class="number">${total}</td><td></td></tr>
<tr><th>审核结论</th><td colspan="4">建议等级：${grade.name}（${grade.consequence}）</td></tr>
<tr class="tall"><th>审核人意见</th><td colspan="4"></td></tr>
<tr><th>审核人</th><td></td><th colspan="2">审核部门（盖章）</th><td></td></tr></tbody></table>
<p class="at">得分和等级由审核发现的问题推算，供审核人参考；以审核人填写的为准。</p></article>`;
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)}</title><style>${style}</style></head>
<body>${body}</body></html>
`;
}

const style = `
body{font:14px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans SC",宋体,sans-serif;color:#1f1f1f;margin:24px auto;max-width:1280px;padding:0 20px}
h1{font-size:24px;text-align:center}h2{font-size:19px;border-bottom:2px solid #1677ff;padding-bottom:4px;margin-top:32px}h3{font-size:16px;margin-bottom:4px}
table{border-collapse:collapse;width:100%;margin:8px 0}th,td{border:1px solid #bfbfbf;padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f5f7fa;font-weight:600}
.form tbody th{width:7em}.number{text-align:right;font-variant-numeric:tabular-nums}
td.error{color:#cf1322}td.warning{color:#ad6800}
.marked.error{background:#fff1f0;box-shadow:inset 3px 0 #cf1322;color:inherit}.marked.warning{background:#fffbe6;box-shadow:inset 3px 0 #d48806;color:inherit}.marked.advice{background:#f0f7ff;box-shadow:inset 3px 0 #1677ff}
.pair{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:16px;align-items:start}
.findings{padding-left:1.6em;margin:8px 0}.findings li{margin-bottom:8px}.findings b{color:#1f1f1f}.error>b{color:#cf1322}.warning>b{color:#ad6800}.advice>b{color:#0958d9}
.fix{color:#555}.at{color:#666;font-size:12.5px}summary{cursor:pointer;padding:4px 0}figure{margin:12px 0}figcaption{font-weight:600}svg{max-width:760px;width:100%;font-size:13px}
.opinion{break-after:page}.opinion table{table-layout:fixed}.opinion tbody th{width:auto}.tall td{height:6em}
@media print{body{margin:0;max-width:none}article{break-inside:auto}h3{break-after:avoid}tr{break-inside:avoid}}
@media (max-width:900px){.pair{grid-template-columns:1fr}}
`;
