import { DeleteOutlined, PlusOutlined, RedoOutlined, UndoOutlined, VerticalAlignBottomOutlined } from "@ant-design/icons";
import { Alert, Button, Popover, Select, Tag } from "antd";
import { memo, useCallback, useRef, useState } from "react";
import { isSame } from "../../declaration/arithmetic.ts";
import type { IndicatorClass } from "../../declaration/framework.ts";
import { classNames, columnNames, scopeNames } from "../../declaration/names.ts";
import type { Column } from "../../declaration/names.ts";
import type { Declaration, Scope } from "../../declaration/schema.ts";
import { classify } from "../../drafting/edit.ts";
import type { Refused } from "../../drafting/paste.ts";
import { insertRows, removeRows, repeatRows } from "../../drafting/rows.ts";
import { weightsOf } from "../../drafting/weights.ts";
import { costOfItsOwn, type Wording } from "../../forms/form.ts";
import { formOf } from "../../forms/list.ts";
import { nameOfPath } from "../../declaration/names.ts";
import { tablesOf } from "../declarations/levels.ts";
import { targetWords } from "../declarations/target.ts";
import type { Draft } from "./draft.ts";
import type { FieldProps } from "./fields.tsx";
import { Grid } from "./grid.tsx";
import { useSame } from "./same.ts";
import { keyHelp } from "./keys.ts";

/** The columns to fill in: what the form prints, and whatever else holds a value; the name and the target always. */
function columnsToFill({ printed, indicators }: Declaration): Column[] {
  const always: Column[] = ["level1", "level2", "level3", "target"];
  return columnNames.map(([column]) => column).filter((column) => always.includes(column) || printed.columns.includes(column) || indicators.some((row) => row[column] !== null));
}

/** Whole points: 90 beside 预算执行率, or 100 (财预〔2021〕101号). */
const isWhole = (total: string): boolean => isSame(total, "90") || isSame(total, "100");

function Points({ declaration, scope }: { declaration: Declaration; scope: Scope }) {
  const weights = weightsOf(declaration, scope);
  if (weights === null) return null;
  return (
    <Tag color={isWhole(weights.total) && weights.without === 0 ? "success" : "warning"} role="status">
      分值合计 {weights.total}
      {weights.without > 0 && `，${weights.without} 行没有分值`}
    </Tag>
  );
}

type IndicatorProps = FieldProps & Pick<Draft, "undo" | "redo" | "canUndo" | "canRedo"> & { wanted: string | null };

/** 绩效指标: a table a goal, with what acts on the selected rows above it. */
export function IndicatorInputs(props: IndicatorProps) {
  const { declaration, change } = props;
  const tables = tablesOf(declaration);
  const scopes: Scope[] = tables.size === 0 ? ["annual"] : [...tables.keys()];
  return (
    <section aria-labelledby="draft-indicators">
      <h2 id="draft-indicators">
        绩效指标 <span className="quiet">{declaration.indicators.length} 条</span>
      </h2>
      {scopes.map((scope) => (
        <ScopeTable key={scope} scope={scope} rows={(tables.get(scope) ?? []).map(({ index }) => index)} {...props} />
      ))}
      {declaration.indicators.length === 0 && (
        <Button icon={<PlusOutlined />} onClick={() => change((draft) => insertRows(draft, -1))}>
          加一行
        </Button>
      )}
    </section>
  );
}

function ScopeTable({ scope, rows: listed, declaration, flags, change, undo, redo, canUndo, canRedo, wanted }: IndicatorProps & { scope: Scope; rows: number[] }) {
  const rows = useSame(listed);
  const columns = useSame(columnsToFill(declaration));
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [path, setPath] = useState<string | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const select = useCallback((next: readonly number[], at: string) => {
    setChosen(next);
    setPath(at);
    setRefused([]);
  }, []);
  const wording = formOf(declaration.form)?.wording ?? costOfItsOwn;
  const latest = useRef({ chosen, last: -1 });
  latest.current = { chosen, last: rows.at(-1) ?? -1 };
  const act = useCallback<Act>((deed) => change((draft) => deed(draft, latest.current.chosen, latest.current.last)), [change]);
  if (rows.length === 0) return null;
  const target = declaration.indicators[Number(/\[(\d+)\]/.exec(path ?? "")?.[1] ?? -1)]?.target ?? null;
  return (
    <div className="draft-indicators">
      <div className="draft-tools" role="toolbar" aria-label={`${scopeNames[scope]}绩效指标的工具`}>
        <h3>{scopeNames[scope]}绩效指标</h3>
        <Tools act={act} undo={undo} redo={redo} canUndo={canUndo} canRedo={canRedo} none={chosen.length === 0} wording={wording} />
        <Points declaration={declaration} scope={scope} />
        {keyHelpButton}
      </div>
      <Grid
        declaration={declaration}
        rows={rows}
        columns={columns}
        label={`${scopeNames[scope]}绩效指标`}
        flags={flags}
        wanted={wanted}
        change={change}
        undo={undo}
        redo={redo}
        onSelect={select}
        onRefused={setRefused}
      />
      {refused.length > 0 && (
        <Alert
          type="warning"
          showIcon
          closable={{ onClose: () => setRefused([]) }}
          title={`${refused.length} 个单元格没有写进去`}
          description={refused.slice(0, 5).map(({ row, column, message }) => (
            <div key={`${row} ${column}`}>
              {nameOfPath(`indicators[${row}].${column}`)}：{message}
            </div>
          ))}
        />
      )}
      <p className="draft-status quiet" role="status">
        {path === null ? "点一个单元格，直接输入；可以从 Excel、WPS 整块粘贴。" : nameOfPath(path)}
        {target !== null && `　指标值读作：${targetWords(target)}`}
      </p>
    </div>
  );
}

/** Does something with the selected rows; @param deed told these and the last row of the table */
type Act = (deed: (draft: Declaration, chosen: readonly number[], last: number) => Declaration) => void;

type ToolProps = Pick<Draft, "undo" | "redo" | "canUndo" | "canRedo"> & { act: Act; none: boolean; wording: Wording };

/** Not drawn again by a key that only goes to another cell. */
const Tools = memo(function Tools({ act, undo, redo, canUndo, canRedo, none, wording }: ToolProps) {
  return (
    <>
      <Button size="small" icon={<UndoOutlined />} disabled={!canUndo} onClick={undo} title="撤销（Ctrl+Z）" aria-label="撤销" />
      <Button size="small" icon={<RedoOutlined />} disabled={!canRedo} onClick={redo} title="重做（Ctrl+Y）" aria-label="重做" />
      <Button size="small" icon={<PlusOutlined />} onClick={() => act((draft, chosen, last) => insertRows(draft, chosen.at(-1) ?? last))} title="在选中的行下面插入（Ctrl++）">
        插入行
      </Button>
      <Button size="small" icon={<VerticalAlignBottomOutlined />} disabled={none} onClick={() => act(repeatRows)} title="把选中的行再写一遍（Ctrl+回车）">
        重复行
      </Button>
      <Button size="small" icon={<DeleteOutlined />} disabled={none} onClick={() => act(removeRows)} title="删除选中的行（Ctrl+-）">
        删除行
      </Button>
      <Select<IndicatorClass>
        size="small"
        placeholder="归类为…"
        aria-label="把选中的行归类为"
        value={null}
        disabled={none}
        options={(Object.keys(wording) as IndicatorClass[]).map((name) => ({ value: name, label: classNames[name] }))}
        onChange={(name) => act((draft, chosen) => classify(draft, chosen, name, wording))}
        popupMatchSelectWidth={false}
      />
    </>
  );
});

function KeyHelp() {
  return (
    <dl className="key-help">
      {keyHelp.map(([keys, meaning]) => (
        <div key={keys}>
          <dt>{keys}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

const keyHelpButton = (
  <Popover trigger="click" placement="bottomRight" content={<KeyHelp />}>
    <Button size="small" type="link">
      键盘操作
    </Button>
  </Popover>
);
