import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { DabiaoError } from "../problem.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The folder that holds database and files: `DABIAO_DATA`, else `data/` in the project (which git ignores). Made when
 * it is missing. In it: `postgres/` (the embedded database), `postgres.log`, `server.json` (which server is running).
 * @throws DabiaoError START-07 when the folder cannot be made or written
 */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const folder = path.resolve(env.DABIAO_DATA || path.join(project, "data"));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  } catch (cause) {
    throw new DabiaoError("START-07", {
      message: `无法建立数据文件夹 ${folder}：${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "请用环境变量 DABIAO_DATA 指定一个可以写入的文件夹",
      cause,
    });
  }
  return folder;
}
