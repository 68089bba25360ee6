// Which item of one list is which of another, although items were moved, changed, added and removed.

/** Pairs of indexes, each at most once: the first item's in the one list, then in the other. */
export type Pairs = readonly (readonly [number, number])[];

/**
 * Pairs the items that have something in common: those that agree in the first key, then what is left by the second, and
 * so on; among several of one key the first goes with the first. A key of null pairs nothing.
 */
export function matched<Item>(one: readonly Item[], other: readonly Item[], keys: readonly ((item: Item, index: number) => string | null)[]): Pairs {
  const pairs: (readonly [number, number])[] = [];
  let [left, right] = [one.map((_, index) => index), other.map((_, index) => index)];
  for (const key of keys) {
    const waiting = Map.groupBy(right, (index) => keyAt(other, index, key));
    const found = left.flatMap((index): (readonly [number, number])[] => {
      const told = keyAt(one, index, key);
      const partner = told === null ? undefined : waiting.get(told)?.shift();
      return partner === undefined ? [] : [[index, partner]];
    });
    pairs.push(...found);
    const [gone, taken] = [new Set(found.map(([index]) => index)), new Set(found.map(([, index]) => index))];
    left = left.filter((index) => !gone.has(index));
    right = right.filter((index) => !taken.has(index));
  }
  return pairs.sort(([a], [b]) => a - b);
}

function keyAt<Item>(items: readonly Item[], index: number, key: (item: Item, index: number) => string | null): string | null {
  const item = items[index];
  return item === undefined ? null : key(item, index);
}

/** The pairs that have to move when the others stay in their order: as few as possible. */
export function movedIn(pairs: Pairs): Pairs {
  const stays = new Set(longestRise(pairs.map(([, index]) => index)));
  return pairs.filter(([, index]) => !stays.has(index));
}

/** A longest rising selection of different numbers. */
function longestRise(numbers: readonly number[]): number[] {
  /** Of the rises of each length: where the one with the smallest end ends. */
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const [at, number] of numbers.entries()) {
    const place = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    const length = place === -1 ? ends.length : place;
    before.set(at, ends[length - 1]);
    ends[length] = at;
  }
  const rise: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before.get(at)) rise.unshift(numbers[at] ?? 0);
  return rise;
}
