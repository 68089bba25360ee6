import { distance, isMore, sum } from "../../declaration/arithmetic.ts";
import { money } from "../../declaration/money.ts";
import { addends, inTenThousands } from "../figures.ts";
import { type DocumentRule, notApplicable, notEnoughData, passed, verdictOf } from "../rule.ts";

const count = String.raw`(?:(\d{1,5})\s*个[^。；，,\n\d]{0,8}项目|项目(?:支出)?(?:绩效目标)?(?:共计|合计|共有|共|有)?\s*(\d{1,5})\s*个)`;
/** 4个项目，90万元; 项目支出4个，合计90万元: the count and the amount of what the document holds, within one sentence. */
const statement = new RegExp(String.raw`([^。；;\n]*?)${count}(?:(?!其中|财政)[^。；;\n\d]){0,24}?([\d,]+(?:\.\d+)?)\s*(亿元|万元|元)`, "g");
/** What the count of other tables than these stands behind. */
const ofOthers = /部门整体|涉密|累计|全[国省市县区镇]/;
const times = /((?:19|20)\d{2})\s*年|(上年|去年|往年)/g;
/** Cents are lost where a text rounds to 0.01 万元. */
const tolerance = "100";

export const fund05: DocumentRule = {
  id: "FUND-05",
  about: "document",
  title: { zh: "汇总数与项目数不符", en: "Stated totals differ from the projects" },
  severity: "error",
  area: "勾稽",
  checks: "正文里“N个项目、M万元”的说法，与文件中绩效目标表的张数和预算合计不一致。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["其他年度、整个部门或涉密项目的合计不比较。", "几处说法中有一处与表格相符的，其余说的是别的范围，不提示。", "没有一张表的文件不比较。"],
  message: "文字称{n}个项目、{m}万元，表格为{n2}个、{m2}万元。",
  fix: "核对漏表或金额。",
  check({ document, declarations }) {
    if (declarations.length === 0) return notApplicable("文件里没有绩效目标表");
    const prose = [...document.overallGoals, ...document.paragraphs.map(({ text }) => text)].join("\n");
    const statements = [...prose.matchAll(statement)].flatMap((match) => statementOf(match, document.year));
    if (statements.length === 0) return notApplicable("正文没有写项目个数和金额");
    const known = declarations.flatMap(({ budget }) => budget ?? []);
    if (known.length < declarations.length) return notEnoughData("有的表缺少预算金额或金额单位");
    const total = sum(known);
    if (statements.some((one) => one.projects === declarations.length && !isMore(distance(one.yuan, total), tolerance))) return passed;
    return verdictOf(statements.map(({ projects, yuan, text }) => ({
      path: "",
      message: `文字称${projects}个项目、${inTenThousands(yuan)}万元，表格为${declarations.length}个、${addends(known.map(inTenThousands))}=${inTenThousands(total)}万元。`,
      fix: "核对漏表或金额。",
      figures: { statement: text, stated: inTenThousands(yuan), total: inTenThousands(total) },
    })));
  },
  examples: [
    {
      title: "正文写“4个项目，90万元”，表格为30+20+30+20=100万元",
      finds: [""],
      projects: [{ name: "甲", budget: "30" }, { name: "乙", budget: "20" }, { name: "丙", budget: "30" }, { name: "丁", budget: "20" }],
      paragraphs: ["2024年共安排4个项目，资金90万元。"],
    },
    { title: "3张表合计90万元，与正文相符", finds: [], projects: [{ name: "甲", budget: "30" }, { name: "乙", budget: "20" }, { name: "丙", budget: "40" }], paragraphs: ["2024年共安排3个项目，资金90万元。"] },
    {
      title: "“项目3个，合计95万元”",
      finds: [""],
      projects: [{ name: "甲", year: 2024, budget: "30" }, { name: "乙", budget: "20" }, { name: "丙", budget: "40" }],
      paragraphs: ["2024年安排项目支出3个，合计95万元。"],
    },
    {
      title: "上年的个数和金额不比较",
      finds: [],
      projects: [{ name: "甲", year: 2024, budget: "30" }, { name: "乙", year: 2024, budget: "20" }],
      paragraphs: ["2024年安排项目2个，合计50万元。2023年为5个项目，70万元。"],
    },
    {
      title: "只写了上年的",
      finds: [],
      outcome: "not-applicable",
      projects: [{ name: "甲", year: 2024, budget: "30" }, { name: "乙", year: 2024, budget: "20" }],
      paragraphs: ["上年项目5个，合计70万元。全县2024年共有40个项目，资金3亿元。"],
    },
  ],
};

interface Statement {
  projects: number;
  yuan: string;
  text: string;
}

/** What a sentence says of this year's tables; nothing where it speaks of another year or of more than the document holds. */
function statementOf([whole, before = "", first, second, amount = "", unit = ""]: RegExpExecArray, year: number | null): Statement[] {
  const [, told, past] = [...before.matchAll(times)].at(-1) ?? [];
  if (past !== undefined || (told !== undefined && year !== null && Number(told) !== year) || ofOthers.test(before)) return [];
  const { yuan } = money(amount + unit, null);
  return yuan === null ? [] : [{ projects: Number(first ?? second), yuan, text: whole.trim() }];
}
