import type { Facts, Text } from "../facts.ts";
import { pairsOf, sharedPairs } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

/** Items named in one message at most. */
const shown = 3;
/** Words of goals that name no thing of their own. */
const empty = [...stopWords, "做好", "推进", "加强", "确保", "促进", "提高", "提供", "支付", "用于", "各项", "全市", "全县", "全区", "日常", "正常", "有效", "进一步", "通过", "以及", "等方面", "经费", "费用", "资金", "支出", "中心", "单位"];
/** 由于…, 为了…: reasons, no promises. */
const reason = /^(?:由于|因为|为了|根据|按照|依据|鉴于|随着)/;

export const rel02: DeclarationRule = {
  id: "REL-02",
  about: "declaration",
  title: { zh: "目标事项没有对应指标", en: "Goal item without indicator" },
  severity: "advice",
  area: "相关性",
  checks: "绩效目标逐条写的事项，指标的名称、描述中没有任何一个词与之对应。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["理由和依据（由于、根据…）不是事项。", "只比较字面，同义的说法可能误报，所以只作建议。", "目标没有分条写的不检查。"],
  message: "目标（用途）提到“{items}”，指标表里没有反映。",
  fix: "各补一项产出指标，或从目标中删去。",
  check(facts) {
    if (facts.rows.length === 0) return notApplicable("没有绩效指标");
    const listed = facts.goalTexts.map((text) => ({ text, items: facts.proseOf(text).items.filter(({ body }) => body.length >= 4 && !reason.test(body)) })).filter(({ items }) => items.length >= 2);
    if (listed.length === 0) return notApplicable("目标没有分条写");
    return verdictOf(listed.flatMap(({ text, items }) => uncovered(facts, text, items.map(({ body }) => body))));
  },
  examples: [
    { title: "目标写路灯更换、护栏油漆，只有路灯的指标", finds: ["goals[0]"], projects: [{ name: "市政维护", goal: "1.更换老旧路灯；2.粉刷护栏油漆。", rows: [row("output.quantity", "路灯更换盏数", "≥90盏")] }] },
    { title: "两项都有指标", finds: [], projects: [{ name: "市政维护", goal: "1.更换老旧路灯；2.粉刷护栏油漆。", rows: [row("output.quantity", "路灯更换盏数", "≥90盏"), row("output.quantity", "护栏油漆长度", "≥900米")] }] },
    { title: "理由不是事项", finds: [], outcome: "not-applicable", projects: [{ name: "市政维护", goal: "1.更换老旧路灯；2.由于护栏锈蚀存在隐患。", rows: [row("output.quantity", "路灯更换盏数", "≥90盏")] }] },
  ],
};

function uncovered(facts: Facts, { path, scope }: Text, items: readonly string[]): Found[] {
  const rows = facts.rows.filter((each) => scope === null || each.scope === scope || !facts.scopes.includes(scope));
  const missing = items.filter((item) => {
    const words = pairsOf(item, empty);
    return words.size >= 2 && !rows.some((each) => sharedPairs(words, each.pairs) > 0);
  });
  if (missing.length === 0) return [];
  const told = missing.slice(0, shown).map((item) => (item.length > 20 ? `${item.slice(0, 19)}…` : item)).join("”“");
  return [{ path, message: `目标提到“${told}”，指标表里没有反映。`, fix: "各补一项产出指标，或从目标中删去。", figures: { items: String(missing.length) } }];
}
