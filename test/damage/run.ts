import type { RightDocument } from "./documents.ts";
import { type Case, tryCase } from "./harness.ts";
import { operators } from "./operators.ts";
import type { Operator, SingleOperator } from "./operators/operator.ts";
import { Random, seedOf } from "./random.ts";

export interface Tally {
  operator: string;
  says: string;
  layouts: string;
  cases: readonly Case[];
}

/** Every operator on every document with every seed. */
export function* everyCase(documents: readonly RightDocument[], seeds: readonly number[], wanted: (operator: Operator) => boolean = () => true): Generator<Tally> {
  for (const operator of operators.filter(wanted)) {
    const cases = documents.flatMap((document) => seeds.flatMap((seed) => tryCase(document, operator, seed) ?? []));
    yield { ...operator, operator: operator.name, layouts: layoutsOf(operator), cases };
  }
}

/** Every operator on some documents, chosen by the seed: as many as have a place for it, up to `most`. */
export function* someCases(documents: readonly RightDocument[], seed: number, most: number): Generator<Tally> {
  for (const operator of operators) {
    const random = new Random(seedOf("some", operator.name, seed));
    const left = [...documents];
    const cases: Case[] = [];
    for (let tries = 0; tries < most * 4 && cases.length < most && left.length > 0; tries++) {
      const [document] = left.splice(random.below(left.length), 1);
      const found = document && tryCase(document, operator, seed);
      if (found) cases.push(found);
    }
    yield { ...operator, operator: operator.name, layouts: layoutsOf(operator), cases };
  }
}

/** Two operators on one document, one after the other, chosen by the seed. */
export function pairsOfDamage(documents: readonly RightDocument[], seed: number, count: number): Case[] {
  const random = new Random(seedOf("pairs", seed));
  const onPages = operators.filter(({ on }) => on === "page");
  return Array.from({ length: count }, (_, index) => {
    const [document, first, second] = [random.pick(documents), random.pick(onPages), random.pick(operators)];
    return document && first && second ? tryCase(document, composed(first, second), seed + index) : null;
  }).filter((one): one is Case => one !== null);
}

/** Both kinds of damage; where one of them finds no place, nothing. */
export function composed(first: SingleOperator, second: SingleOperator): Operator {
  const told = { name: `${first.name} + ${second.name}`, says: `${first.says} ${second.says}` };
  if (first.on === "text") throw new Error("Damage to characters comes after damage to cells.");
  if (second.on === "text") return { ...told, on: "page and text", page: first, text: second };
  return {
    ...told,
    on: "page",
    layouts: first.layouts.filter((layout) => second.layouts.includes(layout)),
    damage: (page, random) => {
      const once = first.damage(page, random);
      return once && second.damage(once, random);
    },
  };
}

const layoutNames: Readonly<Record<string, string>> = { tabs: "tab rows", lines: "newline+tab", bars: "Markdown", stated: "grids" };

function layoutsOf(operator: Operator): string {
  return operator.on === "page" ? operator.layouts.map((layout) => layoutNames[layout]).join(", ") : "all texts";
}

/** How many of some cases ended so. */
export function count(cases: readonly Case[], outcome: Case["outcome"]): number {
  return cases.filter((one) => one.outcome === outcome).length;
}
