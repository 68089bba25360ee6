// The word lists that rules share, as data (review-rules, section 0.5). A list is changed here, never in a rule.

/** Less is better. */
export const negativeWords = ["投诉", "事故", "差错", "错误", "故障", "违规", "泄漏", "泄露", "死亡", "伤亡", "缺口", "欠费", "消耗", "能耗", "排放", "逾期", "超支", "返工", "上访", "群体性事件"];
export const timeWords = ["及时", "按时", "按期", "准时", "时限", "期限", "时间", "时长", "响应", "天内", "日内", "月底", "年底", "年内", "进度", "时效", "工期", "按月", "按季", "完成日"];
export const costWords = ["成本", "费用", "经费", "单价", "支出", "控制数", "费", "造价", "标准", "补助金额", "投资", "预算"];
export const payWords = ["支付", "发放", "拨付", "下达", "到位", "兑付", "报销"];
/** Heads of slogans: what is wished for, not what is measured. */
export const sloganHeads = ["努力", "树立", "促进", "构建", "营造", "维护", "弘扬", "推动", "提升", "提高", "增强", "改善", "保障", "确保", "满足", "解决", "带来"];
export const sloganNouns = ["形象", "和谐", "稳定", "幸福", "发展", "影响力", "正能量"];
/** Values that cannot be judged. */
export const vagueValues = /^(?:是|有|好|优|良|达标|按时|及时|准时|完成|正常|安全|稳定|增强|提升|改善|提高|加大|扩大|较好|明显.{0,6}|有效.{0,6}|显著.{0,6}|逐步.{0,6}|持续.{0,6}|不断.{0,6}|良好|优秀|有所.{1,4}|得到.{1,6}|进一步.{1,6}|(?:效果|成效|作用)(?:显著|明显|良好|较好))$/;
/** Names that fit any project. */
export const vagueNames = [
  /^(?:完成|开展|实施)?(?:各项)?(?:项目|工作|任务|业务|管理)+(?:任务|工作)?(?:数量|个数|完成率|完成及时率|及时完成|按时完成|完成情况|完成及时性)$/,
  /^完成(?:项目|任务|工作)(?:数|数量)$/,
  /^(?:项目|工作|任务|业务)完成(?:数|数量|个数|率|情况)$/,
  /^(?:购买|采购|发放|宣传|实施|开展)(?:数量|情况)$/,
  /^费用成本$|^成本费用$/,
  /按照.{0,4}标准(?:完成|执行)/,
];
/** Bases that say nothing about where the value comes from. */
export const vagueBasis = /^(?:(?:省|市|区|县|上级|国家|部门|单位)*(?:相关|有关)?(?:文件|规定|要求|政策)(?:文件|规定|要求|精神)?|工作需要|实际情况|根据实际情况|上级要求|无)$/;
/** Words that many projects share and that prove no kinship. */
export const stopWords = ["工作", "项目", "服务", "开展", "完成", "数量", "情况", "管理", "业务", "人员", "单位", "保障", "提升", "及时", "相关", "进行", "实施"];
