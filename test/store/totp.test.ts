import assert from "node:assert/strict";
import { test } from "node:test";
import { matchingStep, newTotpSecret, stepOf, totpAddress, totpAt } from "../../src/store/accounts/totp.ts";

/** The secret of RFC 6238 appendix B, "12345678901234567890", in base32. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test("the passwords are those of RFC 6238, appendix B", () => {
  const vectors: [seconds: number, password: string][] = [
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ];
  for (const [seconds, password] of vectors) assert.equal(totpAt(secret, stepOf(new Date(seconds * 1000)), 8), password, `${seconds} s`);
});

test("the passwords are those of RFC 4226, appendix D", () => {
  const passwords = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
  assert.deepEqual(passwords.map((_, step) => totpAt(secret, step)), passwords);
});

test("a password holds in its step and the ones beside it, and nothing else is one", () => {
  const now = new Date(1_111_111_111_000);
  const step = stepOf(now);
  for (const near of [-1, 0, 1]) assert.equal(matchingStep(secret, totpAt(secret, step + near), now), step + near);
  for (const far of [-2, 2]) assert.equal(matchingStep(secret, totpAt(secret, step + far), now), null);
  for (const wrong of ["", "12345", "1234567", "abcdef", `${totpAt(secret, step)}0`]) assert.equal(matchingStep(secret, wrong, now), null);
  assert.equal(matchingStep(secret, ` ${totpAt(secret, step).replace(/^.../, "$& ")} `, now), step, "blanks as phones show them");
});

test("secrets have 160 random bits and fit the address that phones read", () => {
  const made = newTotpSecret();
  assert.match(made, /^[A-Z2-7]{32}$/);
  assert.notEqual(made, newTotpSecret());
  assert.equal(new URL(totpAddress(made, "张 敏")).searchParams.get("secret"), made);
});
