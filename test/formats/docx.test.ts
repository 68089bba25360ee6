import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocx } from "../../src/formats/docx/read.ts";
import { docx, drawn, p, tbl, tc, tr, zip } from "./packages.ts";

const read = (body: string, parts: { styles?: string; numbering?: string } = {}) => drawn(readDocx(docx(body, parts)));

describe("the tables of a Word document", () => {
  it("keep a cell that spans columns where it begins", () => {
    assert.deepEqual(read(tbl(tr(tc("项目名称"), tc("运转经费", '<w:gridSpan w:val="3"/>')), tr(tc("一"), tc("二"), tc("三"), tc("四")))), [
      "@0 项目名称 | @1→3 运转经费",
      "@0 一 | @1 二 | @2 三 | @3 四",
    ]);
  });

  it("hold a cell merged over rows once, in its first row", () => {
    const first = '<w:vMerge w:val="restart"/>';
    assert.deepEqual(read(tbl(tr(tc("产出指标", first), tc("数量指标")), tr(tc("", "<w:vMerge/>"), tc("质量指标")), tr(tc("", '<w:vMerge w:val="continue"/>'), tc("时效指标")), tr(tc("效益指标", first), tc("社会效益")))), [
      "@0↓3 产出指标 | @1 数量指标",
      "@1 质量指标",
      "@1 时效指标",
      "@0 效益指标 | @1 社会效益",
    ]);
  });

  it("have the same columns where the borders of head and body were drawn a little apart", () => {
    const span = (columns: number) => `<w:gridSpan w:val="${columns}"/>`;
    const grid = (...widths: readonly number[]) => `<w:tbl><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>`;
    const head = tr(tc("二级指标"), tc("三级指标", span(3)), tc("指标值"));
    const begins = `${span(2)}<w:vMerge w:val="restart"/>`;
    const rows = [head, tr(tc("数量指标", begins), tc("次数"), tc("≥1次", span(2))), tr(tc("", "<w:vMerge/>"), tc("人数", span(3)), tc("≥2人"))];
    assert.deepEqual(read(`${grid(2000, 60, 1900, 80, 2000)}${rows.join("")}</w:tbl>`), ["@0 二级指标 | @1 三级指标 | @2 指标值", "@0↓2 数量指标 | @1 次数 | @2 ≥1次", "@1 人数 | @2 ≥2人"]);
    // Wide enough for a character, or a cell of its own: a column.
    assert.deepEqual(read(`${grid(2000, 600, 1900, 80, 2000)}${rows.slice(0, 2).join("")}</w:tbl>`)[1], "@0→2 数量指标 | @2 次数 | @3 ≥1次");
    assert.deepEqual(read(`${grid(2000, 60, 2000)}${tr(tc("甲"), tc(""), tc("乙"))}${tr(tc("丙", span(2)), tc("丁"))}</w:tbl>`), ["@0 甲 | @1 | @2 乙", "@0→2 丙 | @2 丁"]);
  });

  it("begin a row behind the columns that it leaves free", () => {
    assert.deepEqual(read(tbl(tr(tc("甲"), tc("乙"), tc("丙")), `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>${tc("丁")}</w:tr>`)), ["@0 甲 | @1 乙 | @2 丙", "@2 丁"]);
  });

  it("understand the merging of old versions across columns", () => {
    assert.deepEqual(read(tbl(tr(tc("合计", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), tc("100")))), ["@0→2 合计 | @2 100"]);
  });

  it("tell what text a merged cell swallowed, since no program shows it", () => {
    const grid = readDocx(docx(tbl(tr(tc("产出", '<w:vMerge w:val="restart"/>')), tr(tc("看不见", "<w:vMerge/>")))));
    assert.deepEqual(drawn(grid), ["@0↓2 产出", "(empty row)"]);
    assert.match(grid.problems[0]?.message ?? "", /看不见/);
  });

  it("count every row and column for the places, a merged cell at its first", () => {
    const grid = readDocx(docx(p("标题") + tbl(tr(tc("一"))) + tbl(tr(tc("甲", '<w:gridSpan w:val="2"/>'), tc("乙")))));
    const [, , table] = grid.blocks;
    assert.ok(table?.kind === "table");
    assert.deepEqual(table.rows[0]?.map(({ place }) => place.label), ["表2 第1行 第1列", "表2 第1行 第3列"]);
  });

  it("keep the paragraphs of a cell as lines, and those of a table inside it as well", () => {
    const inner = tbl(tr(tc("数量")), tr(tc("≥5"))) + tbl(tr(tc("质量"), tc("100%")));
    assert.deepEqual(read(tbl(tr(`<w:tc>${p("目标1")}<w:p/>${p("目标2")}${inner}<w:p/></w:tc>`, tc("右")))), ["@0 目标1\n目标2\n数量\n≥5\n质量\t100% | @1 右"]);
  });

  it("are taken out of a frame of one cell", () => {
    assert.deepEqual(read(tbl(tr(`<w:tc>${p("绩效目标表")}${tbl(tr(tc("甲"), tc("乙")))}<w:p/></w:tc>`))), ["绩效目标表", "@0 甲 | @1 乙"]);
  });

  it("leave out a row that a tracked change deleted", () => {
    assert.deepEqual(read(tbl(tr(tc("旧")).replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>'), tr(tc("新")))), ["@0 新"]);
  });

  it("take cells that a content control wraps", () => {
    assert.deepEqual(read(tbl(tr(tc("名称"), `<w:sdt><w:sdtPr/><w:sdtContent>${tc("值")}</w:sdtContent></w:sdt>`))), ["@0 名称 | @1 值"]);
  });
});

describe("the text of a Word document", () => {
  it("joins runs, and has tabs, breaks, hyphens and symbols as characters", () => {
    assert.deepEqual(read('<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B\u00ad</w:t><w:softHyphen/><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'), ["甲\t乙\nA-B≥95%☑"]);
  });

  it("takes inserted text and leaves deleted and moved text out", () => {
    assert.deepEqual(read('<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>到</w:t></w:r></w:moveTo></w:p>'), ["新到"]);
  });

  it("joins two paragraphs whose mark was deleted", () => {
    assert.deepEqual(read(`<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>${p("后")}`), ["前后"]);
  });

  it("has the result of a field, not its code, and not a field that only marks", () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const code = "<w:r><w:instrText>TC “表” \\l 1</w:instrText><w:t>码</w:t></w:r>";
    assert.deepEqual(read(`<w:p>${field("begin")}${code}${field("separate")}<w:r><w:t>2024</w:t></w:r>${field("end")}<w:r><w:t>年</w:t></w:r>${field("begin")}${code}${field("end")}</w:p>`), ["2024年"]);
  });

  it("goes on behind a field that was never closed", () => {
    assert.deepEqual(read(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>码</w:t></w:r></w:p>${p("正文")}`), ["正文"]);
  });

  it("leaves out what is hidden, and the prompt of an empty content control", () => {
    assert.deepEqual(read('<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入</w:t></w:r></w:sdtContent></w:sdt></w:p>'), ["见"]);
  });

  it("reads a text box once, though the file holds it twice", () => {
    const box = `<w:txbxContent>${p("框里")}</w:txbxContent>`;
    assert.deepEqual(read(`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>`), ["框里", "框外"]);
  });

  it("raises digits and reads formulas as one types them", () => {
    assert.deepEqual(read('<w:p><w:r><w:t>50m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><m:oMath><m:r><m:t>≥</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath></w:p>'), ["50m²≥1/3"]);
  });

  it("shows a tick box as ticked or not", () => {
    const box = (checked: string) => `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>${checked}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    assert.deepEqual(read(`<w:p>${box("<w:checked/>")}<w:r><w:t>新增</w:t></w:r>${box("")}<w:r><w:t>延续</w:t></w:r></w:p>`), ["☒新增☐延续"]);
  });

  it("knows headings by outline level, by style and by the name of a style above", () => {
    const styles = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="a"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style><w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="b"><w:name w:val="标题 2"/></w:style>';
    assert.deepEqual(read(p("甲", '<w:pStyle w:val="a"/>') + p("乙", '<w:outlineLvl w:val="2"/>') + p("丙", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>') + p("丁", '<w:pStyle w:val="T"/>') + p("戊", '<w:pStyle w:val="b"/>'), { styles }), ["# 甲", "### 乙", "丙", "# 丁", "## 戊"]);
  });

  it("takes the same text under any prefix, in the strict form and in UTF-16", () => {
    const xml = '<?xml version="1.0"?><x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:tbl><x:tr><x:tc><x:tcPr><x:gridSpan x:val="2"/></x:tcPr><x:p><x:r><x:t>宽</x:t></x:r></x:p></x:tc></x:tr></x:tbl></x:body></x:document>';
    const wide = new Uint8Array(2 + xml.length * 2);
    wide.set([0xff, 0xfe]);
    [...xml].forEach((character, at) => {
      wide[2 + at * 2] = character.charCodeAt(0) & 255;
      wide[3 + at * 2] = character.charCodeAt(0) >> 8;
    });
    for (const bytes of [new TextEncoder().encode(xml), wide]) assert.deepEqual(drawn(readDocx(zip({ "word/document.xml": bytes }))), ["@0→2 宽"]);
  });
});

describe("the list numbers of a Word document", () => {
  const level = (at: number, format: string, text: string, more = "") => `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
  const list = (id: number, ...levels: readonly string[]) => `<w:abstractNum w:abstractNumId="${id}">${levels.join("")}</w:abstractNum>`;
  const num = (id: number, abstract: number, more = "") => `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${more}</w:num>`;
  const item = (text: string, id: number, at = 0) => p(text, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`);

  it("are printed as their format has them", () => {
    const formats = ["chineseCounting", "decimalEnclosedCircleChinese", "ideographTraditional", "upperRoman", "lowerLetter", "decimalZero", "chineseLegalSimplified"];
    const numbering = formats.map((format, at) => list(at, level(0, format, "%1、"))).join("") + formats.map((_, at) => num(at + 1, at)).join("");
    assert.deepEqual(read(formats.map((_, at) => item("x", at + 1) + item("y", at + 1)).join(""), { numbering }), [
      "一、 x", "二、 y", "①、 x", "②、 y", "甲、 x", "乙、 y", "I、 x", "II、 y", "a、 x", "b、 y", "01、 x", "02、 y", "壹、 x", "贰、 y",
    ]);
  });

  it("count on per list, begin again under a higher level, and show the levels above", () => {
    const numbering = list(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", '<w:isLgl/><w:suff w:val="nothing"/>')) + num(1, 0);
    assert.deepEqual(read(item("甲", 1) + item("a", 1, 1) + item("b", 1, 1) + p("间") + item("乙", 1) + item("c", 1, 1), { numbering }), ["一、 甲", "1.1a", "1.2b", "间", "二、 乙", "2.1c"]);
  });

  it("begin where a list of its own says so", () => {
    const numbering = list(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>');
    assert.deepEqual(read(item("a", 1) + item("b", 1) + item("c", 2) + item("d", 2), { numbering }), ["1. a", "2. b", "1. c", "2. d"]);
  });

  it("come from the style of a paragraph, unless it switches them off", () => {
    const numbering = list(0, level(0, "decimal", "%1)")) + num(5, 0);
    const styles = '<w:style w:styleId="L"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>';
    assert.deepEqual(read(p("有", '<w:pStyle w:val="L"/>') + p("无", '<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>'), { numbering, styles }), ["1) 有", "无"]);
  });

  it("are printed in a cell that holds nothing else", () => {
    const numbering = list(0, level(0, "decimal", "%1")) + num(1, 0);
    const cell = '<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc>';
    assert.deepEqual(read(tbl(tr(cell, tc("甲")), tr(cell, tc("乙"))), { numbering }), ["@0 1 | @1 甲", "@0 2 | @1 乙"]);
  });
});

describe("the pages of a Word document", () => {
  const mark = "<w:lastRenderedPageBreak/>";
  const pages = (body: string) =>
    readDocx(docx(body)).blocks.flatMap((block) => (block.kind === "break" ? ["---"] : block.kind === "paragraph" ? [`${block.text} ${block.place.page}`] : block.rows.flat().map(({ text, place }) => `${text} ${place.page}`)));

  it("are not known where no program marked them", () => {
    assert.deepEqual(pages(`${p("一")}<w:p><w:r><w:br w:type="page"/><w:t>二</w:t></w:r></w:p>`), ["一 null", "---", "二 null"]);
  });

  it("are counted by the marks of the last layout", () => {
    assert.deepEqual(pages(`${p("一")}<w:p><w:r>${mark}<w:t>二</w:t></w:r></w:p><w:p><w:r><w:t>还是</w:t>${mark}<w:t>二三</w:t></w:r></w:p>${p("三")}`), ["一 1", "---", "二 2", "还是二三 2", "三 3"]);
  });

  it("run on beside each other in the cells of a row", () => {
    const long = (text: string) => `<w:tc><w:p><w:r><w:t>${text}</w:t>${mark}<w:t>续</w:t></w:r></w:p></w:tc>`;
    const moved = (text: string) => `<w:tc><w:p><w:r>${mark}<w:t>${text}</w:t></w:r></w:p></w:tc>`;
    assert.deepEqual(pages(tbl(tr(long("甲"), long("乙"), tc("丙")), tr(tc("丁"), tc("戊")), tr(moved("己"), moved("庚"), tc("辛")))), ["甲续 1", "乙续 1", "丙 1", "丁 2", "戊 2", "己 3", "庚 3", "辛 3"]);
  });

  it("begin with a section, unless the section only goes on", () => {
    const section = (type: string) => `<w:p><w:pPr><w:sectPr>${type}</w:sectPr></w:pPr><w:r><w:t>末</w:t></w:r></w:p>`;
    assert.deepEqual(pages(`${section("")}${p("新页")}<w:sectPr/>`), ["末 null", "---", "新页 null"]);
    assert.deepEqual(pages(`${section("")}${p("同页")}<w:sectPr><w:type w:val="continuous"/></w:sectPr>`), ["末 null", "同页 null"]);
  });

  it("begin before a paragraph that asks for it", () => {
    assert.deepEqual(pages(p("一") + p("二", "<w:pageBreakBefore/>")), ["一 null", "---", "二 null"]);
  });
});
