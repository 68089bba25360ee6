import "./forms.css";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { App, Alert, Button, Input, Select, Skeleton } from "antd";
import { useMemo, useState } from "react";
import { currencies } from "../../declaration/money.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { definitionOf, lacking, type LaidBlock, type Mapped, type Mapping, type Spot, spotKey } from "../../forms/mapping.ts";
import { OwnDefinition, ownForm } from "../../forms/own.ts";
import { proposalOf } from "../../forms/propose.ts";
import type { DocumentAnswer, GridBlock } from "../../server/declarations/documents-contract.ts";
import type { HouseForm } from "../../server/forms/contract.ts";
import { asProblem, request } from "../request.ts";
import { declarationQuery } from "../declarations/queries.ts";
import { sourceGridQuery } from "../documents/queries.ts";
import { cellKey } from "../documents/positions.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { CellPanel } from "./cell-panel.tsx";
import { Outcome } from "./outcome.tsx";
import { formsKey, formsQuery } from "./queries.ts";
import { Reread } from "./reread.tsx";
import { MappingSheet } from "./sheet.tsx";

const route = getRouteApi("/documents/$id/layout");

const documentQuery = (id: string) => queryOptions({ queryKey: ["documents", "facts", id], queryFn: ({ signal }) => request<DocumentAnswer>(`/api/documents/${id}`, { signal }) });

/** What a definition is worth: sound, and how it was laid out; or what stands in its way. */
function made(blocks: readonly LaidBlock[], mapping: Mapping): { mapped: Mapped | null; missing: string[] } {
  const missing = lacking(mapping);
  if (missing.length > 0) return { mapped: null, missing };
  const mapped = definitionOf(blocks, mapping);
  const checked = OwnDefinition.safeParse(mapped.definition);
  return checked.success ? { mapped: { ...mapped, definition: checked.data }, missing } : { mapped: null, missing: checked.error.issues.map(({ message }) => message) };
}

/** The cells of which the reader said that it could not place them. */
function unplacedIn(blocks: readonly GridBlock[], document: DocumentAnswer): ReadonlySet<string> {
  const wanted = new Set(document.problems.flatMap(({ code, at }) => (at !== null && (code === "READ-03" || code === "READ-04") ? [cellKey(at)] : [])));
  const found = new Set<string>();
  for (const [nth, block] of blocks.entries()) {
    if (block.kind !== "table") continue;
    for (const [row, cells] of block.rows.entries()) for (const [cell, one] of cells.entries()) if (wanted.has(cellKey(one.place))) found.add(spotKey({ block: nth, row, cell }));
  }
  return found;
}

function Work({ document, blocks, taught }: { document: DocumentAnswer; blocks: GridBlock[]; taught: HouseForm | undefined }) {
  const form: FormDefinition | null = taught ? ownForm(taught.id, taught.definition) : null;
  const [mapping, setMapping] = useState<Mapping>(() => proposalOf(blocks, form));
  const [name, setName] = useState(taught?.name ?? mapping.title.slice(0, 40));
  const [spot, setSpot] = useState<Spot | null>(null);
  const [saved, setSaved] = useState<HouseForm | null>(null);
  const [busy, setBusy] = useState(false);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { mapped, missing } = useMemo(() => made(blocks, mapping), [blocks, mapping]);
  const unplaced = useMemo(() => unplacedIn(blocks, document), [blocks, document]);
  const trial = useQuery({
    queryKey: ["documents", "trial", document.id, mapped?.definition],
    queryFn: ({ signal }) => (mapped === null ? Promise.reject(new Error("nothing to try")) : calls.trial(document.id, mapped.definition, { signal })),
    enabled: mapped !== null,
    placeholderData: (before) => before,
  });
  const first = useQuery({ ...declarationQuery(document.declarations[0]?.id ?? ""), enabled: document.declarations.length > 0 });
  useTitle("核对版式");
  const save = async () => {
    if (mapped === null) return;
    setBusy(true);
    try {
      const wish = { name: name.trim(), definition: mapped.definition };
      setSaved(taught ? await calls.revise(taught.id, { ...wish, seen: taught.version }) : await calls.add(wish));
      await queries.invalidateQueries({ queryKey: formsKey });
    } catch (error) {
      const problem = asProblem(error);
      void message.error(`${problem.message}${problem.hint ?? ""}`);
    } finally {
      setBusy(false);
    }
  };
  if (saved !== null) return <Saved form={saved} document={document} />;
  const ready = mapped !== null && trial.data !== undefined && !trial.isPlaceholderData && trial.data.recognised > 0 && name.trim() !== "";
  return (
    <div className="mapping">
      <MappingSheet blocks={blocks} mapping={mapping} selected={spot} unplaced={unplaced} onSelect={setSpot} />
      <aside className="map-side" aria-label="表样">
        <CellPanel blocks={blocks} mapping={mapping} spot={spot} onChange={setMapping} />
        <div className="map-panel">
          <label htmlFor="map-name">表样名称</label>
          <Input id="map-name" value={name} maxLength={60} placeholder="如：桥头镇重点事项表" onChange={(event) => setName(event.target.value)} />
          <label htmlFor="map-title">表的标题</label>
          <Input id="map-title" value={mapping.title} maxLength={80} onChange={(event) => setMapping({ ...mapping, title: event.target.value })} />
          <label htmlFor="map-region">地区</label>
          <Input id="map-region" value={mapping.region} maxLength={40} placeholder="可以不填" onChange={(event) => setMapping({ ...mapping, region: event.target.value })} />
          <label htmlFor="map-currency">表上没印金额单位时按</label>
          <Select id="map-currency" value={mapping.currency ?? ""} options={[{ value: "", label: "不知道，不换算" }, ...currencies.map((value) => ({ value, label: value }))]} onChange={(value) => setMapping({ ...mapping, currency: value === "" ? null : value })} />
        </div>
        <Outcome trial={trial.data} lacking={missing} error={trial.error} busy={trial.isFetching} before={first.data?.declaration} />
        {mapped?.layout === "arranged" && <p className="quiet">这份文件的格子不足以原样打印：读取不受影响，打印时按栏目顺序排成一张普通的表。</p>}
        <Button type="primary" disabled={!ready} loading={busy} onClick={() => void save()}>
          {taught ? "保存为新版本" : "保存表样"}
        </Button>
      </aside>
    </div>
  );
}

function Saved({ form, document }: { form: HouseForm; document: DocumentAnswer }) {
  return (
    <section className="card">
      <Alert type="success" showIcon title={`表样“${form.name}”已保存（第 ${form.version} 版）`} description="以后导入这种版式的文件，直接按它读，不再询问。" />
      <Reread beside={document.id} own={{ documentId: document.id, file: document.file }} />
      <p>
        <Link to="/forms">到表样页</Link>　<Link to="/declarations" search={{ document: document.id }}>看这份文件的目标表</Link>
      </p>
    </section>
  );
}

/** Saying by hand what the labels and columns of an unknown form mean; remembered as a form of the house's own. */
export function LayoutPage() {
  const { id } = route.useParams();
  const document = useQuery(documentQuery(id));
  const grid = useQuery(sourceGridQuery(id));
  const forms = useQuery(formsQuery);
  const firstId = document.data?.declarations[0]?.id;
  const first = useQuery({ ...declarationQuery(firstId ?? ""), enabled: firstId !== undefined });
  const error = document.error ?? grid.error ?? forms.error ?? first.error;
  const known = document.data !== undefined && grid.data !== undefined && forms.data !== undefined && (firstId === undefined || first.data !== undefined);
  return (
    <div className="map-page">
      <nav className="crumbs" aria-label="位置">
        <Link to="/forms">表样</Link> / {document.data?.file ?? "来源文件"} / 核对版式
      </nav>
      <h1>核对版式</h1>
      {error ? <ProblemAlert error={error} onRetry={() => void Promise.all([document.refetch(), grid.refetch(), forms.refetch()])} /> : null}
      {known ? <Work document={document.data} blocks={grid.data.blocks} taught={forms.data.items.find(({ id: own }) => own === first.data?.declaration.form)} /> : error ? null : <Skeleton active paragraph={{ rows: 12 }} />}
    </div>
  );
}
