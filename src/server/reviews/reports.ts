import { z } from "zod";
import type { SourceDocument } from "../../declaration/schema.ts";
import { htmlReport } from "../../review/reports/html.ts";
import { opinionPage } from "../../review/reports/opinion-page.ts";
import { opinionWorkbook } from "../../review/reports/opinion-sheets.ts";
import type { Kept } from "../../review/reports/opinions.ts";
import { findingsWorkbook } from "../../review/reports/xlsx.ts";
import type { Review } from "../../review/rule.ts";
import { heldOpinions } from "../../store/reviews/opinions.ts";
import { reviewFound } from "../../store/reviews/reviews.ts";
import type { App, House } from "../app.ts";
import { ReportQuery } from "./contract.ts";
import { attachment } from "../declarations/documents.ts";
import { aside } from "../papers/papers.ts";
import { problemAnswer } from "../problems.ts";
import { today } from "../today.ts";

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const htmlType = "text/html; charset=utf-8";

interface Report {
  url: string;
  operationId: string;
  /** What it is called, and the file's name without its ending. */
  name: string;
  type: string;
  ending: string;
  make(documents: readonly SourceDocument[], result: Review, kept: Kept): string | Uint8Array | Promise<Uint8Array>;
}

const reports: readonly Report[] = [
  { url: "findings.xlsx", operationId: "downloadFindings", name: "审核问题清单", type: xlsxType, ending: "xlsx", make: findingsWorkbook },
  { url: "report.html", operationId: "downloadReviewReport", name: "审核报告", type: htmlType, ending: "html", make: htmlReport },
  { url: "opinions.xlsx", operationId: "downloadOpinions", name: "审核意见表", type: xlsxType, ending: "xlsx", make: opinionWorkbook },
  { url: "opinions.html", operationId: "downloadOpinionPage", name: "审核意见表", type: htmlType, ending: "html", make: opinionPage },
];

/** What the rules say of the declarations that a filter finds, as files to hand on; opinions as they were kept. */
export function addReviewReportRoutes(app: App, { db }: House): void {
  for (const { url, operationId, name, type, ending, make } of reports) {
    app.route({
      method: "GET",
      url: `/api/reviews/${url}`,
      config: { action: "declaration.export" },
      schema: {
        tags: ["审核"],
        summary: `${name}（${ending}）：符合条件的全部目标表`,
        operationId,
        querystring: ReportQuery,
        response: { 200: { description: "文件", content: { [type]: { schema: z.string().meta({ format: "binary" }) } } }, default: problemAnswer },
      },
      async handler(request, reply) {
        const { documents, result, ids, leftOut } = await reviewFound(db, request.query, today());
        const held = await heldOpinions(db, ids.flat());
        const made = await make(documents, result, (document, declaration) => held.get(ids[document]?.[declaration] ?? ""));
        return await reply
          .type(type)
          .header("content-disposition", attachment(`${name}-${today()}${aside(leftOut)}.${ending}`))
          // A buffer goes out as it is; the schema only describes it.
          .send((typeof made === "string" ? made : Buffer.from(made)) as string);
      },
    });
  }
}
