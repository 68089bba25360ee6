import "./backups.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Empty, Popconfirm, Progress, Skeleton, Table, Tag, Tooltip } from "antd";
import type { Backup, BackupList } from "../../server/backups/contract.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { backupsQuery, calls } from "./calls.ts";
import { PlanForm } from "./plan.tsx";
import { HowToRestore } from "./restore.tsx";
import { sizeOf } from "./words.ts";

/** 备份 for 系统管理员, and for who works alone. */
export function BackupsPage() {
  useTitle("备份");
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(backupsQuery);
  const making = useMutation({ mutationFn: calls.make, onSuccess: (told) => queries.setQueryData(backupsQuery.queryKey, told) });
  const isRunning = data?.making.state === "running";
  return (
    <div className="sheet backups">
      <div className="card-head">
        <h1>备份</h1>
        <Button type="primary" loading={making.isPending || isRunning} disabled={data === undefined} onClick={() => making.mutate()}>
          {isRunning ? "正在备份" : "现在备份"}
        </Button>
      </div>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {making.error && <ProblemAlert error={making.error} />}
      {data === undefined ? !error && <Skeleton active className="card" /> : <Backups list={data} />}
    </div>
  );
}

function Backups({ list }: { list: BackupList }) {
  const { making, warnings, items, folder, room, encrypts } = list;
  return (
    <>
      {warnings.map((warning) => (
        <Alert key={warning} type="warning" showIcon title={warning} />
      ))}
      {making.state === "failed" && <Alert type="error" showIcon title="上次备份没有做成" description={making.message} />}
      {making.state === "running" && (
        <Alert type="info" title="正在备份，可以照常使用。" description={<Progress aria-label="备份进度" percent={making.of === 0 ? 0 : Math.floor((100 * making.done) / making.of)} />} />
      )}
      <section className="card" aria-label="备份文件">
        <Files items={items} />
        <p className="quiet">
          放在服务器的 {folder}
          {room && `，磁盘还剩 ${sizeOf(room.free)}（共 ${sizeOf(room.total)}）`}。最好再抄一份到别的机器上。
          {encrypts ? "新的备份用口令加密，口令在服务器的口令文件里，请另行保管。" : "备份没有加密，含有全部内容和账号：下载以后请像数据库一样保管。设定口令文件以后，新的备份会加密。"}
        </p>
      </section>
      <div className="backups-below">
        <PlanForm key={list.version} list={list} />
        <HowToRestore list={list} />
      </div>
    </>
  );
}

function Files({ items }: { items: Backup[] }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const checking = useMutation({
    mutationFn: calls.check,
    onSuccess({ whole, rows }) {
      void queries.invalidateQueries({ queryKey: backupsQuery.queryKey });
      if (whole) void message.success(`完好：从头到尾核对了 ${rows?.toLocaleString("zh-CN") ?? ""} 行`);
      else void message.error("这个备份已经损坏，不能用来恢复。请现在另做一个。", 8);
    },
  });
  const removing = useMutation({ mutationFn: calls.remove, onSuccess: (told) => queries.setQueryData(backupsQuery.queryKey, told) });
  const error = checking.error ?? removing.error;
  if (items.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有备份。点“现在备份”做第一个；做的时候大家可以照常使用。" />;
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Table<Backup>
        size="small"
        rowKey="name"
        pagination={items.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        dataSource={items}
        columns={[
          { title: "时间", dataIndex: "at", width: 150, className: "figures", render: moment },
          { title: "由谁", width: 110, render: (_, { by, scheduled }) => (scheduled ? "自动" : (by ?? "—")) },
          { title: "大小", dataIndex: "bytes", width: 90, align: "right", className: "figures", render: sizeOf },
          { title: "行数", dataIndex: "rows", width: 100, align: "right", className: "figures", render: (rows: number | null) => rows?.toLocaleString("zh-CN") ?? "—" },
          { title: "结构", dataIndex: "step", width: 60, align: "right", className: "figures", render: (step: number | null) => step ?? "—" },
          { title: "状态", width: 110, render: (_, backup) => <State backup={backup} /> },
          { title: "校验值（sha256sum）", dataIndex: "sha256", render: (sum: string | null) => (sum === null ? "—" : <Tooltip title={<span className="backups-sum">{sum}</span>}><code>{sum.slice(0, 16)}…</code></Tooltip>) },
          {
            title: "",
            width: 190,
            render: (_, { name }) => (
              <span className="backups-acts">
                <Button size="small" loading={checking.isPending && checking.variables === name} onClick={() => checking.mutate(name)}>
                  检查
                </Button>
                <Button size="small" href={calls.fileAddress(name)} download={name}>
                  下载
                </Button>
                <Popconfirm title="删除这个备份？" description="删除以后不能用它恢复。" okText="删除" okButtonProps={{ danger: true }} onConfirm={() => removing.mutate(name)}>
                  <Button size="small" danger>
                    删除
                  </Button>
                </Popconfirm>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

function State({ backup: { whole, checkedAt, encrypted } }: { backup: Backup }) {
  const state = whole === null ? { color: "default", zh: "还没有检查" } : whole ? { color: "success", zh: "完好" } : { color: "error", zh: "损坏" };
  return (
    <>
      <Tooltip title={checkedAt === null ? "做的时候核对过；点“检查”从头到尾再读一遍" : `${moment(checkedAt)} 检查过`}>
        <Tag color={state.color}>{state.zh}</Tag>
      </Tooltip>
      {encrypted && <Tag>加密</Tag>}
    </>
  );
}
