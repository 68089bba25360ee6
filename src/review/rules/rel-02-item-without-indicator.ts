import type { Facts, Row, Text } from "../facts.ts";
import { pairsOf, sharedPairs } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

/** Items named in one message at most. */
const shown = 3;
/** One task without an indicator among more than so many is worth advice only (review-rules REL-02). */
const manyTasks = 5;
/** Verbs that begin a task: what is bought, built, held, printed. */
const verbs = "购置|购买|采购|新建|改建|扩建|新增|建设|建成|改造|维修|修缮|修复|更换|更新|配套|配备|安装|铺设|硬化|清淤|清理|治理|种植|补植|养护|举办|承办|组织|开展|召开|编制|编印|编写|印制|印发|印刷|制作|拍摄|聘请|聘用|租用|租赁|资助|慰问|救助|检测|抽检|检验|巡查|排查|设置|增设|搭建|开发|升级|粉刷|修剪|清运|维护|检修|疏浚|加固|拆除|绿化|发放|配送|运维|体检|筛查|接种|走访|奖励|表彰";
const task = new RegExp(`^(?:\\d{4}年|全年|本年|当年|年内|计划|拟|共|累计|其中|并|同时|通过|完成)*(?:${verbs})(?!费|资料费)(?<object>.{2,})$`, "u");
/** A list is one piece, unless its next item begins with a verb of its own. */
const pieces = new RegExp(`[，,；;]|、(?=${verbs})`, "u");
/** Words of goals that name no thing of their own. */
const empty = [...stopWords, ...verbs.split("|"), "做好", "推进", "加强", "确保", "促进", "提高", "提供", "支付", "用于", "各项", "全市", "全县", "全区", "全镇", "辖区", "日常", "正常", "有效", "进一步", "通过", "以及", "等方面", "经费", "费用", "资金", "支出", "中心", "单位", "相关", "一批", "各类", "设备", "设施", "活动", "工程", "任务"];
/** 由于…, 为了…: reasons, no promises; 现有…: what there is. */
const noTask = /^(?:由于|因为|为了|根据|按照|依据|鉴于|随着)|现有|已有|原有|目前|截至/;
/** What says how much and by when, not what. */
const measured = /(?:全年|每[年季月周日]|分别)?(?:不少于|不低于|不超过|至少|达到)[^，,]*|\d{1,2}月(?:\d+日|底|末)?[之以]?前.*|(?:\d[\d.,]*|[二三四五六七八九十]+)\s*(?:万|亿)?(?:\p{Script=Han}{1,2}(?=$|[（(]))?/gu;

export const rel02: DeclarationRule = {
  id: "REL-02",
  about: "declaration",
  title: { zh: "目标事项没有对应指标", en: "Goal item without indicator" },
  severity: "warning",
  area: "相关性",
  checks: "绩效目标逐条写的事项，以及“购置…”“新建…”“举办…”一类的任务，指标的名称、描述中没有任何一个词与之对应。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["理由、依据（由于、根据…）和现有情况不是事项。", "五项以上任务中只有一项没有反映的，只作建议。", "只比较字面，名称中有一个相同的词、指标值有同样的数就算反映。", "不是“购置”“新建”一类开头的整条目标，说法可能不同，只作建议。"],
  message: "目标（用途）提到“{items}”，指标表里没有反映。",
  fix: "各补一项产出指标，或从目标中删去。",
  check(facts) {
    if (facts.rows.length === 0) return notApplicable("没有绩效指标");
    const listed = facts.goalTexts.map((text) => ({ text, tasks: tasksOf(facts, text) })).filter(({ tasks }) => tasks.length >= 2);
    if (listed.length === 0) return notApplicable("目标没有分条写，也没有列出两项以上任务");
    return verdictOf(listed.flatMap(({ text, tasks }) => uncovered(facts, text, tasks)));
  },
  examples: [
    { title: "数量相同，只是叫法不同", finds: [], projects: [{ name: "检验能力", goal: "1.购置质谱仪等6台；2.新增检验参数35项。", rows: [row("output.quantity", "购买仪器总数", "=6台"), row("output.quantity", "检验参数", "≥35项")] }] },
    { title: "目标写路灯更换、护栏油漆，只有路灯的指标", finds: ["goals[0]"], projects: [{ name: "市政维护", goal: "1.更换老旧路灯；2.粉刷护栏油漆。", rows: [row("output.quantity", "路灯更换盏数", "≥90盏")] }] },
    { title: "一句话里的购置没有指标", finds: ["goals[0]"], projects: [{ name: "市政维护", goal: "更换老旧路灯90盏，购置登高作业车。", rows: [row("output.quantity", "路灯更换盏数", "≥90盏")] }] },
    { title: "两项都有指标", finds: [], projects: [{ name: "市政维护", goal: "1.更换老旧路灯；2.粉刷护栏油漆。", rows: [row("output.quantity", "路灯更换盏数", "≥90盏"), row("output.quantity", "护栏油漆长度", "≥900米")] }] },
    {
      title: "六项任务中的一项，只作建议",
      finds: ["goals[0]"],
      severity: "advice",
      projects: [{ name: "农田建设", goal: "新建农田9亩，铺设渠道9米，硬化道路9米，种植林带9亩，安装水表9块，购置水泵9台。", rows: [row("output.quantity", "农田面积", "≥9亩"), row("output.quantity", "渠道、道路长度", "≥9米"), row("output.quantity", "林带面积", "≥9亩"), row("output.quantity", "水表数量", "≥9块")] }],
    },
    { title: "理由不是事项", finds: [], outcome: "not-applicable", projects: [{ name: "市政维护", goal: "1.更换老旧路灯；2.由于护栏锈蚀存在隐患。", rows: [row("output.quantity", "路灯更换盏数", "≥90盏")] }] },
    { title: "现有情况不是事项", finds: [], outcome: "not-applicable", projects: [{ name: "市政维护", goal: "全市现有护栏19处。更换老旧路灯90盏。", rows: [row("output.quantity", "路灯更换盏数", "≥90盏")] }] },
  ],
};

interface Task {
  /** Begins with a verb of buying, building, holding; else a whole item in its own words. */
  sure: boolean;
  told: string;
  words: ReadonlySet<string>;
}

/** Whole items, and the tasks named within them. */
function tasksOf(facts: Facts, text: Text): Task[] {
  const items = facts.proseOf(text).items.filter(({ body }) => body.length >= 4 && !noTask.test(body));
  return items.flatMap(({ body }) => {
    const within = body.split(pieces).flatMap((clause): Task[] => {
      const { object } = task.exec(clause.trim())?.groups ?? {};
      const words = object === undefined ? new Set<string>() : pairsOf(object.replace(measured, "·"), empty);
      return words.size > 0 ? [{ sure: true, told: clause.trim(), words }] : [];
    });
    if (within.length > 0) return within;
    const words = pairsOf(body, empty);
    // One word alone proves nothing missing.
    return [{ sure: false, told: body, words: words.size >= 2 ? words : new Set() }];
  });
}

function uncovered(facts: Facts, text: Text, tasks: readonly Task[]): Found[] {
  const { path, scope } = text;
  const rows = facts.rows.filter((each) => scope === null || each.scope === scope || !facts.scopes.includes(scope));
  const missing = tasks.filter(({ told, words }) => words.size > 0 && !rows.some((each) => sharedPairs(words, each.pairs) > 0 || hasFigureOf(told, each)));
  if (missing.length === 0) return [];
  const told = missing.slice(0, shown).map((one) => (one.told.length > 20 ? `${one.told.slice(0, 19)}…` : one.told)).join("”“");
  const minor = missing.every(({ sure }) => !sure) || (missing.length === 1 && Math.max(tasks.length, facts.proseOf(text).quantities.length) > manyTasks);
  return [{ path, ...(minor ? { severity: "advice" as const } : {}), message: `目标提到“${told}”，指标表里没有反映。`, fix: "各补一项产出指标，或从目标中删去。", figures: { items: String(missing.length) } }];
}

/** 购置色谱仪等设备6台 is carried by a row of 6台, whatever it calls them. */
const hasFigureOf = (told: string, { value, unit }: Row): boolean => value !== null && !!unit && unit !== "%" && told.replace(/,/g, "").includes(`${value}${unit.slice(0, 1)}`);
