// The declarations that are reviewed together, and what can only be known by looking at several of them.
import type { SourceDocument } from "../declaration/schema.ts";
import { Facts, type Row } from "./facts.ts";

export class DocumentFacts {
  readonly document: SourceDocument;
  readonly index: number;
  readonly declarations: readonly Facts[];

  constructor(document: SourceDocument, index: number, collection: Collection) {
    this.document = document;
    this.index = index;
    this.declarations = document.declarations.map((declaration, at) => new Facts(declaration, index, at, collection));
  }
}

/** Which declarations hold a row that reads the same. */
export interface Twin {
  facts: Facts;
  row: Row;
}

export class Collection {
  readonly documents: readonly DocumentFacts[];
  #twins: ReadonlyMap<string, readonly Twin[]> | null = null;
  #groups: ReadonlyMap<string, readonly Facts[]> | null = null;

  constructor(documents: readonly SourceDocument[]) {
    this.documents = documents.map((document, index) => new DocumentFacts(document, index, this));
  }

  get declarations(): Facts[] {
    return this.documents.flatMap(({ declarations }) => declarations);
  }

  /**
   * The other projects that a reviewer would lay beside this one: those of the same document and those of the same unit.
   * Never the project itself, also not in another year.
   */
  siblingsOf(facts: Facts): Facts[] {
    this.#groups ??= groupBy(this.declarations, groupsOf);
    const found = new Set(groupsOf(facts).flatMap((group) => this.#groups?.get(group) ?? []));
    found.delete(facts);
    return [...found];
  }

  /** The rows of all projects that read the same: class, name, description and target; the given one among them. */
  twinsOf(row: Row): readonly Twin[] {
    this.#twins ??= groupBy(
      this.declarations.flatMap((facts) => facts.rows.map((each) => ({ facts, row: each }))),
      ({ row: each }) => [rowKey(each)],
    );
    return this.#twins.get(rowKey(row)) ?? [];
  }
}

const rowKey = (row: Row): string => `${row.class ?? ""}\u0000${row.bareName}\u0000${row.description}\u0000${row.raw}`;

function groupsOf({ document, declaration }: Facts): string[] {
  const { code, name } = declaration.unit;
  const unit = code ?? name;
  return [`document ${document}`, ...(unit === null ? [] : [`unit ${unit}`])];
}

function groupBy<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
