import "./paper.css";
import { FileZipOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Modal, Progress, Radio, Select } from "antd";
import { useEffect, useState } from "react";
import type { FormId, WrittenFormat } from "../../declaration/schema.ts";
import type { PaperSet } from "../../server/papers/contract.ts";
import { api } from "../api.ts";
import type { ListSearch } from "../declarations/search.ts";
import { filtersQuery } from "../declarations/queries.ts";
import { ProblemAlert } from "../problem.tsx";
import { formatNames, proposedPaper } from "./forms.ts";
import { usePaperOptions } from "../forms/own-forms.ts";

/** How often the progress is asked for, in milliseconds. */
const askEvery = 400;

/** Starts the browser's own download, which writes to disk as the archive comes. */
function fetchArchive({ id }: PaperSet): void {
  const link = document.createElement("a");
  link.href = api.papersAddress(id);
  link.download = "";
  link.click();
}

function Going({ set, close }: { set: PaperSet; close: () => void }) {
  const { data = set, error } = useQuery({
    queryKey: ["papers", set.id],
    queryFn: ({ signal }) => api.papers(set.id, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === "done" || state.data?.state === "failed" ? false : askEvery),
  });
  const over = data.state === "done";
  return (
    <div role="status">
      <Progress percent={Math.floor((data.done / data.total) * 100)} status={data.state === "failed" || error ? "exception" : over ? "success" : "active"} />
      <p>
        {over ? `写好了，共 ${data.total} 张，压缩包已由浏览器保存。` : `正在写第 ${Math.min(data.done + 1, data.total)} 张，共 ${data.total} 张……`}
      </p>
      {data.state === "failed" && <Alert type="error" showIcon title={data.error ?? "没有写完"} description="请再导出一次；反复出错时请看服务程序的日志。" />}
      {error && <ProblemAlert error={error} />}
      {(over || data.state === "failed") && <Button onClick={close}>关闭</Button>}
    </div>
  );
}

/** All tables that the filters find, each as a file of its own in one archive. */
export function ExportSet({ search }: { search: Omit<ListSearch, "order"> }) {
  const [open, setOpen] = useState(false);
  const [chosen, setForm] = useState<FormId | null>(null);
  const { data: filters } = useQuery(filtersQuery);
  const [format, setFormat] = useState<WrittenFormat>("docx");
  const options = usePaperOptions();
  const form = chosen ?? proposedPaper(search, filters?.forms ?? []);
  const prepare = useMutation({ mutationFn: () => api.preparePapers({ form, format, filter: search }), onSuccess: fetchArchive });
  const { reset } = prepare;
  useEffect(() => {
    if (open) reset();
  }, [open, reset]);
  const set = prepare.data;
  return (
    <>
      <Button icon={<FileZipOutlined />} onClick={() => setOpen(true)}>
        批量导出
      </Button>
      <Modal open={open} title="批量导出目标表" footer={null} onCancel={() => setOpen(false)} afterClose={() => setForm(null)} destroyOnHidden>
        {set ? (
          <Going set={set} close={() => setOpen(false)} />
        ) : (
          <Form layout="vertical" onFinish={() => prepare.mutate()}>
            <p>把列表里符合条件的全部目标表写成文件，装进一个压缩包；放不下的内容列在包里的“未写入的内容.txt”。</p>
            <Form.Item label="表样" htmlFor="set-form">
              <Select id="set-form" value={form} options={options} onChange={setForm} />
            </Form.Item>
            <Form.Item label="格式">
              <Radio.Group value={format} options={formatNames.map(([value, label]) => ({ value, label }))} optionType="button" onChange={({ target }) => setFormat(target.value as WrittenFormat)} />
            </Form.Item>
            {prepare.error && <ProblemAlert error={prepare.error} />}
            <div className="export-ways">
              <Button type="primary" htmlType="submit" loading={prepare.isPending}>
                开始导出
              </Button>
              <span className="quiet">或装成一册（封面、目录、整体目标、全部表）：</span>
              {(["docx", "pdf"] as const).map((bound) => (
                <a key={bound} href={api.bookAddress({ ...search, paper: form, format: bound })} download>
                  {bound === "docx" ? "Word 汇编" : "PDF 汇编"}
                </a>
              ))}
            </div>
          </Form>
        )}
      </Modal>
    </>
  );
}
