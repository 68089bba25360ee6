import { DownloadOutlined, FileExcelOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Checkbox, Drawer, InputNumber, Space, Upload } from "antd";
import { useState } from "react";
import { calledOffice } from "../../organisation/office.ts";
import type { Office, OfficeImport } from "../../server/offices/contract.ts";
import { api } from "../api.ts";
import { ProblemAlert, ProblemText } from "../problem.tsx";
import { ChangeTable } from "./changes.tsx";
import { PeopleTable } from "./people.tsx";
import { officesKey } from "./queries.ts";

interface Choice {
  file: File;
  year: number;
  closeMissing: boolean;
}

/** Imports the tree of a year: choose a file, see what would change, then write it. */
export function OfficeImportDrawer({ year, items, onClose }: { year: number; items: Office[]; onClose: (year: number | null) => void }) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [from, setFrom] = useState(year);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const preview = useMutation({ mutationFn: ({ file, ...rest }: Choice) => api.importOffices(file, { ...rest, check: true }) });
  const write = useMutation({
    mutationFn: ({ file, ...rest }: Choice) => api.importOffices(file, { ...rest, check: false }),
    async onSuccess(told) {
      await queries.invalidateQueries({ queryKey: officesKey });
      if (!told.written) return;
      void message.success(`已写入 ${told.changes.length + told.people.items.length} 处变化`);
      // Codes are told only once: the drawer stays until they have been taken.
      if (told.people.items.every(({ code }) => code === null)) onClose(told.year);
    },
  });
  const look = (next: Choice) => {
    setChoice(next);
    write.reset();
    preview.mutate(next);
  };
  // What was refused while it was written says more than the preview.
  const told = write.data ?? preview.data;
  const isWrong = told?.problems.some(({ severity }) => severity === "error") ?? true;
  const isDone = told === undefined || told.written || told.changes.length + told.people.items.length === 0;
  return (
    <Drawer
      open
      title="导入组织和人员"
      size={900}
      onClose={() => onClose(told?.written ? told.year : null)}
      footer={
        <Space>
          <Button type="primary" disabled={choice === null || isWrong || isDone} loading={write.isPending} onClick={() => choice && write.mutate(choice)}>
            写入 {from} 年
          </Button>
          <Button onClick={() => onClose(told?.written ? told.year : null)}>{told?.written ? "关闭" : "取消"}</Button>
        </Space>
      }
    >
      <div className="office-import">
        <Space wrap>
          <label htmlFor="import-year">这是哪一年的组织</label>
          <InputNumber
            id="import-year"
            min={1949}
            max={2200}
            precision={0}
            value={from}
            onChange={(value) => {
              if (value === null) return;
              setFrom(value);
              if (choice) look({ ...choice, year: value });
            }}
          />
          <Button icon={<DownloadOutlined />} href={api.officeTemplateAddress()}>
            空白工作簿
          </Button>
          <Button icon={<DownloadOutlined />} href={api.officeTemplateAddress(from)}>
            填好 {from} 年组织的工作簿
          </Button>
        </Space>
        <Upload.Dragger
          accept=".xlsx,.xls,.et,.ods"
          showUploadList={false}
          aria-label="选择或拖入工作簿"
          beforeUpload={(file) => {
            look({ file, year: from, closeMissing: choice?.closeMissing ?? false });
            return Upload.LIST_IGNORE;
          }}
        >
          <p>
            <FileExcelOutlined /> {choice === null ? "把工作簿拖到这里，或点击选择" : choice.file.name}
          </p>
          <p className="quiet">列按名称识别。单位表：单位编码、单位名称、上级编码、类型、行政区划代码、原编码、并入编码；人员表：登录名、姓名、单位编码、角色。先显示会有什么变化，确认后才写入。</p>
        </Upload.Dragger>
        {choice && (
          <Checkbox checked={choice.closeMissing} onChange={(event) => look({ ...choice, closeMissing: event.target.checked })}>
            表里没有列出的部门和单位，从 {from} 年起撤销{told && told.missing.length > 0 ? `（${told.missing.length} 个）` : ""}
          </Checkbox>
        )}
        {(preview.error ?? write.error) && <ProblemAlert error={preview.error ?? write.error} />}
        {told && !preview.isPending && <Preview told={told} items={items} closeMissing={choice?.closeMissing ?? false} />}
      </div>
    </Drawer>
  );
}

/** Problems shown at most; the rest are counted. */
const shownAtMost = 200;

function Preview({ told: { written, problems, changes, unchanged, missing, people }, items, closeMissing }: { told: OfficeImport; items: Office[]; closeMissing: boolean }) {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  // A file may bring people alone.
  const hasOffices = changes.length + unchanged > 0 || people.items.length + people.unchanged === 0;
  return (
    <>
      {errors > 0 && <Alert type="error" showIcon title={`有 ${errors} 处错误，改好之前什么也不写入。`} />}
      {problems.length > 0 && (
        <ul className="office-problems" aria-label="问题">
          {problems.slice(0, shownAtMost).map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
            <li key={index}>
              <ProblemText problem={problem} />
            </li>
          ))}
          {problems.length > shownAtMost && <li className="quiet">还有 {problems.length - shownAtMost} 处</li>}
        </ul>
      )}
      {hasOffices && (
        <p role="status">
          {changes.length === 0 ? "没有变化" : `有 ${changes.length} 处变化`}，{unchanged} 个不变
          {!closeMissing && missing.length > 0 ? `；现有的 ${missing.length} 个没有列出，保持不变（如 ${missing.slice(0, 3).map(calledOffice).join("、")}）` : ""}。
        </p>
      )}
      {changes.length > 0 && <ChangeTable changes={changes} items={items} />}
      {people.items.length + people.unchanged > 0 && <PeopleTable people={people} isWritten={written} />}
    </>
  );
}
