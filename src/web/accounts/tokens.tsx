import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Form, Input, InputNumber, Popconfirm, Table, Tag } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { AccessToken, AccessTokenWish } from "../../server/accounts/contract.ts";
import type { TokenScope } from "../../workflow/actor.ts";
import { Dialog } from "../dialog.tsx";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { calls } from "./calls.ts";

const scopeNames: Readonly<Record<TokenScope, string>> = { read: "查看", write: "修改", export: "导出" };
const tokensKey = ["tokens"] as const;

const stateOf = ({ revokedAt, expiresAt }: AccessToken) => (revokedAt !== null ? "已撤销" : dayjs(expiresAt).isBefore(dayjs()) ? "已过期" : "有效");

/** 我的令牌: with them programs act for the person. */
export function Tokens({ longest }: { longest: number }) {
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const { data, error } = useQuery({ queryKey: tokensKey, queryFn: ({ signal }) => calls.tokens({ signal }) });
  const revoking = useMutation({ mutationFn: calls.revokeToken, onSuccess: (list) => queries.setQueryData(tokensKey, list) });
  return (
    <section className="card" aria-labelledby="tokens">
      <div className="card-head">
        <h2 id="tokens">访问令牌</h2>
        <Button size="small" onClick={() => setMaking(true)}>
          新建令牌
        </Button>
      </div>
      <p className="quiet">供程序使用接口：请求头写 Authorization: Bearer 令牌。</p>
      {(error ?? revoking.error) && <ProblemAlert error={error ?? revoking.error} />}
      <Table<AccessToken>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={data?.items ?? []}
        locale={{ emptyText: "还没有令牌。只有程序要用接口时才需要，点“新建令牌”" }}
        columns={[
          { title: "名称", dataIndex: "name" },
          { title: "可以", dataIndex: "scopes", render: (scopes: TokenScope[]) => scopes.map((scope) => scopeNames[scope]).join("、") },
          { title: "到期", dataIndex: "expiresAt", render: (at: string) => moment(at).slice(0, 10) },
          { title: "最近使用", dataIndex: "usedAt", render: (at: string | null) => (at === null ? "没有用过" : moment(at)) },
          {
            title: <span className="unseen">操作</span>,
            key: "state",
            width: 90,
            render: (_, token) =>
              stateOf(token) === "有效" ? (
                <Popconfirm title="撤销以后，使用它的程序不能再访问。" onConfirm={() => revoking.mutate(token.id)}>
                  <Button size="small" danger>
                    撤销
                  </Button>
                </Popconfirm>
              ) : (
                <Tag>{stateOf(token)}</Tag>
              ),
          },
        ]}
      />
      {making && <NewToken longest={longest} onClose={() => setMaking(false)} />}
    </section>
  );
}

function NewToken({ longest, onClose }: { longest: number; onClose: () => void }) {
  const queries = useQueryClient();
  const making = useMutation({ mutationFn: calls.createToken, onSuccess: () => queries.invalidateQueries({ queryKey: tokensKey }) });
  return (
    <Dialog title="新建访问令牌" footer={null} onCancel={onClose} mask={{ closable: false }}>
      {making.data ? (
        <div className="card-body">
          <Alert type="warning" showIcon title="请现在复制保存，关闭以后不再显示" />
          <span className="one-time">{making.data.token}</span>
          <div>
            <Button type="primary" onClick={onClose}>
              已经保存好
            </Button>
          </div>
        </div>
      ) : (
        <Form<AccessTokenWish> name="new-token" layout="vertical" requiredMark={false} initialValues={{ scopes: ["read"], days: Math.min(90, longest) }} onFinish={(wish) => making.mutate(wish)}>
          <Form.Item name="name" label="名称" extra="给哪个程序用，如：月报脚本。" rules={[{ required: true, whitespace: true, message: "请填写名称" }]}>
            <Input autoFocus maxLength={50} />
          </Form.Item>
          <Form.Item name="scopes" label="可以" rules={[{ required: true, message: "至少选一项" }]}>
            <Checkbox.Group options={(["read", "write", "export"] as const).map((value) => ({ value, label: scopeNames[value] }))} />
          </Form.Item>
          <Form.Item name="days" label="有效天数" extra={`最长 ${longest} 天。`} rules={[{ required: true, message: "请填写天数" }]}>
            <InputNumber min={1} max={longest} precision={0} />
          </Form.Item>
          {making.error && <ProblemAlert error={making.error} />}
          <Button type="primary" htmlType="submit" loading={making.isPending}>
            新建
          </Button>
        </Form>
      )}
    </Dialog>
  );
}
