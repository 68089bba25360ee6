// Chance that can be had again: the same seed throws the same dice. What a run finds also hangs on the machine's own clock.

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Whether something happens that happens so often. */
  is(share: number): boolean {
    return this.next() < share;
  }

  upTo(most: number): number {
    return this.next() * most;
  }

  one<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.next() * items.length)];
  }

  /** One of some, each as often as its share says. */
  byShare<Name extends string>(shares: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(shares) as Name[];
    const dice = this.upTo(names.reduce((sum, name) => sum + shares[name], 0));
    let passed = 0;
    for (const name of names) {
      passed += shares[name];
      if (dice < passed) return name;
    }
    return names[0] as Name;
  }
}
