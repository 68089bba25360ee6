// The keys of the house for secrets that it has to be able to read again (second factors). They lie outside of the
// database, so that who gets hold of the database alone, or of a backup, has none of the secrets.
import path from "node:path";
import { randomBytes } from "node:crypto";
import { DabiaoError } from "../../problem.ts";
import { keyBytes, keyIdOf, openText, type SecretKey, sealText, secretKey } from "./cipher.ts";
import { secretInFile } from "./key-file.ts";

/** In the data folder, readable by its owner only: a key a line, the last one is used for what is new. */
export const secretKeyFile = "secret.key";

/** Seals and opens short secrets. */
export class SecretKeys {
  readonly #keys: readonly SecretKey[];

  /** @param keys the last one seals; all of them open */
  constructor(keys: readonly SecretKey[]) {
    this.#keys = keys;
  }

  /** The names of the keys that are at hand. */
  get ids(): string[] {
    return this.#keys.map(({ id }) => id);
  }

  /** @param about what the secret belongs to: put elsewhere in the database it does not open */
  seal(secret: string, about: string): string {
    const key = this.#keys.at(-1);
    if (!key) throw missing();
    return sealText(key, secret, about);
  }

  /** @throws DabiaoError SECRET-01 when its key is not at hand, SECRET-02 when it was changed, or put where it does not belong */
  open(sealed: string, about: string): string {
    const id = keyIdOf(sealed);
    const key = this.#keys.find((one) => one.id === id);
    if (!key) throw missing();
    try {
      return openText(key, sealed, about);
    } catch (cause) {
      throw new DabiaoError("SECRET-02", { message: "保存的密钥被改动过，不能使用。", hint: "请安全保密员取消这个账号的双因素，再重新启用，并查看审计日志。", cause });
    }
  }
}

/** A house without keys: whatever needs one says so. */
export const noKeys = new SecretKeys([]);

const missing = (): DabiaoError =>
  new DabiaoError("SECRET-01", {
    message: "双因素的密钥不在这台服务器上，验证码无法核对。",
    hint: `请用恢复码登录；或请安全保密员取消这个账号的双因素，再重新启用。维护人员也可以把原来的密钥（${secretKeyFile}）放回数据文件夹。`,
  });

/**
 * The keys of `DABIAO_SECRET_KEY` (64 hexadecimal digits each, separated by commas), for several servers on one database;
 * else of the data folder, where one is made.
 * @throws DabiaoError SECRET-03 when a key is none
 */
export async function secretKeysOf(env: NodeJS.ProcessEnv, folder: string): Promise<SecretKeys> {
  const told = env.DABIAO_SECRET_KEY;
  const file = path.join(folder, secretKeyFile);
  const texts = (told || (await secretInFile(file))).split(/[\s,]+/).filter((text) => text !== "");
  return new SecretKeys(
    texts.map((text) => {
      if (new RegExp(`^[0-9a-f]{${2 * keyBytes}}$`, "i").test(text)) return secretKey(Buffer.from(text, "hex"));
      throw new DabiaoError("SECRET-03", { message: `${told ? "DABIAO_SECRET_KEY" : file} 不是密钥：应是 ${2 * keyBytes} 位十六进制数。`, hint: "请改正以后再启动；原来的密钥丢失时，可以删去这一行，由安全保密员重置各账号的双因素。" });
    }),
  );
}

/** Keys that nobody knows and that end with the process, for what is only tried. */
export const passingKeys = (): SecretKeys => new SecretKeys([secretKey(randomBytes(keyBytes))]);
