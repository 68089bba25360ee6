// 涉密: every operation of the contract says here what of a table it gives out. Whoever may not see a secret table gets no
// word of it, by whatever way and search; what leaves the house together (sets, books, reports, workbooks, approvals) holds
// no secret one, whoever asks. A new operation without an entry fails.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { actions, permissions } from "../../src/workflow/permissions.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { nowhere, sampleOf, type Schemas } from "./contract-samples.ts";
import { contractOperations, kindOf, type Operation } from "./operations.ts";
import { type Caller, type SecretHouse, secretHouse, textOf, type Word, words } from "./secret-house.ts";

const list = (text: string): string[] => text.trim().split(/\s+/);
const leaves = {
  /** Nothing of a table. */
  nothing: list(`getHealth getReadiness getSession signIn signOut passFactor putPassword offerFactor confirmFactor renewRecoveryCodes endFactor listSessions endListedSession beginSso endSso
    chooseHouse checkSetup setUp listTrialPeople beTrialPerson listAccounts createAccount changeAccount resetPassword removeLostFactor endSessions grantRole endGrant listSsoBindings decideSsoBinding
    getSignInPolicy putSignInPolicy listTokens createToken revokeToken getPerson putPerson listSamples startImport undoImport importSample queueFiles pauseImport
    resumeImport cancelImport getImportReport downloadImportReport getDeclarationFilters removeDraft listUnclaimed claimDeclarations listWays takeStep takeSteps setControl
    setSecondLevel setSecret listAdjustmentWays listApprovals getWorkbench listAssignments assignThirdParty unassignThirdParty listThirdParties getDeadlines setDeadlines countChecks
    listRules listRuleDecisions decideRule getPapers listForms addForm getForm reviseForm removeForm listFormVersions retireForm widenForm listRereadCandidates getOfficeTree addOffice getOfficeHistory
    alterOffice mergeOffice closeOffice importOffices downloadOfficeTemplate listProjectPairs decideProjectPair listAuditEvents listAuditActions getAuditVerification verifyAudit downloadAuditEvents downloadAuditLog
    listBackups makeBackup putBackupPlan removeBackup checkBackup preparePapers`),
  /** Shown to whoever sees that table. */
  shown: list(`listImports getImport listImportedFiles listDeclarations getDeclaration listSteps listHistory listVersions getVersion getDifference getPreviousYear listAdjustments getAdjustment listTodo listDesk listOverdue
    listRemarks getCorrection listChecks listChecksOfDeclaration reviewDeclaration listWaivers getOpinion getDocument listProjects getProject`),
  /** A file, for its unit alone. */
  unit: list("downloadPaper downloadAttachment downloadMarkedDocument getDocumentText getDocumentGrid getDocumentSource"),
  /** Many at once: without the secret ones, whoever asks. */
  together: list("downloadApprovals downloadFindings downloadReviewReport downloadOpinions downloadOpinionPage downloadBook downloadPapers makeBlankWorkbook"),
  /** What somebody has just written, told back. */
  written: list(`importFile startDraft saveDraft startAdjustment saveAdjustment takeAdjustmentStep attachToAdjustment detachFromAdjustment replyToRemark checkValue takeBackCheck
    waiveFinding endWaiver keepOpinion endOpinion tryForm rereadDocument`),
  /** The whole house, sealed: for whoever looks after the machine. */
  backup: list("downloadBackup"),
} as const;

let server: TestServer;
let house: SecretHouse;
let operations: Operation[];
let schemas: Schemas;
before(async () => {
  server = await startTestServer();
  house = await secretHouse(await server.migratedDatabase());
  ({ operations, schemas } = await contractOperations());
});
after(async () => {
  try {
    await house.close();
  } finally {
    await server.stop();
  }
});

const decided = (id: string): keyof typeof leaves | undefined => (Object.keys(leaves) as (keyof typeof leaves)[]).find((kind) => leaves[kind].includes(id));

test("every operation of the contract says what of a table it gives out", () => {
  const told = Object.values(leaves).flat();
  assert.deepEqual(operations.map(({ id }) => id).filter((id) => decided(id) === undefined), [], "say in this test whether its answer holds anything of a table");
  assert.deepEqual(told.filter((id) => !operations.some((operation) => operation.id === id)), [], "is no operation any more");
  assert.equal(new Set(told).size, told.length);
  assert.ok(operations.every(({ action }) => actions.includes(action)));
});

/** The addresses under which an operation can be asked for something of the tables here, and with each of their words where it searches. */
function addresses(operation: Operation): string[] {
  const { named } = house;
  const kind = kindOf(operation) ?? "nowhere";
  const ids = operation.id === "getProject" ? named.project : kind === "declaration" || kind === "document" || kind === "import" || kind === "adjustment" ? named[kind] : [nowhere];
  const given: Readonly<Record<string, string>> = { number: "1", attachment: named.attachment, year: "2026" };
  const paths = ids.map((id) => operation.url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(name === "id" ? id : (given[name] ?? String(sampleOf(operation.parameters.find((one) => one.name === name)?.schema ?? {}, schemas))))));
  const wanted: Readonly<Record<string, string>> = { format: operation.id === "downloadBook" ? "docx" : "xlsx", form: "central-approval", paper: "central-approval", number: "甲财〔2026〕1号", limit: "100", year: "2026", from: "1", to: "2" };
  const query = operation.parameters.filter(({ in: place, name, required }) => place === "query" && (required || name === "limit" || name === "to" || (name === "year" && /papers|reviews/.test(operation.url)))).map(({ name, schema }) => [name, wanted[name] ?? String(sampleOf(schema, schemas))]);
  const searches = operation.parameters.some(({ in: place, name }) => place === "query" && name === "text") ? [[], ...Object.values(words).map((word) => [["text", word]])] : [[]];
  return paths.flatMap((path) => searches.map((search) => `${path}?${new URLSearchParams([...query, ...search] as [string, string][]).toString()}`));
}

const own = { host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin" };
async function ask(operation: Operation, url: string, caller: Caller, payload: object | null): Promise<{ status: number; text: string }> {
  const answer = await house.app.inject({ method: operation.method ?? "GET", url, headers: { ...own, "if-match": '"1"', ...caller.headers }, ...(payload && { payload }) });
  return { status: answer.statusCode, text: textOf(answer) };
}

/** The words that an answer may hold for somebody. */
function allowed(kind: keyof typeof leaves, { sees, isUnit }: Caller): readonly Word[] {
  if (kind === "shown" || kind === "written") return sees.length > 0 ? [...sees, "open"] : [];
  if (kind === "unit") return isUnit ? [...sees, "open"] : sees.length > 0 ? ["open"] : [];
  return kind === "together" && sees.length > 0 ? ["open"] : [];
}

const held = (text: string): Word[] => (Object.keys(words) as Word[]).filter((word) => text.includes(words[word]));

test("no way out gives a secret table to whoever may not see it, and none that many leave by gives it to anybody", async (t) => {
  const wrong: string[] = [];
  const shown = new Set<string>();
  let asked = 0;
  const look = (operation: Operation, kind: keyof typeof leaves, caller: Caller, url: string, text: string): void => {
    asked++;
    const found = held(text);
    const may = allowed(kind, caller);
    const right = caller.scopes === null || caller.scopes.some((scope) => scope === permissions[operation.action].scope);
    for (const word of found) if (!right || !may.includes(word)) wrong.push(`${operation.id} (${kind}) tells ${caller.called} of ${words[word]}: ${decodeURIComponent(url)} …${text.slice(Math.max(0, text.indexOf(words[word]) - 60), text.indexOf(words[word]) + 20).replace(/\s+/g, " ")}`);
    for (const word of found) shown.add(`${operation.id} ${word}`);
  };
  for (const operation of operations.filter(({ method }) => method === "GET")) {
    const kind = decided(operation.id);
    if (kind === undefined || operation.id === "downloadPapers" || operation.action === "house.health") continue;
    for (const caller of house.callers) for (const url of addresses(operation)) look(operation, kind, caller, url, (await ask(operation, url, caller, null)).text);
  }
  await lookAtSets(look);
  const silent = [...leaves.shown, ...leaves.unit].filter((id) => !shown.has(`${id} near`)).concat(leaves.together.filter((id) => !shown.has(`${id} open`)));
  assert.deepEqual([wrong, silent], [[], []], "told to somebody who may not know, and shown to nobody although this test says so");
  t.diagnostic(`${asked} answers for ${house.callers.length} people and tokens`);
});

/** Sets are made by a request of their own, and fetched by a second; so is the workbook that begins with the year before. */
async function lookAtSets(look: (operation: Operation, kind: keyof typeof leaves, caller: Caller, url: string, text: string) => void): Promise<void> {
  const the = (id: string): Operation => operations.find((operation) => operation.id === id) ?? assert.fail(id);
  const [prepare, fetch, state, blank] = [the("preparePapers"), the("downloadPapers"), the("getPapers"), the("makeBlankWorkbook")];
  for (const caller of house.callers) {
    for (const text of [undefined, ...Object.values(words)]) {
      const made = await ask(prepare, prepare.url, caller, { form: "central-approval", format: "docx", filter: text === undefined ? {} : { text } });
      look(prepare, "nothing", caller, prepare.url, made.text);
      if (made.status !== 201) continue;
      const { id } = JSON.parse(made.text.trim()) as { id: string };
      for (const one of [fetch, state]) for (const other of house.callers) {
        const url = one.url.replace("{id}", id);
        look(one, decided(one.id) ?? "nothing", other, url, (await ask(one, url, other, null)).text);
      }
    }
    for (const year of [2026, 2027]) look(blank, "together", caller, blank.url, (await ask(blank, blank.url, caller, { unit: "甲区泵站管理所", year, projects: [], last: true })).text);
  }
}

test("whoever may not see a secret table learns nothing of it from what they try to write", async () => {
  const wrong: string[] = [];
  for (const operation of operations.filter(({ method, id }) => method !== "GET" && id !== "preparePapers" && id !== "makeBlankWorkbook")) {
    if (permissions[operation.action].who === "anyone" || !["declaration", "document", "import", "adjustment"].includes(kindOf(operation) ?? "")) continue;
    for (const caller of house.callers.filter(({ sees }) => sees.length === 0)) {
      for (const url of addresses(operation)) {
        const { status, text } = await ask(operation, url, caller, operation.body && (sampleOf(operation.body, schemas) as object));
        if (held(text).length > 0 || status < 400) wrong.push(`${operation.id} as ${caller.called}: ${status} ${text.slice(0, 200)}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});
