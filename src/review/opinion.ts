// 绩效目标审核意见表: four aspects with two questions each, points and grade, proposed from the findings; a person decides.
import { z } from "zod";
import { sum } from "../declaration/arithmetic.ts";
import { compareDecimals, DecimalText, shiftPoint } from "../declaration/decimal.ts";
import { type Finding, Severity, severities } from "./rule.ts";

/** Aspects, questions and points of the review form (财预〔2015〕88号, the form as offices use it; general knowledge). */
export const aspects = [
  { id: "completeness", name: "完整性", questions: [{ id: "form", name: "规范完整性", points: 10, asks: "绩效目标填报格式是否规范、内容是否完整" }, { id: "clarity", name: "明确清晰性", points: 10, asks: "绩效目标是否明确、清晰，能反映项目主要内容，并已细化、量化" }] },
  { id: "relevance", name: "相关性", questions: [{ id: "relevance", name: "目标相关性", points: 15, asks: "总体目标与部门职责、工作规划是否紧密相关" }, { id: "indicators", name: "指标科学性", points: 15, asks: "绩效指标是否全面、细化，难以量化的定性描述是否充分具体" }] },
  { id: "adequacy", name: "适当性", questions: [{ id: "level", name: "绩效合理性", points: 15, asks: "预期绩效是否显著，是否符合行业正常水平或事业发展规律" }, { id: "money", name: "资金匹配性", points: 15, asks: "绩效目标与项目资金量、使用方向是否匹配" }] },
  { id: "feasibility", name: "可行性", questions: [{ id: "possibility", name: "实现可能性", points: 10, asks: "绩效目标是否经过充分论证，能否如期实现" }, { id: "conditions", name: "条件充分性", points: 10, asks: "组织、制度、资金和方案是否具备" }] },
] as const;

export const aspectIds = ["completeness", "relevance", "adequacy", "feasibility"] as const satisfies readonly (typeof aspects)[number]["id"][];
export type AspectId = (typeof aspectIds)[number];
export const questionIds = ["form", "clarity", "relevance", "indicators", "level", "money", "possibility", "conditions"] as const satisfies readonly (typeof aspects)[number]["questions"][number]["id"][];
export type QuestionId = (typeof questionIds)[number];
export const questions = aspects.flatMap(({ questions: own }) => [...own]);

/** Which question a rule's findings speak to; a rule's own entry before that of its group. */
const questionOfGroup: Readonly<Record<string, QuestionId>> = { COMP: "form", STYLE: "form", REL: "relevance", APP: "indicators", FEAS: "possibility", FUND: "money", CONS: "clarity" };
const questionOfRule: Readonly<Record<string, QuestionId>> = {
  "COMP-06": "clarity", "COMP-07": "clarity", "COMP-08": "clarity", "COMP-09": "indicators",
  "REL-06": "indicators", "REL-07": "indicators", "REL-08": "indicators", "REL-11": "indicators", "REL-09": "money",
  "APP-04": "level", "APP-05": "level", "APP-11": "level", "FEAS-03": "level", "FEAS-05": "conditions", "STYLE-04": "indicators", "CONS-08": "relevance", "CONS-11": "relevance",
};

/** Points that one finding takes from its question, at most all of them. Our proposal; no document prescribes it. */
export const deductions: Readonly<Record<Severity, number>> = { error: 4, warning: 2, advice: 0 };

/** Grades and their consequences (财预〔2015〕88号). */
export const grades = [
  { from: "90", name: "优", consequence: "进入下一步预算安排流程" },
  { from: "80", name: "良", consequence: "可与报送单位协商，直接修改完善后进入下一步预算安排流程" },
  { from: "60", name: "中", consequence: "退回修改完善，重新报送" },
  { from: "0", name: "差", consequence: "不得进入下一步预算安排流程" },
] as const;
export type Grade = (typeof grades)[number];
export const GradeName = z.enum(["优", "良", "中", "差"]).meta({ id: "GradeName", description: "优 90 分及以上；良 80 分及以上；中 60 分及以上；差 60 分以下" });
export type GradeName = z.infer<typeof GradeName>;

/** How much a person may write; all together stays below the limit of a request (64 KiB), three bytes a character. */
export const remarkAtMost = 3_000;
export const conclusionAtMost = 2_000;

/** What a person fills in: points as exact decimals, words for each aspect, and on the whole. */
export const FilledOpinion = z
  .object({
    points: z.record(z.enum(questionIds), DecimalText).describe("各审核要点的得分，0 至满分，最多两位小数"),
    remarks: z.record(z.enum(aspectIds), z.string().max(remarkAtMost)).describe("各方面的审核意见"),
    conclusion: z.string().max(conclusionAtMost).describe("审核人意见"),
  })
  .superRefine(({ points }, context) => {
    for (const { id, name, points: full } of questions) {
      const trouble = pointsTrouble(points[id], full);
      if (trouble !== null) context.addIssue({ code: "custom", path: ["points", id], message: `${name}${trouble}` });
    }
  })
  .meta({ id: "FilledOpinion" });
export type FilledOpinion = z.infer<typeof FilledOpinion>;

/** With what follows from the points. */
export interface GradedOpinion extends FilledOpinion {
  total: string;
  grade: GradeName;
}

/** As somebody kept it. */
export interface SignedOpinion extends GradedOpinion {
  person: string | null;
  at: string;
}

/** The opinion that the findings propose, with those that speak to each question. */
export interface ProposedOpinion extends GradedOpinion {
  findings: Record<QuestionId, Finding[]>;
}

/**
 * The review form of one declaration, as the findings propose it.
 * @param findings of that declaration, waived ones left out
 */
export function proposedOpinion(findings: readonly Finding[]): ProposedOpinion {
  const own = keyed(questionIds, (id) => findings.filter(({ rule }) => questionOf(rule) === id));
  const points = keyed(questionIds, (id) => {
    const full = questions.find((question) => question.id === id)?.points ?? 0;
    return String(Math.max(0, full - own[id].reduce((taken, { severity }) => taken + deductions[severity], 0)));
  });
  const remarks = keyed(aspectIds, (id) => proposedRemark(aspects.filter((aspect) => aspect.id === id).flatMap((aspect) => aspect.questions.flatMap((question) => own[question.id]))));
  return { ...graded({ points, remarks, conclusion: proposedConclusion(findings) }), findings: own };
}

/** What one fills in, points in their one way of writing, with total and grade. */
export function graded(filled: FilledOpinion): GradedOpinion {
  const points = keyed(questionIds, (id) => typedPoints(filled.points[id]));
  const total = sum(Object.values(points));
  return { points, remarks: filled.remarks, conclusion: filled.conclusion, total, grade: gradeOf(total).name };
}

/** The grade of so many points, an exact decimal: 79.99 is not 80. */
export const gradeOf = (points: string): Grade => grades.find(({ from }) => compareDecimals(points, from) >= 0) ?? grades[3];
export const gradeNamed = (name: GradeName): Grade => grades.find((grade) => grade.name === name) ?? grades[3];

/** What is wrong with points for a question, as the rest of a sentence; null: nothing. */
export function pointsTrouble(points: string, full: number): string | null {
  if (!/^\d+(\.\d{1,2})?$/.test(points)) return `应填 0 至 ${full} 的数，最多两位小数`;
  return compareDecimals(points, String(full)) > 0 ? `最多 ${full} 分` : null;
}

/** Points as typed, full-width digits and superfluous zeros included, in the one way they are kept; what is no number stays. */
export function typedPoints(text: string): string {
  const plain = text.normalize("NFKC").replaceAll("。", ".").trim();
  return /^\d+(\.\d*)?$/.test(plain) ? shiftPoint(plain.replace(/\.$/, ""), 0) : plain;
}

/** A finding as far as an opinion rests on it. */
export const Ground = z.object({ rule: z.string(), severity: Severity, path: z.string(), message: z.string() }).meta({ id: "Ground", description: "意见所依据的一个问题" });
export type Ground = z.infer<typeof Ground>;

/** What an opinion rests on, in a fixed order. */
export function groundsOf(findings: readonly Finding[]): Ground[] {
  return findings.map(({ rule, severity, path, message }) => ({ rule, severity, path, message })).sort((a, b) => compare(keyOf(a), keyOf(b)));
}

/** Which findings came and which went since an opinion was kept. */
export function groundsSince(before: readonly Ground[], now: readonly Ground[]): { appeared: Ground[]; gone: Ground[] } {
  const [had, has] = [new Set(before.map(keyOf)), new Set(now.map(keyOf))];
  return { appeared: now.filter((ground) => !had.has(keyOf(ground))), gone: before.filter((ground) => !has.has(keyOf(ground))) };
}

const keyOf = ({ rule, severity, path, message }: Ground): string => [rule, path, severity, message].join("\u001f");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const questionOf = (rule: string): QuestionId => questionOfRule[rule] ?? questionOfGroup[rule.split("-")[0] ?? ""] ?? "form";

function keyed<Key extends string, Value>(keys: readonly Key[], make: (key: Key) => Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;
}

/** The findings as numbered sentences, the gravest first; cut between two where there is no room for all. */
function proposedRemark(findings: readonly Finding[]): string {
  if (findings.length === 0) return "未发现问题。";
  const ordered = severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  // The same may be true of the long-term and of the annual goals.
  const sentences = new Set(ordered.map(({ message, rule }) => `${message}（${rule}）`));
  const lines: string[] = [];
  let length = 0;
  for (const sentence of sentences) {
    const line = `${lines.length + 1}. ${sentence}`;
    length += line.length + 1;
    if (length > remarkAtMost - 100) return [...lines, `……等共 ${findings.length} 处，见审核问题清单。`].join("\n");
    lines.push(line);
  }
  return lines.join("\n");
}

/** Without points and grade: whoever changes points need not change words. */
function proposedConclusion(findings: readonly Finding[]): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, advices] = [count("error"), count("warning"), count("advice")];
  const told = [[errors, "必须修改的问题"], [warnings, "应修改或说明的问题"]].filter(([number]) => number !== 0).map(([number, what]) => `${what} ${number} 处`);
  if (told.length > 0) return `审核发现${told.join("、")}，请逐条修改完善或说明理由。`;
  return advices > 0 ? `未发现必须修改的问题，另有建议完善 ${advices} 处。` : "审核未发现问题。";
}
