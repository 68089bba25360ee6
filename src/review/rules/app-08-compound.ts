import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const joined = /(?:次数|场次|人次|批次|面积|里程|数量|人数|金额|质量|及时率?|准确率?|时间)(?:及|和|与|、)[^，,]{0,8}(?:次数|数量|人数|金额|质量|及时率|准确率|时间|率|额|产值|收入)|\p{Script=Han}数(?:及|和|与|、)\p{Script=Han}{0,8}(?:数|面积|里程|长度|金额|数量)$/u;
/** Words that always go together. */
const fixedPairs = /及时足额|接送|维修维护|重点部位|数量和质量达标/;
const rateAndCount = /[^，,]{2,}率[^，,]{0,12}(?:人数|次数|数量|户数)$/;
const twoTargets = /[≥≤><=]\s*[\d.]+[^；;，,、]{0,6}[；;，,、]\s*[^；;，,、]{0,12}[≥≤><=]\s*[\d.]+/;
/** 城区两小时内；郊区三小时内 */
const limit = "(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十半]+)(?:个半|个)?(?:小时|分钟|天|日|个?工作日)(?:以?内)?";
const twoLimits = new RegExp(`${limit}[；;][^；;：:]{1,12}?${limit}`);

export const app08: DeclarationRule = {
  id: "APP-08",
  about: "declaration",
  title: { zh: "一个指标量两件事", en: "Compound indicator" },
  severity: "warning",
  area: "适当性",
  checks: "指标名称并列两个考核内容（次数及金额）而只有一个目标值；一个名称里既有率又有数；一格目标值里写了两个数。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["及时足额、维修维护等固定说法。", "并列的对象（会议和培训）只有一个考核内容的不提示。"],
  message: "“{name}”含{n}个考核内容，只有一个目标值，无法分别判断。",
  fix: "拆成{n}项。",
  check(facts) {
    const rows = facts.rows.filter(({ name }) => name !== "");
    if (rows.length === 0) return notApplicable("没有绩效指标");
    return verdictOf(
      rows.flatMap((each): Found[] => {
        if (fixedPairs.test(each.name)) return [];
        const mixed = rateAndCount.test(each.name) && !/率(?:的|达标|合格)/.test(each.name);
        if (mixed || joined.test(each.name)) return [{ path: each.path, ...(mixed ? { severity: "error" as const } : {}), message: `“${each.name}”含2个考核内容，只有一个目标值，无法分别判断。`, fix: "拆成2项。" }];
        return (twoTargets.test(each.raw) && each.target?.kind === "text") || twoLimits.test(each.raw) ? [{ path: `${each.path}.target`, message: `“${each.name}”的目标值“${each.raw}”含2个考核内容，无法分别判断。`, fix: "拆成2项。" }] : [];
      }),
    );
  },
  examples: [
    { title: "竞赛场次及参赛人数", finds: ["indicators[0]"], projects: [{ name: "技能竞赛", rows: [row("output.quantity", "技能竞赛场次及参赛人数", "≥8场")] }] },
    { title: "参与商户数量及销售额", finds: ["indicators[0]"], projects: [{ name: "促消费", rows: [row("output.quantity", "参与商户数量及销售额", "≥1500家")] }] },
    { title: "城区一个半小时内；郊区三个小时内", finds: ["indicators[0].target"], projects: [{ name: "应急处置", rows: [row("output.timeliness", "应急响应时间", "中心城区一个半小时内；郊区三个小时内")] }] },
    { title: "“检查次数及罚款金额 ≥20”", finds: ["indicators[0]"], projects: [{ name: "市场检查", rows: [row("output.quantity", "检查次数及罚款金额", "≥20")] }] },
    { title: "“排查栋数及面积 ≥860栋”", finds: ["indicators[0]"], projects: [{ name: "危房排查", rows: [row("output.quantity", "危房排查栋数及面积", "≥860栋")] }] },
    { title: "拆成两行", finds: [], projects: [{ name: "市场检查", rows: [row("output.quantity", "检查次数", "≥20次"), row("output.quantity", "立案查处件数", "≥5件")] }] },
    { title: "及时足额是固定说法", finds: [], projects: [{ name: "救助", rows: [row("output.timeliness", "救助金及时足额发放率", "=100%")] }] },
    { title: "率和人数混在一个名称里", finds: ["indicators[0]"], severity: "error", projects: [{ name: "就业培训", rows: [row("output.quantity", "培训合格率及就业人数", "≥90")] }] },
  ],
};
