// 绩效目标审核意见表: four aspects with two questions each, points and grade, proposed from the findings; a person decides.
import type { Finding, Severity } from "./rule.ts";

/** Aspects, questions and points of the review form (财预〔2015〕88号, the form as offices use it; general knowledge). */
export const aspects = [
  { name: "完整性", questions: [{ id: "form", name: "规范完整性", points: 10, asks: "绩效目标填报格式是否规范、内容是否完整" }, { id: "clarity", name: "明确清晰性", points: 10, asks: "绩效目标是否明确、清晰，能反映项目主要内容，并已细化、量化" }] },
  { name: "相关性", questions: [{ id: "relevance", name: "目标相关性", points: 15, asks: "总体目标与部门职责、工作规划是否紧密相关" }, { id: "indicators", name: "指标科学性", points: 15, asks: "绩效指标是否全面、细化，难以量化的定性描述是否充分具体" }] },
  { name: "适当性", questions: [{ id: "level", name: "绩效合理性", points: 15, asks: "预期绩效是否显著，是否符合行业正常水平或事业发展规律" }, { id: "money", name: "资金匹配性", points: 15, asks: "绩效目标与项目资金量、使用方向是否匹配" }] },
  { name: "可行性", questions: [{ id: "possibility", name: "实现可能性", points: 10, asks: "绩效目标是否经过充分论证，能否如期实现" }, { id: "conditions", name: "条件充分性", points: 10, asks: "组织、制度、资金和方案是否具备" }] },
] as const;

export type QuestionId = (typeof aspects)[number]["questions"][number]["id"];

/** Which question a rule's findings speak to; a rule's own entry before that of its group. */
const questionOfGroup: Readonly<Record<string, QuestionId>> = { COMP: "form", STYLE: "form", REL: "relevance", APP: "indicators", FEAS: "possibility", FUND: "money", CONS: "clarity" };
const questionOfRule: Readonly<Record<string, QuestionId>> = {
  "COMP-06": "clarity", "COMP-07": "clarity", "COMP-08": "clarity", "COMP-09": "indicators",
  "REL-06": "indicators", "REL-07": "indicators", "REL-08": "indicators", "REL-11": "indicators", "REL-09": "money",
  "APP-04": "level", "APP-05": "level", "APP-11": "level", "FEAS-03": "level", "FEAS-05": "conditions", "STYLE-04": "indicators", "CONS-08": "relevance", "CONS-11": "relevance",
};

/** Points that one finding takes from its question, at most all of them. Our proposal; no document prescribes it. */
const deductions: Readonly<Record<Severity, number>> = { error: 4, warning: 2, advice: 0 };

/** Grades and their consequences (财预〔2015〕88号). */
export const grades = [
  { from: 90, name: "优", consequence: "进入下一步预算安排流程" },
  { from: 80, name: "良", consequence: "可与报送单位协商，直接修改完善后进入下一步预算安排流程" },
  { from: 60, name: "中", consequence: "退回修改完善，重新报送" },
  { from: 0, name: "差", consequence: "不得进入下一步预算安排流程" },
] as const;
export type Grade = (typeof grades)[number];

export interface Answer {
  aspect: string;
  id: QuestionId;
  name: string;
  asks: string;
  points: number;
  /** Points proposed. */
  score: number;
  /** What took points, or is worth a word. */
  findings: readonly Finding[];
}

export interface Opinion {
  answers: readonly Answer[];
  total: number;
  grade: Grade;
}

/**
 * The review form of one declaration, as the findings propose it.
 * @param findings of that declaration, waived ones left out
 */
export function opinionOf(findings: readonly Finding[]): Opinion {
  const answers = aspects.flatMap(({ name: aspect, questions }) =>
    questions.map(({ id, name, points, asks }): Answer => {
      const own = findings.filter(({ rule }) => questionOf(rule) === id);
      const taken = own.reduce((sum, { severity }) => sum + deductions[severity], 0);
      return { aspect, id, name, asks, points, score: Math.max(0, points - taken), findings: own };
    }),
  );
  const total = answers.reduce((sum, { score }) => sum + score, 0);
  return { answers, total, grade: gradeOf(total) };
}

export const gradeOf = (points: number): Grade => grades.find(({ from }) => points >= from) ?? grades[3];

const questionOf = (rule: string): QuestionId => questionOfRule[rule] ?? questionOfGroup[rule.split("-")[0] ?? ""] ?? "form";
