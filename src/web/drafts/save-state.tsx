import { CheckCircleOutlined, CloudSyncOutlined, DisconnectOutlined, WarningOutlined } from "@ant-design/icons";
import dayjs from "dayjs";
import type { SaveState } from "./saving.ts";

/** Whether what is on the page is safe, in few words. */
export function SaveLine({ state }: { state: SaveState }) {
  const [icon, words] = told(state);
  return (
    <span className={`save-state ${state.kind}`} role="status">
      {icon} {words}
    </span>
  );
}

function told(state: SaveState): [React.ReactNode, string] {
  switch (state.kind) {
    case "saved":
      return [<CheckCircleOutlined key="icon" />, state.at === null ? "已保存" : `${dayjs(state.at).format("HH:mm:ss")} 已保存`];
    case "waiting":
    case "saving":
      return [<CloudSyncOutlined key="icon" />, "正在保存…"];
    case "offline":
      return [<DisconnectOutlined key="icon" />, "连接不上服务，修改已留在这个浏览器里，恢复后自动保存"];
    case "refused":
      return [<WarningOutlined key="icon" />, `没有保存：${state.problem.message}${state.problem.hint === null ? "" : `（${state.problem.hint}）`}`];
    case "conflict":
      return [<WarningOutlined key="icon" />, "别人也改了这张表，请选择"];
  }
}
