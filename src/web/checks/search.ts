import type { CheckQuery, CheckReason } from "../../server/declarations/checks-contract.ts";
import { reasonNames } from "./reasons.ts";

/** What the queue is narrowed by, as it stands in the address. */
export type QueueSearch = Pick<Partial<CheckQuery>, "document" | "import" | "reason">;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Takes what an address says and keeps only what the queue understands. */
export function queueSearch(given: Record<string, unknown>): QueueSearch {
  const search: QueueSearch = {};
  if (typeof given.document === "string" && uuid.test(given.document)) search.document = given.document;
  if (typeof given.import === "string" && uuid.test(given.import)) search.import = given.import;
  if (typeof given.reason === "string" && Object.hasOwn(reasonNames, given.reason)) search.reason = given.reason as CheckReason;
  return search;
}
