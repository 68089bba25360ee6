import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Skeleton } from "antd";
import { useEffect } from "react";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { Qr } from "./qr.tsx";
import { sessionQuery, useKeepSession } from "./session.ts";
import { signOut } from "./sign-in.tsx";

/** Recovery codes, shown this once. */
export function RecoveryList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <>
      <Alert type="warning" showIcon title="请现在抄下或打印这些恢复码" description="手机不在身边时，每个恢复码可以代替一次验证码。离开以后不再显示。" />
      <ul className="recovery one-time" aria-label="恢复码">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="account-line">
        <Button onClick={() => window.print()}>打印</Button>
        <Button type="primary" onClick={onDone}>
          已经保存好
        </Button>
      </div>
    </>
  );
}

/** Scan, type what the phone shows, keep the recovery codes. */
export function Enrol({ onDone }: { onDone: () => void }) {
  const offering = useMutation({ mutationFn: calls.offerFactor });
  const confirming = useMutation({ mutationFn: calls.confirmFactor });
  const { mutate: offer } = offering;
  useEffect(() => offer(), [offer]);
  if (confirming.data) return <RecoveryList codes={confirming.data.codes} onDone={onDone} />;
  if (offering.error) return <ProblemAlert error={offering.error} onRetry={() => offer()} />;
  if (!offering.data) return <Skeleton active />;
  const { secret, address } = offering.data;
  return (
    <Form name="enrol" layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => confirming.mutate(code)}>
      <ol className="factor-steps">
        <li>
          用手机上的验证器（如微信小程序“腾讯身份验证器”、Microsoft Authenticator）扫描二维码。
          <Qr text={address} label="双因素的二维码" />
          <span className="quiet">不能扫描时，手工输入密钥：</span>
          <span className="code">{secret.replace(/.{4}(?=.)/g, "$& ")}</span>
        </li>
        <li>
          <Form.Item name="code" label="输入手机上现在显示的六位数字" rules={[{ required: true, message: "请填写六位数字" }]}>
            <Input autoComplete="one-time-code" inputMode="numeric" maxLength={10} style={{ width: 160 }} />
          </Form.Item>
        </li>
      </ol>
      {confirming.error && <ProblemAlert error={confirming.error} />}
      <Button type="primary" htmlType="submit" loading={confirming.isPending} style={{ marginTop: 12 }}>
        启用双因素
      </Button>
    </Form>
  );
}

/** A role demands the second factor, and there is none yet. */
export function EnrolPage() {
  useTitle("启用双因素");
  const { refetch } = useQuery(sessionQuery);
  const keep = useKeepSession();
  return (
    <div className="door">
      <section className="door-card" aria-labelledby="enrol">
        <h1 id="enrol">启用双因素</h1>
        <p className="quiet">您的角色必须使用双因素登录。启用以后继续。</p>
        <Enrol onDone={() => void refetch().then(({ data }) => data && keep(data))} />
        <Button type="link" onClick={() => void signOut()}>
          换一个账号登录
        </Button>
      </section>
    </div>
  );
}
