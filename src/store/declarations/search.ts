import type { Declaration } from "../../declaration/schema.ts";

/** Folds text so that width, case and compatibility variants do not matter: ＡＢＣ（１） is abc(1). Idempotent. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().normalize("NFKC");
}

/** All that a search looks through, folded: project, unit, department, goals, indicators, purpose, notes, the rest. */
export function searchedWords(declaration: Declaration): string {
  const { project, unit, department, funding, goals, indicators, notes, extra } = declaration;
  const parts = [
    project.name,
    project.code,
    project.category,
    unit.name,
    unit.code,
    department,
    funding.purpose,
    notes,
    ...goals.map((goal) => goal.text),
    ...indicators.flatMap((row) => [
      row.level1,
      row.level2,
      row.level3,
      row.level4,
      row.description,
      row.target?.text,
      row.unit,
      row.basis,
    ]),
    ...extra.map((cell) => cell.text),
  ];
  return fold(parts.filter((part) => part !== null && part !== undefined && part !== "").join("\n"));
}

/**
 * All pairs of neighbouring characters, each once. Most Chinese words have two characters, for which PostgreSQL's
 * trigrams are of no use.
 */
export function bigrams(folded: string): string[] {
  const pairs = new Set<string>();
  for (const run of folded.split(/\s+/u)) {
    const characters = [...run];
    for (let i = 1; i < characters.length; i++) pairs.add(`${characters[i - 1]}${characters[i]}`);
  }
  return [...pairs];
}

/** What must hold for a row to be found: the index answers `pairs`, the text itself must be LIKE every pattern. */
export interface SearchTerms {
  readonly pairs: string[];
  readonly patterns: string[];
  /** The patterns of all words: what is asked where no index is. */
  readonly all: string[];
}

/** Splits what a person typed into words that must all occur. */
export function searchTerms(typed: string): SearchTerms {
  const words = fold(typed)
    .split(/\s+/u)
    .filter((word) => word !== "");
  return {
    pairs: [...new Set(words.flatMap(bigrams))],
    // A word of exactly two characters is its own pair: the index alone decides, and the text need not be fetched.
    patterns: words.filter((word) => [...word].length !== 2).map(likePattern),
    all: words.map(likePattern),
  };
}

/** A LIKE pattern for “contains”, in which the person's %, _ and \ mean themselves. */
export function likePattern(folded: string): string {
  return `%${folded.replace(/[\\%_]/g, "\\$&")}%`;
}
