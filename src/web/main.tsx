import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { App, ConfigProvider } from "antd";
import chinese from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { config } from "zod";
import { sessionQuery } from "./accounts/session.ts";
import { ApiProblem } from "./request.ts";
import { router } from "./router.tsx";
import "./style.css";
import "./print.css";
import { descriptionStyles, theme } from "./theme.ts";

dayjs.locale("zh-cn");
// zod would try whether it may make code out of text, which the content security policy forbids and reports.
config({ jitless: true });

/** A session that ended is noticed by whatever is asked next; then the page asks to sign in. */
const onError = (error: unknown): void => {
  if (error instanceof ApiProblem && error.code === "AUTH-01") void queries.invalidateQueries({ queryKey: sessionQuery.queryKey, exact: true });
};

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // An answer that refuses will refuse again; only a lost connection is worth another try.
      retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.status !== null),
    },
  },
});

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no #page");

createRoot(page).render(
  <StrictMode>
    <ConfigProvider locale={chinese} theme={theme} button={{ autoInsertSpace: false }} descriptions={{ styles: descriptionStyles }}>
      <App component={false}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);
