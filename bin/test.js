#!/usr/bin/env node
// `npm test`: everything, from a clean checkout, in one command. The last line is “N passed, N failed”.
import path from "node:path";
import { goOn } from "./go-on.js";
import { hasOwnPrograms, launch, project, projectNode } from "./ground.js";
import { install } from "./install.js";
import { preparePage } from "./page.js";

await launch(async () => {
  if (!hasOwnPrograms) projectNode(); // too old a Node is told before anything is installed
  await install({ development: true });
  preparePage();
  return goOn([path.join(project, "bin", "suite.js"), ...process.argv.slice(2)]);
});
