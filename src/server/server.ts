import multipart from "@fastify/multipart";
import fastify from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountSettings } from "./accounts/settings.ts";
import { addAccountRoutes } from "./accounts/accounts.ts";
import { addAdjustmentRoutes } from "./goals/adjustments.ts";
import type { App, House } from "./app.ts";
import { addAuditRoutes } from "./audit/audit.ts";
import { addApprovalRoutes } from "./goals/approvals.ts";
import { addBackupRoutes } from "./backups/backups.ts";
import { addCheckRoutes } from "./declarations/checks.ts";
import { addDeclarationRoutes } from "./declarations/declarations.ts";
import { closeUnused } from "./closing.ts";
import { describeApi } from "./description.ts";
import { guardDoor } from "./door.ts";
import { addDraftRoutes } from "./goals/drafts.ts";
import { addDocumentRoutes } from "./declarations/documents.ts";
import { addFormRoutes } from "./forms/forms.ts";
import { addMappingRoutes } from "./forms/mapping.ts";
import { addGoalRoutes } from "./goals/goals.ts";
import { addHealthRoutes } from "./health.ts";
import { addImportRoutes } from "./imports/imports.ts";
import { addImportControlRoutes } from "./imports/control.ts";
import { addImportReportRoutes } from "./imports/report.ts";
import { limitLoad } from "./load.ts";
import type { Log } from "./log.ts";
import { addOfficeRoutes } from "./offices/offices.ts";
import { servePage } from "./page.ts";
import { addOpinionRoutes } from "./reviews/opinions.ts";
import { addPaperRoutes } from "./papers/papers.ts";
import { addPersonRoutes } from "./person.ts";
import { answerBadAddress, answerProblems } from "./problems.ts";
import { addReviewReportRoutes } from "./reviews/reports.ts";
import { addReviewRoutes } from "./reviews/reviews.ts";
import { addRuleRoutes } from "./reviews/rules.ts";
import { addSampleRoutes } from "./imports/samples.ts";
import { addProjectRoutes } from "./offices/projects.ts";
import { loopback, protect } from "./security.ts";
import { onlyShared } from "./shared.ts";
import { addSetupRoutes } from "./accounts/setup.ts";
import { addTrialRoutes } from "./trial.ts";
import { addSignInRoutes } from "./accounts/sign-in.ts";
import { addSsoRoutes } from "./accounts/sso.ts";
import { addTodoRoutes } from "./goals/todo.ts";
import { addRemarkRoutes } from "./goals/remarks.ts";
import { addTokenRoutes } from "./accounts/tokens.ts";
import { addVersionRoutes } from "./goals/versions.ts";
import { addWorkbenchRoutes } from "./workbench/workbench.ts";
import { addWorkbookRoutes } from "./papers/workbooks.ts";

// What a schema refuses is said in Chinese.
z.config(z.locales.zhCN());

/**
 * Builds the server, without listening.
 * @param house what the routes work with
 * @param log where its lines go
 * @param pageFolder the built page; null serves the API alone
 */
export async function buildServer(house: House, log: Log | false, pageFolder: string | null): Promise<App> {
  const { origin } = accountSettings(house.accounts);
  const app: App = fastify({
    // Only a proxy on this machine may say on whose behalf it asks.
    trustProxy: origin === null ? false : loopback,
    logger: log,
    // Lines for people do not tell requests apart, and a logger of its own for each costs as much as reading its cookie.
    ...(log !== false && log.level === "warn" && { childLoggerFactory: (logger) => logger }),
    // JSON bodies are tiny; files come as multipart, which has its own limit.
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 1000 },
    frameworkErrors: answerBadAddress,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  closeUnused(app);
  answerProblems(app);
  protect(app, origin);
  onlyShared(app, house);
  await app.register(multipart);
  limitLoad(app, house);
  guardDoor(app, house);
  await describeApi(app);
  addHealthRoutes(app, house);
  addSignInRoutes(app, house);
  addSsoRoutes(app, house);
  addSetupRoutes(app, house);
  addTrialRoutes(app, house);
  addAccountRoutes(app, house);
  addTokenRoutes(app, house);
  addPersonRoutes(app, house);
  addSampleRoutes(app, house);
  addImportRoutes(app, house);
  addImportControlRoutes(app, house);
  addImportReportRoutes(app, house);
  addDeclarationRoutes(app, house);
  addDraftRoutes(app, house);
  addGoalRoutes(app, house);
  addVersionRoutes(app, house);
  addAdjustmentRoutes(app, house);
  addApprovalRoutes(app, house);
  addTodoRoutes(app, house);
  addWorkbenchRoutes(app, house);
  addRemarkRoutes(app, house);
  addCheckRoutes(app, house);
  addReviewRoutes(app, house);
  addOpinionRoutes(app, house);
  addReviewReportRoutes(app, house);
  addRuleRoutes(app, house);
  addPaperRoutes(app, house);
  addWorkbookRoutes(app, house);
  addDocumentRoutes(app, house);
  addFormRoutes(app, house);
  addMappingRoutes(app, house);
  addOfficeRoutes(app, house);
  addProjectRoutes(app, house);
  addAuditRoutes(app, house);
  addBackupRoutes(app, house);
  await servePage(app, pageFolder);
  return app;
}
