import { TeamOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Select } from "antd";
import { useState } from "react";
import { api } from "../api.ts";
import { useMay } from "../accounts/session.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { Dialog } from "../dialog.tsx";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { assignmentsQuery, thirdPartiesQuery } from "./queries.ts";

/** 委托第三方: asks outside experts to look at this table; they see it alone, and give an opinion. */
export function ThirdPartyButton({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const may = useMay();
  if (!may("assignment.manage")) return null;
  return (
    <>
      <Button icon={<TeamOutlined />} onClick={() => setOpen(true)}>
        委托第三方
      </Button>
      {open && <ThirdParties id={id} close={() => setOpen(false)} />}
    </>
  );
}

function ThirdParties({ id, close }: { id: string; close: () => void }) {
  const assigned = useQuery(assignmentsQuery(id));
  const offered = useQuery(thirdPartiesQuery(id));
  const queries = useQueryClient();
  const { busy, run } = useCheckRun();
  const items = assigned.data?.items ?? [];
  const left = (offered.data?.items ?? []).filter(({ account }) => !items.some((one) => one.account === account));
  const keep = (ask: () => ReturnType<typeof api.assign>) => void run(async () => queries.setQueryData(assignmentsQuery(id).queryKey, await ask()));
  const error = assigned.error ?? offered.error;
  return (
    <Dialog title="委托第三方审核这张表" onCancel={close} footer={<Button onClick={close}>关闭</Button>}>
      <p className="quiet">受托的机构和专家只能看到受托的目标表和它的审核问题，可以填写审核意见表，不能办理。</p>
      {error && <ProblemAlert error={error} />}
      <Select
        aria-label="选择第三方机构或专家"
        className="third-party-choice"
        placeholder="选择第三方机构或专家"
        showSearch={{ optionFilterProp: "label" }}
        value={null}
        disabled={busy || left.length === 0}
        options={left.map(({ account, name }) => ({ value: account, label: name }))}
        onChange={(account: string | null) => account !== null && keep(() => api.assign(id, account))}
      />
      {offered.data?.items.length === 0 && <p className="quiet">本地区还没有第三方账号，请安全保密员在“用户与角色”里授予“第三方机构、专家”。</p>}
      {items.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有委托" />
      ) : (
        <ul className="third-parties">
          {items.map(({ account, name, at }) => (
            <li key={account}>
              {name} <span className="quiet">{moment(at)} 委托</span>
              <Button size="small" danger type="text" loading={busy} onClick={() => keep(() => api.unassign(id, account))}>
                收回
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
