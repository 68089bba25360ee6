import { DabiaoError } from "../../problem.ts";
import type { Db } from "../../store/database.ts";
import { noKeys, type SecretKeys } from "../../store/cipher/secret-keys.ts";
import type { Provider } from "./sso-provider.ts";

/** What signing in depends on outside of the database. */
export interface AccountSettings {
  readonly clock: () => Date;
  /** Where the house is reached through a proxy (DABIAO_ORIGIN); null: on this machine only. */
  readonly origin: URL | null;
  /** Shows whoever sees the terminal where the first administrators are made. */
  readonly tellSetup: (code: string) => void;
  /** Who else can say who somebody is. */
  readonly provider: Provider | null;
  /** With which secrets in the database are sealed. */
  readonly keys: SecretKeys;
  /** Makes the made-up region of a trial, in the transaction that chooses it; null: this house offers no trial. */
  readonly makeTrial: ((db: Db) => Promise<void>) | null;
}

export const accountSettings = (told: Partial<AccountSettings> = {}): AccountSettings => ({
  clock: () => new Date(),
  origin: null,
  tellSetup: () => undefined,
  provider: null,
  keys: noKeys,
  makeTrial: null,
  ...told,
});

/** The address of a proxy that speaks https for us. @throws DabiaoError SERVE-05 when it is no address */
export function originOf(text: string | undefined): URL | null {
  if (!text) return null;
  const origin = URL.canParse(text) ? new URL(text) : null;
  if (origin && /^https?:$/.test(origin.protocol) && origin.pathname === "/" && origin.search === "" && origin.hash === "") return origin;
  throw new DabiaoError("SERVE-05", { message: `DABIAO_ORIGIN=${text} 不是网站地址。`, hint: "请写成 https://dabiao.example.gov.cn 的样子。" });
}
