import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, InputNumber, Select } from "antd";
import { useEffect, useState } from "react";
import { calledOffice, kindNames, kindsAbove, officeKinds, type OfficeKind } from "../../organisation/office.ts";
import type { Office, OfficeHistory } from "../../server/offices/contract.ts";
import { api } from "../api.ts";
import { ApiProblem, type Seen } from "../request.ts";
import { Dialog } from "../dialog.tsx";
import { ProblemAlert } from "../problem.tsx";
import { historyQuery, useTreeChange } from "./queries.ts";
import { spanText } from "./words.ts";

/** What somebody is about to do with the tree. */
export type Act = { kind: "add"; parent: Office | null } | { kind: "alter" | "move" | "merge" | "close"; office: Office };

interface Wanted {
  year: number;
  code?: string;
  name?: string;
  kind?: OfficeKind;
  parent?: string;
  into?: string;
}

const titles: Readonly<Record<Act["kind"], string>> = { add: "新增", alter: "改名或换编码", move: "换上级", merge: "并入其他单位", close: "撤销" };

/** One change of the tree from a year on; the tree of earlier years stays. */
export function OfficeDialog({ act, items, year, onDone, onCancel }: { act: Act; items: Office[]; year: number; onDone: (id: string | null) => void; onCancel: () => void }) {
  const { seen, now, lookAgain } = useSeen(act.kind === "add" ? null : act.office.id);
  const change = useTreeChange((wanted: Wanted) => carryOut(act, wanted, seen?.version ?? ""), onDone);
  const clash = change.error instanceof ApiProblem && change.error.code === "API-12";
  return (
    <Dialog title={act.kind === "add" ? `新增${act.parent === null ? "地区" : "下级"}` : `${titles[act.kind]}：${calledOffice(act.office)}`} footer={null} onCancel={onCancel} destroyOnHidden>
      <Form<Wanted> className="office-form" layout="vertical" onFinish={(wanted) => change.mutate(wanted)} initialValues={initial(act, year)}>
        <Fields act={act} items={items} />
        <Form.Item name="year" label="从哪一年起" rules={[{ required: true, message: "请填写年度" }]} extra="以前各年度的组织不变。">
          <InputNumber min={1949} max={2200} precision={0} />
        </Form.Item>
        {change.error && !clash && <ProblemAlert error={change.error} />}
        {clash && <Clash now={now} lookAgain={lookAgain} />}
        <div className="dialog-end">
          <Button onClick={onCancel}>取消</Button>
          <Button type="primary" danger={act.kind === "close"} htmlType="submit" loading={change.isPending} disabled={act.kind !== "add" && seen === null}>
            {act.kind === "close" ? "撤销" : act.kind === "merge" ? "合并" : "保存"}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** An office as it was when its dialog was opened: what others change meanwhile is not written over. */
function useSeen(id: string | null) {
  const { data, refetch } = useQuery({ ...historyQuery(id ?? ""), enabled: id !== null });
  const [seen, setSeen] = useState<Seen<OfficeHistory> | null>(null);
  useEffect(() => {
    if (data) setSeen((first) => first ?? data);
  }, [data]);
  // Whoever has seen how it stands now may go on from there.
  const lookAgain = async () => setSeen((await refetch()).data ?? null);
  return { seen, now: data?.told, lookAgain };
}

/** Somebody else was faster: how the office stands now; what one has written stays in the fields beside it. */
function Clash({ now, lookAgain }: { now: OfficeHistory | undefined; lookAgain: () => Promise<void> }) {
  const [looked, setLooked] = useState(false);
  const show = async () => {
    await lookAgain();
    setLooked(true);
  };
  if (!looked || now === undefined)
    return <Alert type="warning" showIcon title="别人刚刚改过这个单位，您的修改没有保存" description="请先看它现在的样子，再决定要不要照您填的改。" action={<Button size="small" onClick={() => void show()}>看现在的样子</Button>} />;
  return (
    <Alert
      type="warning"
      showIcon
      title="现在的样子；再点一次按钮，就在它上面照您填的改"
      description={
        <ul className="office-mergers">
          {[...now.spans].reverse().map((span) => (
            <li key={span.from}>
              {spanText(span)}：{span.code} {span.name}，上级 {span.parentName ?? "—"}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function initial(act: Act, year: number): Wanted {
  if (act.kind === "add") return act.parent === null ? { year, kind: "region" } : { year, kind: act.parent.kind === "region" ? "department" : "unit", parent: act.parent.id };
  const { code, name, parent } = act.office;
  if (act.kind === "alter") return { year, code, name };
  return act.kind === "move" && parent !== null ? { year, parent } : { year };
}

async function carryOut(act: Act, { year, code, name, kind, parent, into }: Wanted, seen: string): Promise<string | null> {
  switch (act.kind) {
    case "add":
      return (await api.addOffice({ year, code: code ?? "", name: name ?? "", kind: kind ?? "unit", parent: parent ?? null })).id;
    case "alter":
      await api.alterOffice(act.office.id, { year, ...(code === act.office.code ? {} : { code }), ...(name === act.office.name ? {} : { name }) }, seen);
      return act.office.id;
    case "move":
      await api.alterOffice(act.office.id, { year, parent: parent ?? null }, seen);
      return act.office.id;
    case "merge":
      await api.mergeOffice(act.office.id, { year, into: into ?? "" }, seen);
      return into ?? null;
    case "close":
      await api.closeOffice(act.office.id, { year }, seen);
      return act.office.parent;
  }
}

function Fields({ act, items }: { act: Act; items: Office[] }) {
  switch (act.kind) {
    case "add":
      return (
        <>
          <KindField parent={act.parent} />
          <CodeAndName />
          {act.parent !== null && <Form.Item name="parent" hidden noStyle><Input /></Form.Item>}
        </>
      );
    case "alter":
      return <CodeAndName />;
    case "move":
      return <OfficeField name="parent" label="新的上级" offices={possibleParents(act.office, items)} isRequired={act.office.kind !== "region"} />;
    case "merge":
      return (
        <>
          <OfficeField name="into" label="并入" offices={items.filter(({ id, kind }) => kind === act.office.kind && id !== act.office.id)} isRequired />
          <Alert type="info" showIcon title="下级一并划转；原单位的项目由并入的单位继续。" />
        </>
      );
    case "close":
      return <Alert type="warning" showIcon title="从所选年度起不再列出。要没有下级；目标表和项目不受影响。" />;
  }
}

function KindField({ parent }: { parent: Office | null }) {
  const kinds = officeKinds.filter((kind) => kindsAbove[kind].includes(parent?.kind ?? null));
  return (
    <Form.Item name="kind" label="类型">
      <Select options={kinds.map((kind) => ({ value: kind, label: kindNames[kind] }))} />
    </Form.Item>
  );
}

function CodeAndName() {
  return (
    <>
      <Form.Item name="code" label="编码" rules={[{ required: true, whitespace: true, message: "请填写编码" }]} extra="财政填六位行政区划代码。">
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: "请填写名称" }]}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

function OfficeField({ name, label, offices, isRequired }: { name: string; label: string; offices: Office[]; isRequired: boolean }) {
  return (
    <Form.Item name={name} label={label} rules={isRequired ? [{ required: true, message: "请选择" }] : []}>
      <Select allowClear={!isRequired} placeholder="输入编码或名称查找" showSearch={{ optionFilterProp: "label" }} options={offices.map((office) => ({ value: office.id, label: calledOffice(office) }))} />
    </Form.Item>
  );
}

/** Of a kind that may stand above, and not below the office itself. */
function possibleParents(office: Office, items: readonly Office[]): Office[] {
  const below = new Set([office.id]);
  // What stands above comes first in the list.
  for (const { id, parent } of items) if (parent !== null && below.has(parent)) below.add(id);
  return items.filter(({ id, kind }) => !below.has(id) && kindsAbove[office.kind].includes(kind));
}
