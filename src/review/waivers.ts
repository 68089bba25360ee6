// Findings that a person set aside: for how far, until when, and when they come back. Pure: who stores them is not its business.
import { z } from "zod";
import { valueAt } from "../declaration/values.ts";
import type { Declaration } from "../declaration/schema.ts";
import { bare } from "./likeness.ts";
import type { Finding } from "./rule.ts";

/** How far a waiver reaches, the narrowest first. */
export const waiverScopes = ["cell", "project", "year", "unit"] as const;
export const WaiverScope = z.enum(waiverScopes).meta({ id: "WaiverScope", description: "cell 只此一处；project 本项目（含其他年度）；year 本单位本年度；unit 本单位" });
export type WaiverScope = z.infer<typeof WaiverScope>;

export const waiverScopeNames: Readonly<Record<WaiverScope, string>> = { cell: "只此一处", project: "本项目", year: "本单位本年度", unit: "本单位" };

/** To whom and what a finding belongs, by what stays the same when the file is imported again. */
export interface Belonging {
  rule: string;
  unit: string;
  project: string;
  year: number | null;
  /** What the finding was about, as text: when that changes, the finding comes back. */
  subject: string;
}

export interface Waived extends Belonging {
  scope: WaiverScope;
  /** The last day on which it holds, `2026-12-31`; null: without end. */
  until: string | null;
}

/** What a finding belongs to. */
export function belongingOf(finding: Pick<Finding, "rule" | "path" | "message">, declaration: Declaration): Belonging {
  const { unit, project, year } = declaration;
  return { rule: finding.rule, unit: bare(unit.code ?? unit.name ?? ""), project: bare(project.name ?? ""), year, subject: subjectOf(finding, declaration) };
}

/** Of a row its texts, of a field its text; of a table as a whole what the finding says of it, figures included. */
function subjectOf({ path, message }: Pick<Finding, "path" | "message">, declaration: Declaration): string {
  const [, index] = /^indicators\[(\d+)\]/.exec(path) ?? [];
  const indicator = index === undefined ? undefined : declaration.indicators[Number(index)];
  if (indicator) return [indicator.class, indicator.level3, indicator.level4, indicator.description, indicator.target?.text, indicator.unit, indicator.basis].map((text) => text ?? "").join("\u001f");
  const value = valueAt(declaration, path);
  return typeof value === "string" ? value : isPrinted(value) ? value.text : message;
}

/** A goal, an amount of money. */
const isPrinted = (value: unknown): value is { text: string } => typeof value === "object" && value !== null && "text" in value && typeof value.text === "string";

/** Whether a waiver covers a finding today. */
export function waives(waiver: Waived, finding: Belonging, today: string): boolean {
  if (waiver.rule !== finding.rule || waiver.subject !== finding.subject || waiver.unit !== finding.unit) return false;
  if (waiver.until !== null && waiver.until < today) return false;
  const [sameProject, sameYear] = [waiver.project === finding.project, waiver.year === finding.year];
  switch (waiver.scope) {
    case "cell":
      return sameProject && sameYear;
    case "project":
      return sameProject;
    case "year":
      return sameYear;
    case "unit":
      return true;
  }
}
