import type { Facts } from "../facts.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** What is surely wrong wherever it stands, and what is meant. */
const slips: readonly (readonly [pattern: RegExp, typo: string, right: string])[] = [
  [/。。+/, "句号重复", "。"],
  [/，，+/, "逗号重复", "，"],
  [/、、+/, "顿号重复", "、"],
  [/、等(?![保级离待比价额效高距压温候])/, "顿号后用“等”", "等"],
  [/、(?=[。；，,;])/, "顿号后又有标点", ""],
  [/(?<![:：\w])\/\/(?!\w)/, "符号重复", "/"],
  [/(?<=\p{Script=Han}{2})·(?=\p{Script=Han}[^，。；]*、)|(?<=、[^，。；]*\p{Script=Han})·(?=\p{Script=Han})/u, "并列处误用间隔号", "、"],
  [/(?<=\p{Script=Han})\.$/u, "半角句号", "。"],
  [/收益(?=人|群众|对象|群体)/, "错别字", "受益"],
  [/帐(?=户|目|务|号)/, "错别字", "账"],
  [/率率/, "重复", "率"],
  [/费用(?:经费|费用)/, "重复", "费用"],
  [/费经费/, "重复", "经费"],
];

export const style06: DeclarationRule = {
  id: "STYLE-06",
  about: "declaration",
  title: { zh: "错别字、标点和用词不一", en: "Typos, punctuation, wording" },
  severity: "advice",
  area: "规范性",
  checks: "标点重复、顿号后用“等”、收益与受益、帐与账、“费用经费”一类的重复。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["正常的叠词（人人、方方面面）不检查。", "换行处的重复可能是转换所致，提示中说明。"],
  message: "“{text}”疑似{typo}，建议写作“{fix}”。",
  fix: "建议写作“{fix}”。",
  check(facts) {
    const texts = textsOf(facts);
    if (texts.length === 0) return notApplicable("没有文字");
    return verdictOf(texts.flatMap(({ path, text }) => slips.flatMap((slip) => found(path, text, slip))));
  },
  examples: [
    { title: "“绿化、养护、等工作。。”", finds: ["goals[0]", "goals[0]"], projects: [{ name: "绿化", goal: "完成绿化、养护、等工作。。" }] },
    { title: "“绿化、养护等工作。”", finds: [], projects: [{ name: "绿化", goal: "完成绿化、养护等工作，人人参与。" }] },
    { title: "“、等保测评”里的等不是省略", finds: [], projects: [{ name: "信息系统", purpose: "用于系统运维、等保测评、等级评定。" }] },
    { title: "“收益人数”", finds: ["indicators[0].level3"], projects: [{ name: "绿化", rows: [row("benefit.social", "收益人数", "≥900人")] }] },
  ],
};

function textsOf(facts: Facts): { path: string; text: string }[] {
  const column = facts.hasColumn("level4") ? "level4" : "level3";
  return [
    ...(facts.name === "" ? [] : [{ path: "project.name", text: facts.name }]),
    ...facts.texts.map(({ path, text }) => ({ path, text })),
    ...facts.rows.flatMap((each) => [{ path: `${each.path}.${column}`, text: each.name }, ...(each.description === "" ? [] : [{ path: `${each.path}.description`, text: each.description }])]),
  ];
}

function found(path: string, text: string, [pattern, typo, right]: (typeof slips)[number]): Found[] {
  const match = pattern.exec(text);
  if (!match) return [];
  // Mended where it was found: what the pattern looks at may stand further away.
  const [before, after] = [text.slice(Math.max(0, match.index - 6), match.index), text.slice(match.index + match[0].length).slice(0, 4)];
  const [around, better] = [match[0], right].map((middle) => `${before}${middle}${after}`.replaceAll("\n", ""));
  return [{ path, message: `“${around}”疑似${typo}（或为转换所致），建议写作“${better}”。`, fix: `建议写作“${better}”。` }];
}
