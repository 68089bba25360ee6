// Declarations of a region that does not exist: plausible, all different, and the same for the same seed.
import type { Declaration, FormId, Indicator } from "../../src/declaration/schema.ts";
import { money } from "../../src/declaration/money.ts";
import { place } from "../../src/place.ts";

/** Chance that repeats: the same seed draws the same (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(most: number): number {
    return Math.floor(this.next() * most);
  }

  of<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  often(share: number): boolean {
    return this.next() < share;
  }
}

const split = (text: string): string[] => text.split(" ");

/** What departments look after: the name of the department, the things that its projects are about, whom they serve. */
const fields = [
  { name: "教育", things: split("校舍维修 教师培训 学生资助 课后服务 实验仪器 校园安全 营养改善 图书配备 学前教育 特殊教育"), whom: "学生家长" },
  { name: "卫生健康", things: split("疫苗接种 妇幼保健 基层医疗 传染病防控 村医补助 血液管理 老年体检 急救体系 健康宣传 医疗设备"), whom: "就诊群众" },
  { name: "交通运输", things: split("农村公路 危桥改造 公交补贴 路面养护 水上搜救 治超站点 客运站点 绿化养护 隧道检测 渡口改造"), whom: "过往司机" },
  { name: "农业农村", things: split("高标准农田 农机购置 动物防疫 种子储备 厕所改造 土壤普查 病虫防治 休渔补助 农民培训 冷链设施"), whom: "受益农户" },
  { name: "民政", things: split("临时救助 养老服务 儿童福利 殡葬改革 社区建设 残疾补贴 志愿服务 救助站点 低保核查 地名普查"), whom: "救助对象" },
  { name: "文化和旅游", things: split("免费开放 非遗传承 文物保护 旅游推介 戏曲下乡 图书馆购书 广场演出 数字文化 景区厕所 考古勘探"), whom: "参观群众" },
  { name: "水务", things: split("河道清淤 防汛物资 水库加固 饮水安全 污水管网 水质监测 堤防养护 节水宣传 灌区改造 泵站更新"), whom: "沿岸居民" },
  { name: "住房和城乡建设", things: split("危房改造 老旧小区 垃圾分类 燃气安全 公园养护 路灯节能 房屋鉴定 租赁补贴 工地扬尘 消防设施"), whom: "小区住户" },
  { name: "生态环境", things: split("大气监测 辐射安全 土壤修复 排污普查 环境执法 噪声治理 固废处置 生态补偿 应急演练 自动站点"), whom: "周边居民" },
  { name: "公安", things: split("视频监控 禁毒宣传 警用装备 交通信号 户籍系统 网络安全 反诈宣传 巡逻车辆 物证鉴定 辅警培训"), whom: "辖区群众" },
  { name: "市场监督管理", things: split("食品抽检 计量检定 特种设备 药品监管 质量提升 消费维权 标准制定 专利资助 广告监测 餐饮监管"), whom: "市场主体" },
  { name: "人力资源和社会保障", things: split("技能培训 就业补贴 劳动仲裁 社保经办 人才引进 创业担保 欠薪治理 公益岗位 职称评审 招聘活动"), whom: "参保人员" },
] as const;

const surnames = split("赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 尤 许 何 吕 施 张 孔 曹 严 华 金 魏 陶 姜");
const places = split("云溪 海渌 青岚 望川 临湖 东屏 西岭 南浦 北桥 石门 柳河 松江 白沙 龙潭 凤山 双塔 清源 永宁 太和 安丰 明月 新安 长乐 宝应 玉田 兰亭 梅林 桂园 竹溪 枫桥");
const works = split("项目 工程 专项 补助资金 运行维护 能力提升 信息化建设 购买服务 经费 试点 奖补 更新改造");
const bodies = split("中心 管理处 服务站 执法大队 研究所 事务中心 监测站 学校 医院 管理所 培训中心 总站");
const measures = [["完成数量", "个"], ["覆盖人次", "人次"], ["开展场次", "场"], ["购置台数", "台"], ["检查户数", "户"], ["建设里程", "公里"]] as const;
const effects = split("服务能力提升 安全事故下降 受益范围扩大 管理水平提高 资源利用改善 持续运行保障 生态环境改善 社会影响扩大");

export interface MadeOffice {
  name: string;
  code: string;
  field: number;
}

export const fieldOf = (department: number): number => department % fields.length;
export const regionName = (nth: number): string => `${places[nth % places.length]}市`;
export const departmentName = (region: number, department: number): string => `${regionName(region)}${fields[fieldOf(department)]?.name}局`;
export const unitName = (region: number, department: number, nth: number): string =>
  `${regionName(region)}${places[(nth * 7 + department) % places.length]}${fields[fieldOf(department)]?.name}${bodies[nth % bodies.length]}${nth < bodies.length ? "" : `第${nth}`}`;
export const personName = (chance: Chance): string => `${chance.of(surnames)}${chance.of(places).slice(0, 1)}${chance.of(places).slice(1)}`;

const forms: readonly FormId[] = ["tianjin", "nanpu", "shanghai", "zaozhuang", "ezhou", "central-declaration"];

/** One declaration of a unit, with as many indicators as asked for. */
export function madeDeclaration(chance: Chance, nth: number, unit: MadeOffice, department: string, year: number, indicators: number): Declaration {
  const field = fields[unit.field] ?? fields[0];
  const thing = chance.of(field.things);
  const where = chance.of(places);
  const amount = `${1 + chance.below(4_000)}.${String(chance.below(100)).padStart(2, "0")}`;
  return {
    form: forms[nth % forms.length] as FormId,
    unit: { code: unit.code, name: unit.name },
    department,
    year,
    project: { code: `${year}${String(nth).padStart(8, "0")}`, name: `${where}${thing}${chance.of(works)}`, category: chance.of(["经常性", "一次性", "阶段性"]), start: `${year}-01-01`, end: `${year}-12-31` },
    funding: { currency: "万元", total: money(amount, "万元"), fiscal: money(amount, "万元"), other: null, annualTotal: null, fiscalCurrentYear: null, carriedOver: null, annualOther: null, purpose: `用于${where}${thing}，由${personName(chance)}负责` },
    spendingPlan: [],
    goals: [{ scope: "annual", text: `${year}年在${where}、${chance.of(places)}开展${thing}${2 + chance.below(90)}次，保障${chance.of(field.things)}，${field.whom}满意。` }],
    indicators: Array.from({ length: indicators }, (_, at) => madeIndicator(chance, at, thing, field)),
    notes: chance.often(0.1) ? `${chance.of(places)}会议纪要〔${year}〕${chance.below(300)}号` : null,
    extra: [],
    printed: { fields: ["project.name", "funding.total"], columns: ["level1", "level2", "level3", "target"] },
    places: { "project.name": [place({ table: 1, row: 2, column: 2 })] },
    doubts: chance.often(0.2) ? [{ path: "indicators[0]", reason: "carried", message: "沿用上一行的指标类别" }] : [],
  };
}

function madeIndicator(chance: Chance, at: number, thing: string, field: (typeof fields)[number]): Indicator {
  const [measure, unit] = chance.of(measures);
  const empty = { scope: "annual", level4: null, description: null, basis: null, weight: { text: "10", value: "10" }, actual: null, score: null } as const;
  if (at % 5 === 4) return { ...empty, level1: "满意度指标", level2: "服务对象满意度指标", level3: `${field.whom}满意度`, class: null, target: { text: `≥${85 + chance.below(14)}%`, kind: "text" }, unit: null };
  if (at % 5 === 3) return { ...empty, level1: "效益指标", level2: "社会效益指标", level3: `${chance.of(field.things)}${chance.of(effects)}`, class: null, target: { text: chance.of(["明显", "有所提升", "持续"]), kind: "text" }, unit: null };
  const level2 = (["数量指标", "质量指标", "时效指标"] as const)[at % 3] ?? "数量指标";
  const name = level2 === "数量指标" ? `${thing}${measure}` : level2 === "质量指标" ? `${chance.of(field.things)}合格率` : `${thing}完成时间`;
  const text = level2 === "数量指标" ? `≥${1 + chance.below(5_000)}${unit}` : level2 === "质量指标" ? `≥${80 + chance.below(20)}%` : `${1 + chance.below(12)}月底前`;
  return { ...empty, level1: "产出指标", level2, level3: name, class: level2 === "数量指标" ? "output.quantity" : level2 === "质量指标" ? "output.quality" : "output.timeliness", target: { text, kind: "text" }, unit: level2 === "数量指标" ? unit : null };
}
