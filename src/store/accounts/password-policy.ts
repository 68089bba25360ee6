import { DabiaoError } from "../../problem.ts";
import type { SignInPolicy } from "./sign-in-policy.ts";

/** Longer ones only cost time to hash. */
export const longestPassword = 200;

/** What the commonest passwords are made of, figures and signs at their ends taken off and look-alikes put back. */
const commonStems = new Set(
  `password passwd passw pass pwd admin administrator administrador root user guest test tester demo default login welcome letmein master
  manager system sys super superman superuser secret changeme qwerty qwertyuiop qwert qwer asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qaz
  qazwsx qazwsxedc wsx qweasd qweasdzxc asd zxc qwe abc abcd abcde abcdef abcdefg abcabc aabbcc aaa aaaa aa a ab aaaaaa iloveyou
  loveyou love monkey dragon football baseball sunshine princess shadow michael jordan hello woaini woaiwojia wodemima mima nihao
  zhongguo china beijing shanghai tianjin caizheng caizhengju yusuan jixiao dabiao gov office huawei lenovo computer internet server
  oracle mysql postgres windows microsoft google spring summer autumn winter monday january p ps pw i o q`.split(/\s+/),
);
const lookAlikes: Readonly<Record<string, string>> = { "@": "a", "4": "a", "3": "e", "1": "l", "!": "i", "0": "o", $: "s", "5": "s", "7": "t" };

/** Whether whoever guesses begins with passwords like this one: `P@ssw0rd123`, `Admin@2026`, `1qaz@WSX`, `Aa123456789`. */
export function isCommon(password: string): boolean {
  const folded = password.normalize("NFKC").toLowerCase();
  const letters = folded.replace(/[^a-z]/g, "");
  const unmasked = folded.replace(/^[\d\W_]+|[\d\W_]+$/g, "").replace(/[@431!0$57]/g, (sign) => lookAlikes[sign] ?? sign);
  if (/\p{L}/u.test(folded.replace(/[a-z]/g, ""))) return false;
  const runs = folded.match(/[a-z]+/g) ?? [];
  return [letters, unmasked, twice(letters)].some((stem) => commonStems.has(stem)) || runs.every((run) => commonStems.has(run)) || new Set(folded).size < 5;
}

/** `qazqaz` is `qaz`. */
const twice = (text: string): string => /^(.+?)\1+$/.exec(text)?.[1] ?? text;

/** @throws DabiaoError ACCOUNT-04 when a password is too weak to be used */
export function refuseWeak(password: string, login: string, { minLength, minKinds }: SignInPolicy): void {
  const weakness = weaknessOf(password, login, minLength, minKinds);
  if (weakness === null) return;
  throw new DabiaoError("ACCOUNT-04", {
    message: weakness,
    hint: `至少 ${minLength} 个字符，大写字母、小写字母、数字、其他字符中至少有 ${minKinds} 类，不含登录名，也不是常见密码。`,
  });
}

function weaknessOf(password: string, login: string, minLength: number, minKinds: number): string | null {
  const folded = password.normalize("NFKC").toLowerCase();
  if ([...password].length < minLength) return `密码太短，至少 ${minLength} 个字符。`;
  if (password.length > longestPassword) return `密码太长，最多 ${longestPassword} 个字符。`;
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) => kind.test(password)).length;
  if (kinds < minKinds) return `密码的字符种类太少，至少要有 ${minKinds} 类。`;
  if (folded.includes(login)) return "密码里不能有登录名。";
  return isCommon(password) ? "这是常见的密码，容易被猜到。" : null;
}
