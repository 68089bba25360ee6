// 表述雷同: how much of what a unit's tables say is said only once.
import type { SourceDocument } from "../declaration/schema.ts";
import { bare } from "./likeness.ts";

/** The same row, word for word, in several projects. */
export interface SameRow {
  name: string;
  target: string;
  projects: readonly string[];
}

export interface UnitSameness {
  unit: string;
  projects: number;
  rows: number;
  /** Rows that differ in class, name, description or target from all others. */
  distinct: number;
  /** The rows that several projects share, those of the most projects first. */
  shared: readonly SameRow[];
}

/** Per unit, those with the most repetition first. Units with one project are left out: there is nothing to compare. */
export function samenessOf(documents: readonly SourceDocument[]): UnitSameness[] {
  const declarations = documents.flatMap((document) => document.declarations.map((declaration, index) => ({ declaration, name: declaration.project.name ?? `${document.file} 第${index + 1}张表` })));
  const units = Map.groupBy(declarations, ({ declaration: { unit } }) => unit.name ?? unit.code ?? "未写明单位");
  return [...units]
    .map(([unit, own]): UnitSameness => {
      const rows = own.flatMap(({ declaration, name }) =>
        declaration.indicators.map((row) => ({ project: name, row, key: [row.class, bare(row.level4 ?? row.level3 ?? ""), bare(row.description ?? ""), row.target?.text ?? ""].join("\u001f") })),
      );
      const groups = [...Map.groupBy(rows, ({ key }) => key).values()];
      const shared = groups.flatMap((group): SameRow[] => {
        const projects = [...new Set(group.map(({ project }) => project))];
        const [first] = group;
        return projects.length > 1 && first ? [{ name: first.row.level4 ?? first.row.level3 ?? "", target: first.row.target?.text ?? "", projects }] : [];
      });
      return { unit, projects: new Set(own.map(({ name }) => name)).size, rows: rows.length, distinct: groups.length, shared: shared.sort((a, b) => b.projects.length - a.projects.length) };
    })
    .filter(({ projects, rows }) => projects > 1 && rows > 0)
    .sort((a, b) => a.distinct / a.rows - b.distinct / b.rows);
}
