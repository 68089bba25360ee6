import type { SourceDocument } from "../../declaration/schema.ts";
import type { Finding, Review } from "../rule.ts";
import { atMostThreeAdvices, countsOf } from "./counts.ts";
import { severityNames } from "./words.ts";

/** The review as a person reads it in a terminal: by document and project, the gravest first. */
export function textReport(documents: readonly SourceDocument[], { findings, outcomes }: Review): string {
  const parts = documents.map(({ file, declarations }, document) => {
    const own = findings.filter((finding) => finding.document === document);
    const projects = [null, ...declarations.keys()].flatMap((declaration) => {
      const found = atMostThreeAdvices(own.filter((finding) => finding.declaration === declaration));
      if (found.length === 0) return declaration === null ? [] : [`\n  ${nameOf(documents, document, declaration)}：没有发现问题\n`];
      return [`\n  ${declaration === null ? "整份文件" : nameOf(documents, document, declaration)}\n${found.map(findingLines).join("")}`];
    });
    return `${file}\n${declarations.length === 0 ? "\n  没有读出绩效目标表，无法审核\n" : ""}${projects.join("")}`;
  });
  const missing = outcomes.filter(({ outcome }) => outcome === "not-enough-data").length;
  const { error, warning, advice } = countsOf(findings);
  return `${parts.join("\n")}\n必须修改 ${error}，应修改或说明 ${warning}，建议完善 ${advice}${missing > 0 ? `；因资料不足未能判断 ${missing} 处` : ""}\n`;
}

const nameOf = (documents: readonly SourceDocument[], document: number, declaration: number): string =>
  documents[document]?.declarations[declaration]?.project.name ?? `第${declaration + 1}张表`;

function findingLines({ rule, severity, message, fix, at }: Finding): string {
  return `    ${severityNames[severity]} ${rule}${at === null ? "" : `（${at.label}）`}\n      ${message}\n      ${fix}\n`;
}
