import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readTarget, withoutComparator } from "../../src/declaration/read-target.ts";
import { Target } from "../../src/declaration/target.ts";

interface GoldTarget {
  text: string;
  unitColumn: string | null;
  note?: string;
  uncertain?: boolean;
}

const own = path.join(import.meta.dirname, "..", "targets.gold.json");
const acceptance = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(import.meta.dirname, "../../../shared"), "samples", "targets.gold.json");

for (const file of [own, acceptance]) {
  describe(`the typed examples of ${path.basename(path.dirname(file))}/${path.basename(file)}`, () => {
    it("are all typed right", (t) => {
      if (!existsSync(file)) {
        t.diagnostic(`验收材料不在 ${file}，没有检查。`);
        return;
      }
      const gold: GoldTarget[] = JSON.parse(readFileSync(file, "utf8"));
      for (const { text, unitColumn, note: _, uncertain, ...want } of gold) {
        const got = readTarget(text, unitColumn);
        Target.parse(got);
        if (!uncertain) assert.deepEqual({ ...got, text: undefined }, { ...want, text: undefined, ...(got.kind === "duration" && !("parts" in want) ? { parts: got.parts } : {}) }, text);
      }
      assert.ok(gold.length > 90);
    });
  });
}

describe("a target value", () => {
  const figure = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.option(fc.integer({ min: 0, max: 999 }))).map(([whole, part]) => `${whole}${part === null ? "" : `.${part}`}`);

  it("keeps every digit of a figure, however long", () => {
    fc.assert(fc.property(figure, fc.constantFrom("≥", "≤", "=", ">", "<"), fc.constantFrom("%", "次", "万元", "个分中心"), (value, sign, unit) => {
      assert.deepEqual(readTarget(`${sign}${value}${unit}`), { text: `${sign}${value}${unit}`, kind: "number", comparator: sign, value: value.replace(/^0+(?=\d)/, ""), unit, period: null });
    }));
  });

  /** As `comparator value unit period`, of a range `from–to`; kind and ISO text of a day or time limit; null for words. */
  const read = (text: string, unitColumn: string | null = null): string | null => {
    const target = readTarget(text, unitColumn);
    if (target.kind === "text") return null;
    if (target.kind === "number") return [`${target.comparator ?? ""}${target.value}`, target.unit, target.period].filter((part) => part !== null).join(" ");
    if (target.kind === "range") return [`${target.from}–${target.to}`, target.unit, target.period].filter((part) => part !== null).join(" ");
    return `${target.comparator}${target.value}`;
  };
  const reads = (want: string | null, ...texts: readonly string[]): void => {
    for (const text of texts) assert.equal(read(text), want, text);
  };

  it("has the comparator that is printed before or behind it, the stricter of two, and none where they disagree", () => {
    reads("≥3 次", ...["大于等于", "大于或等于", "不少于", "不低于", "不小于", "不得少于", "不得低于", "至少", "≥"].map((word) => `${word}3次`), "3次以上", "3次及以上", "3次或以上", "≥3次以上", "至少3次及以上");
    reads("≤3 次", ...["小于等于", "小于或等于", "不超过", "不高于", "不多于", "不大于", "不得超过", "不得高于", "最多", "控制在", "≤"].map((word) => `${word}3次`), "3次以下", "3次以内", "3次之内", "3次及以内", "不超过3次以内");
    reads(">3 次", "大于3次", "高于3次", "超过3次", "多于3次", ">3次", "大于3次以上", ">3次及以上");
    reads("<3 次", "小于3次", "低于3次", "少于3次", "<3次", "小于3次以下", "低于3次以内");
    reads("=3 次", "等于3次", "=3次");
    reads(null, "≤3次以上", "不低于3次以内", "=3次以上", "≥≥3次", "不3次", "以上", "≥", "超过");
    reads("3 次", "约3次", "近3次", "达3次", "达到3次", "全年3次", "3次左右");
  });

  it("keeps money as printed, with ¥ before it too", () => {
    reads("500 元", "¥500", "￥500", "500元");
    reads("5 万元", "¥5万", "5万元", "¥5万元");
    reads("500 元 month", "¥500/月", "500元/月", "500元每月", "每月500元");
    reads("500 元/人/月", "500元/人/月", "¥500元/人/月");
    reads("500 元/人", "¥500/人");
    reads("≤3.5 亿元", "≤3.5亿元");
    reads("3 百万元", "3百万元");
    reads("194000000", "19400万");
  });

  it("has a text without the words for at least and at most", () => {
    const told = [["不低于80万元以上", "80万元"], ["大于或等于80", "80"], ["≤３次／年", "3次/年"], ["超过3次", "3次"], ["少于3次", "3次"], ["=3次", "3次"], ["3次及以内", "3次"], ["3次", "3次"], ["培训不少于3次", "培训不少于3次"], ["培训最多3次", "培训最多3次"], ["温差大于3", "温差大于3"], ["误差小于3", "误差小于3"], ["结果等于3", "结果等于3"], ["3次以上的", "3次以上的"], ["3次以内的", "3次以内的"]];
    for (const [text = "", bare] of told) assert.equal(withoutComparator(text), bare, text);
  });

  it("is a range where both ends are of one unit", () => {
    reads("3–5 次", "3-5次", "3~5次", "3至5次", "3到5次", "3次-5次", "3 — 5次");
    reads("3–5 万元", "3-5万元", "3万-5万元", "3万元-5万元");
    reads("3–5 亿元", "3亿-5亿元");
    reads("30000–50000 人", "3万-5万人", "3万-50000人", "3-5万人");
    reads("95–98 %", "95%-98%", "95-98%", "95％～98％");
    reads("3–5 次 month", "每月3-5次", "3-5次/月");
    reads("3–5", "3-5");
    reads("98–95 %", "98%-95%");
    reads("50000–30000", "5万-3万");
    reads("1–1 万元", "1-1万元");
    reads(null, "3次-5场", "5000-1万元", "1-2-3", "3-", "-5次", "3次至多5次的时候", "3，-5次");
    assert.equal(read("3-5", "次"), "3–5 次");
  });

  it("has the unit of the column only where none is printed", () => {
    assert.equal(read("≥95", "%"), "≥95 %");
    assert.equal(read("≥95", "百分比"), "≥95 %");
    assert.equal(read("≥95", "％"), "≥95 %");
    assert.equal(read("≥95%", "次"), "≥95 %");
    assert.equal(read("≥3万", "人"), "≥30000");
    assert.equal(read("≥3", "万元"), "≥3 万元");
    assert.equal(read("≥3", "次/年"), "≥3 次 year");
    assert.equal(read("≥3", "（个，套）"), "≥3 （个，套）");
    assert.equal(read("达标", "次"), null);
  });

  it("has the period that is printed in front or behind", () => {
    reads("3 次 year", "每年3次", "年均3次", "3次/年", "3次每年", "3次/年度");
    reads("3 次 month", "每月3次", "每个月3次", "月均3次", "3次/每月", "3次/月", "3次每个月");
    reads("3 次 halfYear", "每半年3次", "3次/半年");
    reads("3 次 quarter", "每季度3次", "每季3次", "3次/季度", "3次/季");
    reads("3 次 week", "每周3次");
    reads("3 次 day", "每天3次", "每日3次", "3次/天", "3次/日");
    reads("3 次 hour", "每小时3次");
    reads("≥3 次 year", "每年不少于3次", "≥3次/年");
    reads(null, "每人3次", "每3次", "每年", "逐年3次");
    reads("3 年", "3年");
  });

  it("reads what is printed around the unit, and takes nothing for a unit that says more", () => {
    reads("100 %", "100%", "100％", "（100%）".slice(1, -1), "100（%）", "100百分比", "百分之一百", "百分之100", "100%完成", "100%到位", "100%达标", "100%合格", "100%左右");
    reads("≥95 %", "百分之九十五以上", "不低于百分之95");
    reads("5 个百分点", "5个百分点", "5百分点");
    reads("20 人", "20余人", "20多人", "20人左右", "20（人）", "约20人左右");
    reads("20 人次", "20/人次", "20人次", "二十人次");
    reads("1 例/万人", "1例/万人");
    reads("1 例/人次", "1例/人次");
    reads("3 个多媒体教室", "3个多媒体教室");
    reads("3 台(车船)", "3台（车船）");
    reads("100 人次", "100（人次）");
    reads("5 % year", "5%/年", "每年5%");
    reads(null, "100%完成任务", "95%以上的满意度", "5‰以内的差错", "一次性", "一般次", "一二次", "三五个", "3(人)次");
    reads("3 套(台)", "3套(台)", "3套（台）");
    reads("≥4200000 头(只、羽)", "≥420万头（只、羽）", "≥420万头(只、羽)");
    reads("3 个(座/处)", "3个（座/处）");
    reads(null, "3个（含、）", "3个（其中新建）", "3个（座，处）");
    reads("10000 ㎡", "1万㎡");
    reads("3 个分中心", "三个分中心", "3个分中心");
    reads("1000000000000 人", "1万亿人");
    reads(null, "一流", "一般", "三甲医院", "二级", "前3名", "第1名", "1:3", "3/4", "100%(含)的", "3次，5场", "5级前", "增长5%", "3次内部培训活动以及其他各类会议");
  });

  it("is a day or a time limit where it names one", () => {
    reads("≤2025-12-31", "2025年底", "2025年12月31日前");
    reads("≤PT3H", "3小时内");
    reads("<P3D", "少于3天");
    assert.deepEqual(readTarget("县城1小时内、乡镇2小时内"), { text: "县城1小时内、乡镇2小时内", kind: "duration", comparator: "≤", value: "PT1H", parts: [{ label: "县城", comparator: "≤", value: "PT1H" }, { label: "乡镇", comparator: "≤", value: "PT2H" }] });
    assert.deepEqual(readTarget("3小时内"), { text: "3小时内", kind: "duration", comparator: "≤", value: "PT3H", parts: [] });
  });

  it("is the same with full-width and half-width signs and figures", () => {
    for (const [wide, narrow] of [["≥９５％", "≥95%"], ["＞＝１００次", ">=100次"], ["≤３万元", "≤3万元"]] as const) {
      assert.deepEqual({ ...readTarget(wide), text: "" }, { ...readTarget(narrow), text: "" });
    }
  });
});
