// The operations of the API's contract, and for each a request that means something in the made-up region.
import { FormDefinition } from "../../src/forms/form.ts";
import { tianjin } from "../../src/forms/tianjin.ts";
import type { InjectOptions } from "fastify";
import { aspectIds, questionIds } from "../../src/review/opinion.ts";
import { openApiDocument } from "../../src/server/openapi.ts";
import type { Database } from "../../src/store/database.ts";
import type { Action } from "../../src/workflow/permissions.ts";
import type { Node } from "../region/offices.ts";
import { nowhere, sampleOf, type Schema, type Schemas } from "./contract-samples.ts";

export interface Operation {
  id: string;
  method: InjectOptions["method"];
  url: string;
  action: Action;
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[];
  body: Schema | null;
}

/** What the id in an operation's path names. Whoever is shown none of it is told that there is none. */
export type Kind = "none" | "declaration" | "document" | "import" | "adjustment" | "account" | "office" | "nowhere";

const words = (text: string): string[] => text.trim().split(/\s+/);
export const kinds: Readonly<Record<Kind, readonly string[]>> = {
  none: words(`getHealth getReadiness getSession signIn signOut passFactor putPassword offerFactor confirmFactor renewRecoveryCodes endFactor listSessions
    beginSso endSso chooseHouse checkSetup setUp listAccounts createAccount listSsoBindings getSignInPolicy putSignInPolicy listTokens createToken getPerson putPerson
    listSamples startImport listImports listDeclarations startDraft getDeclarationFilters listUnclaimed claimDeclarations takeSteps listApprovals downloadApprovals
    listTodo listDesk listOverdue getWorkbench listChecks countChecks listWaivers downloadFindings downloadReviewReport downloadOpinions downloadOpinionPage listRules listRuleDecisions decideRule
    downloadBook preparePapers makeBlankWorkbook getOfficeTree addOffice importOffices downloadOfficeTemplate listProjects listProjectPairs decideProjectPair
    listForms addForm listRereadCandidates listTrialPeople beTrialPerson listBackups makeBackup putBackupPlan listAuditEvents listAuditActions getAuditVerification verifyAudit downloadAuditEvents downloadAuditLog`),
  declaration: words(`getDeclaration saveDraft removeDraft listWays takeStep listSteps listHistory setControl setSecondLevel setSecret listVersions getVersion getDifference listAdjustments
    startAdjustment listRemarks replyToRemark getCorrection getPreviousYear listAssignments listThirdParties assignThirdParty unassignThirdParty listChecksOfDeclaration checkValue takeBackCheck reviewDeclaration waiveFinding getOpinion keepOpinion
    endOpinion downloadPaper`),
  document: words("downloadMarkedDocument getDocument getDocumentText getDocumentGrid getDocumentSource tryForm rereadDocument"),
  import: words("getImport undoImport importFile listImportedFiles importSample queueFiles pauseImport resumeImport cancelImport getImportReport downloadImportReport"),
  adjustment: words("attachToAdjustment downloadAttachment detachFromAdjustment getAdjustment listAdjustmentWays saveAdjustment takeAdjustmentStep"),
  account: words("changeAccount resetPassword removeLostFactor endSessions grantRole endGrant"),
  office: words("getOfficeHistory alterOffice mergeOffice closeOffice getDeadlines setDeadlines"),
  nowhere: words("endListedSession decideSsoBinding revokeToken endWaiver downloadBackup checkBackup removeBackup getPapers downloadPapers getProject getForm listFormVersions reviseForm retireForm widenForm removeForm"),
};

/** Its answer is a file that a thread makes, which this server has not. */
export const needsThreads: ReadonlySet<string> = new Set(["downloadPaper", "downloadMarkedDocument", "getDocumentGrid", "getDocumentText", "getDocumentSource"]);

/** What a sample made of the schema alone does not meet. */
const { id: _, ...definition } = FormDefinition.parse(tianjin);
const bodies: Readonly<Record<string, object>> = {
  addForm: { name: "试", definition },
  reviseForm: { name: "试", definition, seen: 1 },
  tryForm: { definition },
  keepOpinion: { opinion: { points: Object.fromEntries(questionIds.map((id) => [id, "1"])), remarks: Object.fromEntries(aspectIds.map((id) => [id, ""])), conclusion: "可行" }, seen: { opinion: null, grounds: "" } },
  waiveFinding: { rule: "COMP-01", path: "notes", message: "没有填写", scope: "cell", reason: "已经核实" },
};

export interface Target {
  declaration: string;
  document: string;
  adjustment: string;
  import: string;
}

/** Declarations of a unit that finance has been handed: each write takes one of its own. */
export async function targetsOf(database: Database, unit: Node): Promise<Target[]> {
  const { rows } = await database.pool.query<Target>(
    `with own as (select id, document_id, row_number() over (order by id) as nth from declaration where unit_id = $1 and circle >= 2 and document_id is not null and state in ('APPROVED', 'PUBLISHED')),
      runs as (select id, row_number() over (order by id) as nth, count(*) over () as many from import_run where unit_id = $1),
      changes as (select id, row_number() over (order by id) as nth, count(*) over () as many from adjustment where declaration_id in (select id from own))
     select own.id as declaration, document_id as document, changes.id as adjustment, runs.id as import from own
       join runs on runs.nth = 1 + own.nth % runs.many join changes on changes.nth = 1 + own.nth % changes.many`,
    [unit.id],
  );
  return rows;
}

/** Every operation that the contract describes. */
export async function contractOperations(): Promise<{ operations: Operation[]; schemas: Schemas }> {
  const document = JSON.parse(await openApiDocument()) as { paths: Record<string, Record<string, { operationId: string; "x-action": Action; parameters?: Operation["parameters"]; requestBody?: { content: Record<string, { schema: Schema }> } }>>; components: { schemas: Schemas } };
  const all = Object.entries(document.paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, told]) => ({
      id: told.operationId, method: method.toUpperCase() as InjectOptions["method"], url, action: told["x-action"], parameters: told.parameters ?? [], body: told.requestBody?.content["application/json"]?.schema ?? null,
    })),
  );
  return { operations: all, schemas: document.components.schemas };
}

export const kindOf = (operation: Operation): Kind | undefined => (Object.keys(kinds) as Kind[]).find((kind) => kinds[kind].includes(operation.id));

export interface Around {
  targets: readonly Target[];
  /** The unit whose things are asked for. */
  home: Node;
  /** An account at which accounts may be tried out. */
  spare: string;
  schemas: Schemas;
}

/** Reports tell of whatever is asked for; who may have one shows at one of a single table. */
const ofOne: ReadonlySet<string> = new Set(["downloadFindings", "downloadReviewReport", "downloadOpinions", "downloadOpinionPage", "downloadBook"]);

let taken = 0;

/** The request of an operation about the home unit's things, with these headers of who sends it. */
export function requestOf(operation: Operation, kind: Kind, { targets, home, spare, schemas }: Around, credentials: Record<string, string>): InjectOptions {
  const target = targets[operation.method === "GET" ? 0 : 1 + (taken++ % (targets.length - 1))];
  const ids: Readonly<Record<Kind, string>> = { none: nowhere, nowhere, account: spare, office: home.id, declaration: target?.declaration ?? nowhere, document: target?.document ?? nowhere, import: target?.import ?? nowhere, adjustment: target?.adjustment ?? nowhere };
  const named: Readonly<Record<string, string>> = { id: ids[kind], region: home.parent?.parent?.id ?? nowhere, year: "2026", number: "1", from: "1", to: "1" };
  const url = operation.url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(named[name] ?? String(sampleOf(operation.parameters.find((one) => one.name === name)?.schema ?? {}, schemas))));
  const query = operation.parameters.filter((one) => one.in === "query" && one.required).map((one) => `${one.name}=${encodeURIComponent(String(sampleOf(one.schema, schemas)))}`);
  if (ofOne.has(operation.id)) query.push(`declaration=${ids.declaration}`);
  return {
    method: operation.method ?? "GET",
    url: query.length === 0 ? url : `${url}?${query.join("&")}`,
    headers: { host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin", "if-match": '"1"', ...credentials },
    ...(operation.body && { payload: bodies[operation.id] ?? (sampleOf(operation.body, schemas) as object) }),
  };
}
