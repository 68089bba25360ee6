import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { sessionQuery, useKeepSession } from "./session.ts";

const ways = [
  { mode: "local", title: "单机使用", text: "只有您一个人，在这台电脑上读取、核对、审核目标表。不用登录；以后可以改为正式使用。", action: "单机使用" },
  { mode: "office", title: "正式使用", text: "财政、部门、单位共同使用，各人用自己的账号登录，按角色办理。先建立三位管理员的账号。", action: "正式使用" },
  { mode: "trial", title: "试用", text: "虚构的地区、部门、单位和目标表，可以一键换成不同角色的人。与正式数据无关。", action: "开始试用" },
] as const;

/** The first page of a house that nobody has used: how it will be used. */
export function WelcomePage() {
  useTitle("首次使用");
  const { data: session } = useQuery(sessionQuery);
  const keep = useKeepSession();
  const offered = ways.filter(({ mode }) => mode === "office" || (!session?.house.chosen && (mode === "local" || session?.trial)));
  const choosing = useMutation({
    mutationFn: calls.chooseHouse,
    onSuccess: (answer, mode) => (mode === "trial" ? window.location.assign("/") : keep(answer)),
  });
  return (
    <div className="door">
      <section className="door-card wide" aria-labelledby="welcome">
        <h1 id="welcome">欢迎使用达标，请选择使用方式</h1>
        {session?.house.setupAwaited && (
          <Alert type="info" showIcon title="请看服务器的终端" description="启动达标的终端窗口里显示了一个一次性地址，请在一小时内打开它，建立三位管理员的账号。过期以后，在这里再选一次“正式使用”。" />
        )}
        <div className="house-modes">
          {offered.map(({ mode, title, text, action }) => (
            <div key={mode} className="house-mode">
              <h2>{title}</h2>
              <p className="quiet">{text}</p>
              <Button type={mode === "local" ? "primary" : "default"} loading={choosing.isPending && choosing.variables === mode} onClick={() => choosing.mutate(mode)}>
                {action}
              </Button>
            </div>
          ))}
        </div>
        {choosing.error && <ProblemAlert error={choosing.error} />}
      </section>
    </div>
  );
}
