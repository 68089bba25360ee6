// Deadlines (the last day on which they are kept) and time limits, as targets print them.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { deadline, timeLimits } from "../../src/declaration/deadline.ts";

function days(...told: readonly (readonly [day: string | null, ...texts: readonly string[]])[]): void {
  for (const [day, ...texts] of told) for (const text of texts) assert.equal(deadline(text), day, text);
}

test("a day that is printed is that day", () => {
  days(
    ["2025-06-09", "2025-6-9", "2025/06/09", "2025.6.9日前", "2025年6月9日", "2025年度6月9日前完成", "2025年6月9号之前", "截至2025年6月9日", "不晚于2025-6-9全部支付"],
    ["1999-12-31", "1999年12月31日"],
    ["YEAR-06-09", "6月9日前", "每年6月9日", "当年6月9号以前办结", "本年6月9日内", "≤6月9日", "力争6月9日完成", "不迟于6月9日"],
    ["2024-02-29", "2024年2月29日前"], ["YEAR-02-29", "2月29日前"], ["YEAR-02-28", "2月28日前"], ["2025-04-30", "2025年4月30日"],
    [null, "2025年2月29日", "2月30日前", "6月31日前", "2025-11-31"],
    [null, "2025年13月1日", "2025年0月1日", "2025-13-1", "6月32日前", "6月0日前", "1825年6月9日", "2025-6-9-1", "6月9日前完成3项", "6月9日前完成，按时支付", "6月9日前将所有的资金足额支付"],
  );
});

test("a month, or a part of it, ends on its last day; February of an unknown year on the 28th", () => {
  days(
    ["2024-02-29", "2024年2月", "2024年2月底", "2024-2", "2024.02", "2024年2月份前"], ["2025-02-28", "2025年2月末前支付"], ["YEAR-02-28", "2月底前", "2月份前", "2月完成", "2月支付", "2月以内"],
    ["YEAR-06-10", "6月初", "6月上旬完成", "每年6月份上旬"], ["YEAR-06-20", "6月中旬前"], ["YEAR-06-30", "6月下旬", "6月之前", "6月内"], ["2025-06-30", "2025年6月", "2025年6月份", "2025年度6月前"],
    [null, "6月", "6月份", "2025年6月中期", "13月底"],
  );
  fc.assert(fc.property(fc.integer({ min: 1900, max: 2099 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
    const last = deadline(`${year}年${month}月底前完成`) ?? "";
    assert.equal(last.slice(0, 8), `${year}-${String(month).padStart(2, "0")}-`);
    assert.equal(new Date(Date.parse(last) + 86_400_000).getUTCDate(), 1, "the next day is the first of a month");
  }));
});

test("a quarter, a half and a year end on their last day", () => {
  days(
    ["YEAR-03-31", "一季度", "第一季度末", "1季度底前"], ["YEAR-06-30", "二季度完成", "上半年", "上半年底前"], ["2025-09-30", "2025年第三季度", "2025年3季度内支付"], ["YEAR-12-31", "第四季度", "4季度前", "下半年", "年底前", "年末", "年终完成", "本年底", "本年度末前", "当年年底", "每年年底前", "年度终", "年度内完成", "年内", "本年内", "本年度以内", "当年之内支付", "当年完成", "本年度办结", "本年支付", "当年拨付完毕"],
    ["2025-12-31", "2025年", "2025年度", "2025年完成", "2025年底", "2025年度末", "2025年年底前", "2025年内", "2025年度内支付"],
    [null, "五季度", "5季度", "半年", "年", "年度", "每年", "当年", "全年", "2025", "2025年第", "年底达到95%", "逐年完成", "三年内", "2025年至2026年"],
  );
});

/** As `label comparator value`, one a limit. */
const limits = (text: string) => timeLimits(text)?.map(({ label, comparator, value }) => `${label}${comparator}${value}`).join(" ") ?? null;

function spans(...told: readonly (readonly [limit: string | null, ...texts: readonly string[]])[]): void {
  for (const [limit, ...texts] of told) for (const text of texts) assert.equal(limits(text), limit, text);
}

test("a time limit has a word that limits, before or behind", () => {
  spans(
    ["≤PT3H", "3小时内", "3个小时以内", "三小时之内", "不超过3小时", "控制在3小时", "≤3小时内", "在3小时内", "不多于3小时", "3小时内办结", "3小时前", "3小时之前", "3小时以前"],
    ["<PT3H", "<3小时内", "小于3小时", "少于3小时", "小于3小时内"],
    [null, "3小时", "≤3小时", "<3小时", "在3小时", "≤3小时办结", "约3小时", "3小时左右", "大于3小时", "3小时内完成3件", "3小时内办结率达标以上的", "3次", "小时", "尽快", "≤3", "3内"],
  );
  spans(["≤P3D", "3日内"], [null, "25日前", "25日以前", "3日"], ["≤P3D", "3天前"]);
});

test("every unit of time has its own form, halves too", () => {
  spans(
    ["≤PT30M", "30分钟内", "半小时内", "半个小时内"], ["≤PT90M", "90分钟内"], ["≤PT1H30M", "一个半小时内", "1.5小时内"], ["≤PT2H", "两小时内"], ["≤PT12M", "0.2小时内"], ["≤PT45S", "45秒内"], ["≤PT0M", "0小时内"],
    ["≤P15D", "15个工作日内", "15个自然日内", "15天内", "十五日内", "半个月内", "半月内"], ["≤P1.5D", "一天半内", "1.5天内"], ["≤P2W", "2周内", "两个星期内", "2个礼拜内"], ["≤P6M", "6个月内", "半年内", "两个季度内"], ["≤P1.5M", "一个半月内"], ["≤P2Y", "2年内"], ["≤P18M", "一年半内", "1.5年内"], ["≤P120D", "一百二十天内"],
    [null, "0.001小时内", "1.5分钟内", "半秒内", "三五天内"],
  );
});

test("several limits keep what each is for; parts that are none make all of it words", () => {
  spans(
    ["中心城区≤PT1H30M 郊区≤PT3H", "中心城区一个半小时内;郊区三个小时内", "中心城区一个半小时内；郊区三个小时内", "中心城区:一个半小时内,郊区:三个小时内。", "中心城区一个半小时内，，郊区三个小时内"],
    ["县城≤PT1H 乡镇≤PT2H", "县城1小时内、乡镇2小时内"], ["调查、审批≤P3D", "调查、审批3日内"],
    ["受理<P3D 办结≤P5D", "受理少于3天；办结不超过5天"],
    [null, "县城1小时内；乡镇按时", "；", "响应:3次内1小时内"],
    ["一二三四五六七八九十一二三四五六七八九十≤PT1H".replaceAll(/[一二三四五六七八九十]/g, "甲"), `${"甲".repeat(20)}1小时内`], [null, `${"甲".repeat(21)}1小时内`],
  );
});

test("whatever the cell holds, a limit is a duration of the standard", () => {
  const pieces = fc.constantFrom("3", "半", "一", "1.5", "个", "小时", "天", "日", "月", "年", "季度", "周", "分钟", "秒", "内", "不超过", "前", "；", "响应", "≤");
  fc.assert(fc.property(fc.array(pieces, { minLength: 1, maxLength: 8 }).map((list) => list.join("")), (text) => {
    for (const { value, label } of timeLimits(text) ?? []) {
      assert.match(value, /^P(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?|\d+(?:\.\d+)?[WDM]|\d+Y)$/);
      assert.notEqual(value, "PT");
      assert.ok(text.includes(label));
    }
  }));
});
