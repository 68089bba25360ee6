// What a rule is: words for people first, then the check. One file a rule in rules/; its page and its tests come from it.
import { z } from "zod";
import type { Facts } from "./facts.ts";
import type { DocumentFacts } from "./collection.ts";
import { Place } from "../place.ts";
import type { Sketch } from "./sketch.ts";

/** error 必须修改, warning 应修改或说明, advice 建议完善. */
export const severities = ["error", "warning", "advice"] as const;
export const Severity = z.enum(severities).meta({ id: "Severity", description: "error 必须修改；warning 应修改或说明；advice 建议完善" });
export type Severity = z.infer<typeof Severity>;

export const areas = ["完整性", "相关性", "适当性", "可行性", "勾稽", "一致性", "规范性"] as const;
export type Area = (typeof areas)[number];

/** One step of a JSON Patch (RFC 6902) on a declaration, as far as fixes need it. */
export const PatchStep = z
  .discriminatedUnion("op", [
    z.object({ op: z.literal("add"), path: z.string(), value: z.unknown() }),
    z.object({ op: z.literal("replace"), path: z.string(), value: z.unknown() }),
    z.object({ op: z.literal("remove"), path: z.string() }),
  ])
  .meta({ id: "PatchStep" });
export type PatchStep = z.infer<typeof PatchStep>;

/** What a check found, before the runner says of which rule, document and declaration. */
export interface Found {
  /** `indicators[3].target`, `goals[0]`, `funding`, `spendingPlan`, `indicators`, `project.name`, `notes`; "" for a document. */
  path: string;
  /** With its figures filled in, every addend printed; Chinese. */
  message: string;
  fix: string;
  /** Where the rule's own severity does not hold here. */
  severity?: Severity;
  /** A computed correction, JSON Patch on the declaration. */
  patch?: PatchStep[];
  /** The figures in the message, by name, as exact text. */
  figures?: Record<string, string>;
}

/** The four outcomes of a rule (contract section 3). "Not enough data" never counts as passed. */
export type Verdict =
  | { outcome: "passed" }
  | { outcome: "found"; findings: Found[] }
  | { outcome: "not-applicable"; reason: string }
  | { outcome: "not-enough-data"; reason: string };

export const passed: Verdict = Object.freeze({ outcome: "passed" });
export const notApplicable = (reason: string): Verdict => ({ outcome: "not-applicable", reason });
export const notEnoughData = (reason: string): Verdict => ({ outcome: "not-enough-data", reason });
/** `found` when there is something, else `passed`. */
export const verdictOf = (findings: Found[]): Verdict => (findings.length > 0 ? { outcome: "found", findings } : passed);

/** An executable example: shown on the rule's page, run as its test. */
export interface Example {
  /** What the example shows, one line, Chinese. */
  title: string;
  /** The paths at which the rule speaks; empty: it stays silent. */
  finds: readonly string[];
  /** When the severity differs from the rule's own. */
  severity?: Severity;
  /** When the outcome is neither `found` nor `passed`. */
  outcome?: "not-applicable" | "not-enough-data";
  /** The projects of one document; the first is the one that is judged. */
  projects: readonly [Sketch, ...Sketch[]];
  /** Prose of the document outside the tables. */
  paragraphs?: readonly string[];
}

interface Told {
  /** `FUND-02`; never used again for another rule. */
  id: string;
  title: { zh: string; en: string };
  severity: Severity;
  area: Area;
  /** What it checks, in the words of a reviewer. */
  checks: string;
  /** Documents that it rests on, by name and number; never an article that nobody checked. */
  policy: readonly string[];
  /** When it does not speak, though it looks as if. */
  exclusions: readonly string[];
  /** The message with its placeholders, as the page shows it. */
  message: string;
  fix: string;
  examples: readonly Example[];
}

/** A rule about one declaration; what it needs of others it finds in `facts.collection`. */
export interface DeclarationRule extends Told {
  about: "declaration";
  check(facts: Facts): Verdict;
}

/** A rule about a document as a whole. */
export interface DocumentRule extends Told {
  about: "document";
  check(document: DocumentFacts): Verdict;
}

export type Rule = DeclarationRule | DocumentRule;

/** A finding as `dabiao review --format json` prints it (contract section 3). */
export const Finding = z
  .object({
    rule: z.string(),
    severity: Severity,
    document: z.int(),
    declaration: z.int().nullable().describe("文件内的序号，从 0 起；整份文件的问题为 null"),
    project: z.string().nullable(),
    path: z.string(),
    message: z.string(),
    fix: z.string(),
    patch: z.array(PatchStep).nullable().describe("可直接应用的修改（RFC 6902 JSON Patch）；算不出的为 null"),
    policy: z.string(),
    at: Place.nullable(),
    figures: z.record(z.string(), z.string()),
  })
  .meta({ id: "Finding", description: "审核发现的问题" });
export type Finding = z.infer<typeof Finding>;

export const Outcome = z
  .object({
    rule: z.string(),
    document: z.int(),
    declaration: z.int().nullable(),
    outcome: z.enum(["passed", "found", "not-applicable", "not-enough-data"]),
    reason: z.string().nullable(),
  })
  .meta({ id: "Outcome", description: "一条规则对一张表的结论：通过、发现问题、不适用、资料不足" });
export type Outcome = z.infer<typeof Outcome>;

export const Review = z.object({ findings: z.array(Finding), outcomes: z.array(Outcome) }).meta({ id: "Review" });
export type Review = z.infer<typeof Review>;
