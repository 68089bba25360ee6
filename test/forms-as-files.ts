// Small files of Word and Excel that hold one form, made on the spot.
import { utils, write } from "@e965/xlsx";
import { docx, p, tbl, tc, tr } from "./formats/packages.ts";

const spread = (columns: number) => `<w:gridSpan w:val="${columns}"/>`;
const begins = '<w:vMerge w:val="restart"/>';
const goesOn = "<w:vMerge/>";

/** A project's form as Word has it: title and year above a table with merged cells; then a page break and an appendix. */
export function wordForm(): Uint8Array {
  return docx(
    [
      p("项目支出绩效目标申报表"),
      p("（2025年度）"),
      tbl(
        tr(tc("项目名称"), tc("河道清淤工程", spread(3))),
        tr(tc("主管部门"), tc("青禾县水利局"), tc("实施单位"), tc("青禾县河道管理所")),
        tr(tc("年度资金总额"), tc("100.00万元", spread(3))),
        tr(tc("总体目标"), tc("本年完成清淤12公里。", spread(3))),
        tr(tc("一级指标"), tc("二级指标"), tc("三级指标"), tc("指标值")),
        tr(tc("产出指标", begins), tc("数量指标"), tc("清淤长度"), tc("≥12公里")),
        tr(tc("", goesOn), tc("质量指标"), tc("验收合格率"), tc("100%")),
        tr(tc("满意度指标"), tc("服务对象满意度指标"), tc("群众满意度"), tc("≥90%")),
      ),
      '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
      p("附件：施工图"),
    ].join(""),
  );
}

/** A workbook with a form on its second sheet. @param others rows of ten cells on its first */
export function workbook(others: number): Uint8Array {
  const book = utils.book_new();
  const list = Array.from({ length: others }, (_, row) => Array.from({ length: 10 }, (_, column) => `第${row + 1}行第${column + 1}格`));
  utils.book_append_sheet(book, utils.aoa_to_sheet([["名单"], ...list]), "名单");
  const sheet = utils.aoa_to_sheet([
    ["项目支出绩效目标申报表"],
    ["（2025年度）"],
    ["项目名称", "老旧渠道改造"],
    ["主管部门", "青禾县水利局", "实施单位", "青禾县灌溉管理站"],
    ["年度资金总额", "260.00万元"],
    ["总体目标", "改造渠道8公里。"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "改造长度", "≥8公里"],
    [null, "质量指标", "验收合格率", "≥98%"],
    ["满意度指标", "服务对象满意度指标", "农户满意度", "≥92%"],
  ]);
  sheet["!merges"] = ["A1:D1", "A2:D2", "B3:D3", "B5:D5", "B6:D6", "A8:A9"].map((range) => utils.decode_range(range));
  utils.book_append_sheet(book, sheet, "目标表");
  return new Uint8Array(write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
}
