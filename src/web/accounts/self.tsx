import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input, Popconfirm, Table, Tag } from "antd";
import { useState } from "react";
import type { SessionAnswer } from "../../server/accounts/contract.ts";
import { roles } from "../../workflow/roles.ts";
import { Missing } from "../missing.tsx";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { Enrol, RecoveryList } from "./factor-enrol.tsx";
import { PasswordForm } from "./new-password.tsx";
import { sessionQuery, useShownSession } from "./session.ts";
import { Tokens } from "./tokens.tsx";

type Person = NonNullable<SessionAnswer["person"]>;

/** 我的账号: roles, password, second factor, tokens, where one is signed in. */
export function SelfPage() {
  useTitle("我的账号");
  const { message } = App.useApp();
  const session = useShownSession();
  if (!session?.person) return <Missing />;
  const { person } = session;
  return (
    <div className="sheet">
      <h1>我的账号</h1>
      <p className="quiet">
        {person.name}，登录名 {person.login}。
        {person.roles.length === 0 ? "还没有角色，请找安全保密员授予。" : person.roles.map(({ role, name }) => `${roles[role].zh}（${name}）`).join("、")}
      </p>
      <div className="self">
        <section className="card" aria-labelledby="password">
          <h2 id="password" className="card-head">
            修改密码
          </h2>
          <PasswordForm asksCurrent={person.asksCurrent} onDone={() => void message.success("密码已修改，其他地方的登录已退出")} />
        </section>
        <Factor person={person} />
        <Tokens longest={session.rules.tokenDays} />
        <Sessions />
      </div>
    </div>
  );
}

function Factor({ person }: { person: Person }) {
  const queries = useQueryClient();
  const [enrolling, setEnrolling] = useState(false);
  const look = () => {
    setEnrolling(false);
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <section className="card" aria-labelledby="second-factor">
      <div className="card-head">
        <h2 id="second-factor">双因素登录</h2>
        {person.hasFactor ? <Tag color="success">已启用</Tag> : <Tag>未启用</Tag>}
      </div>
      {person.hasFactor ? <FactorOn left={person.recoveryCodes} onChange={look} /> : enrolling ? <Enrol onDone={look} /> : <FactorOff onStart={() => setEnrolling(true)} />}
    </section>
  );
}

function FactorOff({ onStart }: { onStart: () => void }) {
  return (
    <div className="card-body">
      <p className="quiet">启用以后，登录时除了密码，还要输入手机验证器上的六位数字。</p>
      <div>
        <Button onClick={onStart}>启用双因素</Button>
      </div>
    </div>
  );
}

function FactorOn({ left, onChange }: { left: number; onChange: () => void }) {
  const [form] = Form.useForm<{ code: string }>();
  const renewing = useMutation({ mutationFn: calls.renewCodes });
  const ending = useMutation({ mutationFn: calls.endFactor, onSuccess: onChange });
  if (renewing.data) return <RecoveryList codes={renewing.data.codes} onDone={onChange} />;
  const withCode = (use: (code: string) => void) => () => void form.validateFields().then(({ code }) => use(code), () => undefined);
  const error = ending.error ?? renewing.error;
  return (
    <Form name="own-factor" form={form} layout="vertical" requiredMark={false}>
      {left <= 3 && <Alert type="warning" showIcon title={`恢复码只剩 ${left} 个`} style={{ marginBottom: 12 }} />}
      <Form.Item name="code" label="验证码" extra={`手机上的六位数字，或一个恢复码（还剩 ${left} 个）。`} rules={[{ required: true, message: "请填写验证码" }]}>
        <Input autoComplete="one-time-code" maxLength={30} style={{ width: 200 }} />
      </Form.Item>
      {error && <ProblemAlert error={error} />}
      <div className="account-line" style={{ marginTop: 8 }}>
        <Button loading={renewing.isPending} onClick={withCode(renewing.mutate)}>
          换一组恢复码
        </Button>
        <Button danger loading={ending.isPending} onClick={withCode(ending.mutate)}>
          停用双因素
        </Button>
      </div>
    </Form>
  );
}

const sessionsKey = ["session", "list"] as const;

function Sessions() {
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: sessionsKey, queryFn: ({ signal }) => calls.sessions({ signal }) });
  const ending = useMutation({ mutationFn: calls.endSession, onSuccess: (list) => queries.setQueryData(sessionsKey, list) });
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions" className="card-head">
        登录在哪里
      </h2>
      {(error ?? ending.error) && <ProblemAlert error={error ?? ending.error} />}
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={data?.items ?? []}
        loading={data === undefined && !error}
        columns={[
          { title: "地址", dataIndex: "address" },
          { title: "最近使用", dataIndex: "seenAt", render: moment },
          { title: "浏览器", dataIndex: "agent", ellipsis: true },
          {
            title: <span className="unseen">操作</span>,
            key: "end",
            width: 90,
            render: (_, { id, own }) =>
              own ? (
                <Tag>就是这里</Tag>
              ) : (
                <Popconfirm title="退出那里的登录？" onConfirm={() => ending.mutate(id)}>
                  <Button size="small">退出</Button>
                </Popconfirm>
              ),
          },
        ]}
      />
    </section>
  );
}
