#!/usr/bin/env node
// `npm start`: from a clean checkout to the running web application, in one command.
import path from "node:path";
import { goOn } from "./go-on.js";
import { Halt, hasOwnPrograms, launch, project, projectNode } from "./ground.js";
import { install } from "./install.js";
import { preparePage } from "./page.js";

await launch(async () => {
  if (!hasOwnPrograms) {
    projectNode(); // too old a Node is told before anything is installed
    if (!process.env.DATABASE_URL) {
      throw new Halt(
        "START-02",
        `内置数据库只有 Linux x64 版，本机是 ${process.platform} ${process.arch}`,
        "请准备一个 PostgreSQL（15 或更高），用环境变量 DATABASE_URL 指明，例如 DATABASE_URL=postgres://用户:密码@127.0.0.1:5432/dabiao",
      );
    }
  }
  await install({ development: false });
  preparePage();
  return goOn([path.join(project, "src", "cli", "main.ts"), "serve", ...process.argv.slice(2)], { apart: true });
});
