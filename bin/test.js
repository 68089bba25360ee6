#!/usr/bin/env node
// `npm test`: everything, from a clean checkout, in one command. The last line is “N passed, N failed”.
import { existsSync } from "node:fs";
import path from "node:path";
import { goOn } from "./go-on.js";
import { Halt, hasOwnPrograms, launch, project, projectNode } from "./ground.js";
import { install } from "./install.js";
import { preparePage } from "./page.js";

await launch(async () => {
  if (!hasOwnPrograms) projectNode(); // too old a Node is told before anything is installed
  if (process.platform === "linux" && !existsSync("/proc/self/exe")) {
    throw new Halt("START-23", "本机没有挂载 /proc，类型检查和 Chromium 都需要它", "请先以 root 运行 mount -t proc proc /proc");
  }
  await install({ development: true });
  preparePage();
  return goOn([path.join(project, "bin", "suite.js"), ...process.argv.slice(2)]);
});
