import { z } from "zod";
import { remembered } from "./remembered.ts";

/** The standard framework's places for an indicator (contract section 1, `class`). */
export const indicatorClasses = [
  "cost.economic", "cost.social", "cost.ecological",
  "output.quantity", "output.quality", "output.timeliness", "output.cost",
  "benefit.economic", "benefit.social", "benefit.ecological", "benefit.sustained",
  "satisfaction.served",
] as const;
export const IndicatorClass = z.enum(indicatorClasses).meta({ id: "IndicatorClass", description: "指标在标准框架中的类别" });
export type IndicatorClass = z.infer<typeof IndicatorClass>;

/** The first part of a class: what a level 1 name stands for. */
export type Family = "cost" | "output" | "benefit" | "satisfaction";

/**
 * The names under which forms print the families (level 1). 项目产出 and 项目效益 stand between family and class in the
 * four-level forms of Shandong. 成本指标 and 满意度指标 name a family or a class, by where they stand.
 */
const families: Readonly<Record<Family, readonly string[]>> = {
  cost: ["成本指标", "成本", "项目成本", "投入指标", "投入成本指标"],
  output: ["产出指标", "产出", "项目产出", "产出(工作量)指标", "产出目标", "产出类指标"],
  benefit: ["效益指标", "效益", "效果指标", "效果", "项目效益", "项目效果", "效果目标", "效益目标", "效益类指标", "影响力指标"],
  satisfaction: ["满意度指标", "满意度", "服务对象满意度指标", "服务对象满意度", "满意度目标"],
};

/** The names under which forms print the classes (level 2, or level 3 of four), and the families they stand under. */
const classes: Readonly<Record<IndicatorClass, readonly string[]>> = {
  "cost.economic": ["经济成本指标", "经济成本", "成本指标", "成本", "项目成本"],
  "cost.social": ["社会成本指标", "社会成本"],
  "cost.ecological": ["生态环境成本指标", "生态环境成本", "生态成本指标", "生态成本", "环境成本指标"],
  "output.quantity": ["数量指标", "数量", "产出数量", "产出数量指标"],
  "output.quality": ["质量指标", "质量", "产出质量", "产出质量指标"],
  "output.timeliness": ["时效指标", "时效", "产出时效", "产出时效指标", "进度指标", "时间指标"],
  "output.cost": ["成本指标", "成本", "产出成本", "产出成本指标", "项目成本"],
  "benefit.economic": ["经济效益指标", "经济效益", "经济效果指标", "经济指标"],
  "benefit.social": ["社会效益指标", "社会效益", "社会效果指标", "社会效率指标", "社会指标"],
  "benefit.ecological": ["生态效益指标", "生态效益", "环境效益指标", "环境效益", "生态环境效益指标", "生态环境效益", "生态指标"],
  "benefit.sustained": ["可持续影响指标", "可持续影响", "可持续发展指标", "可持续性影响指标", "可持续影响力指标", "可持续指标"],
  "satisfaction.served": [
    "服务对象满意度指标", "服务对象满意度", "满意度指标", "满意度", "社会公众或服务对象满意度指标", "社会公众或服务对象满意度",
    "社会公众满意度指标", "受益对象满意度指标", "服务对象满意指标", "群众满意度指标", "社会满意度指标",
  ],
};

/** The standard's own names (财预〔2021〕101号 and the forms since): 数量指标, 经济成本指标, 服务对象满意度指标. */
export const standardName = (name: IndicatorClass): string => classes[name][0] ?? name;
export const standardFamilyName = (name: Family): string => families[name][0] ?? name;

const familiesByName = byName(families);
const classesByName = byName(classes);

function byName<Key extends string>(table: Readonly<Record<Key, readonly string[]>>): ReadonlyMap<string, readonly Key[]> {
  const found = new Map<string, Key[]>();
  for (const [key, names] of Object.entries(table) as [Key, readonly string[]][]) {
    for (const name of names) found.set(name, [...(found.get(name) ?? []), key]);
  }
  return found;
}

/** No name of a level is as long, points and remarks included. */
const longestLabel = 40;
/** All names of levels hold one of these characters; most cells hold none. */
const telling = /[标效益果度本量质时续]|产出/;

/** 一、产出指标; (一)数量指标; 1.数量指标. */
const numbering = /^\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.．]/;

/** A class name as the tables above write it: without white space, numbers, marks such as `*`, and suffixes such as (50分) or (必填). */
export function classWord(text: string): string {
  if (text.length > longestLabel || !telling.test(text)) return text;
  const folded = text.replace(/\s/g, "").replace(/（/g, "(").replace(/）/g, ")").replace(/^[*★]+|[*★:：]+$/g, "").replace(numbering, "");
  const bare = folded.replace(/\((?:[\d.]+分?%?|[^()]*(?:填|分|权重|必|选)[^()]*)\)$/, "");
  return familiesByName.has(folded) || classesByName.has(folded) ? folded : bare;
}

/** The family that a level 1 name stands for, or null when it is none. */
export function familyOf(text: string): Family | null {
  return levelOf(text).family;
}

/** The classes that a name can stand for: none, one, or two for 成本指标. */
export function classesOf(text: string): readonly IndicatorClass[] {
  return levelOf(text).classes;
}

interface Level {
  readonly family: Family | null;
  readonly classes: readonly IndicatorClass[];
}

const noLevel: Level = { family: null, classes: [] };

/** What both lists know of a text. */
export function levelOf(text: string): Level {
  return text.length > longestLabel || !telling.test(text) ? noLevel : listed(text);
}

const listed = remembered((text): Level => {
  const word = classWord(text);
  return { family: familiesByName.get(word)?.[0] ?? null, classes: classesByName.get(word) ?? [] };
});

/** The first two characters of all names: a text that begins otherwise begins with none. */
const beginnings = new Set([...familiesByName.keys(), ...classesByName.keys()].map((name) => name.slice(0, 2)));

/** Whether a text can begin with the name of a family or class, marks in front of it left aside. */
export const mayBeginWithLevel = (text: string): boolean => beginnings.has(text.slice(0, 2)) || /^[\s*★]/.test(text);

/** Words that tell the class of a label which stands in the column of classes but is in no list: 社会公众满意度, 环境影响. */
const tellingParts: readonly (readonly [RegExp, IndicatorClass])[] = [
  [/满意/, "satisfaction.served"],
  [/可持续/, "benefit.sustained"],
  [/生态.*成本|环境.*成本/, "cost.ecological"],
  [/社会成本/, "cost.social"],
  [/经济成本/, "cost.economic"],
  [/经济(?:效益|效果|影响|效率)/, "benefit.economic"],
  [/社会(?:效益|效果|影响|效率|效应)/, "benefit.social"],
  [/(?:生态|环境)/, "benefit.ecological"],
  [/数量/, "output.quantity"],
  [/质量/, "output.quality"],
  [/时效|进度/, "output.timeliness"],
];

/** The classes that a label can stand for which is known to be one by its column; names of indicators are never asked. */
export function classesOfLabel(text: string): readonly IndicatorClass[] {
  const listed = classesOf(text);
  const bare = classWord(text);
  if (listed.length > 0 || bare.length > 20) return listed;
  const told = tellingParts.find(([part]) => part.test(bare))?.[1];
  return told ? [told] : [];
}

/** The family to which a class belongs. */
export function familyOfClass(name: IndicatorClass): Family {
  return name.split(".")[0] as Family;
}

/**
 * Where the form itself puts an indicator.
 * @param level1 the family's name, as printed, or null when it was lost
 * @param name the class's name, as printed (level 2, or level 3 of four)
 */
export function classOf(level1: string | null, name: string | null): IndicatorClass | null {
  const family = level1 === null ? null : familyOf(level1);
  const candidates = name === null ? [] : classesOfLabel(name);
  const inFamily = candidates.find((candidate) => familyOfClass(candidate) === family);
  if (inFamily) return inFamily;
  if (candidates.length > 1) return family === null ? "output.cost" : (candidates[0] ?? null);
  if (candidates[0]) return candidates[0];
  return family === "satisfaction" ? "satisfaction.served" : null;
}
