import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { useKeepSession } from "./session.ts";
import { signOut } from "./sign-in.tsx";

/** What the phone shows. */
export function FactorForm() {
  const keep = useKeepSession();
  const passing = useMutation({ mutationFn: calls.passFactor, onSuccess: keep });
  return (
    <Form name="pass-factor" layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => passing.mutate(code)}>
      <Form.Item name="code" label="验证码" rules={[{ required: true, message: "请填写验证码" }]} extra="手机验证器上的六位数字；手机不在身边时，用一个恢复码。">
        <Input autoFocus autoComplete="one-time-code" maxLength={30} />
      </Form.Item>
      {passing.error && <ProblemAlert error={passing.error} />}
      <Button type="primary" htmlType="submit" block loading={passing.isPending} style={{ marginTop: 12 }}>
        继续
      </Button>
      <Button type="link" block onClick={() => void signOut()}>
        换一个账号登录
      </Button>
    </Form>
  );
}

/** Behind the password, the second factor. */
export function FactorPage() {
  useTitle("双因素验证");
  return (
    <div className="door">
      <section className="door-card" aria-labelledby="factor">
        <h1 id="factor">双因素验证</h1>
        <FactorForm />
      </section>
    </div>
  );
}
