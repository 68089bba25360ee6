import { Button, Select } from "antd";
import type { Scope } from "../../declaration/schema.ts";
import { scopeNames } from "../../declaration/names.ts";
import type { Column, Field } from "../../forms/form.ts";
import type { LabelMark, LaidBlock, Mapping, Spot } from "../../forms/mapping.ts";
import { columnAt, headAt, labelAt, likelyValue, textAt, withColumn, withHead, withLabel, withScope } from "./marks.ts";
import { columnOptions, fieldOptions, valueOptions } from "./words.ts";

const scopeOptions = (["annual", "longTerm", "midTerm", "overall"] satisfies Scope[]).map((value) => ({ value, label: `${scopeNames[value]}指标` }));

interface Props {
  blocks: readonly LaidBlock[];
  mapping: Mapping;
  spot: Spot | null;
  onChange: (mapping: Mapping) => void;
}

/** What the picked cell means: a label and where its value stands, or a head of the indicator table. */
export function CellPanel({ blocks, mapping, spot, onChange }: Props) {
  if (spot === null) return <p className="quiet">点左边的一格，说它是什么。已经认出的栏目名标了颜色，只改不对的。</p>;
  const text = textAt(blocks, spot).replace(/\s+/g, " ").slice(0, 60);
  const head = headAt(mapping, spot);
  const column = columnAt(mapping, spot);
  const label = labelAt(mapping, spot);
  const inTable = blocks[spot.block]?.kind === "table";
  return (
    <div className="map-panel">
      <p className="map-picked">
        <b>选中：</b>
        {text === "" ? "（空格）" : text}
      </p>
      {head ? (
        <>
          <label htmlFor="map-column">这一栏是</label>
          <Select<Column> id="map-column" virtual={false} listHeight={420} {...(column ? { value: column.column } : {})} options={columnOptions} onChange={(next) => onChange(withColumn(mapping, spot, next))} />
          <label htmlFor="map-scope">这张指标表是</label>
          <Select id="map-scope" value={head.scope} options={scopeOptions} onChange={(next) => onChange(withScope(mapping, spot, next))} />
          <Button onClick={() => onChange(withHead(mapping, blocks, spot, false))}>这一行不是表头</Button>
        </>
      ) : (
        <>
          <label htmlFor="map-field">这一格是栏目名，写的是</label>
          <Select<Field>
            id="map-field"
            allowClear
            virtual={false}
            listHeight={420}
            showSearch={{ optionFilterProp: "label" }}
            placeholder="不是栏目名"
            {...(label ? { value: label.field } : {})}
            options={fieldOptions}
            onChange={(field: Field | undefined) => onChange(withLabel(mapping, blocks, spot, field === undefined ? null : { field, value: label?.value ?? likelyValue(blocks, spot) }))}
          />
          {label && label.field !== "section" && (
            <>
              <label htmlFor="map-value">它的值</label>
              <Select<LabelMark["value"]> id="map-value" value={label.value} options={valueOptions} onChange={(value) => onChange(withLabel(mapping, blocks, spot, { field: label.field, value }))} />
            </>
          )}
          {inTable && <Button onClick={() => onChange(withHead(mapping, blocks, spot, true))}>这一行是指标表的表头</Button>}
        </>
      )}
    </div>
  );
}
