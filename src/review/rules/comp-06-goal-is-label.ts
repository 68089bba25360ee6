import { isLabel } from "../goal-label.ts";
import type { Item } from "../prose/items.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";

export const comp06: DeclarationRule = {
  id: "COMP-06",
  about: "declaration",
  title: { zh: "绩效目标只有一个标签", en: "Goal is only a label" },
  severity: "error",
  area: "完整性",
  checks: "整个绩效目标或其中编了号的一条不超过六个字，或只是一个“…率”“…额”，没有数字；或与项目名称相同。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["短而可衡量（发放率100%）的不提示。", "编号的短句下面另有说明的，是小标题。"],
  message: "绩效目标“{goal}”只是一个名称，没有说明要做到什么、做到多少。",
  fix: "改写为“做什么＋做到多少＋取得什么效果”。",
  check(facts) {
    if (facts.goalTexts.length === 0) return notApplicable("没有绩效目标文字");
    return verdictOf(
      facts.goalTexts.flatMap((text): Found[] => {
        const { items } = facts.proseOf(text);
        const labels = items.filter(({ body }) => isLabel(body, facts.name));
        const all = labels.length === items.length;
        const told = all ? labels : labels.filter((item) => isWholeItem(items, item));
        if (told.length === 0) return [];
        const goal = told.map(({ body }) => body).join("；");
        return [{ path: text.path, message: `绩效目标“${goal}”只是一个名称，没有说明要做到什么、做到多少。`, fix: "改写为“做什么＋做到多少＋取得什么效果”。" }];
      }),
    );
  },
  examples: [
    { title: "“绿化率”", finds: ["goals[0]"], projects: [{ name: "城区绿化", goal: "绿化率" }] },
    { title: "“新植树木5000株，成活率95%以上”", finds: [], projects: [{ name: "城区绿化", goal: "新植树木5000株，成活率95%以上" }] },
    { title: "“发放率100%”短而可衡量", finds: [], projects: [{ name: "高龄津贴", goal: "发放率100%" }] },
    { title: "三条中有一条只是名称", finds: ["goals[0]"], projects: [{ name: "平台运维", goal: "1.完成系统升级2次；\n2.处理故障200件；\n3.平台巡检。" }] },
    { title: "短而有动词的一条不只是名称", finds: [], projects: [{ name: "补助发放", goal: "1.为800人发放补助；\n2.做到应补尽补；\n3.推进网上办理，提高网办率。" }] },
    { title: "编号的短句是小标题", finds: [], projects: [{ name: "平台运维", goal: "1.平台巡检。每月巡检4次。\n2.系统升级：\n全年完成2次。" }] },
    { title: "与项目名称相同", finds: ["goals[0]"], projects: [{ name: "城区道路绿化养护", goal: "城区道路绿化养护。" }] },
  ],
};

/** A clause says what is to be done; short as it is, it is no name. */
const verbs = /^(?:做到|确保|保障|保证|提高|提升|加强|增强|推进|推动|促进|完成|实现|维护|改善|优化|落实|开展|建立|健全|完善|减少|降低)/;

/** A numbered item that nothing below explains. */
function isWholeItem(items: readonly Item[], item: Item): boolean {
  const at = items.indexOf(item);
  return item.numbered && !/[，,]/.test(item.body) && !verbs.test(item.body) && !/[：:]\s*$/.test(item.text) && !items.some((other) => other !== item && other.head === at);
}
