// Whether two names of projects mean the same project: surely (the key), or perhaps (alike).

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
const looseKey = (name: string): string =>
  plain(name)
    .replace(/(?:19|20)\d{2}(?:[-—~至到](?:19|20)?\d{2})?(?:财政年度|预算年度|年度|年)?/gu, "")
    .replace(/[()、,.:;·\-—_/]+/gu, "")
    .replace(/(?:项目支出|专项|项目|经费|资金|补助|工作|费)+$/gu, "");

const numerals = (text: string): string => (text.match(/\d+|[一二三四五六七八九十百]+(?=期|批|次|标|段|年|级|类|号)|(?<=第)[一二三四五六七八九十百]+/gu) ?? []).join(" ");

/** Names with less in common are not asked about. */
const alikeFrom = 0.8;

/** Names of projects, to find those that may mean the same as another. */
export class ProjectNames {
  readonly #byKey = new Map<string, string[]>();
  /** Ids by the pairs of letters of their names, so that only names that share some are looked at. */
  readonly #byPair = new Map<string, string[]>();
  readonly #names = new Map<string, { key: string; pairs: number; numerals: string }>();

  add(id: string, name: string): void {
    const key = looseKey(name);
    if (key === "") return;
    const pairs = pairsOf(key);
    this.#names.set(id, { key, pairs: pairs.length, numerals: numerals(key) });
    push(this.#byKey, key, id);
    for (const pair of new Set(pairs)) push(this.#byPair, pair, id);
  }

  /** The ids whose names may be this one's project, so that a person should be asked. 一期 and 二期 never are. */
  alike(name: string): Set<string> {
    const key = looseKey(name);
    const found = new Set(this.#byKey.get(key));
    const pairs = pairsOf(key);
    if (pairs.length < enough) return found;
    const own = numerals(key);
    for (const [id, shared] of this.#shared(pairs)) {
      const other = this.#names.get(id);
      // Dice's coefficient of the pairs: 1 for the same, 0 for nothing in common.
      if (other && other.pairs >= enough && other.numerals === own && (2 * shared) / (pairs.length + other.pairs) >= alikeFrom) found.add(id);
    }
    return found;
  }

  #shared(pairs: readonly string[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const pair of new Set(pairs)) for (const id of this.#byPair.get(pair) ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }
}

function push(lists: Map<string, string[]>, key: string, id: string): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}

/** Whether two names may be one project's. */
export function namesAlike(one: string, other: string): boolean {
  const names = new ProjectNames();
  names.add("", one);
  return names.alike(other).size > 0;
}

function pairsOf(text: string): string[] {
  const letters = [...text];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}
