import { Input, Select } from "antd";
import { memo, useCallback, useEffect, useState } from "react";
import { nameOfPath, scopeNames } from "../../declaration/names.ts";
import { currencies } from "../../declaration/money.ts";
import { amountNames, basicFields } from "../../declaration/names.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { textAt } from "../../declaration/values.ts";
import { edit } from "../../drafting/edit.ts";
import { type GoalPlace, goalPlaces, writeGoal } from "../../drafting/goals.ts";
import type { Severity } from "../../review/rule.ts";
import { asProblem } from "../request.ts";
import { isPrinted } from "../declarations/paths.ts";

export interface FieldProps {
  declaration: Declaration;
  flags: ReadonlyMap<string, Severity>;
  change: (step: (declaration: Declaration) => Declaration) => void;
}

interface TextProps {
  id: string;
  label: string;
  text: string;
  flag: Severity | undefined;
  lines?: boolean;
  /** Takes the text when the field is left; what it throws is shown below the field. */
  put: (text: string) => void;
}

/** A text that goes into the draft when the field is left, or the page has rested for a moment. Drawn again only when it changes itself. */
const TextField = memo(function TextField({ id, label, text, flag, lines = false, put }: TextProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const give = (value: string | null) => {
    if (value === null) return;
    try {
      put(value);
      setTrouble(null);
      setTyped(null);
    } catch (error) {
      setTrouble(asProblem(error).message);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed counts, not who takes it
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => give(typed), 800);
    return () => clearTimeout(timer);
  }, [typed]);
  const common = {
    id,
    value: typed ?? text,
    className: flag === undefined ? "" : `flag-${flag}`,
    ...(trouble === null ? {} : { status: "error" as const, "aria-describedby": `${id}-trouble` }),
    onBlur: () => give(typed),
  };
  return (
    <div className={lines ? "draft-field wide" : "draft-field"}>
      <label htmlFor={id}>{label}</label>
      <div>
        {lines ? (
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} {...common} onChange={(event) => setTyped(event.target.value)} />
        ) : (
          <Input {...common} onChange={(event) => setTyped(event.target.value)} onPressEnter={() => give(typed)} />
        )}
        {trouble !== null && (
          <p className="field-trouble" id={`${id}-trouble`} role="alert">
            {trouble}
          </p>
        )}
      </div>
    </div>
  );
});

function ValueField({ path, label, lines, declaration, flags, change }: FieldProps & { path: string; label: string; lines?: boolean }) {
  const put = useCallback((text: string) => change((draft) => edit(draft, { path, text })), [change, path]);
  return <TextField id={`draft-${path}`} label={label} text={textAt(declaration, path) ?? ""} flag={flags.get(path)} lines={lines ?? false} put={put} />;
}

/** What a form has a place for, and what holds a value all the same. */
const hasPlace = (declaration: Declaration, path: string): boolean => textAt(declaration, path) !== null || isPrinted(declaration, path);

/** 基本信息. */
export function BasicInputs(props: FieldProps) {
  const paths = basicFields.flatMap(([field, label]) => (field === "unit" ? [["unit.name", "预算单位"] as const, ["unit.code", "单位编码"] as const] : [[field, label] as const]));
  return (
    <section aria-labelledby="draft-basic">
      <h2 id="draft-basic">基本信息</h2>
      <div className="draft-fields">
        {paths
          .filter(([path]) => path === "project.name" || path === "unit.name" || path === "year" || hasPlace(props.declaration, path))
          .map(([path, label]) => (
            <ValueField key={path} path={path} label={label} {...props} />
          ))}
      </div>
    </section>
  );
}

/** 资金: amounts as they are to be printed; what is no number is taken and shown as a finding. */
export function FundingInputs(props: FieldProps) {
  const { declaration, change } = props;
  const amounts = amountNames.filter(([field]) => field === "total" || field === "fiscal" || field === "other" || hasPlace(declaration, `funding.${field}`));
  return (
    <section aria-labelledby="draft-funding">
      <h2 id="draft-funding">资金</h2>
      <div className="draft-fields">
        {amounts.map(([field, label]) => (
          <ValueField key={field} path={`funding.${field}`} label={label} {...props} />
        ))}
        <CurrencyField currency={declaration.funding.currency ?? ""} change={change} />
        {declaration.spendingPlan.map(({ by }, index) => (
          <ValueField key={by} path={`spendingPlan[${index}].percent`} label={`支出计划：${by}`} {...props} />
        ))}
        <ValueField path="funding.purpose" label="资金用途" lines {...props} />
      </div>
    </section>
  );
}

const CurrencyField = memo(function CurrencyField({ currency, change }: Pick<FieldProps, "change"> & { currency: string }) {
  return (
    <div className="draft-field">
      <label htmlFor="draft-currency">金额单位</label>
      <Select
        id="draft-currency"
        value={currency}
        options={[{ value: "", label: "（不写）" }, ...currencies.map((one) => ({ value: one, label: one }))]}
        onChange={(text) => change((draft) => edit(draft, { path: "funding.currency", text }))}
      />
    </div>
  );
});

/** 绩效目标: one field a goal; an emptied one is taken out. */
export function GoalInputs(props: FieldProps) {
  const places = goalPlaces(props.declaration);
  return (
    <section aria-labelledby="draft-goals">
      <h2 id="draft-goals">绩效目标</h2>
      <div className="draft-fields">
        {places.map((place) => (
          <GoalField key={keyOf(place)} {...place} {...props} />
        ))}
      </div>
    </section>
  );
}

function GoalField({ scope, index, declaration, flags, change }: FieldProps & GoalPlace) {
  const put = useCallback((text: string) => change((draft) => writeGoal(draft, { scope, index }, text)), [change, scope, index]);
  return (
    <TextField
      id={`draft-goal-${keyOf({ scope, index })}`}
      label={`${scopeNames[scope]}绩效目标`}
      text={index === null ? "" : (declaration.goals[index]?.text ?? "")}
      flag={index === null ? undefined : (flags.get(`goals[${index}]`) ?? flags.get(`goals[${index}].text`))}
      lines
      put={put}
    />
  );
}

const keyOf = ({ scope, index }: GoalPlace): string => (index === null ? scope : `${index}`);

/** 其他说明 and what else the form prints. */
export function OtherInputs(props: FieldProps) {
  const { declaration } = props;
  return (
    <section aria-labelledby="draft-other">
      <h2 id="draft-other">{nameOfPath("notes")}</h2>
      <div className="draft-fields">
        <ValueField path="notes" label="其他说明" lines {...props} />
        {declaration.extra.map(({ label }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what the value's path is made of
          <ValueField key={index} path={`extra[${index}].text`} label={label === "" ? "（无标签）" : label} {...props} />
        ))}
      </div>
    </section>
  );
}
