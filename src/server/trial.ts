// The trial: everybody in it is made up, and whoever tries it out may be each of them.
import { z } from "zod";
import { DabiaoError } from "../problem.ts";
import { inScope } from "../store/scope.ts";
import { startSessionAs } from "../store/accounts/sessions.ts";
import { trialPeople } from "../store/trial/people.ts";
import { accountSettings } from "./accounts/settings.ts";
import type { App, House } from "./app.ts";
import { SessionAnswer, TrialPeople } from "./accounts/contract.ts";
import { giveSession } from "./accounts/credentials.ts";
import { problemAnswer } from "./problems.ts";
import { isFromElsewhere } from "./security.ts";
import { fromOf, sessionAnswer, sessionTags } from "./accounts/sign-in.ts";

const TrialWish = z.object({ account: z.uuid() }).meta({ id: "TrialWish" });

export function addTrialRoutes(app: App, house: House): void {
  const { db } = house;
  const settings = accountSettings(house.accounts);
  app.route({
    method: "GET",
    url: "/api/trial/people",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "试用地区里的人；不是试用时没有", operationId: "listTrialPeople", response: { 200: TrialPeople.describe("虚构的人"), default: problemAnswer } },
    // Nobody has signed in yet: asked for by the house itself, and only made-up people come out.
    handler: async () => ({ items: (await inScope(null, () => trialPeople(db, settings.clock()))) as z.infer<typeof TrialPeople>["items"] }),
  });
  app.route({
    method: "POST",
    url: "/api/trial/session",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "试用时换成另一个人，不用密码；只在本机可用", operationId: "beTrialPerson", body: TrialWish, response: { 200: SessionAnswer, default: problemAnswer } },
    async handler(request, reply) {
      if (isFromElsewhere(request, settings.origin)) throw new DabiaoError("ACCOUNT-13", { message: "试用只能在运行达标的这台电脑上。", hint: "请在那台电脑上打开，或另用一个数据文件夹正式使用。" });
      const token = await inScope(null, () => startSessionAs(db, request.body.account, fromOf(request), settings.clock()));
      giveSession(request, reply, settings, token);
      return await inScope(null, () => sessionAnswer(house, token));
    },
  });
}
