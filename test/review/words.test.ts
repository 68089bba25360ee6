import assert from "node:assert/strict";
import { test } from "node:test";
import { vagueBasis, vagueNames, vagueValues } from "../../src/review/words.ts";

const isVagueName = (name: string): boolean => vagueNames.some((pattern) => pattern.test(name));

function divides(is: (text: string) => boolean, yes: readonly string[], no: readonly string[]): void {
  for (const text of yes) assert.ok(is(text), text);
  for (const text of no) assert.ok(!is(text), text);
}

test("values that nobody can judge are wishes and bare words, whole", () => {
  divides((text) => vagueValues.test(text), ["是", "达标", "良", "明显", "明显提高", "有效提升服务", "显著改善", "逐步提高", "持续增强", "不断完善", "持续改善生态环境"], ["达标率", "水质达标", "是否达标", "很好", "明显提高服务水平和能力", "有效提升服务水平和能力", "显著提升服务水平和能力", "逐步提升服务水平和能力", "持续提升服务水平和能力", "不断提升服务水平和能力"]);
});

test("names that fit any project say nothing of this one", () => {
  divides(isVagueName,
    ["项目完成率", "工作完成情况", "各项工作任务完成率", "开展各项工作完成情况", "业务工作任务数量", "项目任务完成及时率", "完成项目数量", "完成任务数", "任务完成率", "业务完成个数", "采购数量", "宣传情况", "费用成本", "成本费用", "按照标准完成", "是否按照国家标准执行"],
    ["河道清淤项目完成率", "项目完成率和质量", "工作量", "道路完成项目数量", "完成项目数量统计", "养护任务完成率", "任务完成率统计", "设备采购数量", "采购数量统计", "人工费用成本", "费用成本控制", "项目成本费用", "成本费用控制", "按照国家和行业标准完成", "标准完成"],
  );
});

test("a basis that names no document says nothing", () => {
  divides((text) => vagueBasis.test(text),
    ["文件", "相关文件", "上级部门有关规定", "省市文件精神", "国家政策要求", "工作需要", "根据实际情况", "无"],
    ["文件〔2025〕3号", "根据相关文件", "无障碍规范", "本年工作需要", "县级文件", "国家政策要求和标准"],
  );
});
