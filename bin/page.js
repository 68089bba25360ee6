// The web page is built where it is served: once, and again only when what it is made of has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Halt, project, projectNode } from "./ground.js";

const built = path.join(project, "dist", "web");
const mark = path.join(built, ".built-from");

/** Builds the page when it is missing or out of date. @throws Halt START-22 */
export function preparePage() {
  const source = fingerprint();
  if (existsSync(mark) && readFileSync(mark, "utf8") === source) return;
  console.error("正在生成网页…");
  // Beside the old one and then put in its place: a running server never sees half a page.
  const fresh = path.join(project, "node_modules", ".cache", `page-${process.pid}`);
  const vite = path.join(project, "node_modules", "vite", "bin", "vite.js");
  const words = [vite, "build", "--logLevel", "warn", "--outDir", fresh, "--emptyOutDir"];
  const { status } = spawnSync(projectNode(), words, { cwd: project, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Halt(
      "START-22",
      "网页没有生成成功，原因见上面的输出",
      "请用 git status 检查 src/web 是否改动过；没有改动时，请删除 node_modules 后再运行一次",
    );
  }
  writeFileSync(path.join(fresh, path.basename(mark)), source);
  rmSync(built, { recursive: true, force: true });
  mkdirSync(path.dirname(built), { recursive: true });
  try {
    renameSync(fresh, built);
  } catch (error) {
    // Somebody else started at the same moment and was quicker with the same page.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(mark)) throw error;
  }
}

/** One number for all that the page is made of: its own folder, the pure rooms it uses, the manual, the packages, the build's settings. */
function fingerprint() {
  const hash = createHash("sha256");
  const filesIn = (folder) => readdirSync(path.join(project, folder), { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name)).sort();
  for (const file of ["package-lock.json", "vite.config.ts", ...filesIn("src"), ...filesIn(path.join("docs", "manual"))]) {
    const text = readFileSafely(path.join(project, file));
    if (text !== null) hash.update(file).update("\0").update(text).update("\0");
  }
  return hash.digest("hex");
}

/** Null for a folder. */
function readFileSafely(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === "EISDIR") return null;
    throw error;
  }
}
