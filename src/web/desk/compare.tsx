import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Empty, Skeleton, Table, Tag } from "antd";
import { goalStates } from "../../workflow/states.ts";
import { besideLastYear, type YearPair } from "../../workflow/last-year.ts";
import type { Declaration, Indicator } from "../../declaration/schema.ts";
import type { PreviousYear } from "../../server/goals/drafts-contract.ts";
import type { AskedInReturn } from "../../server/goals/remarks-contract.ts";
import { amountText } from "../declarations/money.ts";
import { Changes } from "../goals/changes.tsx";
import { differenceQuery, previousYearQuery, versionsQuery } from "../goals/queries.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";

interface CompareProps {
  id: string;
  declaration: Declaration;
  choose: (path: string | null) => void;
}

/** 与上次比较: what is different from what was returned the last time. */
export function Earlier({ id, asked, choose }: CompareProps & { asked: AskedInReturn | null }) {
  const versions = useQuery(versionsQuery(id));
  const from = asked?.version ?? null;
  const difference = useQuery({ ...differenceQuery(id, from ?? 1, undefined), enabled: from !== null });
  if (from === null)
    return (
      <div className="review">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="这张表没有退回过，没有更早送审的内容可以比较" />
      </div>
    );
  if (difference.error) return <ProblemAlert error={difference.error} onRetry={() => void difference.refetch()} />;
  const at = versions.data?.items.find(({ number }) => number === from)?.at;
  return (
    <div className="review">
      <div className="review-head">
        <h3>
          与退回的一版比较{difference.data && `（${difference.data.changes.length} 处不同）`}
        </h3>
        <Link to="/declarations/$id/difference" params={{ id }} search={{ from }}>
          比较其他各版
        </Link>
      </div>
      {difference.data ? <Changes changes={difference.data.changes} before={`退回的第 ${from} 版${at ? ` ${moment(at)}` : ""}`} after="现在" choose={choose} /> : <Skeleton active />}
    </div>
  );
}

const words = (indicator: Indicator | null): string => indicator?.level4 ?? indicator?.level3 ?? indicator?.level2 ?? indicator?.level1 ?? "";
const quiet = (text: string | null | undefined) => text ?? <span className="quiet">—</span>;

/** 上年: the same project's table of the year before, indicator by indicator, with what was reached where it is recorded. */
export function LastYear({ id, declaration, choose }: CompareProps) {
  const { data, error, refetch } = useQuery(previousYearQuery(id));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active className="pane-wait" />;
  if (data.previous === null)
    return (
      <div className="review">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有找到这个项目上年的目标表（按项目编码或名称对应）" />
      </div>
    );
  return <Beside previous={data.previous} declaration={declaration} choose={choose} />;
}

function Beside({ previous, declaration, choose }: { previous: NonNullable<PreviousYear["previous"]>; declaration: Declaration; choose: CompareProps["choose"] }) {
  const { id, year, state, declaration: before } = previous;
  const pairs = besideLastYear(before, declaration);
  const isRecorded = before.indicators.some(({ actual }) => actual !== null);
  const money = ({ funding: { total, currency } }: Declaration) => (total === null ? null : amountText(total, currency));
  return (
    <div className="review">
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
      {!isRecorded && <p className="quiet">上年的表里没有填写完成值。</p>}
      <Table<YearPair>
        size="small"
        bordered
        pagination={false}
        rowKey={({ index, then }) => (index === null ? `gone ${words(then)} ${then?.target?.text}` : index)}
        rowClassName={({ now, isOther }) => (now === null ? "gone" : isOther ? "other" : "")}
        dataSource={pairs}
        locale={{ emptyText: "两年都没有指标" }}
        columns={[
          { title: "指标", render: (_, pair) => <Name pair={pair} choose={choose} /> },
          { title: "上年指标值", width: 92, render: (_, { then }) => quiet(then?.target?.text) },
          ...(isRecorded ? [{ title: "上年完成值", width: 92, render: (_: unknown, { then }: YearPair) => quiet(then?.actual?.text) }] : []),
          { title: "今年指标值", width: 92, render: (_, { now }) => quiet(now?.target?.text) },
        ]}
      />
    </div>
  );
}

function Name({ pair: { then, now, index }, choose }: { pair: YearPair; choose: CompareProps["choose"] }) {
  if (index === null)
    return (
      <>
        {words(then)} <Tag color="error">今年没有</Tag>
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
