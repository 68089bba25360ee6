import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { maxBytes } from "../formats/limits.ts";
import { DabiaoError } from "../problem.ts";
import { CheckConflict } from "../store/checks/checks.ts";
import { isUnavailable, unavailable } from "../store/database.ts";
import { DraftConflict } from "../store/goals/drafts.ts";
import { StepRefused } from "../store/goals/goals.ts";
import { TooManyAttempts } from "../store/accounts/sign-in.ts";
import type { App } from "./app.ts";
import { ProblemDocument } from "./contract.ts";
import { noteRefusal } from "./traces.ts";

/** The HTTP status of each code; a code that is not named here says that the request cannot be done: 422. */
const statuses = new Map([
  ["AUTH-01", 401],
  ["AUTH-02", 403],
  ["ACCOUNT-01", 401], // signing in is refused
  ["ACCOUNT-02", 429], // too many attempts
  ["ACCOUNT-06", 409], // the three administrators are three people
  ["ACCOUNT-07", 409], // a login that is taken
  ["ACCOUNT-08", 409], // the last security administrator
  ["ACCOUNT-09", 403], // accounts of others, or one's own role
  ["ACCOUNT-13", 403], // changing person outside of the trial
  ["ACCOUNT-14", 503], // the identity provider cannot be reached
  ["ACCOUNT-15", 404], // a way to sign in that this house does not have
  ["ACCOUNT-17", 409], // a second factor that is on, or demanded
  ["API-01", 400], // a value that the schema refuses
  ["API-02", 404], // no such route
  ["API-03", 404], // no such thing
  ["API-04", 413],
  ["API-05", 415],
  ["API-06", 421], // a Host that is not ours
  ["API-07", 403], // a request that another site caused
  ["API-08", 400], // a body that cannot be parsed
  ["API-09", 409], // the text of a document that is not text
  ["API-10", 500],
  ["API-11", 400], // an address that cannot be decoded
  ["BACKUP-07", 503], // nowhere to put a backup
  ["API-12", 412], // something that changed since it was seen
  ["CHECK-01", 404], // no such value
  ["CHECK-03", 409], // a value that changed since it was seen
  ["REVIEW-01", 409], // a patch that does not fit any more
  ["REVIEW-03", 422], // more than one report holds
  ["REVIEW-02", 409], // a finding that is not there any more
  ["REVIEW-04", 409], // an opinion, or findings, that changed since they were seen
  ["CHECK-05", 409], // a check of what people have edited since
  ["CHECK-06", 409], // a check of what was handed in
  ["CHECK-04", 409], // a check that cannot be taken back
  ["HOUSE-01", 409], // chosen before
  ["HOUSE-02", 403], // a one-time address that is worth nothing
  ["IMPORT-08", 409], // files for a run that takes none any more
  ["IMPORT-12", 409], // undoing what something was built on
  ["IMPORT-13", 409], // pausing, resuming or cancelling a run that does not stand so
  ["LIST-01", 400],
  ["HOUSE-01", 409], // a choice that was made before
  ["OFFICE-01", 404], // no such office in that year
  ["OFFICE-10", 409], // a change that the tree of a year cannot bear
  ["OFFICE-11", 403], // an office that somebody else sees to
  ["PROJECT-02", 409], // against an earlier decision
  ["FORM-01", 412], // a form that changed since it was seen
  ["FORM-02", 409], // removing a form by which something was read
  ["FORM-03", 403], // a form of another office
  ["FORM-05", 409], // reading a document again of which people made something
  ["GOAL-01", 412], // a declaration that changed since it was seen
  ["GOAL-02", 409], // no such step from this state
  ["GOAL-03", 403], // a step of another role or office
  ["GOAL-04", 422], // a step for which something is missing
  ["GOAL-05", 409], // saving what may not be edited any more
  ["GOAL-06", 409], // removing what has left its beginnings
  ["GOAL-07", 409], // a key that belongs to another request
  ["GOAL-08", 428], // a write that does not say what was seen
  ["GOAL-09", 409], // a second adjustment, or one of what is not approved
  ["GOAL-12", 403], // more in a file than may be seen, or a secret table outside of its unit
  ["GOAL-10", 403], // work for a unit that is not one's own
  ["LOAD-01", 503], // more at a time than can be answered
  ["LOAD-02", 429], // more of one person than one person asks
  ["SECRET-01", 409], // a second factor whose key was lost
  ["SECRET-02", 409], // a second factor that was changed in the database
  ["STORE-01", 503],
  ["STORE-02", 503],
  ["STORE-04", 503], // the disk is full
]);

/** How soon a client may try again when the database cannot be reached or too many ask, in seconds. */
const retryAfter = "5";

/** How every route describes its errors. */
export const problemAnswer = {
  description: "出错：说明原因和办法（RFC 9457）",
  content: { "application/problem+json": { schema: ProblemDocument } },
};

/** The thing a request asked for. @throws DabiaoError API-03 when there is none */
export function found<Thing>(thing: Thing | null | undefined, what: string): Thing {
  if (thing !== null && thing !== undefined) return thing;
  throw new DabiaoError("API-03", { message: `没有找到这个${what}。`, hint: "它可能不存在，或地址写错了。" });
}

/** Answers every error, and every address that leads nowhere, with a problem document. */
export function answerProblems(app: App): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = recognise(error);
    if (known.code === "API-10") request.log.error({ err: error }, "没有料到的错误");
    return answer(request, reply, known, fieldErrors(error));
  });
}

/** Sends one problem document. */
export function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  error: DabiaoError,
  errors: ProblemDocument["errors"] = [],
): FastifyReply {
  const problem = problemOf(error, request.url.split("?")[0] ?? null, errors);
  noteRefusal(request, problem);
  if (error instanceof TooManyAttempts) void reply.header("retry-after", String(error.retryAfter));
  if (problem.status === 503) void reply.header("retry-after", retryAfter);
  if (problem.code === "LOAD-02") void reply.header("retry-after", "1");
  const told = error instanceof DraftConflict ? { ...problem, theirs: error.theirs, yours: error.yours, changes: error.changes } : problem;
  return reply.code(problem.status).type("application/problem+json; charset=utf-8").send(told);
}

/** An error as a problem document. */
export function problemOf(error: DabiaoError, instance: string | null, errors: ProblemDocument["errors"] = itemsOf(error)): ProblemDocument {
  return { type: `urn:dabiao:problem:${error.code}`, title: error.message, status: statuses.get(error.code) ?? 422, detail: error.hint, code: error.code, instance, errors };
}

/** What fastify refuses before it has found a route: an address that is no address. */
export function answerBadAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void answer(
    request,
    reply,
    new DabiaoError("API-11", { message: "地址写错了，无法解析。", hint: "请检查地址里的 % 编码。", cause: error }),
  );
}

function recognise(error: FastifyError): DabiaoError {
  if (error instanceof DabiaoError) return error;
  if (isUnavailable(error)) return unavailable(error);
  if (error.validation)
    return new DabiaoError("API-01", { message: "请求的内容不符合要求。", hint: "请按 errors 逐项改正后重试。" });
  switch (error.statusCode) {
    case 413:
      return new DabiaoError("API-04", { message: `文件太大，最多 ${maxBytes / 1024 / 1024} MiB。`, hint: "请拆分后再导入。" });
    case 406:
    case 415:
      return new DabiaoError("API-05", {
        message: "不认识这种请求正文。",
        hint: "导入文件用 multipart/form-data，其余用 application/json。",
      });
    case 400:
      return new DabiaoError("API-08", { message: "请求的正文无法解析。", hint: "请检查正文的格式是否完整。" });
    default:
      return new DabiaoError("API-10", {
        message: "服务出了意外。",
        hint: "请重试；再出现时请把运行日志交给维护人员。",
        cause: error,
      });
  }
}

/** What an error says item by item. */
function itemsOf(error: Error): ProblemDocument["errors"] {
  if (error instanceof CheckConflict) {
    return [
      { path: "seen", message: error.seen ?? "" },
      { path: "current", message: error.current ?? "" },
    ];
  }
  return error instanceof StepRefused ? error.missing.map(({ guard, message }) => ({ path: guard, message })) : [];
}

function fieldErrors(error: FastifyError): ProblemDocument["errors"] {
  const items = itemsOf(error);
  if (items.length > 0) return items;
  return (error.validation ?? []).map(({ instancePath, message }) => ({
    path: instancePath
      .split("/")
      .filter((part) => part !== "")
      .join("."),
    message: message ?? "不符合要求",
  }));
}
