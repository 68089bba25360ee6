// The first start: choosing how the house is used, and making the first administrators.
import { DabiaoError } from "../../problem.ts";
import { note } from "../../store/accounts/events.ts";
import { inTransaction } from "../../store/database.ts";
import { chooseMode, readHouse } from "../../store/house.ts";
import { firstAdminIsAwaited, isFirstAdminCode, makeFirstAdminCode } from "../../store/accounts/one-time-codes.ts";
import { findPerson } from "../../store/person.ts";
import { setUp, uselessCode } from "../../store/accounts/setup.ts";
import { accountSettings } from "./settings.ts";
import type { App, House } from "../app.ts";
import { HouseWish, SessionAnswer, SetupAnswer, SetupCheck, SetupWish } from "./contract.ts";
import { giveSession } from "./credentials.ts";
import { forgetMode } from "../mode.ts";
import { problemAnswer } from "../problems.ts";
import { fromOf, sessionAnswer, sessionTags } from "./sign-in.ts";

export function addSetupRoutes(app: App, house: House): void {
  const { db } = house;
  const settings = accountSettings(house.accounts);
  app.route({
    method: "POST",
    url: "/api/house",
    config: { action: "house.choose" },
    schema: { tags: sessionTags, summary: "选定使用方式；正式使用从终端里的一次性地址开始", operationId: "chooseHouse", body: HouseWish, response: { 200: SessionAnswer, default: problemAnswer } },
    async handler(request) {
      if (request.body.mode === "office") await offerSetup(house);
      else await choose(house, request.body.mode, request.ip);
      return await sessionAnswer(house, null);
    },
  });
  app.route({
    method: "POST",
    url: "/api/setup/check",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "一次性地址还能不能用", operationId: "checkSetup", body: SetupCheck, response: { 200: SessionAnswer, default: problemAnswer } },
    async handler(request) {
      if (!(await isFirstAdminCode(db, request.body.code, settings.clock()))) throw uselessCode();
      return await sessionAnswer(house, null);
    },
  });
  app.route({
    method: "POST",
    url: "/api/setup",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "建立地区和三位管理员，正式使用从此开始", operationId: "setUp", body: SetupWish, response: { 200: SetupAnswer, default: problemAnswer } },
    async handler(request, reply) {
      const { token, codes } = await setUp(db, request.body, fromOf(request), settings.clock());
      forgetMode(db);
      giveSession(request, reply, settings, token);
      return { session: await sessionAnswer(house, token), codes };
    },
  });
}

async function choose({ db, accounts }: House, mode: "local" | "trial", address: string): Promise<void> {
  const { makeTrial } = accountSettings(accounts);
  if (mode === "trial" && !makeTrial) throw new DabiaoError("HOUSE-04", { message: "这里没有试用。", hint: "请选择单机使用或正式使用。" });
  const name = (await findPerson(db))?.name ?? null;
  await inTransaction(db, async (transaction) => {
    await chooseMode(transaction, mode, name);
    if (mode === "trial") await makeTrial?.(transaction);
    await note(transaction, { account: null, name: name ?? "本机使用人", role: null, address }, "house.choose", null, { detail: { mode } });
  });
  forgetMode(db);
}

/**
 * At the start of a server: whoever asked for the one-time address and has not used it is shown another one. So is who
 * has just put the house behind an address for others, on a machine that may have no browser.
 */
export async function offerAwaitedSetup(house: Pick<House, "db" | "accounts">): Promise<void> {
  const { mode, chosenAt } = await readHouse(house.db);
  const { origin } = accountSettings(house.accounts);
  if (mode === "local" && ((origin !== null && chosenAt === null) || (await firstAdminIsAwaited(house.db)))) await offerSetup(house);
}

/** Makes a one-time code and shows it where only somebody with the machine's terminal sees it. @throws DabiaoError HOUSE-01 when the house is in use */
async function offerSetup({ db, accounts }: Pick<House, "db" | "accounts">): Promise<void> {
  const { clock, tellSetup } = accountSettings(accounts);
  const { mode } = await readHouse(db);
  if (mode !== "local") throw new DabiaoError("HOUSE-01", { message: "使用方式已经选定，不能更改。", hint: mode === "trial" ? "正式使用请另用一个数据文件夹（DABIAO_DATA）启动。" : "请用账号登录。" });
  tellSetup(await makeFirstAdminCode(db, clock()));
}
