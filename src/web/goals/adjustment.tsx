import "../drafts/drafts.css";
import "../declarations/declaration.css";
import "../reviews/reviews.css";
import "./goals.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Skeleton, Tag } from "antd";
import { useEffect, useState } from "react";
import type { Adjustment } from "../../server/goals/adjustments-contract.ts";
import type { WayList } from "../../server/goals/contract.ts";
import { adjustmentStates } from "../../workflow/states.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { AdjustmentWritingPanes } from "./adjustment-edit.tsx";
import { AdjustmentFiles, AdjustmentHints } from "./adjustment-files.tsx";
import { AdjustmentPanes, AdjustmentSteps, AdjustmentWays } from "./adjustment-ways.tsx";
import { Changes } from "./changes.tsx";
import { adjustmentQuery, adjustmentWaysQuery } from "./queries.ts";

const route = getRouteApi("/adjustments/$id");

/** 调整: what is to be otherwise than approved and why, its way, and the writing of it while that is the unit's. */
export function AdjustmentPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(adjustmentQuery(id));
  const ways = useQuery(adjustmentWaysQuery(id));
  // Opened once: what is fetched anew later must not take the page from under the hands.
  const [opened, setOpened] = useState<Adjustment | null>(null);
  const writes = ways.data?.edit === true;
  useEffect(() => setOpened((old) => (writes && data ? (old?.id === id ? old : data) : null)), [writes, data, id]);
  useTitle(`调整 ${data?.after.project.name ?? ""}`);
  if (data === undefined || ways.data === undefined) {
    const trouble = error ?? ways.error;
    return <div className="sheet">{trouble ? <ProblemAlert error={trouble} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 12 }} />}</div>;
  }
  return (
    <div className="declaration">
      <AdjustmentHead adjustment={data} />
      {opened && writes ? <AdjustmentWritingPanes key={opened.id} opened={opened} now={data} ways={ways.data} /> : <AdjustmentReading adjustment={data} ways={ways.data} />}
    </div>
  );
}

function AdjustmentHead({ adjustment: { declarationId, state, stateSince, after } }: { adjustment: Adjustment }) {
  const name = after.project.name ?? "（未填项目名称）";
  return (
    <div className="head">
      <nav className="crumbs" aria-label="位置">
        <Link to="/declarations">目标表</Link> /{" "}
        <Link to="/declarations/$id" params={{ id: declarationId }} search={{ panel: "way" }}>
          {name}
        </Link>{" "}
        / 调整
      </nav>
      <div className="head-line">
        <h1>调整：{name}</h1>
        {after.year !== null && <Tag>{after.year} 年度</Tag>}
        <Tag color={adjustmentStates[state].frozen ? "processing" : "default"}>{adjustmentStates[state].zh}</Tag>
        <span className="quiet">{moment(stateSince)}</span>
      </div>
    </div>
  );
}

function AdjustmentReading({ adjustment, ways }: { adjustment: Adjustment; ways: WayList }) {
  const { reason, changes, before } = adjustment;
  return (
    <AdjustmentPanes
      left={
        <div className="form adjustment">
          <h2>
            调整前后 <span className="quiet">{changes.length} 处不同</span>
          </h2>
          <Changes changes={changes} before={`调整前（第 ${before.version} 版）`} after="调整后" />
        </div>
      }
      right={
        <div className="way-panel">
          <h3>调整的理由</h3>
          <p className="opinion">{reason}</p>
          <AdjustmentFiles adjustment={adjustment} edit={ways.edit} />
          <AdjustmentHints hints={adjustment.hints} />
          <AdjustmentWays adjustment={adjustment} ways={ways} />
          <AdjustmentSteps adjustment={adjustment} />
        </div>
      }
    />
  );
}
