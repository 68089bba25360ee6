import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Empty, Skeleton, Table, Tag } from "antd";
import { useMemo } from "react";
import type { Declaration, Indicator } from "../../declaration/schema.ts";
import type { PreviousYear } from "../../server/goals/drafts-contract.ts";
import { besideLastYear, evaluationOf, type YearPair } from "../../workflow/last-year.ts";
import { goalStates } from "../../workflow/states.ts";
import { useMay } from "../accounts/session.ts";
import { amountText } from "../declarations/money.ts";
import { ProblemAlert } from "../problem.tsx";
import { previousYearQuery } from "./queries.ts";

interface LastYearProps {
  id: string;
  declaration: Declaration;
  choose: (path: string) => void;
  /** This year's target stands beside it already, where it is written. */
  isWriting?: boolean;
}

type YearTable = NonNullable<PreviousYear["previous"]>;

const words = (indicator: Indicator | null): string => indicator?.level4 ?? indicator?.level3 ?? indicator?.level2 ?? indicator?.level1 ?? "";
const quiet = (text: string | null | undefined) => text ?? <span className="quiet">—</span>;

/** 上年: the same project's table of the year before, indicator by indicator, with what was reached as the self-evaluation says it. */
export function LastYear({ id, ...shown }: LastYearProps) {
  const { data, error, refetch } = useQuery(previousYearQuery(id));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active className="pane-wait" />;
  if (data.previous === null)
    return (
      <div className="review">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有找到这个项目上年的目标表（按项目编码或名称对应）" />
      </div>
    );
  return <Beside previous={data.previous} results={data.results} {...shown} />;
}

function Beside({ previous, results, declaration, choose, isWriting = false }: Omit<LastYearProps, "id"> & { previous: YearTable; results: YearTable | null }) {
  const { id, year, state, declaration: before } = previous;
  const pairs = useMemo(() => besideLastYear(before, declaration, results?.declaration ?? null), [before, declaration, results]);
  const money = ({ funding: { total, currency } }: Declaration) => (total === null ? null : amountText(total, currency));
  return (
    <div className="review last-year">
      <div className="review-head">
        <h3>
          {year} 年度 <Tag>{goalStates[state].zh}</Tag>
        </h3>
        <Link to="/declarations/$id" params={{ id }} target="_blank">
          打开上年的表
        </Link>
      </div>
      <p>
        预算总额：上年 {quiet(money(before))}，今年 {quiet(money(declaration))}
      </p>
      {results ? <Evaluation results={results} isTable={results.id === id} /> : <NoResults />}
      <Table<YearPair>
        size="small"
        bordered
        pagination={false}
        rowKey={(pair) => pairs.indexOf(pair)}
        rowClassName={({ now, isOther }) => (now === null ? "gone" : isOther ? "other" : "")}
        dataSource={pairs}
        locale={{ emptyText: "两年都没有指标" }}
        columns={[
          { title: "指标", render: (_, pair) => <Name pair={pair} choose={choose} /> },
          { title: "上年指标值", width: 92, render: (_, pair) => <Then pair={pair} /> },
          ...(results ? [{ title: "上年完成值", width: 132, render: (_: unknown, pair: YearPair) => <Reached pair={pair} /> }] : []),
          ...(isWriting ? [] : [{ title: "今年指标值", width: 92, render: (_: unknown, { now }: YearPair) => quiet(now?.target?.text) }]),
        ]}
      />
    </div>
  );
}

/** Whose word the results are: the unit's own. */
function Evaluation({ results: { id, declaration }, isTable }: { results: YearTable; isTable: boolean }) {
  const { total, spent } = evaluationOf(declaration);
  const told = [...(total === null ? [] : [`总分 ${total}`]), ...(spent === null ? [] : [`预算执行率 ${spent}`])];
  return (
    <p>
      上年自评：{told.length > 0 && `${told.join("，")}　`}
      {isTable ? (
        <span className="quiet">上年只有自评表，指标值也取自它</span>
      ) : (
        <Link to="/declarations/$id" params={{ id }} target="_blank">
          打开自评表
        </Link>
      )}
    </p>
  );
}

function NoResults() {
  const may = useMay();
  return (
    <Alert
      type="info"
      showIcon
      title="上年没有自评结果"
      description={
        may("import.write") ? (
          <>
            把上年的绩效自评表<Link to="/import">导入</Link>，完成值就列在指标值旁边；自评表送审、上报以后，审核人也能看到。
          </>
        ) : (
          "编制单位把上年的绩效自评表导入，并送审、上报以后，完成值列在指标值旁边。"
        )
      }
    />
  );
}

function Name({ pair: { then, now, index, result }, choose }: { pair: YearPair; choose: LastYearProps["choose"] }) {
  if (index === null)
    return (
      <>
        {words(then ?? result)} <Tag color="error">{then === null ? "只在自评表里" : "今年没有"}</Tag>
      </>
    );
  return (
    <>
      <button type="button" className="plain-link" onClick={() => choose(`indicators[${index}].target`)}>
        {words(now)}
      </button>{" "}
      {then === null && <Tag color="success">新增</Tag>}
    </>
  );
}

/** Last year's target; where the self-evaluation repeats another one, that too. */
function Then({ pair: { then, result } }: { pair: YearPair }) {
  const [approved, repeated] = [then?.target?.text, result?.target?.text];
  return (
    <>
      {quiet(approved)}
      {repeated !== undefined && repeated !== approved && <div className="quiet">自评表：{repeated}</div>}
    </>
  );
}

function Reached({ pair: { result, reached } }: { pair: YearPair }) {
  const { score, weight } = result ?? { score: null, weight: null };
  return (
    <>
      {quiet(result?.actual?.text)} {reached !== null && <Tag color={reached ? "success" : "warning"}>{reached ? "完成" : "未完成"}</Tag>}
      {score && (
        <div className="quiet">
          得分 {score.text}
          {weight && `/${weight.text}`}
        </div>
      )}
    </>
  );
}
