import { type IndicatorClass, standardName } from "../../declaration/framework.ts";
import type { Row } from "../facts.ts";
import { type DeclarationRule, type Found, type Severity, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { costWords, negativeWords, payWords, timeWords } from "../words.ts";

const holds = (text: string, words: readonly string[]): boolean => words.some((word) => text.includes(word));
const money = /元/;
const output = /(?:完成|发放|支付|拨付|执行)率$|及时率?$|准确率?$|运转|正常运行(?:率|情况|状况)?$/;
/** 故障次数, 泄密事件数: a count of what went wrong tells of quality. */
const wentWrong = [...negativeWords, "事件", "泄密", "问题"];
/** A rate of how far the work or the payment has come stands among the deadlines as well. */
const progress = /(?:完成|执行|支付|发放|拨付|到位|下达|兑付|报销|开工|竣工|完工|投产|办结|上报|报送|签订|响应)率$/;
const paidThings = /(?:数量|份数|本数)$/;
/** Benefits that only look like outputs. */
const trueBenefit = /覆盖|提高|提升|降低|减少|增加|增长|下降|改善|节约|收入|就业|保障|故障|影响|水平|受益|利用率|使用率|持续|长效|机制|稳定/;

interface Misplaced {
  right: IndicatorClass;
  severity: Severity;
}

export const rel07: DeclarationRule = {
  id: "REL-07",
  about: "declaration",
  title: { zh: "指标归类错误", en: "Wrong class" },
  severity: "warning",
  area: "相关性",
  checks: "数量指标考核金额或及时，质量指标考核数量或完成率，时效指标与时间无关，成本指标不是成本，效益指标写的是支付、及时、准确、完成等产出。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["覆盖率可以是社会效益。", "结算类项目的支付时间是时效。", "目标值写日期、时限的，归时效总是对的。", "换页处被拆开的类别，请核对原表。", "故障次数、差错数、事故数可以是质量。", "完成率、支付率一类的进度可以是时效。"],
  message: "“{name}”属于{right}，却填在{class}。",
  fix: "移到{right}；{class}另设或不设。",
  check(facts) {
    if (facts.rows.every((each) => each.class === null || each.name === "")) return notApplicable("没有归了类的指标");
    return verdictOf(
      facts.rows.flatMap((each): Found[] => {
        const wrong = misplaced(each);
        if (!wrong || each.class === null) return [];
        const [right, cls] = [standardName(wrong.right), standardName(each.class)];
        return [{ path: `${each.path}.class`, severity: wrong.severity, message: `“${each.name}”属于${right}，却填在${cls}。`, fix: `移到${right}；${cls}另设或不设。`, figures: { class: cls, right } }];
      }),
    );
  },
  examples: [
    { title: "补助就是成本，只是目标值写成比率", finds: [], projects: [{ name: "网点建设", rows: [row("cost.economic", "网点建设补助", "≥95%")] }] },
    { title: "时效指标写发布频次", finds: ["indicators[0].class"], projects: [{ name: "政策宣传", rows: [row("output.timeliness", "公众号发布频次", "=4次/月")] }] },
    { title: "社会效益写养老金发放", finds: ["indicators[0].class"], projects: [{ name: "养老保险", rows: [row("benefit.social", "退休人员养老金发放", "≥95%")] }] },
    { title: "经济效益“工程款拨付及时率”", finds: ["indicators[0].class"], severity: "error", projects: [{ name: "泵站建设", rows: [row("benefit.economic", "工程款拨付及时率", "≥95%")] }] },
    { title: "时效“工程款拨付及时率”、社会效益“特困人员救助覆盖率”", finds: [], projects: [{ name: "救助", rows: [row("output.timeliness", "工程款拨付及时率", "≥95%"), row("benefit.social", "特困人员救助覆盖率", "≥95%")] }] },
    { title: "成本指标写发放人数", finds: ["indicators[0].class"], severity: "error", projects: [{ name: "救助", rows: [row("output.cost", "发放人数", "≥95人")] }] },
    { title: "成本指标写“待遇支付 20100万”，只是没写元", finds: [], projects: [{ name: "生育保险", rows: [row("output.cost", "全年生育保险待遇支付", "20100万")] }] },
    { title: "金额的单位在计量单位栏", finds: [], projects: [{ name: "企业培育", rows: [row("cost.economic", "奖补资金总额", "≤800", { unit: "万元" })] }] },
    { title: "时效指标目标值是日期", finds: [], projects: [{ name: "救助", rows: [row("output.timeliness", "名单公示", "6月底前")] }] },
    { title: "质量指标写故障次数、泄密事件数", finds: [], projects: [{ name: "系统运维", rows: [row("output.quality", "系统故障次数", "≤3次"), row("output.quality", "试卷泄密事件数", "=0起")] }] },
    { title: "质量指标写完成率", finds: ["indicators[0].class"], projects: [{ name: "考试", rows: [row("output.quality", "考场布置完成率", "=100%")] }] },
    { title: "时效指标写到课率", finds: ["indicators[0].class"], projects: [{ name: "培训", rows: [row("output.timeliness", "学员到课率", "≥95%")] }] },
    { title: "时效指标写资金支付率", finds: [], projects: [{ name: "培训", rows: [row("output.timeliness", "资金支付率", "≥95%")] }] },
    { title: "社会效益写核发数量", finds: ["indicators[0].class"], projects: [{ name: "考试", rows: [row("benefit.social", "证书核发数量", "≥4200本")] }] },
    { title: "质量指标写培训人次", finds: ["indicators[0].class"], projects: [{ name: "培训", rows: [row("output.quality", "培训人次", "≥95人次")] }] },
  ],
};

function misplaced(each: Row): Misplaced | null {
  const { name, measure } = each;
  if (name === "") return null;
  switch (each.class) {
    case "output.quantity":
      if (measure === "timely" || /及时率$/.test(name)) return { right: "output.timeliness", severity: "warning" };
      return measure === "amount" && money.test(each.printed) ? { right: "output.cost", severity: "warning" } : null;
    case "output.quality":
      return (measure === "count" && each.unit && !each.isPercent && !holds(name, wentWrong)) || /发放份数|工作量|(?<!目标)完成率$/.test(name) ? { right: "output.quantity", severity: "warning" } : /及时率$/.test(name) ? { right: "output.timeliness", severity: "warning" } : null;
    case "output.timeliness":
      return isTimely(each) ? null : { right: measure === "count" ? "output.quantity" : "output.quality", severity: "warning" };
    case "output.cost":
    case "cost.economic":
      return holds(`${name}${each.description}`, costWords) || money.test(each.printed) || /节约|节支|采购率/.test(name) || isSum(each) || moneyNoun.test(name) ? null : { right: rightOf(each), severity: "error" };
    case "benefit.economic":
    case "benefit.ecological":
    case "benefit.social":
      return benefitAsOutput(each);
    default:
      return null;
  }
}

/** 网点建设补助, 奖补资金: money, whatever the target says. */
const moneyNoun = /(?:补助|补贴|津贴|奖励|奖补|工资|薪酬|租金|奖金|保费|资金|总额|款)$/;

/** 待遇支付 20100万: an amount whose 元 was left out. */
const isSum = (each: Row): boolean => holds(each.name, payWords) && /\d[万亿]$/.test(each.raw);

/** Where a row belongs that stands among the costs and is none. */
function rightOf({ measure, name }: Row): IndicatorClass {
  if (measure === "count") return "output.quantity";
  if (measure === "timely" || measure === "time" || /及时率$/.test(name)) return "output.timeliness";
  return measure === "none" && /增加|减少|增收|带动|节省/.test(name) ? "benefit.economic" : "output.quality";
}

function isTimely({ name, description, raw, target }: Row): boolean {
  // 4次/每月 says how often, not by when.
  if (/(?:频次|次数|频率)$/.test(name)) return target?.kind === "date" || target?.kind === "duration";
  return raw === "" || holds(`${name}·${description}·${raw}`, timeWords) || /[时期]|天数/.test(name) || progress.test(name) || /[年月日天时]/.test(raw) || target?.kind === "date" || target?.kind === "duration";
}

function benefitAsOutput(each: Row): Misplaced | null {
  const paid = holds(each.name, payWords) && (/率$|及时|准确|情况$/.test(each.name) || payWords.some((word) => each.name.endsWith(word)));
  if (holds(each.name, [...payWords, "核发", "印发"]) && paidThings.test(each.name) && !trueBenefit.test(each.name)) return { right: "output.quantity", severity: "warning" };
  if (!paid && !(output.test(each.name) && !trueBenefit.test(each.name))) return null;
  const right = /及时|按时|按期/.test(each.name) ? "output.timeliness" : "output.quality";
  const grave = each.class !== "benefit.social" && (paid || /及时|准确/.test(each.name));
  return { right, severity: grave ? "error" : "warning" };
}
