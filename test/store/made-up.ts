// Documents built by hand, so that the tests of store and server need no reader.
import type { Declaration, Indicator, SourceDocument } from "../../src/declaration/schema.ts";
import { money } from "../../src/declaration/money.ts";
import { place } from "../../src/place.ts";
import { DabiaoError } from "../../src/problem.ts";
import { contentHash } from "../../src/store/declarations/sources.ts";

export function indicator(level3: string, text: string): Indicator {
  return {
    scope: "annual",
    level1: "产出指标",
    level2: "数量指标",
    level3,
    level4: null,
    class: "output.quantity",
    description: null,
    target: { text, kind: "text" },
    unit: null,
    basis: null,
    weight: null,
    actual: null,
    score: null,
  };
}

export function declaration(name: string, parts: Partial<Declaration> = {}): Declaration {
  const at = place({ line: 1, from: 0, to: name.length });
  return {
    form: "zaozhuang",
    unit: { code: "301001", name: "云溪县图书馆" },
    department: "云溪县文化和旅游局",
    year: 2025,
    project: { code: null, name, category: "经常性", start: null, end: null },
    funding: {
      currency: "万元",
      total: money("979.11", "万元"),
      fiscal: null,
      other: null,
      annualTotal: null,
      fiscalCurrentYear: null,
      carriedOver: null,
      annualOther: null,
      purpose: "购置图书",
    },
    spendingPlan: [],
    goals: [{ scope: "annual", text: "全年开放不少于300天" }],
    indicators: [indicator("新增图书数量", "≥5000册")],
    notes: null,
    extra: [],
    printed: { fields: ["project.name", "funding.total"], columns: ["level1", "level2", "level3", "target"] },
    places: { "project.name": [at] },
    doubts: [{ path: "indicators[0]", reason: "carried", message: "沿用上一行的指标类别" }],
    ...parts,
  };
}

export function documentOf(bytes: Uint8Array, file: string, declarations: Declaration[]): SourceDocument {
  return {
    file,
    sha256: contentHash(bytes),
    format: "text",
    verdict: declarations.length === 0 ? "none" : "form",
    title: "云溪县2025年项目绩效目标表",
    year: 2025,
    publisher: null,
    overallGoals: [],
    paragraphs: [],
    declarations,
    problems: [{ code: "READ-03", severity: "warning", message: "“合计”一行没有归入任何目标表", at: null }],
  };
}

/**
 * Reads a made-up file: every line is the name of a project, `图书馆免费开放`, or name and total, `免费开放=9791106.31元`.
 * A line `!` is a declaration that the database refuses; the word `坏` alone is a file that cannot be read.
 */
export async function readMadeUp(bytes: Uint8Array, file: string): Promise<SourceDocument> {
  const lines = new TextDecoder()
    .decode(bytes)
    .split("\n")
    .filter((line) => line !== "");
  if (lines[0] === "坏") throw new DabiaoError("READ-02", { message: `“${file}”无法读取。`, hint: "请换一个文件。" });
  return await Promise.resolve(documentOf(bytes, file, lines.map(ofLine)));
}

function ofLine(line: string): Declaration {
  const [name = "", total] = line.split("=");
  const made = declaration(name);
  if (line === "!") return { ...made, year: 99_999_999_999 };
  return total === undefined ? made : { ...made, funding: { ...made.funding, total: money(total, null) } };
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
