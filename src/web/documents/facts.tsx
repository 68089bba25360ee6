import { Descriptions } from "antd";
import type { DescriptionsProps } from "antd";
import type { Format } from "../../declaration/schema.ts";
import type { DocumentAnswer } from "../../server/declarations/documents-contract.ts";
import { api } from "../api.ts";
import { moment } from "../moment.ts";

const formatNames: Partial<Record<Format, string>> = { text: "纯文本", markdown: "Markdown", html: "网页" };

function kilobytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1024)).toLocaleString("zh-CN")} KB`;
}

/** What is known of a source document as a whole, its overall goals (总体绩效目标) among them. */
export function DocumentFacts({ document }: { document: DocumentAnswer }) {
  const { file, format, bytes, title, publisher, year, overallGoals, importedAt, importedBy } = document;
  const facts: [string, string | null][] = [
    ["文件名", file],
    ["格式", `${formatNames[format] ?? format}，${kilobytes(bytes)}`],
    ["文件标题", title],
    ["发布单位", publisher],
    ["文件年度", year === null ? null : `${year}`],
    ["导入", `${moment(importedAt)}${importedBy === null ? "" : `，${importedBy}`}`],
  ];
  const items: DescriptionsProps["items"] = facts.filter(([, text]) => text !== null).map(([label, text]) => ({ key: label, label, children: text }));
  return (
    <section aria-labelledby="document">
      <h2 id="document">来源文件</h2>
      {format === "xlsx" && (
        <p>
          <a href={api.markedAddress(document.id)} download>
            下载标注副本
          </a>
          <span className="quiet">：同一本工作簿，读不出来、有疑问和不合规则的单元格标了颜色和批注</span>
        </p>
      )}
      <Descriptions bordered size="small" column={1} items={items} />
      {overallGoals.length > 0 && (
        <>
          <h3>文件中的总体绩效目标</h3>
          {overallGoals.map((goal) => (
            <p className="overall-goal" key={goal}>
              {goal}
            </p>
          ))}
        </>
      )}
    </section>
  );
}
