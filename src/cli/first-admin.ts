// What `dabiao serve` says in the terminal about accounts, and what it takes from the environment.
import type { AccountSettings } from "../server/accounts/settings.ts";
import { originOf } from "../server/accounts/settings.ts";
import { providerOf } from "../server/accounts/sso-provider.ts";
import { makeTrial } from "../store/trial/make.ts";

/** @param address where the pages are on this machine, once it is known */
export function accountsFrom(env: NodeJS.ProcessEnv, address: () => string): Pick<AccountSettings, "origin" | "provider" | "tellSetup" | "makeTrial"> {
  const origin = originOf(env.DABIAO_ORIGIN);
  return {
    origin,
    provider: providerOf(env),
    makeTrial: (db) => makeTrial(db),
    tellSetup(code) {
      process.stdout.write(`正式使用：请在一小时内打开下面的地址，建立三位管理员的账号。它只能用一次，不要交给别人。\n  ${origin?.href ?? address()}setup#code=${code}\n`);
    },
  };
}
