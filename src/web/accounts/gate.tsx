import "./accounts.css";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useLocation, useMatches } from "@tanstack/react-router";
import { Modal } from "antd";
import { lazy, type ReactNode, Suspense, useRef } from "react";
import { api } from "../api.ts";
import { declarationsKey } from "../declarations/queries.ts";
import { personQuery } from "../person/queries.ts";
import { ProblemAlert } from "../problem.tsx";
import { beginsAt } from "../ways.ts";
import { EnrolPage } from "./factor-enrol.tsx";
import { FactorForm, FactorPage } from "./factor-pass.tsx";
import { useIdleEnd } from "./idle.ts";
import { NewPasswordPage } from "./new-password.tsx";
import { sessionQuery, useMay } from "./session.ts";
import { SignIn, SignInPage } from "./sign-in.tsx";

// They are seen once, or in a trial only: no part of the first page of every day.
const TrialPeoplePage = lazy(async () => ({ default: (await import("../trial/people.tsx")).TrialPeoplePage }));
const WelcomePage = lazy(async () => ({ default: (await import("./welcome.tsx")).WelcomePage }));

/** Shows what somebody asked for once they are signed in; before that, what is still to be done. */
export function Gate({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const { pathname } = useLocation();
  const last = useRef<string | null>(null);
  useIdleEnd(session?.stage === "full" && session.house.mode === "office" ? session.rules.idleMinutes : null);
  // The manual is for everybody, most of all for those who cannot get in.
  if (pathname === "/manual" || pathname.startsWith("/manual/")) return children;
  if (error && session === undefined) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (session === undefined) return null;
  if (session.stage === "full") last.current = session.person?.login ?? null;
  if (pathname === "/setup") return children;
  switch (session.stage) {
    case "local":
      return <Local>{children}</Local>;
    case "none":
    case "factor":
      if (last.current !== null) return <Held until={session.stage} login={last.current}>{children}</Held>;
      if (session.house.mode === "trial") return <Suspense fallback={null}><TrialPeoplePage /></Suspense>;
      return session.stage === "none" ? <SignInPage /> : <FactorPage />;
    case "change":
      return <NewPasswordPage />;
    case "enrol":
      return <EnrolPage />;
    case "full":
      return <Held until={null} login="">{children}</Held>;
  }
}

/** When a session ends by itself, the page stays as it was, out of sight, until the same person is back. */
function Held({ until, login, children }: { until: "none" | "factor" | null; login: string; children: ReactNode }) {
  const away = until !== null;
  return (
    <>
      <div className={away ? "held away" : "held"} aria-hidden={away} inert={away}>
        <Home>{children}</Home>
      </div>
      <Modal open={away} title="登录已过期，请重新登录" closable={false} footer={null} width={400} mask={{ closable: false }} keyboard={false} destroyOnHidden>
        {until === "none" && <SignIn login={login} />}
        {until === "factor" && <FactorForm />}
      </Modal>
    </>
  );
}

/** Alone on the machine; on the first visit of all it is asked how the house will be used. */
function Local({ children }: { children: ReactNode }) {
  const { data: session } = useQuery(sessionQuery);
  const { data: named } = useQuery(personQuery);
  const fresh = session?.house.chosen === false && named?.person === null;
  // Who has already brought tables in, from the command line, has found their way.
  const { data: list, isError } = useQuery({ queryKey: [...declarationsKey, "any"], queryFn: ({ signal }) => api.declarations({ limit: 1 }, { signal }), enabled: fresh });
  if (named === undefined || (fresh && list === undefined && !isError)) return null;
  return fresh && !list?.total ? <Suspense fallback={null}><WelcomePage /></Suspense> : children;
}

/** Who may not see the first page begins where they may. */
function Home({ children }: { children: ReactNode }) {
  const { data: session } = useQuery(sessionQuery);
  const may = useMay();
  const { pathname } = useLocation();
  // The page that is still shown while the next one comes: it must not ask for what the person may not see.
  const shown = useMatches({ select: (matches) => matches.at(-1)?.pathname });
  const isElsewhere = (at: string | undefined) => session?.stage === "full" && (at === "/sign-in" || (["/workbench", "/declarations"].includes(at ?? "") && !may("declaration.read")));
  if (!isElsewhere(pathname)) return isElsewhere(shown) ? null : children;
  return <Navigate to={beginsAt(may)} replace />;
}
