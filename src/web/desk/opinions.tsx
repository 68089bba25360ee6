import { DeleteOutlined, EditOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useEffect, useRef } from "react";
import { nameOfPath } from "../../declaration/names.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { kindOf, textAt } from "../../declaration/values.ts";
import type { AskedInReturn } from "../../server/goals/remarks-contract.ts";
import { AskedList } from "../goals/remarks.tsx";
import type { Gathering, GatheredOpinion } from "./gathered.ts";

interface OpinionsProps {
  declaration: Declaration;
  /** The selected value or row; null when nothing is selected. */
  selected: string | null;
  select: (path: string | null) => void;
  gathering: Gathering;
  /** What was asked in the latest return, if there was one. */
  asked: AskedInReturn | null;
  /** The version that was returned; undefined while it is not there. */
  returned: Declaration | undefined;
  /** Begins an opinion about the selected value. */
  write: () => void;
}

const aboutWhat = (path: string | null): string => (path === null ? "整张表" : nameOfPath(path));

/** 意见: what goes with the next step, item by item; below it what was asked the last time, and what the unit said to it. */
export function DeskOpinions({ declaration, selected, select, gathering, asked, returned, write }: OpinionsProps) {
  const { opinions, add } = gathering;
  const again = (path: string | null, text: string, proposal: string | null) => add({ path, text, proposal, rule: null });
  return (
    <div className="review desk-opinions">
      <div className="review-head">
        <h3>这一次的意见（{opinions.length} 条）</h3>
        <Button size="small" icon={<EditOutlined />} onClick={write}>
          对“{aboutWhat(selected)}”写意见
        </Button>
      </div>
      {opinions.length === 0 && <p className="quiet">在“问题”里采纳，或点一个值、一行的序号，再写意见；退回或通过时一起送出；等级为良的，写明“建议改为”可以提请单位确认，不用退回。</p>}
      <ul className="findings">
        {opinions.map((opinion, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an opinion is known by its place; its words change while they are written
          <Opinion key={at} declaration={declaration} opinion={opinion} at={at} gathering={gathering} select={select} />
        ))}
      </ul>
      {asked && (
        <>
          <h3>
            上次退回的意见（{asked.items.length} 条，答复 {asked.items.filter(({ reply }) => reply !== null).length} 条）
          </h3>
          <AskedList asked={asked} returned={returned} declaration={declaration} choose={select} again={again} />
        </>
      )}
    </div>
  );
}

function Opinion({ declaration, opinion, at, gathering, select }: { declaration: Declaration; opinion: GatheredOpinion; at: number; gathering: Gathering; select: (path: string | null) => void }) {
  const { path, text, proposal } = opinion;
  const field = useRef<HTMLLIElement>(null);
  // What was just begun wants to be written.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it appears
  useEffect(() => {
    if (text === "") field.current?.querySelector("textarea")?.focus();
  }, []);
  const name = aboutWhat(path);
  return (
    <li className="finding" ref={field}>
      <div className="remark-head">
        <button type="button" className="plain-link" onClick={() => select(path)}>
          {name}
        </button>
        <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`删除对“${name}”的意见`} onClick={() => gathering.remove(at)} />
      </div>
      <Input.TextArea aria-label={`对“${name}”的意见`} autoSize={{ minRows: 1, maxRows: 8 }} maxLength={5000} value={text} placeholder="写明要怎样修改" onChange={(event) => gathering.change(at, { text: event.target.value })} />
      {path !== null && kindOf(declaration, path) !== null && (
        <Input
          aria-label={`建议把“${name}”改为`}
          addonBefore="建议改为"
          size="small"
          maxLength={5000}
          value={proposal ?? ""}
          placeholder={`现在：${textAt(declaration, path) ?? "空"}（可以不填）`}
          onChange={(event) => gathering.change(at, { proposal: event.target.value || null })}
        />
      )}
    </li>
  );
}
