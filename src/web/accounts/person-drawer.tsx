import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Drawer, Popconfirm, Table, Tag, Typography } from "antd";
import { useState } from "react";
import type { Account, OneTimeCode } from "../../server/accounts/contract.ts";
import { type RoleId, roles } from "../../workflow/roles.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { calls } from "./calls.ts";
import { GrantForm } from "./grant-form.tsx";
import { OneTimeCodes } from "./one-time.tsx";
import { stateNames } from "./words.ts";

interface Props {
  account: Account;
  onChange: (account?: Account) => void;
  onClose: () => void;
}

/** One account: its roles, its state, a code when the password is forgotten. */
export function PersonDrawer({ account, onChange, onClose }: Props) {
  const { id, name, login, state, lockedUntil, hasFactor, hasPassword } = account;
  const [code, setCode] = useState<OneTimeCode | null>(null);
  const acting = useMutation({ mutationFn: (act: () => Promise<Account>) => act(), onSuccess: onChange });
  const resetting = useMutation({
    mutationFn: () => calls.resetPassword(id),
    onSuccess(given) {
      setCode(given);
      onChange();
    },
  });
  const error = acting.error ?? resetting.error;
  return (
    <Drawer open size={640} title={`${name}（${login}）`} onClose={onClose}>
      <div className="card-body">
        <Typography.Text strong editable={{ tooltip: "改姓名", maxLength: 50, onChange: (wanted) => wanted.trim() !== "" && wanted !== name && acting.mutate(() => calls.changeAccount(id, { name: wanted })) }}>
          {name}
        </Typography.Text>
        <div className="account-line">
          <Tag color={stateNames[state].color}>{stateNames[state].zh}</Tag>
          {lockedUntil && <span className="quiet">连续失败，{moment(lockedUntil)} 以前不能登录</span>}
          {!hasPassword && <span className="quiet">还没有设置密码</span>}
        </div>
        {error && <ProblemAlert error={error} />}
        {code && <Alert type="warning" title={<OneTimeCodes login={login} name={name} code={code.code} until={code.codeUntil} />} />}
        <h3>角色</h3>
        <Grants account={account} onEnd={(grant) => acting.mutate(() => calls.endGrant(id, grant))} />
        <GrantForm busy={acting.isPending} onGrant={(wish) => acting.mutate(() => calls.grantRole(id, wish))} />
        <h3>账号</h3>
        <div className="account-line">
          <Popconfirm title="原密码随即作废，所有登录退出。" onConfirm={() => resetting.mutate()}>
            <Button>重置密码</Button>
          </Popconfirm>
          {hasFactor && (
            <Popconfirm title="手机丢失时使用：取消双因素，所有登录退出。" onConfirm={() => acting.mutate(() => calls.removeFactor(id))}>
              <Button>取消双因素</Button>
            </Popconfirm>
          )}
          <Button onClick={() => acting.mutate(() => calls.endSessions(id))}>全部退出</Button>
          {state === "active" ? (
            <Popconfirm title="停用以后不能登录，角色保留。" onConfirm={() => acting.mutate(() => calls.changeAccount(id, { state: "disabled" }))}>
              <Button danger>停用</Button>
            </Popconfirm>
          ) : (
            <Button onClick={() => acting.mutate(() => calls.changeAccount(id, { state: "active" }))}>{state === "locked" ? "解锁" : "启用"}</Button>
          )}
        </div>
      </div>
    </Drawer>
  );
}

function Grants({ account, onEnd }: { account: Account; onEnd: (grant: string) => void }) {
  return (
    <Table<Account["grants"][number]>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={account.grants}
      locale={{ emptyText: "还没有角色。没有角色不能办理业务，请在下面授予" }}
      columns={[
        { title: "角色", dataIndex: "role", render: (role: RoleId) => roles[role].zh },
        { title: "单位", dataIndex: ["office", "name"] },
        { title: "期限", key: "days", render: (_, { from, until }) => `${from} 至 ${until ?? "长期"}` },
        {
          title: "",
          key: "end",
          width: 70,
          render: (_, { id }) => (
            <Popconfirm title="结束这个角色？" onConfirm={() => onEnd(id)}>
              <Button size="small">结束</Button>
            </Popconfirm>
          ),
        },
      ]}
    />
  );
}
