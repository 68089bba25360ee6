import type { ReactNode } from "react";
import { createContext, useContext } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import type { Severity } from "../../review/rule.ts";
import type { Check } from "../../server/declarations/checks-contract.ts";

/** The declaration on the page and which of its values is selected: one selection for form and source. */
export interface Selection {
  id: string;
  /** With its corrections; of its doubts those that nobody has checked yet. */
  declaration: Declaration;
  /** The check of each path that holds. */
  checks: ReadonlyMap<string, Check>;
  /** Whether what was read can be confirmed and corrected here: by its unit's clerk, until the table is handed in. */
  checkable: boolean;
  /** The gravest finding at each path; waived ones left out. */
  flags: ReadonlyMap<string, Severity>;
  /** Paths about which a reviewer has said something; only where that is shown. */
  remarked?: ReadonlySet<string>;
  /** A path as in `places`, or `problems[2]`; null when nothing is selected. */
  selected: string | null;
  select: (path: string | null) => void;
}

const Context = createContext<Selection | null>(null);

export function SelectionProvider({ value, children }: { value: Selection; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

export function useSelection(): Selection {
  const selection = useContext(Context);
  if (selection === null) throw new Error("a value stands outside a declaration");
  return selection;
}
