// Random secrets that people or machines carry. Only their hashes are kept; as each has at least 60 random bits, a plain
// SHA-256 cannot be turned back.
import { hash, randomBytes, randomInt } from "node:crypto";

export const hashOf = (secret: string): Buffer => hash("sha256", secret, "buffer");

/** For machines: base64url, 8 bits a byte. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString("base64url");

/** Without I, L, O and U: nobody mistakes them for 1, 0 or V. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** For people, who type it: `7K2M-Q9XA-…`, 20 bits a group. */
export const newTypedSecret = (groups: number): string =>
  Array.from({ length: groups }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("")).join("-");

/** What was typed, as it was made: blanks, case and look-alikes make no difference. */
export const asTyped = (typed: string): string => {
  const bare = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return (bare.match(/.{1,4}/g) ?? []).join("-");
};
