#!/usr/bin/env node
// The command `dabiao`. The program itself is TypeScript, which needs Node 24: under an older Node it is run by the one
// that came with the packages.
import { existsSync } from "node:fs";
import module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { goOn } from "./go-on.js";
import { compileCache, Halt, isNewEnough, launch, project } from "./ground.js";
import { preparePage } from "./page.js";

const main = path.join(project, "src", "cli", "main.ts");

await launch(async () => {
  if (!existsSync(path.join(project, "node_modules", "zod"))) {
    throw new Halt("START-20", "所需的软件包还没有安装", `请先在 ${project} 里运行 npm ci（或 npm start，它会自己安装）`);
  }
  const serves = process.argv[2] === "serve" && !process.argv.includes("--help");
  if (serves) preparePage();
  if (!isNewEnough) return goOn([main, ...process.argv.slice(2)], { apart: serves });
  // In the environment as well: only there do reading threads find it.
  process.env.NODE_COMPILE_CACHE ||= compileCache;
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(pathToFileURL(main).href);
  return process.exitCode;
});
