import { ExclamationCircleFilled } from "@ant-design/icons";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import type { Doubt } from "../../declaration/schema.ts";
import { doubtsAt, placesOf, related } from "./paths.ts";
import { useSelection } from "./selection.tsx";
import { doubtNames, nameOfPath } from "./words.ts";

interface Props {
  /** Where the value stands in the declaration; several for a cell that was merged from several rows. */
  paths: string[];
  text: string | null;
  /** How the value was understood. */
  hint?: string | null;
  /** Stands for a row or list as a whole, not for the values in it. */
  whole?: boolean;
}

/** Why a value is doubted, one line a doubt. */
export function DoubtWords({ doubts }: { doubts: Doubt[] }) {
  return doubts.map((doubt) => (
    <span className="doubt-line" key={`${doubt.path} ${doubt.reason} ${doubt.message}`}>
      {doubtNames[doubt.reason]}：{doubt.message || nameOfPath(doubt.path)}
    </span>
  ));
}

function Doubted({ doubts }: { doubts: Doubt[] }) {
  return (
    <span className="doubt-mark">
      <ExclamationCircleFilled aria-hidden />
      <span className="unseen">（待核对：{doubts.map(({ reason }) => doubtNames[reason]).join("、")}）</span>
    </span>
  );
}

/** One value of the form: a button that selects it, so that its place in the source is shown. */
export function Value({ paths, text, hint = null, whole = false }: Props) {
  const { declaration, selected, select } = useSelection();
  const [path = ""] = paths;
  const doubts = whole ? declaration.doubts.filter((doubt) => doubt.path === path) : doubtsAt(declaration, paths);
  if (text === null && doubts.length === 0 && placesOf(declaration, path).length === 0) return <span className="empty">（空）</span>;
  const chosen = selected !== null && paths.some((own) => (whole ? own === selected : related(own, selected)));
  const button = (
    <button type="button" className="value" aria-pressed={chosen} data-path={path} onClick={() => select(path)}>
      {text ?? <span className="empty">（空）</span>}
      {doubts.length > 0 && <Doubted doubts={doubts} />}
    </button>
  );
  if (hint === null && doubts.length === 0) return button;
  return (
    // Only for the mouse: whoever walks by keyboard reads the same above the source.
    <Tooltip title={<TooltipLines hint={hint} doubts={doubts} />} mouseEnterDelay={0.3}>
      {button}
    </Tooltip>
  );
}

function TooltipLines({ hint, doubts }: { hint: ReactNode; doubts: Doubt[] }) {
  return (
    <>
      {hint !== null && <span className="doubt-line">{hint}</span>}
      <DoubtWords doubts={doubts} />
    </>
  );
}

/** A mark beside the heading of a part that is doubted as a whole, such as all indicators. */
export function PartDoubt({ path }: { path: string }) {
  const { declaration, select } = useSelection();
  const doubts = declaration.doubts.filter((doubt) => doubt.path === path);
  if (doubts.length === 0) return null;
  return (
    <Tooltip title={<DoubtWords doubts={doubts} />}>
      <button type="button" className="value" onClick={() => select(path)}>
        <Doubted doubts={doubts} />
      </button>
    </Tooltip>
  );
}

