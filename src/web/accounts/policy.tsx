import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, InputNumber, Select, Skeleton } from "antd";
import type { SignInPolicy } from "../../server/accounts/contract.ts";
import { useState } from "react";
import { roleIds, roles } from "../../workflow/roles.ts";
import type { Seen } from "../request.ts";
import { ProblemAlert } from "../problem.tsx";
import { calls } from "./calls.ts";
import { sessionQuery } from "./session.ts";

const policyKey = ["accounts", "policy"] as const;

type Whole = { field: keyof Omit<SignInPolicy, "secondFactorRoles">; zh: string; unit: string; least: number; most: number };

const wholes: readonly Whole[] = [
  { field: "minLength", zh: "密码至少", unit: "个字符", least: 8, most: 64 },
  { field: "minKinds", zh: "字符种类至少", unit: "类", least: 1, most: 4 },
  { field: "history", zh: "不能与最近用过的相同", unit: "次", least: 0, most: 24 },
  { field: "maxAgeDays", zh: "密码最长使用（空：不限）", unit: "天", least: 30, most: 730 },
  { field: "maxFailures", zh: "连续失败锁定", unit: "次", least: 3, most: 20 },
  { field: "lockMinutes", zh: "第一次锁定", unit: "分钟", least: 1, most: 1440 },
  { field: "failuresPerAddress", zh: "同一地址十分钟内最多失败", unit: "次", least: 5, most: 10_000 },
  { field: "idleMinutes", zh: "不操作自动退出", unit: "分钟", least: 5, most: 480 },
  { field: "sessionHours", zh: "一次登录最长", unit: "小时", least: 1, most: 24 },
  { field: "tokenDays", zh: "访问令牌最长有效", unit: "天", least: 1, most: 730 },
];

/** 登录与密码规则: hold at once, for everybody. */
export function Policy() {
  const { data, error } = useQuery({ queryKey: policyKey, queryFn: ({ signal }) => calls.policy({ signal }) });
  if (error) return <ProblemAlert error={error} />;
  return data === undefined ? <Skeleton active /> : <PolicyForm begun={data} />;
}

/** What is in the form was seen when it was opened; what others have saved since then is not overwritten. */
function PolicyForm({ begun }: { begun: Seen<SignInPolicy> }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [{ told: seen, version }, setSeen] = useState(begun);
  const saving = useMutation({
    mutationFn: (policy: SignInPolicy) => calls.changePolicy({ ...policy, maxAgeDays: policy.maxAgeDays ?? null }, version),
    onSuccess(saved) {
      setSeen(saved);
      queries.setQueryData(policyKey, saved);
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void message.success("已保存，立即生效");
    },
  });
  return (
    <section className="card policy" aria-label="登录与密码规则">
      <Form<SignInPolicy> name="policy" layout="vertical" requiredMark={false} initialValues={seen} onFinish={(policy) => saving.mutate(policy)}>
        <div className="policy-grid">
          {wholes.map(({ field, zh, unit, least, most }) => (
            <Form.Item key={field} name={field} label={zh} rules={[{ required: field !== "maxAgeDays", message: `${least} 到 ${most}` }]}>
              <InputNumber min={least} max={most} precision={0} suffix={unit} style={{ width: 180 }} />
            </Form.Item>
          ))}
        </div>
        <Form.Item name="secondFactorRoles" label="必须使用双因素登录的角色" extra="没有启用的人，下一次操作时先启用。">
          <Select mode="multiple" optionFilterProp="label" options={roleIds.filter((role) => role !== "public").map((value) => ({ value, label: roles[value].zh }))} style={{ maxWidth: 720 }} />
        </Form.Item>
        {saving.error && <ProblemAlert error={saving.error} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          保存
        </Button>
      </Form>
    </section>
  );
}
