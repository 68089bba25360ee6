import "./declaration.css";
import { Alert } from "antd";
import { useMemo, useRef } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import { goalStates } from "../../workflow/states.ts";
import { useMay } from "../accounts/session.ts";
import { DocumentFacts } from "../documents/facts.tsx";
import { SourcePane } from "../documents/pane.tsx";
import { useFlags } from "../reviews/flags.ts";
import { AboutValue } from "./about.tsx";
import { Checks } from "./checks.tsx";
import { BasicFields, FundingFields, Goals, NotesAndExtra, SpendingPlan } from "./fields.tsx";
import { Indicators } from "./indicators.tsx";
import { useValueKeys } from "./keys.ts";
import { marksOf, rangesOf } from "./marks.ts";
import { pathAt, placesOfSelection, printedAt } from "./paths.ts";
import { type Selection, useSelection } from "./selection.tsx";
import { DoubtWords } from "./value.tsx";

/** A declaration laid out like its form; one of its values may be selected. */
export function Sheet({ answer }: { answer: DeclarationAnswer }) {
  const container = useRef<HTMLDivElement>(null);
  const { declaration, selected, select } = useSelection();
  useValueKeys(container, selected, select);
  const { document } = answer;
  const whole = declaration.doubts.filter(({ path }) => path === "");
  return (
    <div className="form" ref={container}>
      {whole.length > 0 && <Alert type="warning" showIcon title="整张表需要核对" description={<DoubtWords doubts={whole} />} />}
      <BasicFields />
      <FundingFields />
      <SpendingPlan />
      <Goals />
      <Indicators />
      <NotesAndExtra />
      <Checks doubts={declaration.doubts} problems={document?.problems ?? []} open={answer.open} />
      {document !== null && <DocumentFacts document={document} />}
    </div>
  );
}

/** What has been checked is no doubt any more. */
function withOpenDoubts({ declaration, open }: DeclarationAnswer): Declaration {
  return { ...declaration, doubts: declaration.doubts.filter(({ path }) => open.includes(path)) };
}

/** What a page that shows a declaration shares among its parts. @param remarked paths about which a reviewer has said something */
export function useOpened(answer: DeclarationAnswer, selected: string | null, select: (path: string | null) => void, remarked?: ReadonlySet<string>): Selection {
  const { id, state, handedOn } = answer;
  const may = useMay();
  const checkable = may("check.write") && !handedOn && !goalStates[state].frozen;
  const declaration = useMemo(() => withOpenDoubts(answer), [answer]);
  const checks = useMemo(() => new Map(answer.checks.map((check) => [check.path, check])), [answer]);
  const flags = useFlags(id, declaration);
  return useMemo(() => ({ id, declaration, checks, checkable, flags, selected, select, ...(remarked && { remarked }) }), [id, declaration, checks, checkable, flags, selected, select, remarked]);
}

/** The document that a declaration was read from, with the selected value at its place; a press there selects. */
export function Source({ document }: { document: NonNullable<DeclarationAnswer["document"]> }) {
  const { declaration, selected, select } = useSelection();
  const places = useMemo(() => (selected === null ? [] : placesOfSelection(declaration, document.problems, selected)), [declaration, document, selected]);
  const marks = useMemo(() => marksOf(declaration), [declaration]);
  const ranges = useMemo(() => rangesOf(places, selected === null ? null : printedAt(declaration, selected)), [declaration, places, selected]);
  const pick = (offset: number) => {
    const path = pathAt(declaration, offset) ?? pathAt(declaration, offset - 1);
    if (path !== null) select(path);
  };
  return (
    <SourcePane document={document} marks={marks} selected={ranges} onPick={pick}>
      <AboutValue declaration={declaration} selected={selected} places={places} />
    </SourcePane>
  );
}
