import assert from "node:assert/strict";
import { test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { hashPassword, isOutdated, isPassword } from "../../src/store/accounts/password-hash.ts";
import { isCommon, refuseWeak } from "../../src/store/accounts/password-policy.ts";
import { SignInPolicy } from "../../src/store/accounts/sign-in-policy.ts";

test("a password is kept as argon2id with a salt of its own, and told from any other", async () => {
  const [one, two] = [await hashPassword("汛前 Pumps-3"), await hashPassword("汛前 Pumps-3")];
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(one, two);
  assert.equal(await isPassword("汛前 Pumps-3", one), true);
  assert.equal(await isPassword("汛前 Pumps-4", one), false);
  assert.equal(await isPassword("", one), false);
  assert.equal(await isPassword("汛前 Ｐumps-3", one), true, "full width is the same character");
});

test("without a hash nothing is the password", async () => {
  assert.equal(await isPassword("", null), false);
  assert.equal(await isPassword("Pumps-3-before", null), false);
});

test("hashes of other methods and parameters still hold, and are outdated", async () => {
  for (const head of ["$scrypt$ln=12,r=8,p=1$", "$argon2id$v=19$m=1024,t=1,p=1$"]) {
    const hash = await hashPassword("Pumps-3-before", head);
    assert.ok(hash.startsWith(head));
    assert.equal(isOutdated(hash), true);
    assert.equal(await isPassword("Pumps-3-before", hash), true);
    assert.equal(await isPassword("Pumps-3-behind", hash), false);
  }
  assert.equal(isOutdated(await hashPassword("Pumps-3-before")), false);
});

const policy = SignInPolicy.parse({});
const weakness = (password: string, login = "zhangmin"): string | null => {
  try {
    refuseWeak(password, login, policy);
    return null;
  } catch (error) {
    assert.ok(error instanceof DabiaoError && error.code === "ACCOUNT-04");
    return error.message;
  }
};

test("too short, too long, too few kinds of characters, or the login in it: refused with the reason", () => {
  assert.match(weakness("Pumps-3ab") ?? "", /太短，至少 10/);
  assert.match(weakness("Ab3-".repeat(51)) ?? "", /太长/);
  assert.match(weakness("pumps before flood") ?? "", /种类太少，至少要有 3 类/);
  assert.match(weakness("1ZhangMin-2026") ?? "", /登录名/);
  assert.equal(weakness("Pumps-3abc"), null);
  assert.equal(weakness("汛前三座泵站Ab投用了吗"), null, "letters of other scripts are a kind");
});

test("what is guessed first is refused, however it is dressed up", () => {
  const common = ["Password123", "P@ssw0rd123!", "Admin@2026", "admin123456!A", "Aa123456789", "1qaz@WSX3edc".slice(0, 8), "Qwer1234!@#$", "QazQaz123!", "1234567890", "!@#$%^&*()1", "aaaaaaaaaA1", "Woaini1314!", "CaiZheng2026", "Dabiao@2026"];
  assert.deepEqual(common.filter((password) => !isCommon(password)), []);
  const fine = ["Pumps-3abc", "correct horse 7 Battery", "kT9#vv2Lmq", "汛前三座泵站Ab1", "Tianshan!Snow88", "xB7-qR2-mN5"];
  assert.deepEqual(fine.filter(isCommon), []);
});
