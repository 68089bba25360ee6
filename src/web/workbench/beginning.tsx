import { ImportOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { Workbench } from "../../server/workbench/contract.ts";
import { useMay } from "../accounts/session.ts";
import { StartDraft } from "../drafts/start.tsx";

/** What somebody does first where the year has no table yet. */
export function Beginning({ told: { year, years } }: { told: Workbench }) {
  const may = useMay();
  const last = years.find((one) => one < year);
  if (!may("declaration.edit"))
    return (
      <section className="card beginning" aria-labelledby="beginning">
        <h2 id="beginning">{year} 年度还没有报来的目标表</h2>
        <p className="quiet">单位送审、上报以后，目标表会出现在这里，等待您办理的列在“我的待办”。{last !== undefined && <Link to="/workbench" search={{ year: last }}>看 {last} 年度</Link>}</p>
      </section>
    );
  return (
    <section className="card beginning" aria-labelledby="beginning">
      <h2 id="beginning">{year} 年度还没有目标表，先从这里开始</h2>
      <ol>
        {last !== undefined && (
          <li>
            <strong>从去年复制</strong>
            <span className="quiet">打开一张 {last} 年度的目标表，点“复制到新年度”，改金额和指标值即可。</span>
            <Link to="/declarations" search={{ year: last }}>
              <Button type="primary">看 {last} 年度的目标表</Button>
            </Link>
          </li>
        )}
        <li>
          <strong>新建一张</strong>
          <span className="quiet">选年度和表样，在表格里逐项填写；随时自动保存，问题当场提示。</span>
          <StartDraft label="新建目标表" />
        </li>
        {may("import.write") && (
          <li>
            <strong>导入已有的文件</strong>
            <span className="quiet">Word、Excel、PDF、网页和压缩包都可以，一次可以选很多个{last === undefined && "；也可以先用内置样例试一试"}。</span>
            <Link to="/import">
              <Button icon={<ImportOutlined />}>去导入</Button>
            </Link>
          </li>
        )}
      </ol>
    </section>
  );
}
