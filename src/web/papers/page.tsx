import "./paper.css";
import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Alert, Button, Select, Skeleton, Space } from "antd";
import { useMemo } from "react";
import type { FormId } from "../../declaration/schema.ts";
import { formStyle, sheetOf } from "../../formats/html/write.ts";
import { paperOf } from "../../forms/write.ts";
import { api } from "../api.ts";
import { declarationQuery } from "../declarations/queries.ts";
import { useOwnForms, usePaperOptions } from "../forms/own-forms.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import { formatNames, paperForm } from "./forms.ts";

const route = getRouteApi("/declarations/$id/paper");

/** What the chosen form has no place for, or says in other words. */
function Losses({ messages }: { messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <Alert
      className="losses"
      type="warning"
      showIcon
      title={`换成这种表样，有 ${messages.length} 处放不下或换了说法`}
      description={
        <ul>
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      }
    />
  );
}

/** The table as the form prints it: laid out here by the same code that writes the files. */
function Paper({ answer, form }: { answer: DeclarationAnswer; form: FormId }) {
  const { declaration, id } = answer;
  const navigate = useNavigate({ from: "/declarations/$id/paper" });
  const own = useOwnForms();
  const options = usePaperOptions();
  const taught = own.find((one) => one.form.id === form)?.form;
  const written = taught ?? paperForm(form);
  const { html, messages } = useMemo(() => {
    const { paper, losses } = paperOf([declaration], written, null);
    return { html: paper.sheets.map(sheetOf).join(""), messages: losses.flatMap(({ problems }) => problems.map(({ message }) => message)) };
  }, [declaration, written]);
  useTitle(`${declaration.project.name ?? "目标表"} · 打印与导出`);
  return (
    <div className="paper-page">
      <h1 className="unseen">打印与导出</h1>
      <div className="paper-tools">
        <nav className="crumbs" aria-label="位置">
          <Link to="/declarations">目标表</Link> /{" "}
          <Link to="/declarations/$id" params={{ id }}>
            {declaration.project.name ?? "（未印项目名称）"}
          </Link>{" "}
          / 打印与导出
        </nav>
        <Space wrap>
          <span id="form-label">表样</span>
          <Select aria-labelledby="form-label" className="paper-choice" value={typeof written === "string" ? written : written.id} options={options} onChange={(next: FormId) => void navigate({ search: { form: next }, replace: true })} />
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
          {formatNames.map(([format, name]) => (
            <a key={format} href={api.paperAddress(id, { form: typeof written === "string" ? written : written.id, format })} download>
              <Button icon={<DownloadOutlined />} tabIndex={-1}>
                {name}
              </Button>
            </a>
          ))}
        </Space>
        <Losses messages={messages} />
      </div>
      <style>{formStyle}</style>
      {/* Every text in it was escaped where the form was laid out. */}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the form's own HTML, as it is written to files */}
      <div className="paper-sheet" role="document" aria-label="表样预览" dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  );
}

/** A table on a form's paper: to look at, to print, to download. */
export function PaperPage() {
  const { id } = route.useParams();
  const { form } = route.useSearch();
  const { data, error, refetch } = useQuery(declarationQuery(id));
  if (data !== undefined) return <Paper answer={data} form={form ?? data.declaration.form} />;
  return <div className="sheet">{error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 12 }} />}</div>;
}
