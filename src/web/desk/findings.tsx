import { CommentOutlined } from "@ant-design/icons";
import { Button, Empty, Spin, Tag } from "antd";
import { useEffect, useRef } from "react";
import { nameOfPath } from "../../declaration/names.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { severityNames } from "../../review/reports/words.ts";
import type { JudgedFinding } from "../../server/reviews/contract.ts";
import { selectedBy, SetAside, severityColours } from "../reviews/finding.tsx";
import { changesOf } from "../reviews/fix.ts";
import type { Gathering, GatheredOpinion } from "./gathered.ts";

/** The findings that stand, the gravest first, and which of them the reviewer looks at. */
export interface FindingWalk {
  findings: readonly JudgedFinding[];
  isFinal: boolean;
  at: number;
  goTo: (at: number) => void;
}

/** A finding as an opinion: its words, and what the fix would write, where that is one value. */
export function opinionOf(declaration: Declaration, { rule, path, message, fix, patch }: JudgedFinding): GatheredOpinion {
  const changes = patch && changesOf(declaration, patch);
  const [only, ...more] = changes ?? [];
  const place = selectedBy(path);
  return { path: only && more.length === 0 ? only.path : place, text: `${message}${fix}`, proposal: only && more.length === 0 ? only.text : null, rule };
}

/** Press one, and its row is marked; one press makes an opinion of it. */
export function DeskFindings({ walk, declaration, gathering }: { walk: FindingWalk; declaration: Declaration; gathering: Gathering }) {
  const { findings, isFinal, at, goTo } = walk;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[at]?.scrollIntoView({ block: "nearest" }), [at]);
  return (
    <div className="review">
      {!isFinal && <Spin size="small" />}
      {isFinal && findings.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有发现问题" />}
      <ul className="findings" ref={list}>
        {findings.map((finding, index) => {
          const { rule, severity, path, message, fix } = finding;
          const opinion = opinionOf(declaration, finding);
          const adopted = gathering.opinions.some((one) => one.rule === rule && one.path === opinion.path);
          return (
            <li key={`${rule} ${path} ${message}`} className={`finding ${severity}`} aria-current={index === at}>
              <button type="button" className="finding-text" onClick={() => goTo(index)}>
                <Tag color={severityColours[severity]}>{severityNames[severity]}</Tag>
                <strong>{path === "" ? "整份文件" : nameOfPath(path)}</strong> {message}
              </button>
              <div className="finding-fix">
                <span>{fix}</span>
                <span className="finding-actions">
                  <Button size="small" type={adopted ? "default" : "primary"} ghost={!adopted} icon={<CommentOutlined />} disabled={adopted} onClick={() => gathering.add(opinion)}>
                    {adopted ? "已采纳" : "采纳为意见"}
                  </Button>
                  <SetAside finding={finding} />
                </span>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
