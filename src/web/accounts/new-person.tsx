import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form } from "antd";
import type { Account, AccountWish } from "../../server/accounts/contract.ts";
import { Dialog } from "../dialog.tsx";
import { ProblemAlert } from "../problem.tsx";
import { calls } from "./calls.ts";
import { OneTimeCodes } from "./one-time.tsx";
import { LoginFields } from "./setup.tsx";

/** A new account; its code is shown once, then its roles are given. */
export function NewPerson({ onMade, onClose }: { onMade: (account?: Account) => void; onClose: () => void }) {
  const making = useMutation({ mutationFn: calls.createAccount, onSuccess: () => onMade() });
  const close = () => {
    if (making.data) onMade(making.data.account);
    onClose();
  };
  return (
    <Dialog title="新建账号" footer={null} onCancel={close} mask={{ closable: false }}>
      {making.data ? (
        <div className="card-body">
          <Alert type="warning" showIcon title="请当面交给本人；关闭以后不再显示" description="本人用它登录，然后设置自己的密码。下一步：授予角色。" />
          <OneTimeCodes login={making.data.account.login} name={making.data.account.name} code={making.data.code} until={making.data.codeUntil} />
          <div>
            <Button type="primary" onClick={close}>
              去授予角色
            </Button>
          </div>
        </div>
      ) : (
        <Form<AccountWish> name="new-person" layout="vertical" requiredMark={false} onFinish={(wish) => making.mutate(wish)}>
          <LoginFields part={null} />
          {making.error && <ProblemAlert error={making.error} />}
          <Button type="primary" htmlType="submit" loading={making.isPending} style={{ marginTop: 8 }}>
            建立账号
          </Button>
        </Form>
      )}
    </Dialog>
  );
}
