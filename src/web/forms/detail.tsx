import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Popconfirm, Space, Timeline } from "antd";
import { useMemo, useState } from "react";
import { emptyDeclaration } from "../../declaration/empty.ts";
import { formStyle, sheetOf } from "../../formats/html/write.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { canBePrinted } from "../../forms/own.ts";
import { paperOf } from "../../forms/write.ts";
import type { HouseForm } from "../../server/forms/contract.ts";
import { useMay } from "../accounts/session.ts";
import { moment } from "../moment.ts";
import { calls } from "./calls.ts";
import { useChange } from "./change.ts";
import { versionsQuery } from "./queries.ts";

function History({ id }: { id: string }) {
  const { data } = useQuery(versionsQuery(id));
  return <Timeline items={(data?.items ?? []).map(({ version, name, person, at }) => ({ content: `第 ${version} 版“${name}”，${person ?? "未登记姓名"}，${moment(at)}` }))} />;
}

/** The form as a file, to be brought in elsewhere. */
function download({ name, definition }: HouseForm): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify({ name, definition }, null, 2)], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: `表样-${name}.json` });
  link.click();
  URL.revokeObjectURL(address);
}

function OwnTools({ own, onGone }: { own: HouseForm; onGone: () => void }) {
  const may = useMay();
  const { busy, run } = useChange();
  const [name, setName] = useState(own.name);
  const { id, retired, wide, version, definition } = own;
  return (
    <Space orientation="vertical" className="form-tools">
      {may("form.write") && (
        <Space.Compact>
          <Input aria-label="表样名称" value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          <Button disabled={name.trim() === "" || name === own.name} loading={busy} onClick={() => void run(() => calls.revise(id, { name: name.trim(), definition, seen: version }), "已改名")}>
            改名
          </Button>
        </Space.Compact>
      )}
      <Space wrap>
        <Button onClick={() => download(own)}>导出为文件</Button>
        {may("form.write") && <Button onClick={() => void run(() => calls.retire(id, !retired), retired ? "已恢复" : "已停用")}>{retired ? "恢复使用" : "停用"}</Button>}
        {may("form.widen") && own.office !== null && <Button onClick={() => void run(() => calls.widen(id, !wide), wide ? "只留给原单位" : "已推广到全地区")}>{wide ? "只留给原单位" : "推广到全地区"}</Button>}
        {may("form.write") && (
          <Popconfirm title="删除这个表样？" okText="删除" cancelText="取消" onConfirm={async () => void ((await run(() => calls.remove(id), "已删除")) && onGone())}>
            <Button danger disabled={own.declarations > 0} title={own.declarations > 0 ? "已有目标表按它读出，只能停用" : ""}>
              删除
            </Button>
          </Popconfirm>
        )}
      </Space>
      <History id={id} />
    </Space>
  );
}

/** A form as its blank paper, and what can be done with it. */
export function Detail({ form, own, onGone }: { form: FormDefinition; own: HouseForm | null; onGone: () => void }) {
  const html = useMemo(() => (canBePrinted(form) ? paperOf([emptyDeclaration], form, null).paper.sheets.map(sheetOf).join("") : null), [form]);
  return (
    <>
      {own && <OwnTools key={own.version} own={own} onGone={onGone} />}
      {html === null ? (
        <Alert type="info" showIcon title="这个表样只够读取" description="它的版面不完整，不能打印。要打印，请在按它读出的文件上重新核对版式。" />
      ) : (
        <>
          <style>{formStyle}</style>
          {/* Every text in it was escaped where the form was laid out. */}
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the form's own HTML, as it is written to files */}
          <div className="form-paper" role="document" aria-label="空白表样" dangerouslySetInnerHTML={{ __html: html }} />
        </>
      )}
    </>
  );
}
