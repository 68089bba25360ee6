import { useMutation, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Alert, Button, Form, Input } from "antd";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { sessionQuery, useKeepSession } from "./session.ts";

const ssoTold = {
  waiting: { type: "info", title: "已提交绑定申请", text: "请等安全保密员确认以后，再用单点登录。" },
  unknown: { type: "warning", title: "这里没有您的账号", text: "请找安全保密员建立账号，或用登录名和密码登录。" },
  failed: { type: "error", title: "单点登录没有成功", text: "请再试一次，或用登录名和密码登录。" },
} as const;

/** Login and password; with a one-time code in place of the password the first time. `login`: who was signed in before. */
export function SignIn({ login }: { login?: string }) {
  const { data: session } = useQuery(sessionQuery);
  const keep = useKeepSession();
  const signing = useMutation({
    mutationFn: calls.signIn,
    onSuccess(answer) {
      // Somebody else must not see what the person before them had open.
      if (login !== undefined && answer.person?.login !== login) window.location.assign("/");
      else keep(answer);
    },
  });
  return (
    <Form name="sign-in" layout="vertical" requiredMark={false} initialValues={{ login: login ?? "" }} onFinish={(wish: { login: string; password: string }) => signing.mutate(wish)}>
      <Form.Item name="login" label="登录名" rules={[{ required: true, message: "请填写登录名" }]}>
        <Input autoFocus={login === undefined} autoComplete="username" maxLength={64} />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: "请填写密码" }]} extra="第一次登录，或密码重置以后，填写安全保密员给的一次性登录码。">
        <Input.Password autoFocus={login !== undefined} autoComplete="current-password" maxLength={200} />
      </Form.Item>
      {signing.error && <ProblemAlert error={signing.error} />}
      <Button type="primary" htmlType="submit" block loading={signing.isPending} style={{ marginTop: 12 }}>
        登录
      </Button>
      {session?.sso && (
        <Button block href="/api/session/sso" style={{ marginTop: 12 }}>
          单点登录
        </Button>
      )}
    </Form>
  );
}

export function SignInPage() {
  useTitle("登录");
  const { sso } = useSearch({ strict: false });
  const told = sso === undefined ? undefined : ssoTold[sso];
  return (
    <div className="door">
      <section className="door-card" aria-labelledby="sign-in">
        <h1 id="sign-in">登录</h1>
        {told && <Alert type={told.type} showIcon title={told.title} description={told.text} />}
        <SignIn />
      </section>
    </div>
  );
}

/** Leaves everything behind: nothing of this person stays in the page. */
export async function signOut(): Promise<void> {
  await calls.signOut();
  window.location.assign("/");
}
