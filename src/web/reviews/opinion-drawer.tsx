import "./opinion.css";
import { DownloadOutlined, PrinterOutlined, SaveOutlined } from "@ant-design/icons";
import { useBlocker } from "@tanstack/react-router";
import { Alert, App, Button, Drawer, Popconfirm, Skeleton, Tag } from "antd";
import { useEffect } from "react";
import { severityNames } from "../../review/reports/words.ts";
import type { KeptOpinion, OpinionAnswer } from "../../server/reviews/contract.ts";
import { api } from "../api.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { useSelection } from "../declarations/selection.tsx";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { severityColours } from "./finding.tsx";
import { type OpinionDraft, useOpinionDraft } from "./opinion-draft.ts";
import { OpinionForm } from "./opinion-form.tsx";
import { printPage } from "./opinion-print.ts";

interface Props {
  open: boolean;
  onClose: () => void;
}

/** 审核意见表 of the declaration on the page: what the findings propose, changed by a person. */
export default function OpinionDrawer({ open, onClose }: Props) {
  const { id } = useSelection();
  const { modal } = App.useApp();
  const { draft, error, refetch } = useOpinionDraft(id, open);
  const dirty = draft?.dirty ?? false;
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm("审核意见表还没有保存，要离开吗？"), enableBeforeUnload: () => dirty });
  useSaveKey(open && draft !== null && !draft.busy ? draft.save : null);
  const leave = () => {
    draft?.forget();
    onClose();
  };
  const close = () => {
    if (!dirty) leave();
    else modal.confirm({ title: "审核意见表还没有保存", content: "关闭后，填写的得分和意见不再保留。", okText: "不保存，关闭", cancelText: "继续填写", autoFocusButton: "cancel", onOk: leave });
  };
  return (
    <Drawer open={open} onClose={close} size="min(1240px, 100vw)" closable={false} destroyOnHidden aria-label="项目支出绩效目标审核意见表" styles={{ body: { padding: 0 } }}>
      <div className="opinion-page">
        <div className="opinion-bar">
          <h2>项目支出绩效目标审核意见表</h2>
          {draft && <State draft={draft} />}
          <span className="opinion-actions">
            {draft && <Actions id={id} draft={draft} />}
            <Button onClick={close}>关闭</Button>
          </span>
        </div>
        {draft?.overtaken && <Alert banner type="warning" showIcon title="填写期间，审核问题或意见有了变化。下面的建议已是最新的，您填写的内容没有动；看过以后再保存。" action={<Button size="small" onClick={draft.goOn}>已看过</Button>} />}
        {draft?.answer.since && <Since since={draft.answer.since} />}
        <div className="opinion-body">
          {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
          {!draft && !error && <Skeleton active paragraph={{ rows: 12 }} />}
          {draft && <OpinionForm draft={draft} />}
          {draft && draft.answer.history.length > 0 && <History items={draft.answer.history} kept={draft.answer.kept} />}
        </div>
      </div>
    </Drawer>
  );
}

/** Ctrl+S saves, wherever the focus is. */
function useSaveKey(save: (() => Promise<void>) | null) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "s" || save === null) return;
      event.preventDefault();
      void save();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
}

/** Total and grade stay in sight while one fills in further up. */
function State({ draft: { answer, dirty, graded } }: { draft: OpinionDraft }) {
  const { kept } = answer;
  return (
    <span role="status">
      <b className="opinion-sum">{graded ? `${graded.total} 分 · ${graded.grade}` : "得分没有填对"}</b>
      {dirty ? <Tag color="warning">有未保存的修改</Tag> : kept ? <Tag color="success">已保存</Tag> : <Tag>建议，尚未保存</Tag>}
      {!dirty && kept && (
        <span className="quiet">
          {kept.person ?? "未登记姓名"} {moment(kept.at)}
        </span>
      )}
    </span>
  );
}

function Actions({ id, draft }: { id: string; draft: OpinionDraft }) {
  const { run, busy } = useCheckRun();
  const { answer, dirty, graded, overtaken } = draft;
  const file = { disabled: dirty, title: dirty ? "请先保存" : "" };
  return (
    <>
      <Button type="primary" icon={<SaveOutlined />} title="Ctrl+S" loading={draft.busy} disabled={graded === null || overtaken || (!dirty && answer.kept !== null)} onClick={() => void draft.save()}>
        保存
      </Button>
      <Popconfirm
        title="恢复为建议？"
        description={answer.kept ? "保存的得分和意见不再采用，仍留在历次保存里。" : "填写的得分和意见不再保留。"}
        okText="恢复为建议"
        cancelText="不恢复"
        onConfirm={() => void draft.restore()}
      >
        <Button disabled={!dirty && answer.kept === null}>恢复为建议</Button>
      </Popconfirm>
      <Button icon={<DownloadOutlined />} href={api.reviewReportAddress("opinions.xlsx", { declaration: id })} download {...file}>
        Excel
      </Button>
      <Button icon={<DownloadOutlined />} href={api.reviewReportAddress("opinions.html", { declaration: id })} download {...file}>
        网页
      </Button>
      <Button icon={<PrinterOutlined />} loading={busy} onClick={() => void run(() => printPage(api.reviewReportAddress("opinions.html", { declaration: id })))} {...file}>
        打印
      </Button>
    </>
  );
}

/** What the findings say now and did not when the opinion was kept, and the other way round. */
function Since({ since: { appeared, gone } }: { since: NonNullable<OpinionAnswer["since"]> }) {
  if (appeared.length + gone.length === 0) return null;
  const list = [...appeared.map((ground) => ({ ...ground, what: "新出现" })), ...gone.map((ground) => ({ ...ground, what: "已消失" }))];
  return (
    <Alert
      banner
      type="warning"
      showIcon
      className="opinion-since"
      title={
        <details>
          <summary>{`保存以后，审核发现的问题有变化：新出现 ${appeared.length} 处，消失 ${gone.length} 处。请看意见是否还合适。`}</summary>
          <ul>
            {list.map(({ what, rule, severity, path, message }) => (
              <li key={`${what} ${rule} ${path} ${message}`}>
                {what} <Tag color={severityColours[severity]}>{`${severityNames[severity]} ${rule}`}</Tag>
                {message}
              </li>
            ))}
          </ul>
        </details>
      }
    />
  );
}

function History({ items, kept }: { items: KeptOpinion[]; kept: KeptOpinion | null }) {
  return (
    <section aria-label="历次保存" className="opinion-history">
      <h3>历次保存</h3>
      <ul>
        {items.map(({ id, person, at, total, grade, conclusion, endedAt, endedBy }) => (
          <li key={id}>
            {moment(at)} {person ?? "未登记姓名"}：{total} 分，<b>{grade}</b>
            {id === kept?.id && <Tag color="success">有效</Tag>}
            {endedAt && <span className="quiet">{`（${endedBy ?? "未登记姓名"} ${moment(endedAt)} 恢复为建议）`}</span>} <span className="quiet">{conclusion}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
