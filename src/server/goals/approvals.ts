import { Readable } from "node:stream";
import { fileNameOf } from "../../declaration/names.ts";
import type { WrittenFormat } from "../../declaration/schema.ts";
import { type Packed, zipOf } from "../../formats/zip-write.ts";
import { DabiaoError } from "../../problem.ts";
import { approvedUnder, listApprovals } from "../../store/goals/approvals.ts";
import { assign, assignmentsOf, thirdPartiesFor } from "../../store/goals/assignments.ts";
import type { Db } from "../../store/database.ts";
import { findDeclaration } from "../../store/declarations/declarations.ts";
import { scopeOfNow } from "../../store/scope.ts";
import type { App, House } from "../app.ts";
import { Leaving } from "../papers/leaving.ts";
import { IdParams } from "../contract.ts";
import { ApprovalArchiveQuery, ApprovalList, ApprovalQuery, AssignmentList, AssignmentParams, AssignmentWish, ThirdPartyList } from "./approvals-contract.ts";
import { attachment } from "../declarations/documents.ts";
import { binary, paperTags } from "../papers/papers.ts";
import { doerOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import type { Writer } from "../papers/writing.ts";

/** How many approval documents one archive holds at most. */
const archiveAtMost = 10_000;

export function addApprovalRoutes(app: App, house: House): void {
  const { db, writer } = house;
  app.route({
    method: "GET",
    url: "/api/approvals",
    config: { action: "declaration.read" },
    schema: { tags: ["办理"], summary: "批复过的各批：文号、日期、张数和金额", operationId: "listApprovals", querystring: ApprovalQuery, response: { 200: ApprovalList.describe("各批"), default: problemAnswer } },
    handler: async (request) => ({ items: await listApprovals(db, request.query.year) }),
  });
  app.route({
    method: "GET",
    url: "/api/approvals/archive",
    config: { action: "declaration.export" },
    schema: { tags: paperTags, summary: "一个文号的全部批复表，压缩包；涉密的不包含，里面有说明", operationId: "downloadApprovals", querystring: ApprovalArchiveQuery, response: { 200: binary(["application/zip"]), default: problemAnswer } },
    async handler(request, reply) {
      const { number, format } = request.query;
      const { ids, leftOut } = await approvedUnder(db, number, archiveAtMost);
      if (ids.length === 0) throw new DabiaoError("WRITE-04", { message: leftOut > 0 ? `文号“${number}”的 ${leftOut} 张目标表都涉密，不能成批导出。` : `没有文号是“${number}”的批复。`, hint: "请核对文号。" });
      const archive = Readable.from(zipOf(documents(db, writer, { ids, leftOut, number, format }, new Leaving(db, request, { together: "approvals", format }))), { objectMode: false });
      return await reply.type("application/zip").header("content-disposition", attachment(`批复-${number.replace(/[\\/:*?"<>|]/g, "_")}.zip`)).send(archive as unknown as string);
    },
  });
  addAssignments(app, house);
}

async function* documents(db: Db, writer: Writer, { ids, leftOut, number, format }: { ids: readonly string[]; leftOut: number; number: string; format: WrittenFormat }, gone: Leaving): AsyncGenerator<Packed> {
  const inside = scopeOfNow();
  const digits = String(ids.length).length;
  try {
    for (const [index, id] of ids.entries()) {
      const stored = await inside(() => findDeclaration(db, id));
      // Marked as secret, or not to be seen any more, since the list was made.
      if (!stored || stored.secret) continue;
      const { bytes } = await writer.write({ declarations: [stored.declaration], form: "central-approval", format, title: null, book: null });
      await gone.note(id);
      yield { name: `${String(index + 1).padStart(digits, "0")}-${fileNameOf(stored.declaration)}.${format}`, bytes };
    }
  } finally {
    await gone.end();
  }
  yield { name: "说明.txt", bytes: Buffer.from(`\uFEFF批复文号：${number}\r\n批复表：${ids.length} 张\r\n${leftOut === 0 ? "" : `另有 ${leftOut} 张涉密，没有包含。\r\n`}`) };
}

function addAssignments(app: App, { db }: House): void {
  const answers = { 200: AssignmentList.describe("受托的第三方"), default: problemAnswer };
  app.route({
    method: "GET",
    url: "/api/declarations/:id/assignments",
    config: { action: "assignment.manage" },
    schema: { tags: ["办理"], summary: "受托查看这张表的第三方机构和专家", operationId: "listAssignments", params: IdParams, response: answers },
    handler: async (request) => ({ items: found(await assignmentsOf(db, request.params.id), "目标表") }),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id/third-parties",
    config: { action: "assignment.manage" },
    schema: { tags: ["办理"], summary: "这张表可以委托的第三方机构和专家", operationId: "listThirdParties", params: IdParams, response: { 200: ThirdPartyList.describe("可以委托的"), default: problemAnswer } },
    handler: async (request) => ({ items: found(await thirdPartiesFor(db, request.params.id), "目标表") }),
  });
  app.route({
    method: "POST",
    url: "/api/declarations/:id/assignments",
    config: { action: "assignment.manage" },
    schema: { tags: ["办理"], summary: "委托第三方机构或专家查看这张表、提出意见", operationId: "assignThirdParty", params: IdParams, body: AssignmentWish, response: answers },
    handler: async (request) => ({ items: found(await assign(db, doerOf(request), request.params.id, request.body.account, true), "目标表") }),
  });
  app.route({
    method: "DELETE",
    url: "/api/declarations/:id/assignments/:account",
    config: { action: "assignment.manage" },
    schema: { tags: ["办理"], summary: "收回委托", operationId: "unassignThirdParty", params: AssignmentParams, response: answers },
    handler: async (request) => ({ items: found(await assign(db, doerOf(request), request.params.id, request.params.account, false), "目标表") }),
  });
}
