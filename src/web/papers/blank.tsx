import { FileExcelOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Button, Checkbox, Form, Input, InputNumber, Modal } from "antd";
import { useState } from "react";
import { api } from "../api.ts";
import { ProblemAlert } from "../problem.tsx";

interface Wanted {
  unit?: string;
  year?: number | null;
  projects?: string;
  last?: boolean;
}

function save(workbook: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(workbook);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const linesOf = (text: string | undefined): string[] => [...new Set((text ?? "").split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ""))];

/** A workbook for units to fill in offline: a sheet a project, with drop-down lists and notes; it is imported like any file. */
export function BlankWorkbook() {
  const [open, setOpen] = useState(false);
  const make = useMutation({
    mutationFn: ({ unit, year, projects, last }: Wanted) => api.blankWorkbook({ unit: unit?.trim() || null, year: year ?? null, projects: linesOf(projects), last: last ?? false }),
    onSuccess: (workbook, { year }) => {
      save(workbook, `绩效目标填报${year ? `-${year}` : ""}.xlsx`);
      setOpen(false);
    },
  });
  return (
    <section className="card blank-workbook" aria-label="填报工作簿">
      <h2>还没有表？</h2>
      <p className="quiet">发一本填报工作簿给单位：每个项目一张工作表，有下拉列表和填写说明，在 Excel 或 WPS 里离线填好，再导入。</p>
      <Button icon={<FileExcelOutlined />} onClick={() => setOpen(true)}>
        填报工作簿
      </Button>
      <Modal open={open} title="填报工作簿" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form<Wanted> layout="vertical" onFinish={(wanted) => make.mutate(wanted)} initialValues={{ year: new Date().getFullYear() + 1 }}>
          <Form.Item name="unit" label="预算单位">
            <Input maxLength={200} placeholder="单位全称" />
          </Form.Item>
          <Form.Item name="year" label="预算年度">
            <InputNumber min={1990} max={2100} precision={0} />
          </Form.Item>
          <Form.Item name="projects" label="项目名称，每行一个">
            <Input.TextArea rows={6} />
          </Form.Item>
          <Form.Item name="last" valuePropName="checked">
            <Checkbox>以该单位上一年度的目标表为底稿</Checkbox>
          </Form.Item>
          {make.error && <ProblemAlert error={make.error} />}
          <Button type="primary" htmlType="submit" loading={make.isPending}>
            下载
          </Button>
        </Form>
      </Modal>
    </section>
  );
}
