import { distance, isMore, sum } from "../../declaration/arithmetic.ts";
import { money } from "../../declaration/money.ts";
import { addends, inTenThousands } from "../figures.ts";
import { type DocumentRule, type Found, notApplicable, notEnoughData, verdictOf } from "../rule.ts";

/** 4个项目, 90万元 within one sentence: the count and the amount of what the document holds. */
const statement = /(?:共|合计|安排|涉及|设置|申报|编制)?[^。；\n]{0,16}?(\d{1,5})\s*个(?:[^。；，,\n\d]{0,8})?项目[^。；\n]{0,24}?([\d,]+(?:\.\d+)?)\s*(亿元|万元|元)/g;
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
  exclusions: ["其他年度、整个部门或涉密项目的合计不比较。", "没有一张表的文件不比较。"],
  message: "文字称{n}个项目、{m}万元，表格为{n2}个、{m2}万元。",
  fix: "核对漏表或金额。",
  check({ document, declarations }) {
    if (declarations.length === 0) return notApplicable("文件里没有绩效目标表");
    const prose = [...document.overallGoals, ...document.paragraphs.map(({ text }) => text)].join("\n");
    const statements = [...prose.matchAll(statement)].filter(([whole]) => !/上年|去年|部门整体|涉密/.test(whole));
    if (statements.length === 0) return notApplicable("正文没有写项目个数和金额");
    const budgets = declarations.map(({ budget }) => budget);
    if (budgets.includes(null)) return notEnoughData("有的表缺少预算金额或金额单位");
    const known = budgets.filter((budget): budget is string => budget !== null);
    const total = sum(known);
    return verdictOf(statements.flatMap(([whole, count = "", amount = "", unit = ""]): Found[] => {
      const stated = money(amount + unit, null).yuan;
      if (stated === null) return [];
      if (Number(count) === declarations.length && !isMore(distance(stated, total), tolerance)) return [];
      return [
        {
          path: "",
          message: `文字称${count}个项目、${inTenThousands(stated)}万元，表格为${declarations.length}个、${addends(known.map(inTenThousands))}=${inTenThousands(total)}万元。`,
          fix: "核对漏表或金额。",
          figures: { statement: whole.trim(), stated: inTenThousands(stated), total: inTenThousands(total) },
        },
      ];
    }));
  },
  examples: [
    {
      title: "正文写“4个项目，90万元”，表格为30+20+30+20=100万元",
      finds: [""],
      projects: [{ name: "甲", budget: "30" }, { name: "乙", budget: "20" }, { name: "丙", budget: "30" }, { name: "丁", budget: "20" }],
      paragraphs: ["2024年共安排4个项目，资金90万元。"],
    },
    { title: "3张表合计90万元，与正文相符", finds: [], projects: [{ name: "甲", budget: "30" }, { name: "乙", budget: "20" }, { name: "丙", budget: "40" }], paragraphs: ["2024年共安排3个项目，资金90万元。"] },
  ],
};
