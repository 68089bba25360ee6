import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { ApiProblem, asProblem } from "../request.ts";
import { formsKey } from "./queries.ts";

/** Carries out a change of forms, says what came of it, and asks for the list anew. */
export function useChange(): { busy: boolean; run: (act: () => Promise<unknown>, done: string) => Promise<boolean> } {
  const [busy, setBusy] = useState(false);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const run = async (act: () => Promise<unknown>, done: string): Promise<boolean> => {
    setBusy(true);
    try {
      await act();
      void message.success(done);
      return true;
    } catch (error) {
      const problem = asProblem(error);
      void message.error(error instanceof ApiProblem || !(error instanceof Error) ? `${problem.message}${problem.hint ?? ""}` : error.message);
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: formsKey });
      setBusy(false);
    }
  };
  return { busy, run };
}
