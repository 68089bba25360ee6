// A house that one person uses alone asks nobody for a password. From elsewhere it answers only what makes it one that
// offices share.
import { DabiaoError } from "../problem.ts";
import { readHouse } from "../store/house.ts";
import { accountSettings } from "./accounts/settings.ts";
import type { App, House } from "./app.ts";
import { isFromElsewhere } from "./security.ts";

const beforehand = ["/api/session", "/api/setup", "/api/setup/check"];

/** Refuses requests from elsewhere as long as there are no accounts. */
export function onlyShared(app: App, { db, accounts }: House): void {
  const { origin } = accountSettings(accounts);
  // Once shared, a house stays so.
  let isShared = false;
  app.addHook("onRequest", async (request) => {
    if (isShared || !isFromElsewhere(request, origin)) return;
    const [path = ""] = request.url.split("?");
    if (!path.startsWith("/api/") || beforehand.includes(path)) return;
    isShared = (await readHouse(db)).mode === "office";
    if (!isShared) throw new DabiaoError("API-06", { message: "正式使用以前，只能在本机打开。", hint: "请在服务器上打开首页，选择“正式使用”。" });
  });
}
