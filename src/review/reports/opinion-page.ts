// 项目支出绩效目标审核意见表 as a web page to print, a sheet of paper each.
import type { SourceDocument } from "../../declaration/schema.ts";
import { aspects } from "../opinion.ts";
import type { Review } from "../rule.ts";
import { budgetOf, gradeInWords, type Kept, noneKept, type OpinionOfTable, opinionsOfTables } from "./opinions.ts";
import { lines, page, text } from "./web-page.ts";

export function opinionPage(documents: readonly SourceDocument[], result: Review, kept: Kept = noneKept): string {
  return page("项目支出绩效目标审核意见表", opinionsOfTables(documents, result, kept).map(opinionForm).join("\n"));
}

function opinionForm(table: OpinionOfTable): string {
  const { name, declaration, opinion, signed } = table;
  const rows = aspects.flatMap((aspect) =>
    aspect.questions.map(({ id, name: question, asks, points }, at) => {
      const [head, remark] = at > 0 ? ["", ""] : [`<th rowspan="${aspect.questions.length}">${aspect.name}</th>`, `<td rowspan="${aspect.questions.length}">${lines(opinion.remarks[aspect.id])}</td>`];
      return `<tr>${head}<td><b>${question}</b><br>${asks}</td><td class="number">${points}</td><td class="number">${opinion.points[id]}</td>${remark}</tr>`;
    }),
  );
  return `<article class="opinion"><h1>项目支出绩效目标审核意见表</h1><table class="form"><colgroup><col style="width:6.6em"><col style="width:23%"><col style="width:4em"><col style="width:5.5em"><col></colgroup><tbody>
<tr><th>项目名称</th><td colspan="2">${text(name)}</td><th>预算资金</th><td>${text(budgetOf(declaration))}</td></tr>
<tr><th>申报单位</th><td colspan="2">${text(declaration.unit.name)}</td><th>审核日期</th><td>${signed?.day ?? ""}</td></tr>
<tr><th>审核内容</th><th>审核要点</th><th>分值</th><th>得分</th><th>审核意见</th></tr>
${rows.join("\n")}
<tr><th colspan="2">合计</th><td class="number">100</td><td class="number">${opinion.total}</td><td></td></tr>
<tr><th>审核结论</th><td colspan="4">${gradeInWords(table)}</td></tr>
<tr class="tall"><th>审核人意见</th><td colspan="4">${lines(opinion.conclusion)}</td></tr>
<tr><th>审核人</th><td colspan="2">${text(signed?.person)}</td><th>审核部门（盖章）</th><td></td></tr></tbody></table>
${signed === null ? '<p class="at">得分、等级和意见由审核发现的问题推算，供审核人参考；以审核人填写的为准。</p>' : ""}</article>`;
}
