import { Descriptions } from "antd";
import type { DescriptionsProps } from "antd";
import type { Declaration, Scope } from "../../declaration/schema.ts";
import { amountText, yuanText } from "./money.ts";
import { isPrinted } from "./paths.ts";
import { useSelection } from "./selection.tsx";
import { PartDoubt, Value } from "./value.tsx";
import { amountNames, basicFields, scopeNames, scopes } from "./words.ts";

type Items = NonNullable<DescriptionsProps["items"]>;

function basicText(declaration: Declaration, field: string): string | null {
  const { unit, department, year, project } = declaration;
  switch (field) {
    case "unit":
      return [unit.code, unit.name].filter(Boolean).join(" ") || null;
    case "department":
      return department;
    case "year":
      return year === null ? null : `${year}`;
    default:
      return project[field.slice("project.".length) as keyof typeof project];
  }
}

const unitPaths = ["unit", "unit.name", "unit.code"];

/** 基本信息: what the form prints; a year is shown even when only the document says it. */
export function BasicFields() {
  const { declaration } = useSelection();
  const shown = basicFields
    .map(([field, label]) => ({ field, label, text: basicText(declaration, field) }))
    .filter(({ field, text }) => text !== null || isPrinted(declaration, field));
  const items: Items = shown.map(({ field, label, text }) => ({
    key: field,
    label,
    span: field === "project.name" ? 2 : 1,
    children: <Value paths={field === "unit" ? unitPaths : [field]} text={text} />,
  }));
  return (
    <section aria-labelledby="basic">
      <h2 id="basic">
        基本信息 <PartDoubt path="project" />
      </h2>
      <Descriptions className="pairs" bordered size="small" column={2} items={items} />
    </section>
  );
}

/** 资金: the amounts that the form prints, as printed, with their unit. */
export function FundingFields() {
  const { declaration } = useSelection();
  const { funding } = declaration;
  const items: Items = amountNames
    .filter(([field]) => funding[field] !== null || isPrinted(declaration, `funding.${field}`))
    .map(([field, label]) => {
      const amount = funding[field];
      const text = amount && amountText(amount, funding.currency);
      const hint = amount && (yuanText(amount) ?? "表上没有印金额单位，无法换算成元");
      return { key: field, label, children: <Value paths={[`funding.${field}`]} text={text} hint={hint} /> };
    });
  if (funding.currency !== null || isPrinted(declaration, "funding.currency"))
    items.push({ key: "currency", label: "金额单位", children: <Value paths={["funding.currency"]} text={funding.currency} /> });
  if (funding.purpose !== null || isPrinted(declaration, "funding.purpose"))
    items.push({ key: "purpose", label: "资金用途", span: 2, children: <Value paths={["funding.purpose"]} text={funding.purpose} /> });
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="funding" className="figures">
      <h2 id="funding">
        资金 <PartDoubt path="funding" />
      </h2>
      <Descriptions className="pairs" bordered size="small" column={2} items={items} />
    </section>
  );
}

/** 资金支出计划: the cumulative share by a date. */
export function SpendingPlan() {
  const { declaration } = useSelection();
  const { spendingPlan } = declaration;
  if (spendingPlan.length === 0 && !isPrinted(declaration, "spendingPlan")) return null;
  return (
    <section aria-labelledby="spending" className="figures">
      <h2 id="spending">
        资金支出计划 <PartDoubt path="spendingPlan" />
      </h2>
      {spendingPlan.length === 0 ? (
        <p className="empty">（空）</p>
      ) : (
        <Descriptions
          className="plan"
          bordered
          size="small"
          column={4}
          items={spendingPlan.map(({ by, percent }, index) => ({
            key: by,
            label: by,
            children: <Value paths={[`spendingPlan[${index}]`]} text={percent.text} />,
          }))}
        />
      )}
    </section>
  );
}

/** Scopes whose goal the form prints and leaves empty. */
function emptyGoals({ goals, printed }: Declaration): Scope[] {
  return scopes.filter((scope) => printed.fields.includes(`goals.${scope}`) && !goals.some((goal) => goal.scope === scope));
}

/** 绩效目标: one block a goal, headed with whose goal it is. */
export function Goals() {
  const { declaration } = useSelection();
  const { goals } = declaration;
  const empty = emptyGoals(declaration);
  return (
    <section aria-labelledby="goals">
      <h2 id="goals">
        绩效目标 <PartDoubt path="goals" />
      </h2>
      {goals.length + empty.length === 0 && <p className="empty">（空）</p>}
      {goals.map((goal, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a goal's paths are made of
        <div className="goal" key={index}>
          <h3>{scopeNames[goal.scope]}绩效目标</h3>
          <Value paths={[`goals[${index}]`]} text={goal.text} />
        </div>
      ))}
      {empty.map((scope) => (
        <div className="goal" key={scope}>
          <h3>{scopeNames[scope]}绩效目标</h3>
          <p className="empty">（空）</p>
        </div>
      ))}
    </section>
  );
}

/** 其他说明 and whatever else the form prints that has no field of its own. */
export function NotesAndExtra() {
  const { declaration } = useSelection();
  const { notes, extra } = declaration;
  return (
    <>
      {(notes !== null || isPrinted(declaration, "notes")) && (
        <section aria-labelledby="notes">
          <h2 id="notes">其他说明</h2>
          <Value paths={["notes"]} text={notes} />
        </section>
      )}
      {extra.length > 0 && (
        <section aria-labelledby="extra">
          <h2 id="extra">表内其他内容</h2>
          <Descriptions
            bordered
            size="small"
            column={1}
            items={extra.map(({ label, text }, index) => ({
              key: index,
              label: label === "" ? "（无标签）" : label,
              children: <Value paths={[`extra[${index}]`]} text={text === "" ? null : text} />,
            }))}
          />
        </section>
      )}
    </>
  );
}
