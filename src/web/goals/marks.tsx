import { useQueryClient } from "@tanstack/react-query";
import { App, Button, InputNumber, Popconfirm, Space } from "antd";
import { useState } from "react";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import { holdsFor } from "../../workflow/permissions.ts";
import type { GoalState } from "../../workflow/states.ts";
import { useActor, useMay } from "../accounts/session.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { yuanInWords } from "../declarations/money.ts";
import { forgetGoals } from "./queries.ts";

const levelStates: readonly GoalState[] = ["DRAFT", "UNIT_REVIEW", "DEPT_REVIEW", "RETURNED"];
const controlStates: readonly GoalState[] = ["FIN_REVIEW", "REVIEWED"];

/** Sets something on the table, says so, and lets everything look again. */
function useMarking(): { busy: boolean; mark: (set: () => Promise<unknown>, words: string) => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const mark = async (set: () => Promise<unknown>, words: string) => {
    setBusy(true);
    try {
      await set();
      void message.success(words);
    } catch (refused) {
      const { message: what, hint } = asProblem(refused);
      void message.error(`${what}${hint ?? ""}`, 6);
    } finally {
      await forgetGoals(queries);
      setBusy(false);
    }
  };
  return { busy, mark };
}

/** 涉密, 一级或二级项目, 控制数: what is set beside the way, each by those whose it is. */
export function Marks({ answer, revision }: { answer: DeclarationAnswer; revision: number }) {
  const { id, state, secret, secondLevel, unitId, controlYuan } = answer;
  const { busy, mark } = useMarking();
  const actor = useActor();
  const may = useMay();
  const isUnits = actor !== undefined && holdsFor(actor, ["unit-clerk", "unit-head"], { unit: unitId, department: null, region: null, circle: "unit", secret });
  return (
    <div className="ways">
      {may("declaration.secret") && isUnits && state !== "PUBLISHED" && (
        <Popconfirm
          title={secret ? "取消涉密标记？" : "标记为涉密？"}
          description={secret ? "取消以后可以公开、入册、成批导出。" : "涉密的不公开、不入册、不成批导出。"}
          okText={secret ? "取消标记" : "标记"}
          cancelText="不改"
          onConfirm={() => void mark(() => api.setSecret(id, revision, !secret), secret ? "已取消涉密标记" : "已标记为涉密")}
        >
          <Button size="small" loading={busy}>
            {secret ? "取消涉密" : "标记涉密"}
          </Button>
        </Popconfirm>
      )}
      {may("goal.level") && levelStates.includes(state) && (
        <Button size="small" loading={busy} title="二级项目由主管部门批复，一级项目转报财政" onClick={() => void mark(() => api.setSecondLevel(id, revision, !secondLevel), secondLevel ? "已定为一级项目" : "已定为二级项目")}>
          {secondLevel ? "定为一级项目" : "定为二级项目"}
        </Button>
      )}
      {may("goal.control") && controlStates.includes(state) && (
        <Control key={controlYuan ?? ""} now={controlYuan} busy={busy} set={(yuan) => void mark(() => api.setControl(id, revision, yuan), yuan === null ? "已撤销控制数" : `已下达控制数 ${yuanInWords(yuan)}`)} />
      )}
    </div>
  );
}

/** 一下控制数, in yuan: as text, so that no cent is rounded away. */
function Control({ now, busy, set }: { now: string | null; busy: boolean; set: (yuan: string | null) => void }) {
  const [yuan, setYuan] = useState(now);
  const isNumber = yuan !== null && /^\d+(\.\d+)?$/.test(yuan);
  return (
    <Space.Compact size="small">
      <InputNumber<string> aria-label="控制数（元）" stringMode min="0" max="9999999999999.99" precision={2} value={yuan} onChange={(next) => setYuan(next)} placeholder="控制数" suffix="元" style={{ width: 190 }} />
      <Button loading={busy} disabled={!isNumber || yuan === now} onClick={() => set(yuan)}>
        下达控制数
      </Button>
      {now !== null && (
        <Button loading={busy} onClick={() => set(null)}>
          撤销
        </Button>
      )}
    </Space.Compact>
  );
}
