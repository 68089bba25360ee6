import { CheckOutlined, EditOutlined, FormOutlined, LeftOutlined, QuestionCircleOutlined, RightOutlined, RollbackOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Modal, Tag } from "antd";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import type { WayList } from "../../server/goals/contract.ts";
import { isProposing } from "../../workflow/corrections.ts";
import { goalStates } from "../../workflow/states.ts";
import { ThirdPartyButton } from "../goals/third-parties.tsx";
import { keyHelp } from "./keys.ts";
import { Grounds } from "./list.tsx";
import type { DeskSearch } from "./search.ts";
import { isPassing, isReturn } from "./steps.ts";
import type { Walk } from "./walk.ts";

interface HeadProps {
  answer: DeclarationAnswer;
  walk: Walk;
  filters: DeskSearch;
  ways: Readonly<WayList["items"]>;
  go: (to: string | undefined) => void;
  pass: () => void;
  back: () => void;
  /** Proposes to the unit what was suggested; null while nothing is. */
  propose: (() => void) | null;
  openForm: () => void;
  help: boolean;
  setHelp: (open: boolean) => void;
}

/** Which table of how many, why it stands here, and what the reviewer may do with it. */
export function DeskHead({ answer, walk, filters, ways, go, pass, back, propose, openForm, help, setHelp }: HeadProps) {
  const { id, declaration, state, secret } = answer;
  const { position, total, previous, next, item } = walk;
  const [passing, returning, proposing] = [isPassing, isReturn, isProposing].map((which) => ways.find(({ action }) => which(action)));
  return (
    <div className="head">
      <div className="head-line">
        <nav className="crumbs" aria-label="位置">
          <Link to="/desk" search={filters}>
            审核
          </Link>{" "}
          / <span role="status">{position === null ? "不在等待您审核的目标表里" : `第 ${position} 张，共 ${total} 张`}</span>
        </nav>
        {item && <Grounds item={item} />}
        <div className="siblings">
          <Button size="small" icon={<LeftOutlined />} disabled={previous === undefined} onClick={() => go(previous)}>
            上一张 <kbd>K</kbd>
          </Button>
          <Button size="small" disabled={next === undefined} onClick={() => go(next)}>
            下一张 <kbd>J</kbd> <RightOutlined />
          </Button>
          <Button size="small" type="text" icon={<QuestionCircleOutlined />} onClick={() => setHelp(true)}>
            按键 <kbd>?</kbd>
          </Button>
        </div>
      </div>
      <div className="head-line">
        <h1>{declaration.project.name ?? "（未填项目名称）"}</h1>
        <span className="quiet">{declaration.unit.name}</span>
        {declaration.year !== null && <Tag>{declaration.year} 年度</Tag>}
        <Tag color="processing">{goalStates[state].zh}</Tag>
        {secret && <Tag color="error">涉密</Tag>}
        <div className="siblings">
          <ThirdPartyButton id={id} />
          <Button icon={<FormOutlined />} onClick={openForm}>
            审核意见表 <kbd>O</kbd>
          </Button>
          {proposing && propose && (
            <Button icon={<EditOutlined />} title="等级为良的：单位负责人同意后，建议的内容直接写入目标表，不用退回" onClick={propose}>
              提请单位确认修改 <kbd>E</kbd>
            </Button>
          )}
          {returning && (
            <Button danger icon={<RollbackOutlined />} onClick={back}>
              {returning.zh} <kbd>R</kbd>
            </Button>
          )}
          {passing && (
            <Button type="primary" icon={<CheckOutlined />} title={passing.missing.map(({ message }) => message).join("；")} onClick={pass}>
              {passing.zh} <kbd>A</kbd>
            </Button>
          )}
        </div>
      </div>
      <Modal open={help} title="按键" footer={null} onCancel={() => setHelp(false)} width={420}>
        <dl className="key-list">
          {keyHelp.map(([keys, meaning]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </div>
  );
}
