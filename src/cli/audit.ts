import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import type pg from "pg";
import { DabiaoError } from "../problem.ts";
import { addAnchor, readAnchors } from "../store/audit/anchors.ts";
import type { Fault, Head } from "../store/audit/chain.ts";
import { exportLines, linesOf, verifyExport } from "../store/audit/export.ts";
import { verifyChain } from "../store/audit/reading.ts";
import { besideServer } from "../store/backup/beside.ts";
import { dataFolder } from "../store/data-folder.ts";
import { note } from "./backup.ts";
import { Draft } from "../store/draft-file.ts";
import { bar } from "./progress.ts";

export const help = `用法：dabiao audit <verify|export|anchor> [文件] [--anchor 序号:哈希]

审计日志每条事件都带着前一条的哈希，改一条、删一条都会被发现。

  verify         检查数据库里的审计日志，并和数据文件夹里的锚点核对
  verify 文件    检查导出的文件
  export 文件    导出全部审计日志（每行一个 JSON）
  anchor         写下现在的条数和末尾哈希，供打印留存

  --anchor 序号:哈希   和纸上留存的锚点核对，可以写几个

没有装达标的电脑上，用 node audit-verify.mjs 文件 检查导出的文件（程序文件夹的 bin 里）。
结果：0 没有改动；1 有改动或缺失。

例：
  dabiao audit verify
  dabiao audit export 审计日志.jsonl
  dabiao audit anchor
`;

/** @returns the exit code: 1 when the log is not as it was written */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: [...args], options: { anchor: { type: "string", multiple: true } }, allowPositionals: true });
  const [what, file, ...others] = positionals;
  const anchors = (values.anchor ?? []).map(anchorOf);
  if (others.length === 0) {
    if (what === "verify") return file === undefined ? await verifyDatabase(anchors) : await verifyFile(file, anchors);
    if (what === "export" && file !== undefined) return await exportTo(file);
    if (what === "anchor" && file === undefined) return await printAnchor();
  }
  throw new DabiaoError("CLI-06", { message: "dabiao audit 后面写 verify、export 文件 或 anchor。", hint: "运行 dabiao audit --help 查看说明。" });
}

function anchorOf(text: string): Head {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/i.exec(text.replaceAll(/\s/g, "")) ?? [];
  if (seq !== undefined && hash !== undefined) return { seq: Number(seq), hash: hash.toLowerCase() };
  throw new DabiaoError("CLI-06", { message: `“${text}”不是锚点。`, hint: "锚点写作 序号:哈希，哈希是 64 个十六进制字符，空格不计。" });
}

async function verifyDatabase(given: readonly Head[]): Promise<number> {
  const kept = await readAnchors(dataFolder(process.env));
  const progress = bar("检查");
  const verdict = await besideServer(process.env, async (client) => await verifyChain(client, [...kept.good, ...given], progress.show));
  progress.clear();
  if (verdict.waiting.count > 0) process.stdout.write(`另有 ${verdict.waiting.count} 条刚写入，等待接到末尾。\n`);
  process.stdout.write(`数据文件夹里的锚点 ${kept.good.length} 个${kept.bad > 0 ? `，另有 ${kept.bad} 行不是本程序写的或不完整` : ""}。\n`);
  return told(verdict);
}

async function verifyFile(file: string, anchors: readonly Head[]): Promise<number> {
  const bytes = createReadStream(file) as AsyncIterable<Buffer>;
  return told(await verifyExport(linesOf(bytes), anchors).catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? cause.code : "";
    if (code === "ENOENT") throw new DabiaoError("AUDIT-01", { message: `没有“${file}”这个文件。`, hint: "请检查文件名和路径。", cause });
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") throw new DabiaoError("AUDIT-01", { message: `“${file}”不是审计日志的导出文件。`, hint: "请用 dabiao audit export 导出。", cause });
    throw cause;
  }));
}

function told({ events, head, faults, faultCount }: { events: number; head: Head; faults: readonly Fault[]; faultCount: number }): number {
  for (const { message } of faults) process.stdout.write(`✖ ${message}\n`);
  if (faultCount > faults.length) process.stdout.write(`…… 共 ${faultCount} 处\n`);
  process.stdout.write(faultCount === 0 ? `✔ ${events} 条事件，没有改动，没有缺失。末尾哈希 ${head.hash}\n` : `${events} 条事件，${faultCount} 处不符。\n`);
  return faultCount === 0 ? 0 : 1;
}

async function exportTo(file: string): Promise<number> {
  const draft = await Draft.begin(file);
  try {
    const head = await besideServer(process.env, async (client, url) => {
      let last = "";
      for await (const lines of exportLines(client)) {
        await draft.write(Buffer.from(lines));
        last = lines;
      }
      await draft.finish();
      const { head: end } = JSON.parse(last) as { head: Head };
      await note(url, "audit.export", end);
      return end;
    });
    process.stdout.write(`已导出 ${head.seq} 条事件。末尾哈希 ${head.hash}\n`);
    return 0;
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

async function printAnchor(): Promise<number> {
  const head = await besideServer(process.env, headOf);
  if (head.seq > 0) await addAnchor(dataFolder(process.env), head);
  const groups = head.hash.match(/.{8}/g)?.join(" ") ?? "";
  process.stdout.write(`达标审计日志锚点\n时间 ${new Date().toLocaleString("sv-SE")}\n条数 ${head.seq}\n哈希 ${groups}\n\n以后核对：dabiao audit verify --anchor ${head.seq}:${head.hash}\n`);
  return 0;
}

/** Where the chain ends now, what waits included. */
async function headOf(client: pg.Client): Promise<Head> {
  while ((await client.query<{ sealed: number }>("select audit_seal(5000) as sealed")).rows[0]?.sealed === 5000);
  const { rows } = await client.query<{ seq: string; hash: string }>("select seq, encode(hash, 'hex') as hash from audit_head");
  return { seq: Number(rows[0]?.seq), hash: rows[0]?.hash ?? "" };
}
