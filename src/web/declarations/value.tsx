import { EditFilled, ExclamationCircleFilled } from "@ant-design/icons";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import type { Doubt } from "../../declaration/schema.ts";
import type { Check } from "../../server/declarations/checks-contract.ts";
import { InlineChecks } from "../checks/inline.tsx";
import { checkWords, isCorrected } from "../checks/words.ts";
import { moment } from "../moment.ts";
import { covers, doubtsAt, placesOf, related } from "./paths.ts";
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

/** Who checked a value, one line a check: of a corrected one, what was read. */
export function CheckWords({ checks }: { checks: Check[] }) {
  return checks.map((check) => (
    <span className="doubt-line" key={check.id}>
      {check.person ?? "未登记姓名"} {moment(check.at)} {checkWords(check)}
    </span>
  ));
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
  const { declaration, checks, flags, remarked, selected, select } = useSelection();
  const [path = ""] = paths;
  const isRemarked = remarked !== undefined && paths.some((own) => remarked.has(own));
  const checked = paths.flatMap((own) => [...checks.values()].filter((check) => (whole ? check.path === own : covers(own, check.path))));
  const corrected = checked.some(isCorrected);
  const flag = paths.map((own) => flags.get(own)).find((severity) => severity !== undefined);
  const doubts = whole ? declaration.doubts.filter((doubt) => doubt.path === path) : doubtsAt(declaration, paths);
  if (text === null && doubts.length === 0 && placesOf(declaration, path).length === 0) return <span className="empty">（空）</span>;
  const chosen = selected !== null && paths.some((own) => (whole ? own === selected : related(own, selected)));
  const button = (
    <button type="button" className={["value", corrected && "corrected", isRemarked && "remarked", flag && `flagged-${flag}`].filter(Boolean).join(" ")} aria-pressed={chosen} data-path={path} onClick={() => select(path)}>
      {text ?? <span className="empty">（空）</span>}
      {corrected && <Corrected />}
      {isRemarked && <span className="unseen">（有审核意见）</span>}
      {doubts.length > 0 && <Doubted doubts={doubts} />}
    </button>
  );
  const inside = paths.includes(selected ?? "") || doubts.some((doubt) => doubt.path === selected);
  // Only where there is a doubt, so that rows do not grow under the reader's hand; else they stand above the source.
  const actions = inside && doubts.length > 0 && <InlineChecks paths={paths} doubted={doubts.map((doubt) => doubt.path)} />;
  if (hint === null && doubts.length + checked.length === 0) {
    return (
      <>
        {button}
        {actions}
      </>
    );
  }
  return (
    <>
      {/* Only for the mouse: whoever walks by keyboard reads the same above the source. */}
      <Tooltip title={<TooltipLines hint={hint} doubts={doubts} checks={checked} />} mouseEnterDelay={0.3}>
        {button}
      </Tooltip>
      {actions}
    </>
  );
}

function Corrected() {
  return (
    <span className="corrected-mark">
      <EditFilled aria-hidden />
      <span className="unseen">（已更正）</span>
    </span>
  );
}

function TooltipLines({ hint, doubts, checks }: { hint: ReactNode; doubts: Doubt[]; checks: Check[] }) {
  return (
    <>
      {hint !== null && <span className="doubt-line">{hint}</span>}
      <DoubtWords doubts={doubts} />
      <CheckWords checks={checks} />
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

