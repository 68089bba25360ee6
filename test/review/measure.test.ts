import assert from "node:assert/strict";
import { test } from "node:test";
import { type Measure, measureNames, measureOf } from "../../src/review/measure.ts";

const tells = (measure: Measure, ...names: readonly string[]): void => {
  for (const name of names) assert.equal(measureOf(name), measure, name);
};

test("a name is measured by its measuring word", () => {
  tells("satisfaction", "群众满意度", "学员满意率", "服务满意程度", "社会认可度");
  tells("awareness", "政策知晓率", "居民知晓度", "知晓情况");
  tells("rate", "成活率", "优良比例", "费用占比", "增长百分比", "利用系数", "宣传覆盖面");
  tells("count", "培训人数", "接待人次", "演出场次", "绿化面积", "巡检天数量", "床位数", "采购套数");
  tells("amount", "合同金额", "培训费", "人工成本", "采购单价");
  tells("time", "响应时间", "施工工期", "巡检天数");
  tells("timely", "发放及时", "工程进度");
  tells("property", "系统稳定性");
  tells("state", "设备运行情况", "服务水平");
  tells("none", "改善环境", "");
});

test("数, 费 and 性 measure only at the end of a name", () => {
  tells("none", "数字乡村", "费县道路", "性别平等");
  tells("state", "数据治理水平");
});

test("the last measuring word counts, and the longer one of two that end together", () => {
  tells("rate", "投诉处理及时率", "费用支出率", "满意度调查完成率");
  tells("satisfaction", "及时率满意率", "服务质量比例满意度");
  tells("awareness", "普及率知晓率");
  tells("count", "合格率抽查次数", "工作天数量");
  tells("timely", "按时按期", "费用发放及时");
});

test("what stands in brackets at the end does not count", () => {
  tells("rate", "合格率（次数）", "合格率(次数)", "合格率（）");
  tells("count", "合格率（一）次数", "（合格率）次数");
  tells("none", "培训（成本）");
});

test("every measure has a name of its own", () => {
  assert.deepEqual(Object.values(measureNames), ["比率", "满意度", "知晓率", "数量", "金额", "时间", "及时性", "性质", "状况", "定性描述"]);
});
