import { type DeclarationRule, notEnoughData, verdictOf } from "../rule.ts";

/** Items of the 部门预算支出经济分类, without 费. */
const categories = new Set(["办公", "印刷", "咨询", "手续", "水", "电", "水电", "邮电", "取暖", "物业管理", "差旅", "维修", "维修护", "维护", "租赁", "会议", "培训", "公务接待", "专用材料", "劳务", "委托业务", "工会", "福利", "其他交通", "其他商品和服务", "其他商品服务"]);
const borders = /[、，,和及与;；]/;

function isCategory(piece: string): boolean {
  return categories.has(piece.replace(/(?:费用|经费|支出|费)$/, ""));
}

export const style05: DeclarationRule = {
  id: "STYLE-05",
  about: "declaration",
  title: { zh: "以经济分类科目作项目名称", en: "Project named after an economic category" },
  severity: "advice",
  area: "规范性",
  checks: "项目名称只由办公费、差旅费、会议费等支出科目组成。",
  policy: ["部门预算支出经济分类科目"],
  exclusions: ["科目前写明对象的（如“校车租赁费”“河道维修费”）不提示。"],
  message: "“{name}”是支出科目，不是项目，看不出要办什么事。",
  fix: "按办理的事项命名，不同事项分开设项目。",
  check(facts) {
    const name = facts.name.normalize("NFKC").replace(/[\s()（）]/g, "");
    if (name === "") return notEnoughData("缺少项目名称");
    const only = isCategory(name) || name.replace(/其他商品和服务/g, "其他商品服务").split(borders).every(isCategory);
    return verdictOf(only ? [{ path: "project.name", message: `“${facts.name}”是支出科目，不是项目，看不出要办什么事。`, fix: "按办理的事项命名，不同事项分开设项目。" }] : []);
  },
  examples: [
    { title: "“差旅费、会议费”", finds: ["project.name"], projects: [{ name: "差旅费、会议费" }] },
    { title: "“维修（护）费”", finds: ["project.name"], projects: [{ name: "维修（护）费" }] },
    { title: "“乡村医生培训费”写明了对象", finds: [], projects: [{ name: "乡村医生培训费" }] },
    { title: "“校车租赁费”写明了对象", finds: [], projects: [{ name: "校车租赁费" }] },
  ],
};
