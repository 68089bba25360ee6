import { bare, pairsOf, sharedPairs } from "../likeness.ts";
import type { Row } from "../facts.ts";
import { type DeclarationRule, type Found, type Severity, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { vagueValues } from "../words.ts";

/** A figure, a date, a named standard, a grade that is defined, a baseline. */
const judgeable = /[\d０-９]|[零一二两三四五六七八九十百]+(?:个|次|人|项|天|月|年|家|户|份|场|期|分之)|年内|年底|月底|季度末|当年|合同|GB|标准|规范|验收|无|零|不超|优[：:]|达到.*未达到|按(?:月|季|年|日)/;
const baseline = /较上年|比上年|同比|较去年|逐年/;
/** A value that says so much of its name again (in pairs of characters) says nothing more. */
const repeats = 0.6;
/** 影响力扩大, 服务能力增强. */
const endsVague = /^[^，,。；;]{1,10}(?:扩大|提升|提高|改善|增强|加强|加大|优化|良好|显著|明显)$/;

export const app03: DeclarationRule = {
  id: "APP-03",
  about: "declaration",
  title: { zh: "指标值无法判定", en: "Target cannot be judged" },
  severity: "warning",
  area: "适当性",
  checks: "目标值没有数字、日期或标准，只有“是”“完成”“有效提升”一类的词，或只是重复指标名称；数量、成本指标的是错误。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["年内完成、年底前是可以判断的时间；“无”“零”就是0。", "写明标准名称、“通过验收”的可以判断。", "定性效益写了分级的不提示。", "“较上年降低”有基期，只作建议。"],
  message: "“{name}”的目标值“{raw}”没有数量、标准或时间，无法判断是否完成。",
  fix: "写数值或分级标准（优：…；良：…），定性的写明判定依据。",
  check(facts) {
    const rows = facts.rows.filter(({ raw, name }) => raw !== "" && name !== "");
    if (rows.length === 0) return notApplicable("没有填写目标值的指标");
    return verdictOf(
      rows.flatMap((each): Found[] => {
        const severity = gravity(each);
        return severity === null ? [] : [{ path: `${each.path}.target`, severity, message: `“${each.name}”的目标值“${each.raw}”没有数量、标准或时间，无法判断是否完成。`, fix: "写数值或分级标准（优：…；良：…），定性的写明判定依据。" }];
      }),
    );
  },
  examples: [
    { title: "目标值是一句话，说的还是名称", finds: ["indicators[0].target"], projects: [{ name: "劳动监察", rows: [row("benefit.social", "保护劳动者权益", "通过项目的开展，及时有效地保护劳动者合法权益")] }] },
    { title: "“巡检次数：按需安排”", finds: ["indicators[0].target"], severity: "error", projects: [{ name: "设备巡检", rows: [row("output.quantity", "巡检次数", "按需安排")] }] },
    { title: "“检修完成时间：9月底前”", finds: [], projects: [{ name: "设备巡检", rows: [row("output.timeliness", "检修完成时间", "9月底前")] }] },
    { title: "社会效益“有效提升”", finds: ["indicators[0].target"], projects: [{ name: "设备巡检", rows: [row("benefit.social", "供水保障能力", "有效提升")] }] },
    { title: "较上年降低，有基期", finds: ["indicators[0].target"], severity: "advice", projects: [{ name: "设备巡检", rows: [row("benefit.social", "停水投诉", "较上年降低")] }] },
    { title: "年内完成、无事故、符合国家标准", finds: [], projects: [{ name: "设备巡检", rows: [row("output.timeliness", "检修时间", "年内完成"), row("output.quality", "安全事故", "无"), row("output.quality", "水质", "符合国家标准")] }] },
  ],
};

function gravity({ target, raw, name, family, class: cls }: Row): Severity | null {
  if (target?.kind !== "text" || judgeable.test(raw)) return null;
  if (baseline.test(raw)) return "advice";
  const hard = cls === "output.quantity" || family === "cost";
  const vague = vagueValues.test(raw) || endsVague.test(raw) || tellsAgain(raw, name);
  if (hard) return "error";
  return vague ? "warning" : null;
}

function tellsAgain(raw: string, name: string): boolean {
  const own = pairsOf(bare(name).replace(/(?:情况|程度|水平)$/, ""));
  return own.size >= 2 && sharedPairs(own, pairsOf(bare(raw))) / own.size >= repeats;
}
