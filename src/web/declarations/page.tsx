import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Skeleton, Splitter } from "antd";
import { useCallback } from "react";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import { WayPanel } from "../goals/panel.tsx";
import { waysQuery } from "../goals/queries.ts";
import { PaneChoice } from "../reviews/choice.tsx";
import { ReviewPanel } from "../reviews/panel.tsx";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { useWide } from "../wide.ts";
import { Head } from "./head.tsx";
import { declarationQuery } from "./queries.ts";
import type { Panel } from "./search.ts";
import { SelectionProvider } from "./selection.tsx";
import { Sheet, Source, useOpened } from "./sheet.tsx";

const route = getRouteApi("/declarations/$id");

/** A declaration laid out like its form and, beside it, the text it was read from. */
function Open({ answer }: { answer: DeclarationAnswer }) {
  const { id, document } = answer;
  const { value: selected = null, panel } = route.useSearch();
  const navigate = useNavigate({ from: "/declarations/$id" });
  const wide = useWide();
  const select = useCallback(
    (path: string | null) => void navigate({ search: { ...(path ? { value: path } : {}), ...(panel ? { panel } : {}) }, replace: true, resetScroll: false }),
    [navigate, panel],
  );
  const turnTo = (wanted: Panel | undefined) =>
    void navigate({ search: { ...(selected ? { value: selected } : {}), ...(wanted ? { panel: wanted } : {}) }, replace: true, resetScroll: false });
  const selection = useOpened(answer, selected, select);
  const { declaration } = selection;
  const ways = useQuery(waysQuery(id));
  // A draft that nobody can hand in from here has only its history.
  const hasWay = answer.state !== "DRAFT" || (ways.data?.items.length ?? 0) > 0;
  useTitle(declaration.project.name ?? "目标表");
  return (
    <SelectionProvider value={selection}>
      <div className="declaration">
        <Head answer={answer} declaration={declaration} />
        <Splitter className="panes" orientation={wide ? "horizontal" : "vertical"}>
          <Splitter.Panel defaultSize="62%" min="30%">
            <Sheet key={answer.id} answer={answer} />
          </Splitter.Panel>
          <Splitter.Panel min="20%">
            <div className="side">
              <PaneChoice panel={panel} turnTo={turnTo} hasSource={document !== null} hasWay={hasWay} />
              {panel === "way" ? <WayPanel answer={answer} /> : panel === "review" || document === null ? <ReviewPanel /> : <Source document={document} />}
            </div>
          </Splitter.Panel>
        </Splitter>
      </div>
    </SelectionProvider>
  );
}

export function DeclarationPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(declarationQuery(id));
  if (data !== undefined) return <Open answer={data} />;
  return <div className="sheet">{error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 12 }} />}</div>;
}
