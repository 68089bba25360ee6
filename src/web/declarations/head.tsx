import { LeftOutlined, PrinterOutlined, RightOutlined } from "@ant-design/icons";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Tag } from "antd";
import type { Declaration } from "../../declaration/schema.ts";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import { DraftButtons } from "../drafts/start.tsx";
import { LayoutLink } from "../forms/link.tsx";
import { useFormName } from "../forms/queries.ts";
import { moment } from "../moment.ts";
import { useSelection } from "./selection.tsx";

type Document = NonNullable<DeclarationAnswer["document"]>;

/** Previous and next declaration of the same document, in the order of the document. */
function Siblings({ id, document }: { id: string; document: Document }) {
  const navigate = useNavigate();
  const siblings = document.declarations;
  const at = siblings.findIndex((sibling) => sibling.id === id);
  const open = (step: number) => {
    const to = siblings[at + step];
    if (to) void navigate({ to: "/declarations/$id", params: { id: to.id } });
  };
  return (
    <div className="siblings">
      <Button icon={<LeftOutlined />} disabled={at <= 0} onClick={() => open(-1)} title={siblings[at - 1]?.projectName ?? ""}>
        上一张
      </Button>
      <span className="quiet">
        本文件第 {at + 1} / {siblings.length} 张
      </span>
      <Button disabled={at >= siblings.length - 1} onClick={() => open(1)} title={siblings[at + 1]?.projectName ?? ""}>
        下一张 <RightOutlined />
      </Button>
    </div>
  );
}

/** Leads from one doubted value to the next, round and round. */
function NextDoubt({ declaration }: { declaration: Declaration }) {
  const { selected, select } = useSelection();
  const paths = [...new Set(declaration.doubts.map(({ path }) => path))].filter((path) => path !== "");
  if (declaration.doubts.length === 0) return <Tag color="success">没有待核对的值</Tag>;
  const next = paths[(paths.indexOf(selected ?? "") + 1) % paths.length];
  return (
    <Button className="next-doubt" disabled={next === undefined} onClick={() => next !== undefined && select(next)}>
      下一处待核对（共 {declaration.doubts.length} 处）
    </Button>
  );
}

/** The imported file, by whom and when. */
function From({ document }: { document: Document }) {
  return (
    <>
      <Link to="/declarations" search={{ document: document.id }} title="这份文件的全部目标表">
        {document.file}
      </Link>
      <span className="quiet">
        {moment(document.importedAt)} 导入{document.importedBy !== null && `，${document.importedBy}`}
      </span>
    </>
  );
}

/** Title, form and document of a declaration, and the ways on from it. */
export function Head({ answer, declaration }: { answer: DeclarationAnswer; declaration: Declaration }) {
  const { document, id } = answer;
  const formName = useFormName();
  return (
    <div className="head">
      <nav className="crumbs" aria-label="位置">
        <Link to="/declarations">目标表</Link>
        {document === null ? (
          <span className="quiet">在系统里编制</span>
        ) : (
          <>
            {" / "}
            <From document={document} />
          </>
        )}
      </nav>
      <div className="head-line">
        <h1>{declaration.project.name ?? "（未印项目名称）"}</h1>
        <Tag>{formName(declaration.form)}</Tag>
        {declaration.year !== null && <Tag>{declaration.year} 年度</Tag>}
        <NextDoubt declaration={declaration} />
        <DraftButtons answer={answer} />
        <Link to="/declarations/$id/paper" params={{ id }}>
          <Button icon={<PrinterOutlined />}>打印与导出</Button>
        </Link>
        {document !== null && <LayoutLink document={document.id} form={declaration.form} problems={document.problems} />}
        {document !== null && <Siblings id={id} document={document} />}
      </div>
    </div>
  );
}
