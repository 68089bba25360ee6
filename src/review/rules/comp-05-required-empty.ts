import type { Declaration } from "../../declaration/schema.ts";
import type { Facts, Row } from "../facts.ts";
import { type DeclarationRule, type Found, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

export const comp05: DeclarationRule = {
  id: "COMP-05",
  about: "declaration",
  title: { zh: "必填内容为空", en: "Required cell empty" },
  severity: "error",
  area: "完整性",
  checks: "项目名称、预算、绩效目标、指标名称、指标值，表样有而没有填写。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["其他说明、其他资金可以空。", "“无”是填写了的说明。", "读取时怀疑移位的行可能是转换缺格，只作建议，请核对原表。"],
  message: "{place}为空。",
  fix: "补填{place}。",
  check(facts) {
    return verdictOf([...fields(facts), ...facts.rows.flatMap((each) => cells(facts, each))]);
  },
  examples: [
    { title: "“课桌采购数量”没有指标值", finds: ["indicators[0].target"], projects: [{ name: "课桌更新", budget: "30", goal: "更换课桌1500套。", rows: [row("output.quantity", "课桌采购数量", null)] }] },
    { title: "其他资金空白", finds: [], projects: [{ name: "课桌更新", budget: "30", fiscal: "30", goal: "更换课桌1500套。", rows: [row("output.quantity", "课桌采购数量", "≥1500套")] }] },
    { title: "没有写绩效目标", finds: ["goals"], projects: [{ name: "课桌更新", budget: "30", rows: [row("output.quantity", "课桌采购数量", "≥1500套")] }] },
  ],
};

function fields(facts: Facts): Found[] {
  const { project, funding, goals } = facts.declaration;
  const empty: [path: string, place: string, isEmpty: boolean][] = [
    ["project.name", "项目名称", project.name === null && facts.hasField("project.name")],
    ["funding", "预算金额", funding.total === null && funding.annualTotal === null && facts.hasField("funding.total")],
    ["goals", "绩效目标", goals.length === 0 && facts.declaration.printed.fields.some((field) => field.startsWith("goals."))],
  ];
  return empty.filter(([, , isEmpty]) => isEmpty).map(([path, place]) => ({ path, message: `${place}为空。`, fix: `补填${place}。` }));
}

/** What a cell says that belongs into the column of targets. */
const likeTarget = /^\s*(?:[≥≤><=]|[\d.,]+\s*(?:%|\p{Script=Han}{1,3})?\s*$)/u;

/** Whether the reader doubts that the row's values stand in their columns; that a cell is empty alone does not make it so. */
function mayHaveMoved({ path, reason }: Declaration["doubts"][number], { path: own, indicator }: Row): boolean {
  if (path === "" || path === "indicators" || path === own) return true;
  if (!path.startsWith(`${own}.`) || reason === "unreadable") return false;
  const column = path.slice(own.length + 1);
  const text = column === "target" ? null : (indicator[column as keyof typeof indicator] ?? null);
  return reason !== "shifted" || typeof text !== "string" || likeTarget.test(text);
}

function cells(facts: Facts, each: Row): Found[] {
  const nameColumn = facts.hasColumn("level4") ? "level4" : "level3";
  const doubtful = facts.declaration.doubts.some((doubt) => mayHaveMoved(doubt, each));
  const told = (column: string, place: string): Found => ({
    path: `${each.path}.${column}`,
    ...(doubtful ? { severity: "advice" as const } : {}),
    message: doubtful ? `${place}为空，疑似表格转换缺格，请核对原表。` : `${place}为空。`,
    fix: `补填${place}。`,
  });
  const order = `第${each.index + 1}行`;
  if (each.name === "") return facts.hasColumn(nameColumn) && each.raw !== "" ? [told(nameColumn, `${order}指标名称`)] : [];
  return each.raw === "" && facts.hasColumn("target") ? [told("target", `${order}“${each.name}”的指标值`)] : [];
}
