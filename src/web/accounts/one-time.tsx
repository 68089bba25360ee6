import { moment } from "../moment.ts";

/** A code with which somebody signs in the first time. */
export function OneTimeCodes({ login, name, code, until }: { login: string; name: string; code: string; until: string }) {
  return (
    <div className="card-body">
      <span>
        <b>{name}</b>（登录名 {login}）的一次性登录码，{moment(until)} 以前有效：
      </span>
      <span className="one-time" data-login={login}>
        {code}
      </span>
    </div>
  );
}
