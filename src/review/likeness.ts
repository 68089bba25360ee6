// How like two texts are: for rules that compare words. Pure text, no meaning.

/** Width, punctuation and blanks do not matter. */
export const bare = (text: string): string => text.normalize("NFKC").replace(/[\s\p{P}\p{S}]/gu, "");

/** Length of the longest common subsequence divided by the longer length; 1 for equal texts, 0 when one is empty. */
export function likeness(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === "") return 0;
  let above = new Uint16Array(short.length + 1);
  let line = new Uint16Array(short.length + 1);
  for (let i = 0; i < long.length; i++) {
    const character = long.charCodeAt(i);
    for (let j = 0; j < short.length; j++) {
      line[j + 1] = short.charCodeAt(j) === character ? (above[j] ?? 0) + 1 : Math.max(line[j] ?? 0, above[j + 1] ?? 0);
    }
    [above, line] = [line, above];
  }
  return (above[short.length] ?? 0) / long.length;
}

const patterns = new WeakMap<readonly string[], RegExp>();

/** One pattern for a list of words: lists are few and stay, texts are many. */
function patternOf(words: readonly string[]): RegExp {
  const known = patterns.get(words);
  if (known) return known;
  const pattern = new RegExp(words.join("|"), "g");
  patterns.set(words, pattern);
  return pattern;
}

/** The pairs of neighbouring Chinese characters or whole Latin words in a text, without those of the stop words. */
export function pairsOf(text: string, stop: readonly string[] = []): Set<string> {
  const pairs = new Set<string>();
  const rest = stop.length === 0 ? text : text.replace(patternOf(stop), "·");
  for (const [run] of rest.matchAll(/\p{Script=Han}+|[A-Za-z0-9]{2,}/gu)) {
    if (/^[A-Za-z0-9]/.test(run)) pairs.add(run.toLowerCase());
    else for (let at = 0; at + 2 <= run.length; at++) pairs.add(run.slice(at, at + 2));
  }
  return pairs;
}

/** How many pairs two texts share. */
export function sharedPairs(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const pair of few) if (many.has(pair)) shared++;
  return shared;
}
