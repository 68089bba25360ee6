// The figures of the workbench as rows and columns: what a chart draws, what its table says, and the list behind each.
import { sum } from "../../declaration/arithmetic.ts";
import { shiftDown } from "../../declaration/decimal.ts";
import { gravest, gravestIds } from "../../review/gravest.ts";
import type { Workbench } from "../../server/workbench/contract.ts";
import { type Stage, stageIds, stages } from "../../workflow/stages.ts";
import type { GoalState } from "../../workflow/states.ts";
import type { ListSearch } from "../declarations/search.ts";

/** One figure and where it leads; a figure that is zero leads nowhere. */
export interface Cell {
  /** Only how long a bar is drawn: what is read is the text. */
  size: number;
  text: string;
  search: ListSearch | null;
}

export interface Figures {
  /** What a row is: 单位, 阶段. */
  head: string;
  rows: { name: string; cells: Cell[] }[];
  columns: { name: string; color: string }[];
  unit: string;
  /** Drawn as bars that lie, because the names are long. */
  lying?: boolean;
}

const colors: Readonly<Record<Stage, string>> = { drafting: "#a9b4c2", review: "#4f86c6", returned: "#d9822b", passed: "#6aa84f", refused: "#c0271f", approved: "#2c7a1f", published: "#1d4e89" };
const gravestColors = { error: "#c0271f", warning: "#d9822b", advice: "#4f86c6", none: "#2c7a1f", unknown: "#a9b4c2" } as const;

const within = (stage: Stage, state: GoalState): boolean => (stages[stage].states as readonly GoalState[]).includes(state);
export const statesOf = (stage: Stage): string => stages[stage].states.join(",");

/** Exact yuan in 万元: grouped, with what stands behind the point. */
export function inWan(yuan: string): string {
  const [whole = "0", rest = ""] = shiftDown(yuan, 4, 2).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
}

export interface StageFigures {
  stage: Stage;
  tables: number;
  yuan: string;
}

/** The states summed up to stages; those that nothing stands in are left out unless they are waited for every year. */
export function byStage({ states }: Workbench): StageFigures[] {
  const all = stageIds.map((stage): StageFigures => {
    const own = states.filter(({ state }) => within(stage, state));
    return { stage, tables: own.reduce((all, { tables }) => all + tables, 0), yuan: sum(own.map(({ yuan }) => yuan)) };
  });
  return all.filter(({ stage, tables }) => tables > 0 || stage !== "refused");
}

const cell = (tables: number, search: ListSearch): Cell => ({ size: tables, text: String(tables), search: tables === 0 ? null : search });

/** How far each unit or department is. */
export function progressFigures({ by, groups, year }: Workbench): Figures {
  const columns = stageIds.filter((stage) => groups.some(({ states }) => states.some(({ state }) => within(stage, state))));
  return {
    head: by === "department" ? "主管部门" : "单位",
    columns: columns.map((stage) => ({ name: stages[stage].zh, color: colors[stage] })),
    rows: groups.map(({ office, name, states }) => ({
      name: name ?? (office === null ? "（未印单位名称）" : "（已不在这一年的组织里）"),
      cells: columns.map((stage) => {
        const tables = states.filter(({ state }) => within(stage, state)).reduce((sum, one) => sum + one.tables, 0);
        const of: ListSearch = { year, state: statesOf(stage), ...(office === null ? { unitName: name ?? "" } : { of: office }) };
        return { ...cell(tables, of), ...(office === null && name === null && { search: null }) };
      }),
    })),
    unit: "张",
    lying: true,
  };
}

/** Where nobody hands anything on: how many tables each unit has, or their money. */
export function unitFigures({ groups, year }: Workbench, what: "tables" | "yuan"): Figures {
  return {
    head: "单位",
    columns: [{ name: what === "tables" ? "目标表（张）" : "年度资金（万元）", color: "#1d4e89" }],
    rows: groups.map(({ name, tables, yuan }) => ({
      name: name ?? "（未印单位名称）",
      cells: [{ size: what === "tables" ? tables : Number(shiftDown(yuan, 4)), text: what === "tables" ? String(tables) : inWan(yuan), search: name === null ? null : { year, unitName: name } }],
    })),
    unit: what === "tables" ? "张" : "万元",
    lying: true,
  };
}

/** Where the money of the year stands. */
export function moneyFigures(told: Workbench): Figures {
  return {
    head: "办理阶段",
    columns: [{ name: "年度资金（万元）", color: "#1d4e89" }],
    rows: byStage(told).map(({ stage, tables, yuan }) => ({
      name: stages[stage].zh,
      cells: [{ size: Number(shiftDown(yuan, 4)), text: inWan(yuan), search: tables === 0 ? null : { year: told.year, state: statesOf(stage) } }],
    })),
    unit: "万元",
  };
}

/** What review found, each table counted by the gravest of it. */
export function reviewFigures({ findings, year }: Workbench): Figures & { colors: string[] } {
  const rows = gravestIds.filter((id) => id !== "unknown" || findings.some((one) => one.gravest === id));
  return {
    head: "最重的问题",
    columns: [{ name: "目标表（张）", color: "#1d4e89" }],
    rows: rows.map((id) => ({ name: gravest[id], cells: [cell(findings.find((one) => one.gravest === id)?.tables ?? 0, { year, gravest: id })] })),
    unit: "张",
    colors: rows.map((id) => gravestColors[id]),
  };
}

/** A share in whole percent, rounded down so that 100 means all of it; null of nothing. */
export function percent(part: string, whole: string): number | null {
  const [a, b] = [part, whole].map((one) => BigInt(shiftDown(one, 0, 2).replace(".", "")));
  return a === undefined || b === undefined || b <= 0n ? null : Number((a * 100n) / b);
}
