import { useQuery } from "@tanstack/react-query";
import { Input, Tag } from "antd";
import type { KeyboardEvent } from "react";
import { aspects, conclusionAtMost, deductions, gradeNamed, pointsTrouble, type QuestionId, questionIds, remarkAtMost, typedPoints } from "../../review/opinion.ts";
import { budgetOf } from "../../review/reports/opinions.ts";
import type { OpinionAnswer } from "../../server/reviews/contract.ts";
import { useSelection } from "../declarations/selection.tsx";
import { moment } from "../moment.ts";
import { personQuery } from "../person/queries.ts";
import { severityColours } from "./finding.tsx";
import type { OpinionDraft } from "./opinion-draft.ts";

/** 项目支出绩效目标审核意见表 as the paper has it, with what is proposed beside what one fills in. */
export function OpinionForm({ draft }: { draft: OpinionDraft }) {
  const { data } = useQuery(personQuery);
  const { answer, filled, change } = draft;
  const { kept } = answer;
  return (
    <table className="opinion">
      <caption className="unseen">项目支出绩效目标审核意见表</caption>
      <colgroup>
        <col className="opinion-aspect" />
        <col className="opinion-question" />
        <col className="opinion-full" />
        <col />
        <col className="opinion-points" />
        <col className="opinion-remark" />
      </colgroup>
      <tbody>
        <Heading date={kept && moment(kept.at).slice(0, 10)} />
        {aspects.map((aspect) => (
          <AspectRows key={aspect.id} aspect={aspect} draft={draft} />
        ))}
        <Result draft={draft} />
        <tr>
          <th scope="row">审核人意见</th>
          <td colSpan={5} className="opinion-words">
            <Input.TextArea aria-label="审核人意见" autoSize={{ minRows: 2, maxRows: 8 }} maxLength={conclusionAtMost} value={filled.conclusion} onChange={({ target }) => change({ conclusion: target.value })} />
          </td>
        </tr>
        <tr>
          <th scope="row">审核人</th>
          <td colSpan={3}>{kept ? (kept.person ?? "未登记姓名") : data?.person?.name}</td>
          <th scope="row">审核部门</th>
          <td className="quiet">（打印后盖章）</td>
        </tr>
      </tbody>
    </table>
  );
}

/** Whose table it is, and the names of the columns. */
function Heading({ date }: { date: string | null }) {
  const { declaration } = useSelection();
  return (
    <>
      <tr>
        <th scope="row">项目名称</th>
        <td colSpan={3}>{declaration.project.name}</td>
        <th scope="row">预算资金</th>
        <td>{budgetOf(declaration)}</td>
      </tr>
      <tr>
        <th scope="row">申报单位</th>
        <td colSpan={3}>{declaration.unit.name}</td>
        <th scope="row">审核日期</th>
        <td>{date}</td>
      </tr>
      <tr>
        <th scope="col">审核内容</th>
        <th scope="col">审核要点</th>
        <th scope="col">分值</th>
        <th scope="col">建议得分和理由</th>
        <th scope="col">得分</th>
        <th scope="col">审核意见</th>
      </tr>
    </>
  );
}

/** The questions of an aspect; its name and its words stand beside all of them. */
function AspectRows({ aspect, draft }: { aspect: (typeof aspects)[number]; draft: OpinionDraft }) {
  const { answer, filled, change } = draft;
  const rows = aspect.questions.length;
  return aspect.questions.map(({ id, name, points, asks }, at) => (
    <tr key={id}>
      {at === 0 && (
        <th scope="rowgroup" rowSpan={rows}>
          {aspect.name}
        </th>
      )}
      <td>
        <strong>{name}</strong>
        <div className="quiet">{asks}</div>
      </td>
      <td className="opinion-number">{points}</td>
      <td>
        <Reasons points={answer.proposed.points[id]} findings={answer.proposed.findings[id]} />
      </td>
      <td className="opinion-number">
        <Points id={id} name={name} full={points} draft={draft} />
      </td>
      {at === 0 && (
        <td rowSpan={rows} className="opinion-words">
          <Input.TextArea aria-label={`${aspect.name}的审核意见`} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={remarkAtMost} value={filled.remarks[aspect.id]} onChange={({ target }) => change({ remarks: { ...filled.remarks, [aspect.id]: target.value } })} />
        </td>
      )}
    </tr>
  ));
}

/** Total and grade as they follow from the points that stand there now. */
function Result({ draft: { answer, graded } }: { draft: OpinionDraft }) {
  const { proposed } = answer;
  return (
    <>
      <tr>
        <th scope="row" colSpan={2}>
          合计
        </th>
        <td className="opinion-number">100</td>
        <td>建议 {proposed.total} 分</td>
        <td className="opinion-number">
          <b className="opinion-total">{graded?.total ?? "—"}</b>
        </td>
        <td />
      </tr>
      <tr>
        <th scope="row">审核结论</th>
        <td colSpan={5} className="opinion-grade">
          {graded ? (
            <>
              等级：<b>{graded.grade}</b>（{gradeNamed(graded.grade).consequence}）
            </>
          ) : (
            <span className="opinion-trouble">有得分没有填对，还不能评定等级</span>
          )}
          {graded?.grade !== proposed.grade && <span className="quiet"> 建议等级：{proposed.grade}</span>}
        </td>
      </tr>
    </>
  );
}

/** The findings that speak to a question, with what each takes. */
function Reasons({ points, findings }: { points: string; findings: OpinionAnswer["proposed"]["findings"][QuestionId] }) {
  const shown = findings.map(({ rule, path, severity, message }) => (
    <li key={`${rule} ${path} ${message}`} title={message}>
      <Tag color={severityColours[severity]}>
        {rule}
        {deductions[severity] > 0 && ` −${deductions[severity]}`}
      </Tag>
      {message}
    </li>
  ));
  return (
    <div className="opinion-reasons">
      <b>{points} 分</b>
      {findings.length === 0 && <span className="quiet"> 未发现问题</span>}
      <ul>{shown.slice(0, 3)}</ul>
      {shown.length > 3 && (
        <details>
          <summary>还有 {shown.length - 3} 处</summary>
          <ul>{shown.slice(3)}</ul>
        </details>
      )}
    </div>
  );
}

/** Enter and the arrows lead from one question's points to the next, as in a column of figures. */
function move(event: KeyboardEvent<HTMLInputElement>) {
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const all = [...(event.currentTarget.closest("table")?.querySelectorAll<HTMLInputElement>("input.opinion-input") ?? [])];
  const next = all[all.indexOf(event.currentTarget) + step];
  next?.focus();
  next?.select();
}

function Points({ id, name, full, draft: { filled, change } }: { id: QuestionId; name: string; full: number; draft: OpinionDraft }) {
  const typed = filled.points[id];
  const trouble = pointsTrouble(typedPoints(typed), full);
  return (
    <>
      <Input
        className="opinion-input"
        autoFocus={id === questionIds[0]}
        aria-label={`${name}的得分`}
        aria-invalid={trouble !== null}
        aria-description={trouble ?? `0 至 ${full}`}
        inputMode="decimal"
        {...(trouble === null ? {} : { status: "error" as const })}
        value={typed}
        onChange={({ target }) => change({ points: { ...filled.points, [id]: target.value } })}
        onBlur={() => typedPoints(typed) !== typed && change({ points: { ...filled.points, [id]: typedPoints(typed) } })}
        onKeyDown={move}
      />
      {trouble !== null && <div className="opinion-trouble">{trouble}</div>}
    </>
  );
}
