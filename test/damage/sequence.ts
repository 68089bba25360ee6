/** The longest matching blocks of two lists, and what lies between them, as Python's difflib finds them. */

interface Block {
  a: number;
  b: number;
  size: number;
}

export interface Paired {
  /** Positions that face each other: equal, or replaced one by one. */
  pairs: [number, number][];
  onlyA: number[];
  onlyB: number[];
}

function longest(a: readonly string[], where: ReadonlyMap<string, number[]>, [alo, ahi, blo, bhi]: readonly [number, number, number, number]): Block {
  let best: Block = { a: alo, b: blo, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = alo; i < ahi; i++) {
    const next = new Map<number, number>();
    for (const j of where.get(a[i] ?? "") ?? []) {
      if (j < blo) continue;
      if (j >= bhi) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  return best;
}

function matchingBlocks(a: readonly string[], b: readonly string[]): Block[] {
  const where = new Map<string, number[]>();
  for (const [j, text] of b.entries()) where.set(text, [...(where.get(text) ?? []), j]);
  const queue: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  const found: Block[] = [];
  for (let range = queue.pop(); range; range = queue.pop()) {
    const block = longest(a, where, range);
    if (block.size === 0) continue;
    found.push(block);
    const [alo, ahi, blo, bhi] = range;
    if (alo < block.a && blo < block.b) queue.push([alo, block.a, blo, block.b]);
    if (block.a + block.size < ahi && block.b + block.size < bhi) queue.push([block.a + block.size, ahi, block.b + block.size, bhi]);
  }
  return found.sort((one, other) => one.a - other.a || one.b - other.b);
}

/** How alike two texts are, from 0 to 1: twice the matching characters by all characters. */
export function likeness(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  if (a.length + b.length === 0) return 1;
  return (2 * matchingBlocks(a, b).reduce((sum, { size }) => sum + size, 0)) / (a.length + b.length);
}

/** Which of `a` faces which of `b`: matching blocks, and between them as many as both sides have, in order. */
export function paired(a: readonly string[], b: readonly string[]): Paired {
  const result: Paired = { pairs: [], onlyA: [], onlyB: [] };
  let [i, j] = [0, 0];
  for (const block of [...matchingBlocks(a, b), { a: a.length, b: b.length, size: 0 }]) {
    for (; i < block.a && j < block.b; i++, j++) result.pairs.push([i, j]);
    for (; i < block.a; i++) result.onlyA.push(i);
    for (; j < block.b; j++) result.onlyB.push(j);
    for (let k = 0; k < block.size; k++, i++, j++) result.pairs.push([i, j]);
  }
  return result;
}
