// `dabiao serve` from the first start to shared use: the terminal, a restart, the setup, programs with a token.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Account, AccountList, NewAccessToken, NewAccount, SessionAnswer } from "../../src/server/accounts/contract.ts";
import { OfficeTree } from "../../src/server/offices/contract.ts";

const program = fileURLToPath(new URL("./program.ts", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-shared-"));
const sample = fileURLToPath(new URL("../documents/zaozhuang-tabs-row-torn-by-page-break.txt", import.meta.url));
const children: ChildProcess[] = [];
after(async () => {
  for (const child of children.filter(({ exitCode }) => exitCode === null)) {
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function dabiao(words: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...words], { env: { ...process.env, DABIAO_PORT: "0", DABIAO_DATA: folder, DATABASE_URL: "", ...env } });
  children.push(child);
  const said = { text: "", ended: new Promise<number | null>((resolve) => child.once("close", resolve)), child };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said.text += chunk.toString()));
  return said;
}

async function until(told: { text: string; child: ChildProcess }, wanted: RegExp): Promise<string> {
  while (told.child.exitCode === null) {
    const [, found] = wanted.exec(told.text) ?? [];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`it ended: ${told.text}`);
}

test("from the terminal's address to an import with a token", async () => {
  const first = dabiao(["serve"]);
  let address = await until(first, /达标已启动：(\S+)/);
  const cookies = new Map<string, string>();
  const ask = async (method: string, route: string, body?: object): Promise<unknown> => {
    const headers = { ...(body && { "content-type": "application/json" }), cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await fetch(`${address}api/${route}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    for (const line of answer.headers.getSetCookie()) cookies.set(line.split("=")[0] ?? "", /=([^;]*)/.exec(line)?.[1] ?? "");
    return await answer.json();
  };
  await ask("POST", "house", { mode: "office" });
  const old = await until(first, /\/setup#code=(\S+)/);
  first.child.kill("SIGTERM");
  await first.ended;

  const second = dabiao(["serve"]);
  address = await until(second, /达标已启动：(\S+)/);
  const code = await until(second, /\/setup#code=(\S+)/);
  assert.notEqual(code, old);
  const wish = { region: { code: "120104", name: "甲区财政局" }, securityAdmin: { login: "bao-mi", name: "张保密", password: "Pumps-3abc" }, sysAdmin: { login: "xi-tong", name: "李系统" }, auditAdmin: { login: "shen-ji", name: "王审计" } };
  assert.match(JSON.stringify(await ask("POST", "setup", { code: old, ...wish })), /HOUSE-02/);
  await ask("POST", "setup", { code, ...wish });
  assert.equal(AccountList.parse(await ask("GET", "accounts")).items.length, 3);

  const region = OfficeTree.parse(await ask("GET", "offices?year=2026")).items[0]?.id;
  const department = (await ask("POST", "offices", { year: 2020, code: "301", name: "甲区水务局", kind: "department", parent: region })) as { id: string };
  const unit = (await ask("POST", "offices", { year: 2020, code: "301001", name: "甲区泵站管理所", kind: "unit", parent: department.id })) as { id: string };
  const { account, code: own } = NewAccount.parse(await ask("POST", "accounts", { login: "zhao", name: "赵经办" }));
  Account.parse(await ask("POST", `accounts/${account.id}/grants`, { role: "unit-clerk", office: unit.id, from: "2026-01-01" }));
  cookies.clear();
  await ask("POST", "session", { login: "zhao", password: own });
  assert.equal(SessionAnswer.parse(await ask("PUT", "session/password", { password: "Sluice-42x" })).stage, "full");
  const { token } = NewAccessToken.parse(await ask("POST", "tokens", { name: "导入", scopes: ["read", "write"], days: 1 }));

  const refused = dabiao(["import", sample]);
  assert.equal(await refused.ended, 70);
  assert.match(refused.text, /AUTH-01/);
  const imported = dabiao(["import", sample], { DABIAO_TOKEN: token });
  assert.equal(await imported.ended, 0, imported.text);
  assert.match(imported.text, /已导入/);
  const code2 = dabiao(["user", "code", "zhao"]);
  assert.equal(await code2.ended, 0, code2.text);
  assert.match(code2.text, /一次性登录码：\S+/);
  assert.equal(SessionAnswer.parse(await ask("GET", "session")).stage, "none", "the reset ended the session of the running server");
});
