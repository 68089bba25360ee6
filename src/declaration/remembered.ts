/**
 * The same function of a text, remembering what it said: the same labels and words stand in every form and are asked
 * about many times a row. Only for pure functions whose results nobody changes. What it keeps is bounded.
 */
export function remembered<Result>(compute: (text: string) => Result, atMost = 4_000): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = compute(text);
    // Prose never comes twice.
    if (text.length <= longest) {
      if (known.size >= atMost) known.clear();
      known.set(text, result);
    }
    return result;
  };
}

const longest = 60;
