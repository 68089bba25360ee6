// A whole region, 100,000 declarations by default (DABIAO_BENCH_DECLARATIONS): a server as it is shipped, asked by people
// of units, departments and the finance bureau, never by an administrator.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CompiledQuery } from "kysely";
import { DeclarationAnswer, DeclarationList } from "../src/server/declarations/contract.ts";
import { asked, pageOf } from "../src/store/declarations/query.ts";
import { type Db, openDatabase } from "../src/store/database.ts";
import { startEmbedded } from "../src/store/embedded/start.ts";
import { migrate } from "../src/store/migrate.ts";
import { inScope } from "../src/store/scope.ts";
import { startSession } from "../src/store/accounts/sessions.ts";
import type { RoleId } from "../src/workflow/roles.ts";
import { fillRegion, type MadeRegion, sized } from "../test/region/fill.ts";
import { actorOf, type Person } from "../test/region/offices.ts";
import { Chance } from "../test/region/words.ts";
import { type Measured, median } from "./measure.ts";
import { Line, percentile, type Wish } from "./traffic.ts";

const count = Number(process.env.DABIAO_BENCH_DECLARATIONS ?? 100_000);
const seconds = Number(process.env.DABIAO_BENCH_SECONDS ?? 15);
const readers: readonly RoleId[] = ["unit-clerk", "dept", "fin-perf"];
const calls: Readonly<Record<string, string>> = { "unit-clerk": "单位经办", dept: "主管部门", "fin-perf": "财政" };

interface User extends Person {
  cookie: string;
}

export interface Setting {
  url: string;
  /** The process of PostgreSQL. */
  postmaster: number;
  region: MadeRegion;
  users: User[];
  server: Served;
}

interface Served {
  child: ChildProcess;
  address: string;
}

export async function* region(): AsyncGenerator<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), "dabiao-bench-"));
  mkdirSync(path.join(folder, "data"));
  const { url, stop } = await startEmbedded(path.join(folder, "data"));
  const database = openDatabase(url, () => undefined);
  try {
    await migrate(database.pool);
    const begun = performance.now();
    const made = await fillRegion(database.pool, sized(count));
    yield { name: `生成 ${count} 份目标表、${count * 10} 条指标`, value: (performance.now() - begun) / 1000, unit: "秒" };
    await database.pool.query("vacuum analyze");
    // What filling left to be written would be written for minutes beside what is measured first.
    await database.pool.query("checkpoint");
    const users = await signIn(database.db, made);
    // A backup of all of it would begin a minute after the start.
    await database.pool.query(`insert into backup_plan (content) values ('{"daily": false}')`);
    // What a region leaves behind to be counted again would be counted for minutes beside ours, and not beside the baseline.
    await database.pool.query("delete from review_stale");
    const server = await served(["src/cli/main.ts", "serve"], { DATABASE_URL: url, DABIAO_DATA: path.join(folder, "side"), DABIAO_PORT: "0" });
    try {
      const postmaster = Number(readFileSync(path.join(folder, "data", "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
      yield* measure({ url, postmaster, region: made, users, server });
    } finally {
      await ended(server);
    }
  } finally {
    await database.close();
    await stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export async function* measure(setting: Setting): AsyncGenerator<Measured> {
  for (const role of readers) yield* listing(setting, role);
  yield* searching(setting);
  yield* together(setting);
}

/** A hundred people with a session each: forty of units, forty of departments, twenty of the finance bureaus. */
export async function signIn(db: Db, { people }: MadeRegion): Promise<User[]> {
  const shares: readonly (readonly [RoleId, number])[] = [["unit-clerk", 40], ["dept", 40], ["fin-perf", 20]];
  const users: User[] = [];
  for (const [role, many] of shares) {
    const own = people.filter((one) => one.role === role);
    for (let i = 0; i < many; i++) {
      const person = own[i % own.length] as Person;
      users.push({ ...person, cookie: `dabiao=${await startSession(db, person.account, { address: null, agent: null }, new Date(), true)}` });
    }
  }
  return users;
}

/** A program of ours that says on its first lines where it answers. */
export async function served(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Served> {
  const child = spawn(process.execPath, [...words], { cwd: path.join(import.meta.dirname, ".."), env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${said}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (found) resolve(found);
    });
  });
  return { child, address };
}

export async function ended({ child }: Served): Promise<void> {
  const closed = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await closed;
}

const connections = 20;

/** Lists a second over 20 connections, against the same query without a server around it, in turn. */
async function* listing({ url, postmaster, users, server }: Setting, role: RoleId): AsyncGenerator<Measured> {
  const own = users.filter((user) => user.role === role);
  // The same people, one on each connection: what they read lies where it lies for the server.
  const people = await Promise.all(own.slice(0, connections).map(listQuery));
  const bare = await served([path.join(import.meta.dirname, "bare.ts"), JSON.stringify({ url, people })], {});
  try {
    const rounds: { ours: Rate; bare: Rate }[] = [];
    const mine = async (time: number): Promise<Rate> => await rate(server, postmaster, own.map(({ cookie }) => ({ path: "/api/declarations?count=no", headers: { cookie } })), time);
    const least = async (time: number): Promise<Rate> => await rate(bare, postmaster, people.map((_, nth) => ({ path: `/${nth}` })), time);
    await mine(6);
    await least(2);
    for (let round = 0; round < 5; round++) rounds.push({ ours: await mine(seconds / 5), bare: await least(seconds / 5) });
    const of = (pick: (round: { ours: Rate; bare: Rate }) => number): number => median(rounds.map(pick));
    const baseline = "裸 node:http 加具名查询";
    yield { name: `${calls[role]}：列表，20 个连接，每秒`, value: of(({ ours }) => ours.perSecond), unit: "次", baseline: { name: baseline, value: of((one) => one.bare.perSecond) }, limit: { of: "ratio", least: 0.8 } };
    yield { name: `${calls[role]}：列表，20 个连接，每秒`, value: of(({ ours }) => ours.perSecond), unit: "次", limit: { of: "value", least: 1_000 } };
    // On a busy machine the work of others does not count here.
    yield { name: `${calls[role]}：每次列表用处理器（服务和数据库）`, value: of(({ ours }) => ours.processor), unit: "ms", baseline: { name: baseline, value: of((one) => one.bare.processor) }, limit: { of: "ratio", most: 1.25 } };
  } finally {
    await ended(bare);
  }
}

/** The text and values of the list's query, and the options of a connection that runs in the person's scope. */
async function listQuery(person: Person): Promise<{ text: string; values: readonly unknown[]; scope: string }> {
  const { reach, account } = actorOf(person);
  let seen: CompiledQuery | undefined;
  const executeQuery = async (query: CompiledQuery) => {
    seen = query;
    return await Promise.resolve({ rows: [] });
  };
  const recorder = { executeQuery } as unknown as Db;
  await inScope({ account: person.account, ...reach }, () => pageOf(recorder, asked({}), { after: null, order: "imported", limit: 51 }));
  const list = (ids: readonly string[]): string => `{${ids.join(",")}}`;
  const scope = `-c role=dabiao_app -c dabiao.scope=person -c dabiao.account=${account} -c dabiao.units=${list(reach.units)} -c dabiao.departments=${list(reach.departments)} -c dabiao.regions=${list(reach.regions)}`;
  return { text: seen?.sql ?? "", values: seen?.parameters ?? [], scope };
}

interface Rate {
  perSecond: number;
  /** Milliseconds of processor for a request. */
  processor: number;
}

/** As many answers as come over these connections in some seconds. */
async function rate({ address, child }: Served, postmaster: number, wishes: readonly Wish[], time: number): Promise<Rate> {
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(address)));
  const used = processorOf(child.pid ?? 0, postmaster);
  const begun = performance.now();
  let answers = 0;
  await Promise.all(
    lines.map(async (line, nth) => {
      // A connection is one person's, as a browser's is.
      const wish = wishes[nth % wishes.length] as Wish;
      while (performance.now() - begun < time * 1000) {
        const { status } = await line.ask(wish);
        if (status !== 200) throw new Error(`the list answers ${status}`);
        answers++;
      }
    }),
  );
  const taken = performance.now() - begun;
  const processor = (processorOf(child.pid ?? 0, postmaster) - used) / answers;
  for (const line of lines) line.close();
  return { perSecond: (answers * 1000) / taken, processor };
}

/** Milliseconds of processor that a server and its PostgreSQL have used. */
function processorOf(pid: number, postmaster: number): number {
  const ticks = (of: number): number => {
    const stat = readFileSync(`/proc/${of}/stat`, "utf8");
    // Own time and that of children that have ended.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 15).reduce((sum, one) => sum + Number(one), 0);
  };
  const backends = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").split(" ").filter((one) => one !== "").map(Number);
  return 10 * [pid, postmaster, ...backends].reduce((sum, one) => sum + ticks(one), 0);
}

const words = ["培训", "清淤", "满意", "宣传", "危房改", "满意度", "合格率", "补助资", "河道清淤", "危房改造", "教师培训", "免费开放", "会议纪要", "学生家长", "赵云", "兰亭农", "不存在的"] as const;

/** Words of two to four characters, one after the other, by each role. */
async function* searching({ users, server }: Setting): AsyncGenerator<Measured> {
  const line = await Line.open(server.address);
  for (const role of readers) {
    const [user] = users.filter((one) => one.role === role);
    const times: number[] = [];
    for (let round = 0; round < 4; round++) {
      for (const word of words) {
        const { status, milliseconds } = await line.ask({ path: `/api/declarations?count=no&text=${encodeURIComponent(word)}`, headers: { cookie: user?.cookie ?? "" } });
        if (status !== 200) throw new Error(`the search answers ${status}`);
        if (round > 0) times.push(milliseconds);
      }
    }
    yield { name: `${calls[role]}：查找 2 至 4 个字，p95`, value: percentile(times, 0.95), unit: "ms", limit: { of: "value", most: 150 } };
  }
  line.close();
}

type Act = "list" | "count" | "open" | "save" | "search" | "refused";
const called: Readonly<Record<Act, string>> = { list: "列表", count: "总数", open: "打开", save: "保存", search: "查找", refused: "因忙被拒绝" };

/** A hundred people at once, each of whom does something every second. */
async function* together(setting: Setting): AsyncGenerator<Measured> {
  const times = new Map<string, number[]>();
  const note = (role: RoleId, act: Act, milliseconds: number): void => {
    for (const name of [`${calls[role]}：${called[act]}`]) times.set(name, [...(times.get(name) ?? []), milliseconds]);
  };
  const until = performance.now() + 2_000 * seconds;
  await Promise.all(setting.users.map(async (user, nth) => await workOf(setting, user, nth, until, note)));
  for (const [name, taken] of [...times].sort(([a], [b]) => a.localeCompare(b, "zh"))) {
    if (name.endsWith(called.refused)) {
      yield { name: `100 人同时使用，${name}`, value: taken.length, unit: "次", limit: { of: "value", most: 0 } };
      continue;
    }
    const most = name.endsWith(called.search) ? 150 : 100;
    yield { name: `100 人同时使用，${name}，p95（${taken.length} 次）`, value: percentile(taken, 0.95), unit: "ms", limit: { of: "value", most } };
  }
}

interface Draft {
  id: string;
  revision: number;
  declaration: DeclarationAnswer["declaration"];
}

/** A working day in short: looks at the list, opens tables, looks for words; a clerk saves a draft of theirs. */
async function workOf({ server, region: made }: Setting, user: User, nth: number, until: number, note: (role: RoleId, act: Act, milliseconds: number) => void): Promise<void> {
  const chance = new Chance(nth + 1);
  const line = await Line.open(server.address);
  const headers = { cookie: user.cookie };
  const ask = async (act: Act, wish: Wish): Promise<string> => {
    const { status, body, milliseconds } = await line.ask({ ...wish, headers: { ...headers, ...wish.headers } });
    if (status === 503) return await refused(act, wish);
    if (status !== 200) throw new Error(`${act} answers ${status}: ${body.slice(0, 300)}`);
    note(user.role, act, milliseconds);
    return body;
  };
  // Too many for this machine as it is now: told as a figure, and tried again as the answer says.
  const refused = async (act: Act, wish: Wish): Promise<string> => {
    note(user.role, "refused", 1);
    await pause(1_000);
    return await ask(act, wish);
  };
  await pause(chance.next() * 1000);
  const ids = DeclarationList.parse(JSON.parse(await ask("list", { path: "/api/declarations?count=no" }))).items.map(({ id }) => id);
  const draft = user.role === "unit-clerk" ? await draftOf(line, headers, made, user, nth) : null;
  while (performance.now() < until) {
    const dice = chance.next();
    if (dice < 0.4) await ask("list", { path: "/api/declarations?count=no" });
    else if (dice < 0.5) await ask("count", { path: "/api/declarations?count=yes&limit=1" });
    else if (dice < 0.75 || (dice < 0.9 && draft === null)) await ask("open", { path: `/api/declarations/${chance.of(ids)}` });
    else if (dice < 0.9 && draft !== null) await save(draft, ask);
    else await ask("search", { path: `/api/declarations?count=no&text=${encodeURIComponent(chance.of(words))}` });
    await pause(500 + chance.next() * 1000);
  }
  line.close();
}

const pause = async (milliseconds: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Of the drafts of the unit one that no colleague takes. */
async function draftOf(line: Line, headers: Record<string, string>, { declarations }: MadeRegion, { office }: User, nth: number): Promise<Draft | null> {
  const drafts = declarations.filter(({ unit, state }) => unit?.id === office.id && (state === "DRAFT" || state === "RETURNED"));
  const id = drafts[nth % Math.max(1, drafts.length)]?.id;
  if (id === undefined) return null;
  const { revision, declaration } = DeclarationAnswer.parse(JSON.parse((await line.ask({ path: `/api/declarations/${id}`, headers })).body));
  return { id, revision, declaration };
}

async function save(draft: Draft, ask: (act: Act, wish: Wish) => Promise<string>): Promise<void> {
  const declaration = { ...draft.declaration, notes: `第${draft.revision}次修改` };
  const body = await ask("save", { method: "PUT", path: `/api/declarations/${draft.id}/draft`, headers: { "if-match": `"${draft.revision}"` }, body: JSON.stringify(declaration) });
  draft.revision = (JSON.parse(body) as { revision: number }).revision;
}
