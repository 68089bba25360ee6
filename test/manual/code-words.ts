// What the source cannot tell a reader by itself: what the codes of a family are about, and sentences for codes whose
// message is put together while the program runs.

/** What the codes that begin so are about. */
export const families: Readonly<Record<string, string>> = {
  ACCOUNT: "账号、密码、角色",
  API: "请求和地址",
  AUDIT: "审计日志",
  AUTH: "登录和权限",
  BACKUP: "备份和恢复",
  CHECK: "核对和更正",
  CLI: "命令行",
  FORMAT: "文件的格式",
  GOAL: "办理目标表",
  HOUSE: "使用方式",
  IMPORT: "导入",
  LIST: "列表",
  LOAD: "忙碌和限量",
  OFFICE: "组织",
  OUTPUT: "写出文件",
  PEOPLE: "导入人员",
  PROJECT: "项目",
  READ: "读取目标表",
  REVIEW: "审核",
  SECRET: "密钥",
  SERVE: "启动服务",
  START: "启动程序",
  STORE: "数据库",
  WEB: "网页",
  WRITE: "按表样写出",
};

/** What to do about a family's codes that say nothing else. */
export const advice: Readonly<Record<string, string>> = {
  FORMAT: "请对照原文件看说到的地方；需要时用原来的程序打开、改好、另存，再导入。",
  READ: "请在“核对”里对照来源确认或更正。",
  OFFICE: "请按说到的工作表、行、列改好，再导入一次；改好之前什么也不写入。",
  PEOPLE: "请按说到的工作表、行、列改好，再导入一次；改好之前什么也不写入。",
  WRITE: "这是说明，不是错误：请看写出的文件，需要时换一种表样。",
};

/** By code: what happened, what to do; what is null or left out is taken from the source. */
export const words: Readonly<Record<string, readonly [what: string | null, hint?: string]>> = {
  "API-02": ["没有这个地址。", "请检查地址，或从首页重新进入。程序请看接口文档。"],
  "CLI-02": ["命令里有不认识的选项，或选项后面没有写值。", "加 --help 查看这个命令的说明。"],
  "FORMAT-16": ["文档里只有图片，没有文字，可能是扫描件。", "请用有文字的原件导入；扫描件先做文字识别（OCR）。"],
  "FORMAT-22": ["文件是旧版 WPS 或 Works 的文字格式，或不是文字文档。", "请用 WPS 或 Word 打开，另存为 .docx 后再导入。"],
  "FORMAT-23": ["文本框、脚注一类的地方有文字，没有读取：“…”。"],
  "FORMAT-51": [null, "请重新下载或重新复制文件；也可以用原来的程序重新导出 PDF。"],
  "FORMAT-57": ["PDF 的第 … 页已损坏，没有读出来。", "请重新导出 PDF，或导入原文件（Word、Excel）。"],
  "FORMAT-58": ["PDF 的第 … 页是图片（扫描件），上面的文字没有读。", "请导入电子版原文件，或先做文字识别（OCR）。"],
  "FORMAT-59": ["PDF 的第 … 页的字体没有注明文字编码，读出的文字不可信或缺失。", "请用原来的程序重新导出 PDF，或直接导入原文件。"],
  "GOAL-01": ["这张表刚刚被别人修改或办理过。", "请看一看现在的内容，再继续。编制时两份都会保留，由您比较以后选择。"],
  "GOAL-03": ["这一步不由您的角色或您的单位办理；信息里写明由谁办理。", "您可以查看，不能办理；需要时请联系安全保密员授予角色。"],
  "GOAL-04": ["还不能办理：信息里逐项写明缺什么，例如有“必须修改”的问题、没有写意见、没有评定等级。", "请逐项补齐后再办理。"],
  "GOAL-05": [null, "送审以后不能修改：需要修改时，请等审核人退回；已批复的，只能通过调整改变。"],
  "GOAL-06": ["送审过的目标表、导入的目标表不能单独删除。", "送审过的要留下办理过程；导入的可以在导入记录里撤销整次导入。"],
  "GOAL-08": [null, "程序请在 If-Match 里写上看到的修订号；在网页上遇到，请刷新后再办。"],
  "HOUSE-01": [null, "试用要改为正式使用，请另用一个数据文件夹（DABIAO_DATA）启动；单机使用可以改为正式使用。"],
  "IMPORT-05": ["服务正在停止，这个文件没有读完。", "请在重新启动后再导入一次。"],
  "IMPORT-13": ["这次导入现在的状态不能暂停、继续、取消或撤销。", "请刷新页面，看它现在的状态。"],
  "OFFICE-04": ["单位的上级在这一年的组织树里不存在，或往上找不到所属的财政（地区）。"],
  "OFFICE-05": ["单位和它的上级互为上下级，成了循环。"],
  "OFFICE-06": ["单位归错了层级：例如单位归在单位下面。"],
  "OFFICE-10": ["改动以后组织树不合规矩：信息里写明哪一处。", "组织树没有改动；请按说到的地方改正后再试。"],
  "OFFICE-21": ["单位表的一行不完整：没有写编码或名称，编码里有空白，或太长。"],
  "OFFICE-22": ["工作簿里没有找到单位表和人员表，或两张表都没有内容。", "请在“组织”页面点“下载工作簿”，在它上面填写。"],
  "OUTPUT-01": [null, "请检查磁盘空间，再运行一次。"],
  "OUTPUT-02": [null, "请换一个文件名，或加 --force 覆盖。"],
  "PEOPLE-01": ["人员表的一行不完整：没有写登录名或姓名，登录名的写法不对，或写了角色没有写单位。"],
  "PEOPLE-03": ["组织里没有人员表所写的单位，或有几个同名的。", "请写单位编码；几个地区都有的，再写明行政区划代码。"],
  "REVIEW-04": ["审核意见表刚刚被别人保存过或恢复为建议，或者审核问题变了。", "请看一看现在的建议和意见，再保存。"],
  "START-10": [null, "不用处理；反复出现时看数据文件夹里的 postgres.log。"],
};
