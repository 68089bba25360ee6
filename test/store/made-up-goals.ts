// Tables for the tests of the way through the year.
import { money } from "../../src/declaration/money.ts";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Declaration } from "../../src/declaration/schema.ts";
import { declaration, indicator } from "./made-up.ts";

/** A table without errors: goal, output, quality, benefit, satisfaction and cost, all measurable. */
export function sound(name: string, parts: Partial<Declaration> = {}): Declaration {
  const row = (level1: string, level2: string, of: Declaration["indicators"][number]["class"], level3: string, text: string) => ({ ...indicator(level3, text), level1, level2, class: of, target: readTarget(text) });
  return declaration(name, {
    funding: { ...declaration(name).funding, total: money("80", "万元"), fiscal: money("80", "万元") },
    goals: [{ scope: "annual", text: "购置图书5000册，入藏合格率达到98%以上，读者满意度不低于90%。" }],
    indicators: [
      row("成本指标", "经济成本指标", "cost.economic", "图书购置成本", "≤80万元"),
      row("产出指标", "数量指标", "output.quantity", "购置图书数量", "≥5000册"),
      row("产出指标", "质量指标", "output.quality", "入藏图书合格率", "≥98%"),
      row("产出指标", "时效指标", "output.timeliness", "购置完成时间", "2025年11月底前"),
      row("效益指标", "社会效益指标", "benefit.social", "图书外借人次", "≥20000人次"),
      row("满意度指标", "服务对象满意度指标", "satisfaction.served", "读者满意度", "≥90%"),
    ],
    doubts: [],
    places: {},
    ...parts,
  });
}
