import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { sessionQuery, useKeepSession } from "./session.ts";
import { signOut } from "./sign-in.tsx";

/** What a password must be, as the security administrator decided. */
export function usePasswordRules(): string {
  const { data: session } = useQuery(sessionQuery);
  if (session === undefined) return "";
  const { minLength, minKinds, history } = session.rules;
  return `至少 ${minLength} 个字符，大写字母、小写字母、数字、其他字符中至少 ${minKinds} 类；不含登录名，不是常见密码${history > 0 ? `，不与最近 ${history} 次用过的相同` : ""}。`;
}

/** Two fields for a new password, which have to agree. */
export function NewPasswordFields({ part = null }: { part?: string | null }) {
  const rules = usePasswordRules();
  const at = (field: string): string | string[] => (part === null ? field : [part, field]);
  return (
    <>
      <Form.Item name={at("password")} label="新密码" extra={rules} rules={[{ required: true, message: "请填写新密码" }]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name={at("again")}
        label="再输入一次"
        dependencies={[at("password")]}
        rules={[
          { required: true, message: "请再输入一次" },
          ({ getFieldValue }) => ({ validator: (_, value) => (value === undefined || value === getFieldValue(at("password")) ? Promise.resolve() : Promise.reject(new Error("两次输入的不一样"))) }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  );
}

interface Wanted {
  current?: string;
  password: string;
}

/** Changes one's own password; other places are signed out. */
export function PasswordForm({ asksCurrent, onDone }: { asksCurrent: boolean; onDone?: () => void }) {
  const keep = useKeepSession();
  const [form] = Form.useForm<Wanted>();
  const changing = useMutation({
    mutationFn: ({ current, password }: Wanted) => calls.changePassword({ current: current ?? null, password }),
    onSuccess(session) {
      form.resetFields();
      keep(session);
      onDone?.();
    },
  });
  return (
    <Form<Wanted> name="new-password" form={form} layout="vertical" requiredMark={false} onFinish={(wanted) => changing.mutate(wanted)}>
      {asksCurrent && (
        <Form.Item name="current" label="当前密码" rules={[{ required: true, message: "请填写当前密码" }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
      )}
      <NewPasswordFields />
      {changing.error && <ProblemAlert error={changing.error} />}
      <Button type="primary" htmlType="submit" loading={changing.isPending} style={{ marginTop: 8 }}>
        设置新密码
      </Button>
    </Form>
  );
}

/** After a one-time code, or when the password is too old. */
export function NewPasswordPage() {
  useTitle("设置新密码");
  const { data: session } = useQuery(sessionQuery);
  return (
    <div className="door">
      <section className="door-card" aria-labelledby="new-password">
        <h1 id="new-password">设置新密码</h1>
        <p className="quiet">{session?.person?.name}，请先设置自己的密码，然后继续。</p>
        <PasswordForm asksCurrent={session?.person?.asksCurrent ?? true} />
        <Button type="link" onClick={() => void signOut()}>
          换一个账号登录
        </Button>
      </section>
    </div>
  );
}
