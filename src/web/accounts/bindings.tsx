import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm, Table } from "antd";
import type { SsoBinding } from "../../server/accounts/contract.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { calls } from "./calls.ts";

const bindingsKey = ["accounts", "bindings"] as const;

/** People of the identity provider, and whether they are who their login says. */
export function Bindings() {
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: bindingsKey, queryFn: ({ signal }) => calls.bindings({ signal }) });
  const deciding = useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) => calls.decideBinding(id, accept),
    onSuccess: (list) => queries.setQueryData(bindingsKey, list),
  });
  return (
    <section className="card" aria-label="单点登录绑定">
      {(error ?? deciding.error) && <ProblemAlert error={error ?? deciding.error} />}
      <Table<SsoBinding>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={data?.items ?? []}
        locale={{ emptyText: "还没有人用单点登录来过。有人第一次这样登录时，请在这里确认是不是本人" }}
        columns={[
          { title: "账号", dataIndex: ["account", "name"] },
          { title: "登录名", dataIndex: "login" },
          { title: "单点登录的编号", dataIndex: "subject", ellipsis: true },
          { title: "第一次来", dataIndex: "askedAt", render: moment },
          { title: "确认", dataIndex: "confirmedAt", render: (at: string | null) => (at === null ? "等待确认" : moment(at)) },
          {
            title: "",
            key: "decide",
            render: (_, { id, confirmedAt }) => (
              <span className="account-line">
                {confirmedAt === null && (
                  <Popconfirm title="已经核实是本人？" onConfirm={() => deciding.mutate({ id, accept: true })}>
                    <Button size="small" type="primary">
                      确认
                    </Button>
                  </Popconfirm>
                )}
                <Popconfirm title="删除以后要重新确认才能单点登录。" onConfirm={() => deciding.mutate({ id, accept: false })}>
                  <Button size="small">删除</Button>
                </Popconfirm>
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
