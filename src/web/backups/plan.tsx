import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, InputNumber, Switch, TimePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { BackupList } from "../../server/backups/contract.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { backupsQuery, calls } from "./calls.ts";

interface Wish {
  daily: boolean;
  time: Dayjs;
  keep: number;
  warnHours: number | null;
}

/** 每天自动备份: when, how many are kept, when the house complains. */
export function PlanForm({ list: { plan, version, next } }: { list: BackupList }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const saving = useMutation({
    mutationFn: ({ daily, time, keep, warnHours }: Wish) => calls.plan({ daily, time: time.format("HH:mm"), keep, warnHours: warnHours ?? null }, version),
    onSuccess(told) {
      queries.setQueryData(backupsQuery.queryKey, told);
      void message.success("已保存，立即生效");
    },
  });
  return (
    <section className="card" aria-label="自动备份">
      <h2>自动备份</h2>
      <Form<Wish> name="plan" layout="horizontal" labelCol={{ flex: "150px" }} requiredMark={false} initialValues={{ ...plan, time: dayjs(`2026-01-01T${plan.time}`) }} onFinish={(wish) => saving.mutate(wish)}>
        <Form.Item name="daily" label="每天自动备份" valuePropName="checked" extra={next === null ? "没有开启" : `下一次：${moment(next)}`}>
          <Switch />
        </Form.Item>
        <Form.Item name="time" label="时间（北京时间）" rules={[{ required: true, message: "请选择时间" }]}>
          <TimePicker format="HH:mm" minuteStep={5} allowClear={false} needConfirm={false} />
        </Form.Item>
        <Form.Item name="keep" label="保留最近" rules={[{ required: true, message: "1 到 365" }]} extra="手工做的不自动删除。">
          <InputNumber min={1} max={365} precision={0} suffix="份" style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name="warnHours" label="太久没有备份提醒" extra="留空不提醒。">
          <InputNumber min={1} max={8760} precision={0} suffix="小时" style={{ width: 120 }} />
        </Form.Item>
        {saving.error && <ProblemAlert error={saving.error} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          保存
        </Button>
      </Form>
    </section>
  );
}
