import { Table } from "antd";
import type { TableColumnsType } from "antd";
import type { Indicator } from "../../declaration/schema.ts";
import type { Row } from "./levels.ts";
import { columnsOf, rowSpans, tablesOf } from "./levels.ts";
import { useSelection } from "./selection.tsx";
import { targetWords } from "./target.ts";
import { PartDoubt, Value } from "./value.tsx";
import type { Column } from "./words.ts";
import { classNames, nameOfColumn, scopeNames } from "./words.ts";

/** Shares of the width; a column that is not printed leaves its share to the others. */
const shares: Record<Column, number> = {
  level1: 12, level2: 13, level3: 18, level4: 20, description: 19, target: 13, unit: 10, basis: 17, weight: 10, actual: 13, score: 8,
};

function cellText(indicator: Indicator, column: Column): string | null {
  const value = indicator[column];
  return value === null || typeof value === "string" ? value : value.text;
}

function cellHint(indicator: Indicator, column: Column): string | null {
  if (column === "target") return indicator.target && targetWords(indicator.target);
  return column === "actual" ? indicator.actual && targetWords(indicator.actual) : null;
}

function tableColumns(rows: Row[], columns: Column[]): TableColumnsType<Row> {
  const spans = rowSpans(rows, columns);
  const sum = columns.reduce((total, column) => total + shares[column], 0);
  const shown = columns.map((column) => {
    const span = spans.get(column);
    return {
      title: nameOfColumn(column),
      key: column,
      width: `${(shares[column] / sum) * 100}%`,
      onCell: (_: Row, at?: number) => (span === undefined || at === undefined ? {} : { rowSpan: span[at] ?? 1 }),
      render: (_: unknown, row: Row, at: number) => {
        const covered = rows.slice(at, at + (span?.[at] || 1));
        return (
          <Value
            paths={covered.map(({ index }) => `indicators[${index}].${column}`)}
            text={cellText(row.indicator, column)}
            hint={cellHint(row.indicator, column)}
          />
        );
      },
    };
  });
  return [
    {
      title: "序号",
      key: "number",
      width: 44,
      align: "center",
      render: (_, row) => <Value whole paths={[`indicators[${row.index}]`]} text={`${row.index + 1}`} />,
    },
    ...shown,
    {
      title: "标准类别",
      key: "class",
      width: 88,
      render: (_, { indicator }) => (
        <span className="class">{indicator.class === null ? "未归类" : classNames[indicator.class]}</span>
      ),
    },
  ];
}

/** 绩效指标: one table a scope, laid out like the form's, equal level cells drawn as one. */
export function Indicators() {
  const { declaration } = useSelection();
  const { indicators } = declaration;
  const columns = columnsOf(declaration);
  return (
    <section aria-labelledby="indicators">
      <h2 id="indicators">
        绩效指标 <span className="quiet">{indicators.length} 条</span> <PartDoubt path="indicators" />
      </h2>
      {indicators.length === 0 && <p className="empty">（空）</p>}
      {[...tablesOf(declaration)].map(([scope, rows]) => (
        <div className="indicators" key={scope}>
          <h3>{scopeNames[scope]}绩效指标</h3>
          <Table<Row>
            bordered
            size="small"
            rowKey="index"
            pagination={false}
            tableLayout="fixed"
            columns={tableColumns(rows, columns)}
            dataSource={rows}
          />
        </div>
      ))}
    </section>
  );
}
