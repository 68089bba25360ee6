// Whether two names of projects mean the same project: surely (the key), or perhaps (alike).
import { remembered } from "../declaration/remembered.ts";

/** What stands behind the name and says nothing: 培训经费, 培训项目 and 培训项目经费 are one, if enough is left to tell by. */
const saysNothing = /(?:项目支出|项目经费|项目资金|项目|经费)$/u;
/** With fewer letters left, a name is too short to be surely the same: 会议 and 会议经费 may be two. */
const enough = 4;

const plain = (name: string): string => name.normalize("NFKC").replace(/[\s"'“”‘’《》〈〉「」]+/gu, "").replace(/[[【〔]/gu, "(").replace(/[\]】〕]/gu, ")").toLowerCase();

/**
 * Names with the same key are surely the same project of a unit. Only the budget year itself is left out, because it is
 * written into the name every year anew; another year tells projects apart (2024年改造尾款, 2025年改造尾款).
 * @param year budget year of the table that the name stands in
 */
export function projectNameKey(name: string, year: number | null): string {
  const bare = plain(name);
  const ownYear = year === null ? bare : bare.replace(new RegExp(`(?<!\\d|[-—~至到])${year}(?:财政年度|预算年度|年度|年)(?![\\d\\-—~至到])`, "gu"), "").replace(/^\(\)|\(\)$/gu, "");
  const dated = ownYear === "" ? bare : ownYear;
  const short = dated.replace(saysNothing, "");
  return [...short].length >= enough ? short : dated;
}

/** All that may differ while the project is the same: any year, brackets, endings. */
const looseKey = remembered((name: string): string =>
  plain(name)
    .replace(/(?:19|20)\d{2}(?:[-—~至到](?:19|20)?\d{2})?(?:财政年度|预算年度|年度|年)?/gu, "")
    .replace(/[()、,.:;·\-—_/]+/gu, "")
    .replace(/(?:项目支出|专项|项目|经费|资金|补助|工作|费)+$/gu, ""),
);

const numerals = (text: string): string => (text.match(/\d+|[一二三四五六七八九十百]+(?=期|批|次|标|段|年|级|类|号)|(?<=第)[一二三四五六七八九十百]+/gu) ?? []).join(" ");

/** Whether the names may be one project's, so that a person should be asked. 一期 and 二期 never are. */
export function namesAlike(one: string, other: string): boolean {
  const [left, right] = [looseKey(one), looseKey(other)];
  if (left === "" || right === "" || numerals(left) !== numerals(right)) return false;
  return left === right || likeness(left, right) >= 0.8;
}

/** Dice's coefficient of the pairs of neighbouring letters: 1 for the same, 0 for nothing in common. */
function likeness(one: string, other: string): number {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  if (left.length < enough || right.length < enough) return 0;
  const rest = new Map<string, number>();
  for (const pair of left) rest.set(pair, (rest.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of right) {
    const count = rest.get(pair) ?? 0;
    if (count === 0) continue;
    rest.set(pair, count - 1);
    shared++;
  }
  return (2 * shared) / (left.length + right.length);
}

const pairsOf = remembered((text: string): readonly string[] => {
  const letters = [...text];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
});
