#!/usr/bin/env node
// Checks an exported audit log. It stands alone on purpose: nothing of the product, only what Node brings, so that
// whoever does not trust the product can read it in ten minutes and run it elsewhere. The encoding: docs/audit.md.
//
//   node audit-verify.mjs FILE [SEQ:HASH …]
//
// SEQ:HASH are anchors: where the chain ended at an earlier time, from paper. Exit code 0: all as it was written; 1: not;
// 2: wrong usage.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

const fields = ["seq", "id", "at", "account", "name", "role", "address", "action", "subject_kind", "subject_id", "before", "after", "detail"];
const all = [...fields, "previous", "hash"].sort().join();
const [file, ...given] = process.argv.slice(2);
if (file === undefined || given.some((anchor) => !/^\d+:[0-9a-f]{64}$/i.test(anchor))) {
  console.error("用法：node audit-verify.mjs 导出文件 [序号:哈希 …]");
  process.exit(2);
}
const anchors = given.map((anchor) => ({ seq: Number(anchor.split(":")[0]), hash: anchor.split(":")[1].toLowerCase() }));

process.on("uncaughtException", (error) => {
  console.log(`✖ 文件读不下去：${error.message}`);
  process.exit(1);
});

let faults = 0;
function fault(text) {
  faults += 1;
  if (faults <= 100) console.log(`✖ ${text}`);
}

function hashOf(event) {
  const hash = createHash("sha256");
  hash.update(Buffer.from(event.previous, "hex"));
  for (const name of fields) {
    const length = Buffer.alloc(4, 0xff); // a missing field
    if (event[name] === null) hash.update(length);
    else {
      const bytes = Buffer.from(String(event[name]), "utf8");
      length.writeUInt32BE(bytes.length);
      hash.update(length);
      hash.update(bytes);
    }
  }
  return hash.digest("hex");
}

/** Not node:readline, which also divides at U+2028, a character that a name may hold. */
async function* linesOf(name) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = "";
  for await (const chunk of createReadStream(name)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop();
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

let number = 0;
let seq = 0;
let previous = "0".repeat(64);
let head = null;
for await (const line of linesOf(file)) {
  number += 1;
  let value = null;
  try {
    value = JSON.parse(line);
  } catch {
    // Told below.
  }
  // A line that reads the same but is written otherwise (a key twice, 1.0 for 1) is not what was exported.
  if (value === null || JSON.stringify(value) !== line) {
    fault(`第 ${number} 行不是导出时写的样子`);
    continue;
  }
  if (number === 1) {
    if (line !== '{"kind":"dabiao-audit","version":1}') fault("第一行不是审计日志导出文件的开头");
    continue;
  }
  if (head !== null) fault(`第 ${number} 行在末尾之后`);
  if (value.head !== undefined) {
    head = value.head;
    continue;
  }
  const whole = Object.keys(value).sort().join() === all;
  if (!whole || !Number.isSafeInteger(value.seq) || fields.slice(1).some((name) => value[name] !== null && typeof value[name] !== "string")) {
    fault(`第 ${number} 行不是事件`);
    continue;
  }
  if (value.seq !== seq + 1) fault(`第 ${number} 行：应当是第 ${seq + 1} 条，却是第 ${value.seq} 条（有删去、插入或调换）`);
  if (value.previous !== previous) fault(`第 ${value.seq} 条和前一条接不上`);
  if (hashOf(value) !== value.hash) fault(`第 ${value.seq} 条的内容被改过`);
  for (const anchor of anchors) if (anchor.seq === value.seq && anchor.hash !== value.hash) fault(`第 ${value.seq} 条和锚点不符`);
  seq = value.seq;
  previous = value.hash;
}
if (head === null) fault("没有最后一行，文件不完整");
else if (head.seq !== seq || head.hash !== previous) fault(`末尾不符：应当到第 ${head.seq} 条，现在到第 ${seq} 条`);
for (const anchor of anchors) if (anchor.seq > seq) fault(`末尾缺少事件：锚点记着第 ${anchor.seq} 条，现在只到第 ${seq} 条`);

console.log(faults === 0 ? `✔ ${seq} 条事件，没有改动，没有缺失。末尾哈希 ${previous}` : `${faults} 处不符`);
process.exitCode = faults === 0 ? 0 : 1;
