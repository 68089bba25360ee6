import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Segmented, Table, Tag } from "antd";
import { useState } from "react";
import type { Account } from "../../server/accounts/contract.ts";
import { roles } from "../../workflow/roles.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { Bindings } from "./bindings.tsx";
import { calls } from "./calls.ts";
import { NewPerson } from "./new-person.tsx";
import { PersonDrawer } from "./person-drawer.tsx";
import { Policy } from "./policy.tsx";
import { sessionQuery } from "./session.ts";
import { stateNames } from "./words.ts";

const accountsKey = ["accounts"] as const;
type Part = "people" | "bindings" | "policy";

/** 用户与角色, for the security administrator. */
export function PeoplePage() {
  useTitle("用户与角色");
  const { data: session } = useQuery(sessionQuery);
  const [part, setPart] = useState<Part>("people");
  const options = [
    { value: "people", label: "账号与角色" },
    ...(session?.sso ? [{ value: "bindings", label: "单点登录绑定" }] : []),
    { value: "policy", label: "登录与密码规则" },
  ];
  return (
    <div className="sheet">
      <div className="card-head">
        <h1>用户与角色</h1>
        <Segmented<string> options={options} value={part} onChange={(value) => setPart(value as Part)} />
      </div>
      {part === "people" ? <People /> : part === "bindings" ? <Bindings /> : <Policy />}
    </div>
  );
}

function People() {
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<Account | null>(null);
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: [...accountsKey, text],
    queryFn: ({ pageParam, signal }) => calls.accounts({ text, after: pageParam, limit: 50 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const look = (account?: Account) => {
    if (account) setShown(account);
    void queries.invalidateQueries({ queryKey: accountsKey });
  };
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <section className="card" aria-label="账号与角色">
      <div className="card-head">
        <Input.Search aria-label="查找账号" placeholder="登录名或姓名" allowClear style={{ width: 260 }} onSearch={setText} />
        <Button type="primary" onClick={() => setMaking(true)}>
          新建账号
        </Button>
      </div>
      <Table<Account>
        size="small"
        rowKey="id"
        pagination={false}
        loading={isFetching && data === undefined}
        dataSource={data?.pages.flatMap(({ items }) => items) ?? []}
        locale={{ emptyText: text === "" ? "没有您管理的账号，请点“新建账号”" : "没有符合的账号，请检查登录名或姓名" }}
        columns={[
          { title: "姓名", dataIndex: "name", width: 130, render: (name: string, account) => <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(account)}>{name}</Button> },
          { title: "登录名", dataIndex: "login", width: 150 },
          { title: "角色", dataIndex: "grants", render: (grants: Account["grants"]) => grants.map(({ role, office }) => `${roles[role].zh}（${office.name}）`).join("、") || <span className="quiet">还没有</span> },
          { title: "状态", dataIndex: "state", width: 90, render: (state: Account["state"]) => <Tag color={stateNames[state].color}>{stateNames[state].zh}</Tag> },
          { title: "双因素", dataIndex: "hasFactor", width: 80, render: (has: boolean) => (has ? "已启用" : "—") },
          { title: "最近使用", dataIndex: "seenAt", width: 150, render: (at: string | null) => (at === null ? "—" : moment(at)) },
        ]}
      />
      {hasNextPage && (
        <div className="more">
          <Button loading={isFetching} onClick={() => void fetchNextPage()}>
            更多
          </Button>
        </div>
      )}
      {making && <NewPerson onClose={() => setMaking(false)} onMade={look} />}
      {shown && <PersonDrawer account={shown} onChange={look} onClose={() => setShown(null)} />}
    </section>
  );
}
