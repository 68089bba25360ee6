// Every route of the API that the page asks, by its noun. What it answers is what the contract promises.
import type { z } from "zod";
import type { AuditActions, AuditFilter, AuditList, AuditQuery, AuditVerification } from "../server/audit/contract.ts";
import type { Person, PersonAnswer } from "../server/contract.ts";
import type { Check, CheckCounts, CheckHistory, CheckQuery, CheckQueue, CheckWish } from "../server/declarations/checks-contract.ts";
import type { DeclarationAnswer, DeclarationFilters, DeclarationList, DeclarationQuery } from "../server/declarations/contract.ts";
import type { SourceGrid, SourceText } from "../server/declarations/documents-contract.ts";
import type { Adjustment, AdjustmentDraft, AdjustmentList, AdjustmentWish } from "../server/goals/adjustments-contract.ts";
import type { ApprovalList, AssignmentList, ThirdPartyList } from "../server/goals/approvals-contract.ts";
import type { AdjustmentStepWish, BatchAnswer, BatchWish, StepAnswer, StepWish, WayList } from "../server/goals/contract.ts";
import type { DraftAnswer, DraftWish, PreviousYear, UnclaimedList } from "../server/goals/drafts-contract.ts";
import type { CorrectionAnswer, RemarkAnswer } from "../server/goals/remarks-contract.ts";
import type { Deadlines, DeskList, DeskQuery, TodoQuery, WaitingList } from "../server/goals/todo-contract.ts";
import type { Difference, HistoryPage, HistoryQuery, StepList, VersionAnswer, VersionList } from "../server/goals/versions-contract.ts";
import type { Delivery, ImportedFile, ImportedFileList, ImportRun, ImportRunList, SampleList } from "../server/imports/contract.ts";
import type {
  Office,
  OfficeAlteration,
  OfficeChanges,
  OfficeHistory,
  OfficeImport,
  OfficeTree,
  OfficeWish,
  PairDecision,
  ProjectList,
  ProjectPair,
  ProjectPairList,
} from "../server/offices/contract.ts";
import type { BlankWish, BookQuery, PaperQuery, PaperSet, PaperSetWish } from "../server/papers/contract.ts";
import type {
  DeclarationReview,
  KeptOpinion,
  OpinionAnswer,
  OpinionWish,
  ReportQuery,
  RuleDecision,
  RuleDecisionList,
  RuleDecisionWish,
  RuleList,
  Waiver,
  WaiverList,
  WaiverWish,
} from "../server/reviews/contract.ts";
import type { Workbench } from "../server/workbench/contract.ts";
import { changed, keyed, newKey, posted, query, request, requestBlob, requestSeen, seen, type Stop, upload } from "./request.ts";

type Answer<Schema extends z.ZodType> = z.infer<Schema>;

/** 审核问题清单, 审核报告, 审核意见表. */
export type ReportKind = "findings.xlsx" | "report.html" | "opinions.xlsx" | "opinions.html";

/** What is looked for in the audit log. */
export type AuditAsked = Partial<Answer<typeof AuditFilter>>;

export const api = {
  person: (stop: Stop = {}) => request<Answer<typeof PersonAnswer>>("/api/person", stop),
  namePerson: (person: Person) =>
    request<Answer<typeof PersonAnswer>>("/api/person", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(person),
    }),

  samples: (stop: Stop = {}) => request<Answer<typeof SampleList>>("/api/samples", stop),
  startImport: () => request<ImportRun>("/api/imports", { method: "POST" }),
  imports: (after: string | undefined, stop: Stop = {}) => request<Answer<typeof ImportRunList>>(`/api/imports${query({ after, limit: 20 })}`, stop),
  import: (id: string, stop: Stop = {}) => request<ImportRun>(`/api/imports/${id}`, stop),
  announceImport: (expected: number) =>
    request<ImportRun>("/api/imports", posted({ expected })),
  /** The same key may be sent again when no answer came. */
  queueFiles: (run: string, key: string, files: { name: string; file: File }[], stop: Stop = {}) =>
    request<Answer<typeof Delivery>>(`/api/imports/${run}/queue?key=${key}`, { method: "POST", body: upload(files), ...stop }),
  moveImport: (run: string, move: "pause" | "resume" | "cancel") => request<ImportRun>(`/api/imports/${run}/${move}`, { method: "POST" }),
  undoImport: (run: string) => request<ImportRun>(`/api/imports/${run}`, { method: "DELETE" }),
  failedFiles: (run: string, after: string | undefined, stop: Stop = {}) =>
    request<Answer<typeof ImportedFileList>>(`/api/imports/${run}/files${query({ outcome: "failed", after, limit: 100 })}`, stop),
  importReportAddress: (run: string) => `/api/imports/${run}/report.xlsx`,
  importSample: (run: string, name: string, stop: Stop = {}) =>
    request<ImportedFile>(`/api/imports/${run}/samples/${encodeURIComponent(name)}`, { method: "POST", ...stop }),

  declarations: (asked: Partial<DeclarationQuery>, stop: Stop = {}) =>
    request<DeclarationList>(`/api/declarations${query(asked)}`, stop),
  filters: (stop: Stop = {}) => request<DeclarationFilters>("/api/declarations/filters", stop),
  declaration: (id: string, stop: Stop = {}) => request<DeclarationAnswer>(`/api/declarations/${id}`, stop),

  /** Refused with both contents (`conflict`) when somebody else saved first. */
  saveDraft: (declaration: string, revision: number, content: DraftAnswer["declaration"], key = newKey()) => request<DraftAnswer>(`/api/declarations/${declaration}/draft`, keyed("PUT", content, key, revision)),
  startDraft: (wish: DraftWish, key = newKey()) => request<DraftAnswer>("/api/declarations", keyed("POST", wish, key)),
  removeDraft: (declaration: string, revision: number) => request<{ id: string }>(`/api/declarations/${declaration}/draft`, { method: "DELETE", headers: seen(revision) }),
  unclaimed: (asked: { unit?: string; after?: string }, stop: Stop = {}) => request<UnclaimedList>(`/api/declarations/unclaimed${query(asked)}`, stop),
  claim: (unit: string | null, ids: string[]) => request<BatchAnswer>("/api/declarations/unclaimed", posted({ unit, ids })),
  ways: (declaration: string, stop: Stop = {}) => request<WayList>(`/api/declarations/${declaration}/ways`, stop),
  takeStep: (declaration: string, revision: number, wish: StepWish, key = newKey()) => request<StepAnswer>(`/api/declarations/${declaration}/steps`, keyed("POST", wish, key, revision)),
  takeSteps: (wish: BatchWish, key = newKey()) => request<BatchAnswer>("/api/steps", keyed("POST", wish, key)),
  setControl: (declaration: string, revision: number, yuan: string | null, key = newKey()) => request<StepAnswer>(`/api/declarations/${declaration}/control`, keyed("PUT", { yuan }, key, revision)),
  setSecondLevel: (declaration: string, revision: number, secondLevel: boolean, key = newKey()) => request<StepAnswer>(`/api/declarations/${declaration}/second-level`, keyed("PUT", { secondLevel }, key, revision)),
  setSecret: (declaration: string, revision: number, secret: boolean, key = newKey()) => request<StepAnswer>(`/api/declarations/${declaration}/secret`, keyed("PUT", { secret }, key, revision)),
  steps: (declaration: string, stop: Stop = {}) => request<StepList>(`/api/declarations/${declaration}/steps`, stop),
  history: (declaration: string, asked: Partial<HistoryQuery>, stop: Stop = {}) => request<HistoryPage>(`/api/declarations/${declaration}/history${query(asked)}`, stop),
  versions: (declaration: string, stop: Stop = {}) => request<VersionList>(`/api/declarations/${declaration}/versions`, stop),
  version: (declaration: string, number: number, stop: Stop = {}) => request<VersionAnswer>(`/api/declarations/${declaration}/versions/${number}`, stop),
  remarks: (declaration: string, stop: Stop = {}) => request<RemarkAnswer>(`/api/declarations/${declaration}/remarks`, stop),
  correction: (declaration: string, stop: Stop = {}) => request<CorrectionAnswer>(`/api/declarations/${declaration}/correction`, stop),
  /** Empty text: what was said is taken back. */
  replyTo: (declaration: string, position: number, wish: { step: string; text: string }) => request<RemarkAnswer>(`/api/declarations/${declaration}/remarks/${position}`, { ...posted(wish), method: "PUT" }),
  previousYear: (declaration: string, stop: Stop = {}) => request<PreviousYear>(`/api/declarations/${declaration}/previous-year`, stop),
  desk: (asked: Partial<DeskQuery>, stop: Stop = {}) => request<DeskList>(`/api/desk${query(asked)}`, stop),
  difference: (declaration: string, from: number, to: number | undefined, stop: Stop = {}) => request<Difference>(`/api/declarations/${declaration}/difference${query({ from, to })}`, stop),
  adjustments: (declaration: string, stop: Stop = {}) => request<AdjustmentList>(`/api/declarations/${declaration}/adjustments`, stop),
  startAdjustment: (declaration: string, revision: number, wish: AdjustmentWish, key = newKey()) => request<Adjustment>(`/api/declarations/${declaration}/adjustments`, keyed("POST", wish, key, revision)),
  adjustment: (id: string, stop: Stop = {}) => request<Adjustment>(`/api/adjustments/${id}`, stop),
  adjustmentWays: (id: string, stop: Stop = {}) => request<WayList>(`/api/adjustments/${id}/ways`, stop),
  saveAdjustment: (id: string, revision: number, wish: AdjustmentDraft, key = newKey()) => request<Adjustment>(`/api/adjustments/${id}/draft`, keyed("PUT", wish, key, revision)),
  attach: (id: string, file: File, key = newKey()) => request<Adjustment>(`/api/adjustments/${id}/attachments`, { method: "POST", headers: { "idempotency-key": key }, body: upload([{ name: file.name, file }]) }),
  detach: (id: string, attachment: string) => request<Adjustment>(`/api/adjustments/${id}/attachments/${attachment}`, { method: "DELETE" }),
  attachmentAddress: (id: string, attachment: string) => `/api/adjustments/${id}/attachments/${attachment}`,
  takeAdjustmentStep: (id: string, revision: number, wish: AdjustmentStepWish, key = newKey()) => request<Adjustment>(`/api/adjustments/${id}/steps`, keyed("POST", wish, key, revision)),
  todo: (asked: Partial<TodoQuery>, stop: Stop = {}) => request<WaitingList>(`/api/todo${query(asked)}`, stop),
  workbench: (asked: { year?: number }, stop: Stop = {}) => request<Workbench>(`/api/workbench${query(asked)}`, stop),
  overdue: (asked: { year?: number; after?: string; limit?: number }, stop: Stop = {}) => request<WaitingList>(`/api/overdue${query(asked)}`, stop),
  deadlines: (region: string, year: number, stop: Stop = {}) => requestSeen<Deadlines>(`/api/deadlines/${region}/${year}`, stop),
  setDeadlines: (region: string, year: number, days: Deadlines, version: string) => requestSeen<Deadlines>(`/api/deadlines/${region}/${year}`, changed(days, version)),
  approvals: (asked: { year?: number }, stop: Stop = {}) => request<Answer<typeof ApprovalList>>(`/api/approvals${query(asked)}`, stop),
  assignments: (declaration: string, stop: Stop = {}) => request<Answer<typeof AssignmentList>>(`/api/declarations/${declaration}/assignments`, stop),
  thirdParties: (declaration: string, stop: Stop = {}) => request<Answer<typeof ThirdPartyList>>(`/api/declarations/${declaration}/third-parties`, stop),
  assign: (declaration: string, account: string) => request<Answer<typeof AssignmentList>>(`/api/declarations/${declaration}/assignments`, posted({ account })),
  unassign: (declaration: string, account: string) => request<Answer<typeof AssignmentList>>(`/api/declarations/${declaration}/assignments/${account}`, { method: "DELETE" }),
  /** Address of the approval documents of a number, zipped. */
  approvalsAddress: (number: string, format: "docx" | "pdf" | "xlsx") => `/api/approvals/archive${query({ number, format })}`,

  review: (declaration: string, stop: Stop = {}) => request<DeclarationReview>(`/api/declarations/${declaration}/review`, stop),
  waive: (declaration: string, wish: WaiverWish) => request<Waiver>(`/api/declarations/${declaration}/waivers`, posted(wish)),
  waivers: (stop: Stop = {}) => request<Answer<typeof WaiverList>>("/api/waivers", stop),
  endWaiver: (waiver: string) => request<Waiver>(`/api/waivers/${waiver}`, { method: "DELETE" }),
  opinion: (declaration: string, stop: Stop = {}) => request<OpinionAnswer>(`/api/declarations/${declaration}/opinion`, stop),
  keepOpinion: (declaration: string, wish: OpinionWish) => request<KeptOpinion>(`/api/declarations/${declaration}/opinions`, posted(wish)),
  endOpinion: (declaration: string, opinion: string) => request<KeptOpinion>(`/api/declarations/${declaration}/opinions/${opinion}`, { method: "DELETE" }),
  rules: (stop: Stop = {}) => request<RuleList>("/api/rules", stop),
  ruleDecisions: (stop: Stop = {}) => request<Answer<typeof RuleDecisionList>>("/api/rules/decisions", stop),
  decideRule: (rule: string, wish: Answer<typeof RuleDecisionWish>) => request<RuleDecision>(`/api/rules/${rule}/decisions`, posted(wish)),
  /** Address of the report on what a filter finds, to be downloaded. */
  reviewReportAddress: (kind: ReportKind, asked: ReportQuery) => `/api/reviews/${kind}${query(asked)}`,

  /** Address of a table on a form's paper, to be downloaded. */
  paperAddress: (declaration: string, { form, format }: PaperQuery) => `/api/declarations/${declaration}/paper${query({ form, format })}`,
  preparePapers: (wish: PaperSetWish) => request<PaperSet>("/api/papers", posted(wish)),
  papers: (id: string, stop: Stop = {}) => request<PaperSet>(`/api/papers/${id}`, stop),
  blankWorkbook: (wish: BlankWish) => requestBlob("/api/papers/blank", posted(wish)),
  bookAddress: (asked: Partial<BookQuery>) => `/api/papers/book${query(asked)}`,
  papersAddress: (id: string) => `/api/papers/${id}/archive`,

  checks: (asked: Partial<CheckQuery>, stop: Stop = {}) => request<CheckQueue>(`/api/checks${query(asked)}`, stop),
  checkCounts: (asked: Partial<CheckQuery>, stop: Stop = {}) => request<CheckCounts>(`/api/checks/counts${query(asked)}`, stop),
  checkHistory: (declaration: string, stop: Stop = {}) => request<CheckHistory>(`/api/declarations/${declaration}/checks`, stop),
  check: (declaration: string, wish: CheckWish) =>
    request<Check>(`/api/declarations/${declaration}/checks`, posted(wish)),
  takeBack: (declaration: string, check: string) =>
    request<Check>(`/api/declarations/${declaration}/checks/${check}`, { method: "DELETE" }),

  offices: (year: number, stop: Stop = {}) => request<OfficeTree>(`/api/offices${query({ year })}`, stop),
  officeHistory: (office: string, stop: Stop = {}) => requestSeen<OfficeHistory>(`/api/offices/${office}`, stop),
  addOffice: (wish: OfficeWish) => request<Office>("/api/offices", posted(wish)),
  alterOffice: (office: string, wish: OfficeAlteration, version: string) => request<OfficeChanges>(`/api/offices/${office}`, changed(wish, version, "PATCH")),
  mergeOffice: (office: string, wish: { year: number; into: string }, version: string) => request<OfficeChanges>(`/api/offices/${office}/merge`, changed(wish, version, "POST")),
  closeOffice: (office: string, wish: { year: number }, version: string) => request<OfficeChanges>(`/api/offices/${office}/close`, changed(wish, version, "POST")),
  /** With `check` nothing is written. */
  importOffices: (file: File, { year, check, closeMissing }: { year: number; check: boolean; closeMissing: boolean }) =>
    request<OfficeImport>(`/api/offices/import${query({ year, check: String(check), closeMissing: String(closeMissing) })}`, { method: "POST", body: upload([{ name: file.name, file }]) }),
  /** Address of the workbook for offices and people: blank, or with the tree of a year. */
  officeTemplateAddress: (year?: number) => `/api/offices/template.xlsx${query({ year })}`,

  projects: (asked: { office?: string; text?: string; after?: string | undefined }, stop: Stop = {}) => request<ProjectList>(`/api/projects${query(asked)}`, stop),
  projectPairs: (asked: { decided: "true" | "false"; text?: string; after?: string | undefined }, stop: Stop = {}) => request<ProjectPairList>(`/api/projects/pairs${query(asked)}`, stop),
  decidePair: (decision: PairDecision) => request<ProjectPair>("/api/projects/pairs", posted(decision)),

  auditEvents: (asked: Partial<AuditQuery>, stop: Stop = {}) => request<AuditList>(`/api/audit/events${query(asked)}`, stop),
  auditActions: (stop: Stop = {}) => request<Answer<typeof AuditActions>>("/api/audit/actions", stop),
  auditVerification: (stop: Stop = {}) => request<AuditVerification>("/api/audit/verification", stop),
  verifyAudit: () => request<AuditVerification>("/api/audit/verification", { method: "POST" }),
  auditWorkbookAddress: (asked: AuditAsked) => `/api/audit/export.xlsx${query(asked)}`,
  auditLogAddress: "/api/audit/export.jsonl",

  sourceText: (document: string, stop: Stop = {}) => request<SourceText>(`/api/documents/${document}/text`, stop),
  sourceGrid: (document: string, stop: Stop = {}) => request<SourceGrid>(`/api/documents/${document}/grid`, stop),
  /** Address of the workbook's copy with everything marked that has to be put right. */
  markedAddress: (document: string) => `/api/documents/${document}/marked`,
  /** Address of the file as it came, to be downloaded. */
  sourceAddress: (document: string) => `/api/documents/${document}/source`,
};
