// What is found in prose: amounts with their roles, counts, dates, items, and prices that are multiplied.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pricesIn } from "../../src/review/prose/prices.ts";
import { type Amount, type Prose, proseOf, type QuantityMention } from "../../src/review/prose/prose.ts";

const read = (text: string, currency: string | null = null, year: number | null = 2025): Prose => proseOf(text, { currency, year });
const amounts = (text: string, currency?: string): readonly Amount[] => read(text, currency).amounts;
const quantities = (text: string): readonly QuantityMention[] => read(text).quantities;

/** The text, and what is found in it. */
function tells<Found>(found: (text: string) => Found, ...told: readonly (readonly [text: string, found: Found])[]): void {
  for (const [text, want] of told) assert.deepEqual(found(text), want, text);
}

test("an amount is read exactly, whatever its scale", () => {
  tells((text) => amounts(text).map(({ text: printed, yuan }) => [printed, yuan]),
    ["购置3万元设备", [["3万元", "30000"]]],
    ["购置3 万 元设备", [["3 万 元", "30000"]]],
    ["购置1,234.5元，另付8千元", [["1,234.5元", "1234.5"], ["8千元", "8000"]]],
    ["2百元、3千万元、4百万元、5十万元、0.6亿元", [["2百元", "200"], ["3千万元", "30000000"], ["4百万元", "4000000"], ["5十万元", "500000"], ["0.6亿元", "60000000"]]],
    ["三十五万元和二百元", [["三十五万元", "350000"], ["二百元", "200"]]],
    ["一二万元", []],
    ["〔2025〕号，A20元，1.2.3元", []],
    ["没有钱，只有30人", []],
  );
});

test("every amount printed with digits is read with all of them", () => {
  fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.constantFrom(["元", 1n], ["万元", 10000n], ["亿元", 100000000n]), (digits, [unit, times]) => {
    assert.deepEqual(amounts(`安排经费${digits}${unit}。`).map(({ yuan }) => yuan), [String(digits * (times as bigint))]);
  }));
});

test("万 without 元 is money only in a table of 万元 and before nothing that is counted", () => {
  const found = (currency?: string) => (text: string) => amounts(text, currency).map(({ text: printed, bareScale }) => [printed, bareScale]);
  tells(found(),
    ["租金3万，修缮4万元", [["3万", true], ["4万元", false]]],
    ["租金3万，修缮4元", [["4元", false]]],
    ["租金3千，修缮4万元", [["4万元", false]]],
    ["租金3千万，修缮4万元", [["4万元", false]]],
    ["发放3万份，修缮4万元", [["4万元", false]]],
    ["发放3万 份，修缮4万元", [["4万元", false]]],
    ["租金3万，200份，修缮4万元", [["3万", true], ["4万元", false]]],
    ["租金3万/年，修缮4万元", [["4万元", false]]],
    ["租金3万/12月，修缮4万元", [["4万元", false]]],
    ["服务3万余户，修缮4万元", [["4万元", false]]],
    ["共3，修缮4万元", [["4万元", false]]],
  );
  tells(found("万元"), ["租金3万", [["3万", true]]], ["租金0.3亿", [["0.3亿", true]]]);
  tells(found("元"), ["租金3万", []]);
});

test("an amount has a role in its sentence", () => {
  const roles = (text: string) => amounts(text).map(({ role }) => role).join(" ");
  tells(roles,
    ["租金3万元", "part"],
    ["共计3万元", "total"], ["预算为3万元", "total"], ["总投资约为3万元", "total"], ["合计金额大约为人民币3万元", "part"], ["合计，另付3万元", "part"], ["合计2人3万元", "part"],
    ["核减租金3万元，及保洁费2万元", "cut cut"], ["核减后预算为3万元", "total"], ["扣除税款后拨付3万元", "part"], ["核减租金；保洁3万元", "part"],
    ["核减3万元；租金2万元", "cut part"], ["核减租金\n保洁3万元", "part"],
    ["压减3万元", "cut"], ["压减经费约3万元", "cut"], ["压减了差旅费3万元", "cut"], ["压缩办公与差旅方面支出3万元", "part"], ["压减，租金3万元", "part"], ["压减2项租金3万元", "part"], ["减少为3万元", "total"], ["压减到3万元", "part"], ["减少支出。租金3万元", "part"],
    ["2024年安排3万元", "otherYear"], ["2024 年度安排3万元", "otherYear"], ["2025年安排3万元", "part"], ["2024年完成，租金3万元", "part"], ["2024年建成投入使用的老旧小区的租金费用3万元", "part"],
    ["上年安排3万元", "otherYear"], ["以前年度结转资金3万元", "otherYear"], ["上年完成，租金3万元", "part"], ["上年2期租金3万元", "part"], ["去年建成投入使用的老旧小区的租金费用3万元", "part"],
    ["每人3万元", "unitPrice"], ["每 3万元", "part"], ["单价约3万元", "unitPrice"], ["标准为3万元", "unitPrice"], ["标准3万元", "unitPrice"], ["每个村的补助3万元", "unitPrice"], ["每人每月住宿餐费和交通费3万元", "part"], ["每人，租金3万元", "part"], ["每月2次租金3万元", "part"],
    ["每培训学员3万元", "unitPrice"], ["户均 3万元", "unitPrice"], ["租金3万元/年", "unitPrice"], ["租金3万元 / 年", "unitPrice"], ["租金3万元 /2年", "unitPrice"], ["租金3万元每2年", "unitPrice"], ["租金3万元，每2年", "part"],
    ["每人800元至1500元", "unitPrice unitPrice"], ["每人800元 — 1500元", "unitPrice unitPrice"], ["每人800元，餐费1500元", "unitPrice part"], ["每人800元至少1500元", "unitPrice part"], ["每人800元餐费至1500元", "unitPrice part"], ["租金800元至1500元", "part part"],
    ["较上年增加3万元", "background"], ["比去年增加3万元", "background"], ["年上年增加3万元", "otherYear"], ["带动农户增收约3万元", "background"], ["增收，租金3万元", "part"], ["收入来源于本地农户养殖业共需3万元", "total"], ["增收2户租金3万元", "part"],
  );
  assert.equal(read("2024年安排3万元", null, null).amounts[0]?.role, "part");
});

test("an amount behind 其中 or in brackets belongs to the one before", () => {
  const within = (text: string) => amounts(text).map((one) => one.within);
  tells(within,
    ["共10万元，其中租金4万元", [false, true]],
    ["共10万元 ； 包括租金4万元、保洁6万元", [false, true, true]],
    ["共10万元其中租金4万元", [false, true]],
    ["共10万元，分别为租金4万元", [false, true]], ["共10万元，分别是租金4万元", [false, true]], ["共10万元，分别用于租金4万元", [false, false]],
    ["其中租金4万元", [false]], ["共3项，其中租金4万元", [false]],
    ["共10万元（租金4万元）", [false, true]], ["共10万元 （租金4万元）", [false, true]], ["共10万元（略），租金4万元", [false, false]], ["共10万元，（租金4万元）", [false, false]],
    ["共10万元（财政资金），其中租金4万元", [false, true]], ["共10万元(财政资金)，其中租金4万元", [false, true]],
    ["共10万元。其中租金4万元", [false, false]], ["共10万元，其中租金4万元。保洁2万元", [false, true, false]], ["共10万元，其中租金4万元\n保洁2万元", [false, true, false]],
    ["共10万元，其中租金4万元；保洁2万元", [false, true, true]],
    ["1.共10万元，其中租金4万元；2.保洁2万元", [false, true, false]],
    ["1.共10万元。说明。其中租金4万元", [false, false]],
  );
});

test("the noun of an amount is what stands right before it", () => {
  const noun = (text: string) => amounts(text).map((one) => one.noun);
  tells(noun,
    ["设备租金4万元", ["设备租金"]], ["设备租金约为4万元", ["设备租金"]], ["设备，租金共计4万元", ["租金"]], ["设备，4万元", [""]],
    ["保洁费；租金4万元", ["租金"]], ["ABC系统4万元", ["ABC系统"]], ["甲乙丙丁戊己庚辛壬癸子丑寅卯4万元", ["丙丁戊己庚辛壬癸子丑寅卯"]], ["设备租金（4万元）", [""]],
  );
});

test("an amount tells its item and place", () => {
  const text = "甲3万元；乙4万元";
  assert.deepEqual(amounts(text).map(({ item, from, to }) => [item, text.slice(from, to)]), [[0, "3万元"], [1, "4万元"]]);
});

test("dates are read to the day; numbers of documents are none", () => {
  const dates = (text: string) => read(text).dates.map((date) => [date.text, date.year, date.month, date.day]);
  tells(dates,
    ["2025年完成", [["2025年", 2025, null, null]]], ["2025 年度完成", [["2025 年度", 2025, null, null]]], ["2025年 6 月完成", [["2025年 6 月", 2025, 6, null]]],
    ["2025年12月31日前", [["2025年12月31日", 2025, 12, 31]]], ["1998年 06 月 05 日", [["1998年 06 月 05 日", 1998, 6, 5]]], ["2025年10月20日", [["2025年10月20日", 2025, 10, 20]]],
    ["6月底前", [["6月底", null, 6, null]]], ["12月末", [["12月末", null, 12, null]]], ["06月份", [["06月份", null, 6, null]]], ["11月30日", [["11月30日", null, 11, 30]]], ["6 月 9 日", [["6 月 9 日", null, 6, 9]]], ["6月01日、6月19日", [["6月01日", null, 6, 1], ["6月19日", null, 6, 19]]],
    ["〔2025〕16号，13月，16月，1825年", []], ["每月6次，6个月", []], ["2025年13月", [["2025年", 2025, null, null]]], ["6月30", []], ["6月40日", []],
  );
  const text = "甲。2025年6月乙";
  assert.deepEqual(read(text).dates.map(({ from, to, item }) => [text.slice(from, to), item]), [["2025年6月", 1]]);
});

test("a text is divided at line ends, 。 and ；, and at numbers that begin an item", () => {
  const items = (text: string) => read(text).items.map(({ body, numbered, head }) => [body, numbered, head]);
  tells(items,
    ["甲事。乙事；丙事;丁事\n戊事", [["甲事", false, 0], ["乙事", false, 1], ["丙事", false, 2], ["丁事", false, 3], ["戊事", false, 4]]],
    ["1.甲事；说明；2.乙事；说明", [["甲事", true, 0], ["说明", false, 0], ["乙事", true, 2], ["说明", false, 2]]],
    ["说明；说明；1、甲事", [["说明", false, 0], ["说明", false, 1], ["甲事", true, 2]]],
    ["（一）甲事，（二）乙事", [["甲事", true, 0], ["乙事", true, 1]]],
    ["（ 12 ） 甲事", [["甲事", true, 0]]], ["（十一）甲事。十二、乙事。13．丙事。14）丁事", [["甲事", true, 0], ["乙事", true, 1], ["丙事", true, 2], ["丁事", true, 3]]],
    ["①甲事，②乙事；③丙事", [["甲事", true, 0], ["乙事", true, 1], ["丙事", true, 2]]],
    ["目标：1.甲事 2.乙事；3、丙事", [["目标：", false, 0], ["甲事", true, 1], ["乙事", true, 2], ["丙事", true, 3]]],
    ["甲事，10、乙事，（10）丙事", [["甲事", false, 0], ["乙事", true, 1], ["丙事", true, 2]]],
    ["达到，95.5分，（3人），（123）件，12分", [["达到，95.5分，（3人），（123）件，12分", false, 0]]],
    ["甲事共2、乙事", [["甲事共2、乙事", false, 0]]], ["2.5倍，甲事", [["2.5倍，甲事", false, 0]]], ["123.甲事", [["123.甲事", false, 0]]], ["（123）甲事", [["（123）甲事", false, 0]]],
    ["  甲事 。", [["甲事", false, 0]]], ["甲事。。——。乙事. ", [["甲事", false, 0], ["乙事", false, 1]]], ["——甲事", [["——甲事", false, 0]]],
    ["", []],
  );
  const text = "  甲事 。 （1）乙事";
  assert.deepEqual(read(text).items.map(({ from, to, text: own }) => [text.slice(from, to), own]), [["甲事 。", "甲事 。"], ["（1）乙事", "（1）乙事"]]);
});

test("every item stands where it says, in order, and no letter is lost", () => {
  const pieces = fc.array(fc.constantFrom("甲", "乙3人", "。", "；", "\n", " ", "1.", "（2）", "②", "，", "：", "95.5", "、"), { maxLength: 14 }).map((list) => list.join(""));
  fc.assert(fc.property(pieces, (text) => {
    const { items } = read(text);
    for (const { text: own, from, to } of items) assert.equal(text.slice(from, to), own);
    for (const [at, { from, head }] of items.entries()) {
      assert.ok(at === 0 || from >= (items[at - 1]?.to ?? 0));
      assert.ok(head <= at && (head === at || items[head]?.numbered));
    }
    const letters = (one: string) => one.replace(/[\p{P}\s]/gu, "");
    assert.equal(items.map((item) => letters(item.text)).join(""), letters(text));
  }));
});

const counts = (text: string) => quantities(text).map(({ value, to2, unit }) => [value, to2, unit]);

test("a count has its exact figure, a range its upper end, and its unit", () => {
  tells(counts,
    ["培训村医200名", [["200", null, "名"]]], ["培训1,200.5 人次", [["1200.5", null, "人次"]]], ["植树3万余株、0.2亿棵", [["30000", null, "株"], ["20000000", null, "棵"]]], ["植树二十三株，约三百多棵", [["23", null, "株"], ["300", null, "棵"]]],
    ["开展3—5场", [["3", "5", "场"]]], ["开展3 至 5 场", [["3", "5", "场"]]], ["上升3%-5%", [["3", "5", "%"]]], ["上升3 ％ ~ 1,500.5％", [["3", "1500.5", "%"]]], ["发放1到2万份", [["10000", "20000", "份"]]], ["下降5‰，提高2个百分点", [["5", null, "‰"], ["2", null, "个百分点"]]],
    ["〔2025〕3号，A3个，1.2.3个", []], ["需3万元，6个月，3天，2个小时，5个工作日，2个学期，4个季度，3个年度，2个星期，7个周期", [["7", null, "个"]]], ["三五名、一二名", []],
  );
});

test("一个 and 三个 are words, and 第3次 is an ordinal; with 以上, 万 or a range they are figures", () => {
  tells(counts,
    ["一个、二项、两次、一条、一件、一名、两人、两家、一户", []], ["三个方面、十项任务", []],
    ["三次、四名、十家", [["3", null, "次"], ["4", null, "名"], ["10", null, "家"]]], ["两场次、一人次、两平方米", [["2", null, "场次"], ["1", null, "人次"], ["2", null, "平方米"]]], ["二十个、十二个、十三项", [["20", null, "个"], ["12", null, "个"], ["13", null, "项"]]],
    ["1个、3个", [["1", null, "个"], ["3", null, "个"]]],
    ["两个以上、三项以上", [["2", null, "个"], ["3", null, "项"]]], ["两个，以上", []], ["一万人", [["10000", null, "人"]]], ["三至五个", [["3", "5", "个"]]],
    ["第3次、第 二十三次", []], ["第一批培训3次", [["3", null, "次"]]], ["3次，位列第", [["3", null, "次"]]],
  );
});

test("at least and at most are told before the figure or behind it", () => {
  const signs = (text: string) => quantities(text).map(({ comparator }) => comparator).join(" ");
  tells(signs,
    ["培训3次", ""],
    ...["不低于3次", "不少于3次", "不小于3次", "至少3次", "达3次", "达到 3次", "超过3次", "大于3次", "≥3次", ">=3次", "3次以上", "3次及以上", "3次或以上"].map((text) => [`培训${text}`, "≥"] as const),
    ...["不超过3次", "不高于3次", "不多于3次", "控制在3次", "低于3次", "少于 3次", "≤3次", "<=3次", "3次以内", "3次及以内", "3次或以下", "3次之内"].map((text) => [`培训${text}`, "≤"] as const),
    ["至少培训3次", ""], ["控制在校培训3次", ""], ["不大于3次", ""], ["培训3次，以上皆是", ""], ["培训3次，以内训为主", ""],
  );
});

test("what is counted stands before a rate, and before or behind a count", () => {
  const nouns = (text: string) => quantities(text).map(({ noun }) => noun).join("|");
  tells(nouns,
    ["成活率95%以上", "成活率"], ["苗木成活率（不低于≥95％）", "苗木成活率"], ["成活率95%苗木", "成活率"], ["率5‰苗木", "率"], ["，95%苗木", ""], ["按时、成活率 达到 95%", "成活率"], ["成活率约为95%", "成活率"], ["成活率（约 95%）", "成活率"],
    ["培训200名村医", "村医"], ["培训村医200名", "培训村医"], ["培训村医200名学员", "培训村医"], ["培训200名，村医", "培训"], ["（200名）村医", ""], ["200名 村医", ""], ["建设ABC系统3套", "建设ABC系统"],
    ["甲乙丙丁戊己庚辛壬癸子丑寅卯95%", "丙丁戊己庚辛壬癸子丑寅卯"], ["训200名甲乙丙丁戊己庚辛壬癸子丑寅卯", "甲乙丙丁戊己庚辛壬癸子丑"],
    ["植树造林。3株", ""], ["培训村医\n3名", ""],
  );
});

test("stock, history and reasons are no promise", () => {
  const roles = (text: string) => quantities(text).map(({ role }) => role).join(" ");
  tells(roles,
    ["现有3人", "background"], ["现有职工及离退休人员共计3人", "background"], ["全市共有3户，目前欠费2户", "background background"], ["现有，培训3人", "goal"], ["现有设备；培训3人", "goal"], ["由于历史原因造成的需要逐步分批分期进行改造的3户", "background"], ["由于历史原因造成的需要逐步分批分期依法依规进行改造的3户", "goal"], ["现有设备。培训3人", "goal"], ["全县有3人", "background"],
    ["在3个乡镇演出4场", "background goal"], ["全年，在3个乡镇", "background"], ["村里和在3个乡镇", "background"], ["在县城、3个乡镇", "background"], ["在全县3个乡镇", "background"], ["在校3人", "goal"], ["存在3个", "goal"], ["在县城、乡镇，培训3人", "goal"], ["在县城，3个", "goal"],
  );
});

test("a count tells its item and place", () => {
  const text = "培训3人；演出 4 场";
  assert.deepEqual(quantities(text).map(({ item, from, to, text: own }) => [item, text.slice(from, to), own]), [[0, "3人", "3人"], [1, "4 场", "4 场"]]);
});

test("a price is multiplied with one figure for each 每, where the product is stated", () => {
  const prices = (text: string) => pricesIn(text, read(text)).map(({ price, factors, stated }) => [price.yuan, factors.map(({ value }) => value).join("×"), stated.yuan].join(" "));
  tells(prices,
    ["购置120套，每套4500元，计54万元", ["4500 120 540000"]], ["按每生每天5元、8320名学生、全年200天测算，共需852万元", ["5 8320×200 8520000"]],
    ["200天8320人，每人每日5元，共852万元", ["5 8320×200 8520000"]], ["3季度，每季5元，共15元", ["5 3 15"]], ["3批，每批次5元，共15元", ["5 3 15"]], ["3批次，每批5元，共15元", ["5 3 15"]],
    ["3 个月，每月5元，共15元", ["5 3 15"]], ["3个月，每月5元，共15元", ["5 3 15"]], ["2年3学期，每学期5元，共15元", []], ["3学期每年每学期5元，共15元", ["5 3 15"]], ["3周，每周5元，共15元", ["5 3 15"]], ["3晚，每晚5元，共15元", ["5 3 15"]],
    ["住宿3人，5元/人，共15元", ["5 3 15"]], ["住宿3人2天，5元/人/天，共30元", ["5 3×2 30"]], ["住宿3人2天，5元/人·天，共30元", ["5 3×2 30"]], ["住宿3人2天，5元／人每天，共30元", ["5 3×2 30"]], ["人均补助5元，3人，共15元", ["5 3 15"]],
    ["3人2天，每人5元，共15元", []], ["3人4人，每人5元，共15元", []], ["3台，每人5元，共15元", []], ["95%共3人，每人5元，共15元", ["5 3 15"]], ["3至5人，每人5元，共15元", []], ["现有3人，每人5元，共15元", []], ["单价5元3套，共15元", []],
    ["3人，每人5元", []], ["3人，每人5元，上年15元", []], ["3人，每人5元，每套15元", []], ["3人，每人5元。共15元", []], ["3人；每人5元，共15元", []], ["3人，租金2元，每人5元，共15元", []], ["租金2元，3人，每人5元，共15元", ["5 3 15"]],
    ["每人5元，共15元，3人", []], ["每人5元，3人共15元", ["5 3 15"]], ["3人，每人5元，租金15元", ["5 3 15"]],
    ["54万元（120套，每套4500元）", ["4500 120 540000"]], ["54万元 （每套4500元，120套），3套", ["4500 120 540000"]], ["54万元(120套，每套4500元)", ["4500 120 540000"]], ["54万元（120套，每套4500元", ["4500 120 540000"]],
    ["54万元，其中（120套，每套4500元）", []], ["3套54万元（120套，每套4500元）", ["4500 120 540000"]], ["54万元（略）120套，每套4500元，计53万元", ["4500 120 530000"]], ["54万元（120套，每套4500元），租金3元", ["4500 120 540000"]],
    ["2万元，54万元（120套，每套4500元）", ["4500 120 540000"]], ["每套4500元（120套），共54万元", ["4500 120 540000"]],
  );
});
