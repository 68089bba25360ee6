import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Skeleton, Steps } from "antd";
import { useState } from "react";
import { roles } from "../../workflow/roles.ts";
import type { SetupAnswer, SetupWish } from "../../server/accounts/contract.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { NewPasswordFields } from "./new-password.tsx";
import { OneTimeCodes } from "./one-time.tsx";
import { useKeepSession } from "./session.ts";

/** The code stands behind the #: it is never sent along with the address. */
const codeOf = (hash: string): string => new URLSearchParams(hash.slice(1)).get("code") ?? "";

/** Where the one-time address of the terminal leads: the region and its three administrators. */
export function SetupPage() {
  useTitle("首次使用");
  const [code] = useState(() => codeOf(window.location.hash));
  const check = useQuery({ queryKey: ["setup", code], queryFn: () => calls.checkSetup(code), enabled: code !== "", retry: false, staleTime: Number.POSITIVE_INFINITY });
  const [done, setDone] = useState<SetupAnswer | null>(null);
  return (
    <div className="door">
      <section className="door-card wide" aria-labelledby="setup">
        <h1 id="setup">正式使用：建立三位管理员</h1>
        {code === "" ? <Lost /> : done ? <Done answer={done} /> : check.error ? <ProblemAlert error={check.error} /> : check.data ? <Wizard code={code} onDone={setDone} /> : <Skeleton active />}
      </section>
    </div>
  );
}

function Lost() {
  return <Alert type="info" showIcon title="本页从一次性地址打开" description="请在首页选择“正式使用”，然后打开服务器终端里出现的那个地址；已经有账号的，请回首页登录。" />;
}

const steps = ["地区", roles["security-admin"].zh, roles["sys-admin"].zh, roles["audit-admin"].zh];

type Wanted = Omit<SetupWish, "code">;

function Wizard({ code, onDone }: { code: string; onDone: (answer: SetupAnswer) => void }) {
  const [step, setStep] = useState(0);
  const [form] = Form.useForm<Wanted>();
  const making = useMutation({ mutationFn: calls.setUp, onSuccess: onDone });
  const last = step === steps.length - 1;
  const next = async () => {
    await form.validateFields();
    if (!last) return setStep(step + 1);
    const { region, securityAdmin, sysAdmin, auditAdmin } = form.getFieldsValue(true) as Wanted;
    const { login, name, password } = securityAdmin;
    making.mutate({ code, region, securityAdmin: { login, name, password }, sysAdmin, auditAdmin });
  };
  return (
    <>
      <Alert type="info" showIcon title="系统管理员、安全保密员、审计员相互分离：三个账号属于三个人，都不办理业务。以后的账号和角色由安全保密员管理。" />
      <Steps size="small" current={step} items={steps.map((title) => ({ title }))} />
      <Form<Wanted> name="setup" form={form} layout="vertical" requiredMark={false} preserve onFinish={() => void next().catch(() => undefined)} style={{ maxWidth: 420 }}>
        {step === 0 && <RegionFields />}
        {step === 1 && <PersonFields key="security" part="securityAdmin" withPassword text="就是正在操作的人：建立账号、授予角色、设定登录规则。" />}
        {step === 2 && <PersonFields key="sys" part="sysAdmin" text="管理备份、任务和日历。建立以后得到一个一次性登录码，由本人设置密码。" />}
        {step === 3 && <PersonFields key="audit" part="auditAdmin" text="查看和导出操作日志。建立以后得到一个一次性登录码，由本人设置密码。" />}
        {making.error && <ProblemAlert error={making.error} />}
        <div className="account-line" style={{ marginTop: 24 }}>
          {step > 0 && <Button onClick={() => setStep(step - 1)}>上一步</Button>}
          <Button type="primary" htmlType="submit" loading={making.isPending}>
            {last ? "建立三个账号" : "下一步"}
          </Button>
        </div>
      </Form>
    </>
  );
}

const needed = (message: string) => [{ required: true, whitespace: true, message }];

function RegionFields() {
  return (
    <>
      <Form.Item name={["region", "code"]} label="行政区划代码" extra="六位数字（GB/T 2260），如天津市南开区是 120104。" rules={[{ required: true, pattern: /^\d{6}$/, message: "请填写六位数字" }]}>
        <Input autoFocus maxLength={6} inputMode="numeric" />
      </Form.Item>
      <Form.Item name={["region", "name"]} label="财政部门名称" rules={needed("请填写名称")}>
        <Input maxLength={50} placeholder="例如：某某区财政局" />
      </Form.Item>
    </>
  );
}

/** Fields of a login and a name, as everywhere accounts are made. */
export function LoginFields({ part }: { part: string | null }) {
  const at = (field: string) => (part === null ? field : [part, field]);
  return (
    <>
      <Form.Item name={at("name")} label="姓名" rules={needed("请填写姓名")}>
        <Input autoFocus maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name={at("login")} label="登录名" extra="大小写不分，如 zhangmin 或工号。" rules={[{ required: true, pattern: /^\s*[^\s/@:]{2,64}\s*$/u, message: "2 到 64 个字符，不含空格和 / @ :" }]}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
    </>
  );
}

function PersonFields({ part, text, withPassword = false }: { part: keyof Wanted; text: string; withPassword?: boolean }) {
  return (
    <>
      <p className="quiet" style={{ marginBottom: 12 }}>
        {text}
      </p>
      <LoginFields part={part} />
      {withPassword && <NewPasswordFields part={part} />}
    </>
  );
}

function Done({ answer }: { answer: SetupAnswer }) {
  const keep = useKeepSession();
  return (
    <>
      <Alert type="success" showIcon title="三个账号已经建立" description="请把下面的登录码当面交给两位管理员。它们只显示这一次，三天内有效，用一次即作废。" />
      {answer.codes.map(({ login, name, code, codeUntil }) => (
        <OneTimeCodes key={login} login={login} name={name} code={code} until={codeUntil} />
      ))}
      <div>
        <Button
          type="primary"
          onClick={() => {
            keep(answer.session);
            window.location.assign("/");
          }}
        >
          已经记下，开始使用
        </Button>
      </div>
    </>
  );
}
