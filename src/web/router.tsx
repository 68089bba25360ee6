import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { signInSearch } from "./accounts/search.ts";
import { auditSearch } from "./audit/search.ts";
import { queueSearch } from "./checks/search.ts";
import { declarationSearch, listSearch } from "./declarations/search.ts";
import { deskSearch, deskTableSearch } from "./desk/search.ts";
import { paperSearch } from "./papers/search.ts";
import { officeSearch } from "./offices/search.ts";
import { projectSearch } from "./projects/search.ts";
import { Frame } from "./frame.tsx";
import { approvalSearch, calendarSearch, differenceSearch, todoSearch } from "./goals/search.ts";
import { Missing } from "./missing.tsx";
import { ProblemAlert } from "./problem.tsx";
import { workbenchSearch } from "./workbench/search.ts";

const root = createRootRoute({
  component: Frame,
  notFoundComponent: Missing,
  errorComponent: ({ error, reset }) => <ProblemAlert error={error} onRetry={reset} />,
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/workbench", replace: true });
  },
});

const workbench = createRoute({
  getParentRoute: () => root,
  path: "/workbench",
  validateSearch: workbenchSearch,
  component: lazyRouteComponent(() => import("./workbench/page.tsx"), "WorkbenchPage"),
});

const declarations = createRoute({
  getParentRoute: () => root,
  path: "/declarations",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("./declarations/list.tsx"), "DeclarationListPage"),
});

const declaration = createRoute({
  getParentRoute: () => root,
  path: "/declarations/$id",
  validateSearch: declarationSearch,
  component: lazyRouteComponent(() => import("./declarations/page.tsx"), "DeclarationPage"),
});

const draft = createRoute({
  getParentRoute: () => root,
  path: "/declarations/$id/edit",
  component: lazyRouteComponent(() => import("./drafts/page.tsx"), "DraftPage"),
});

const difference = createRoute({
  getParentRoute: () => root,
  path: "/declarations/$id/difference",
  validateSearch: differenceSearch,
  component: lazyRouteComponent(() => import("./goals/difference.tsx"), "DifferencePage"),
});

const todo = createRoute({
  getParentRoute: () => root,
  path: "/todo",
  validateSearch: todoSearch,
  component: lazyRouteComponent(() => import("./goals/todo.tsx"), "TodoPage"),
});

const desk = createRoute({
  getParentRoute: () => root,
  path: "/desk",
  validateSearch: deskSearch,
  component: lazyRouteComponent(() => import("./desk/list.tsx"), "DeskPage"),
});

const deskTable = createRoute({
  getParentRoute: () => root,
  path: "/desk/$id",
  validateSearch: deskTableSearch,
  component: lazyRouteComponent(() => import("./desk/page.tsx"), "DeskTablePage"),
});

const adjustment = createRoute({
  getParentRoute: () => root,
  path: "/adjustments/$id",
  component: lazyRouteComponent(() => import("./goals/adjustment.tsx"), "AdjustmentPage"),
});

const calendar = createRoute({
  getParentRoute: () => root,
  path: "/calendar",
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import("./goals/calendar.tsx"), "CalendarPage"),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: "/approvals",
  validateSearch: approvalSearch,
  component: lazyRouteComponent(() => import("./goals/approvals.tsx"), "ApprovalsPage"),
});

const trial = createRoute({
  getParentRoute: () => root,
  path: "/trial",
  component: lazyRouteComponent(() => import("./trial/people.tsx"), "TrialPeoplePage"),
});

const houseForms = createRoute({
  getParentRoute: () => root,
  path: "/forms",
  component: lazyRouteComponent(() => import("./forms/page.tsx"), "FormsPage"),
});

const layout = createRoute({
  getParentRoute: () => root,
  path: "/documents/$id/layout",
  component: lazyRouteComponent(() => import("./forms/mapping.tsx"), "LayoutPage"),
});

const paper = createRoute({
  getParentRoute: () => root,
  path: "/declarations/$id/paper",
  validateSearch: paperSearch,
  component: lazyRouteComponent(() => import("./papers/page.tsx"), "PaperPage"),
});

const checks = createRoute({
  getParentRoute: () => root,
  path: "/checks",
  validateSearch: queueSearch,
  component: lazyRouteComponent(() => import("./checks/page.tsx"), "ChecksPage"),
});

const ruleCatalogue = createRoute({
  getParentRoute: () => root,
  path: "/rules",
  component: lazyRouteComponent(() => import("./rules/page.tsx"), "RulesPage"),
});

const offices = createRoute({
  getParentRoute: () => root,
  path: "/offices",
  validateSearch: officeSearch,
  component: lazyRouteComponent(() => import("./offices/page.tsx"), "OfficesPage"),
});

const projects = createRoute({
  getParentRoute: () => root,
  path: "/projects",
  validateSearch: projectSearch,
  component: lazyRouteComponent(() => import("./projects/page.tsx"), "ProjectsPage"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import("./audit/page.tsx"), "AuditPage"),
});

const backups = createRoute({
  getParentRoute: () => root,
  path: "/backups",
  component: lazyRouteComponent(() => import("./backups/page.tsx"), "BackupsPage"),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: "/import",
  component: lazyRouteComponent(() => import("./imports/page.tsx"), "ImportPage"),
});

const importRun = createRoute({
  getParentRoute: () => root,
  path: "/imports/$id",
  component: lazyRouteComponent(() => import("./imports/run.tsx"), "ImportRunPage"),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  component: lazyRouteComponent(() => import("./accounts/people.tsx"), "PeoplePage"),
});

const self = createRoute({
  getParentRoute: () => root,
  path: "/me",
  component: lazyRouteComponent(() => import("./accounts/self.tsx"), "SelfPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("./accounts/setup.tsx"), "SetupPage"),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./accounts/welcome.tsx"), "WelcomePage"),
});

const manual = createRoute({
  getParentRoute: () => root,
  path: "/manual",
  component: lazyRouteComponent(() => import("./manual/page.tsx"), "ManualPage"),
});

const manualChapter = createRoute({
  getParentRoute: () => root,
  path: "/manual/$chapter",
  component: lazyRouteComponent(() => import("./manual/page.tsx"), "ManualPage"),
});

/** The page itself stands in accounts/gate.tsx, wherever somebody is who has to sign in; here single sign-on comes back. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: signInSearch,
});

export const router = createRouter({
  routeTree: root.addChildren([start, workbench, declarations, declaration, draft, difference, todo, desk, deskTable, adjustment, calendar, approvals, trial, paper, houseForms, layout, checks, ruleCatalogue, offices, projects, audit, backups, importing, importRun, people, self, setup, welcome, manual, manualChapter, signIn]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
