import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeHtml, readHtml } from "../../src/formats/html/read.ts";
import { DabiaoError } from "../../src/problem.ts";
import { drawn } from "./packages.ts";

const read = (html: string) => drawn(readHtml(html));

describe("the tables of a web page", () => {
  it("follow the browser in spans over rows and columns", () => {
    assert.deepEqual(read("<table><tr><td rowspan=2>产出</td><td colspan=2>数量</td></tr><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"), [
      "@0↓2 产出 | @1→2 数量",
      "@1 甲 | @2 乙",
      "@0 丙",
    ]);
  });

  it("end a span with the group of rows, and let 0 reach to its end", () => {
    assert.deepEqual(read("<table><tbody><tr><td rowspan=9>甲</td><td rowspan=0>乙</td></tr><tr></tr></tbody><tbody><tr><td>丙</td></tr></tbody></table>"), [
      "@0↓2 甲 | @1↓2 乙",
      "(empty row)",
      "@0 丙",
    ]);
  });

  it("print the head first and the foot last", () => {
    assert.deepEqual(read("<table><tfoot><tr><td>合计<td>1</tfoot><tbody><tr><td>甲<td>2</tbody><thead><tr><th>名称<th>数</thead></table>"), ["@0 名称 | @1 数", "@0 甲 | @1 2", "@0 合计 | @1 1"]);
  });

  it("are repaired as browsers do where tags are missing", () => {
    assert.deepEqual(read("<table><td>甲<td>乙<tr><td>丙"), ["@0 甲 | @1 乙", "@0 丙"]);
  });

  it("leave hidden rows and cells out", () => {
    assert.deepEqual(read("<table><tr style='display: none'><td>藏</td></tr><tr><td hidden>藏</td><td>见</td><td>也见</td></tr></table>"), ["@0 见 | @1 也见"]);
  });

  it("that hold tables only lay the page out", () => {
    const inner = "<table><tr><td>项目名称</td><td>运转经费</td></tr><tr><td>金额</td><td>5</td></tr></table>";
    assert.deepEqual(read(`<table><tr><td>首页 &gt; 公开</td><td><p>绩效目标表</p>${inner}<p>附注</p></td></tr></table>`), ["首页 > 公开", "绩效目标表", "@0 项目名称 | @1 运转经费", "@0 金额 | @1 5", "附注"]);
  });

  it("of one cell are a box around its content", () => {
    assert.deepEqual(read("<table><tr><td>甲</td><td><table><tr><td>数量<br>质量</td></tr></table></td></tr></table><table><tr><td>一句话</td></tr></table>"), ["@0 甲 | @1 数量\n质量", "一句话"]);
  });

  it("have the blocks of a cell as lines", () => {
    assert.deepEqual(read("<table><tr><td><p>1.甲</p><div>2.乙<br>3.丙</div></td><td>&nbsp;</td></tr></table>"), ["@0 1.甲\n2.乙\n3.丙 | @1"]);
  });
});

describe("the text of a web page", () => {
  it("collapses white space and knows character references", () => {
    assert.deepEqual(read("<p>  完成\n  率 &ge;&nbsp;95&#37; </p>"), ["完成 率 ≥ 95%"]);
  });

  it("has headings with their level, and no programs, styles, navigation or hidden parts", () => {
    assert.deepEqual(read("<title>标签页</title><style>p{}</style><nav>首页</nav><h2>部门预算</h2><script>1</script><noscript>请开启</noscript><div style='display:none'>藏</div><div>正文</div><!-- 注 -->"), ["## 部门预算", "正文"]);
  });

  it("keeps the lines of a block, and parts it where a line is empty", () => {
    assert.deepEqual(read("<div>单位：甲局<br>金额：万元<br><br>第二段</div>"), ["单位：甲局\n金额：万元", "第二段"]);
  });

  it("prints the numbers of lists", () => {
    assert.deepEqual(read("<ol start=3><li>甲<li value=7>乙<li>丙</ol><ol type=a><li>丁</ol><ul><li>戊</ul>"), ["3. 甲", "7. 乙", "8. 丙", "a. 丁", "戊"]);
  });

  it("shows what the controls of a form show", () => {
    assert.deepEqual(read("<p><input value=甲局> <input type=checkbox checked>新增 <input type=radio>延续 <input type=hidden value=藏> <select><option>一<option selected>二</select></p>"), ["甲局 ☑新增 ☐延续 二"]);
  });

  it("raises digits, and reads the characters of phonetic guides once", () => {
    assert.deepEqual(read("<p>50m<sup>2</sup> <ruby>汉<rt>hàn</rt></ruby>字</p>"), ["50m² 汉字"]);
  });

  it("has a break where a page begins in print", () => {
    assert.deepEqual(read("<p>一</p><p style='page-break-before:always'>二</p>"), ["一", "---", "二"]);
  });
});

describe("the encoding of a web page", () => {
  const gbk = new Uint8Array([0xbc, 0xa8, 0xd0, 0xa7, 0xc4, 0xbf, 0xb1, 0xea]); // 绩效目标
  const join = (...parts: readonly (string | Uint8Array)[]) => new Uint8Array(parts.flatMap((part) => [...(typeof part === "string" ? new TextEncoder().encode(part) : part)]));

  it("is UTF-8 where the bytes are, whatever the page declares", () => {
    assert.equal(decodeHtml(join("<meta charset=gb2312>绩效")).slice(-2), "绩效");
  });

  it("is what the page declares", () => {
    assert.equal(decodeHtml(join("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", gbk)).slice(-4), "绩效目标");
    assert.equal(decodeHtml(join("<meta charset=big5>", new Uint8Array([0xc1, 0x5a, 0xae, 0xc4]))).slice(-2), "績效");
  });

  it("is GB18030 where the page declares nothing or the wrong thing", () => {
    assert.equal(decodeHtml(gbk), "绩效目标");
    assert.equal(decodeHtml(join("<meta charset=utf-8>", gbk)).slice(-4), "绩效目标");
  });

  it("is told by the byte order mark, which is no text", () => {
    assert.equal(decodeHtml(new Uint8Array([0xff, 0xfe, 0x3c, 0x00, 0xe9, 0x7e])), "<绩");
    assert.equal(decodeHtml(join(new Uint8Array([0xef, 0xbb, 0xbf]), "绩")), "绩");
  });

  it("survives a text that was cut off in the middle of a character", () => {
    assert.equal(decodeHtml(join("<meta charset=utf-8><p>", gbk.subarray(0, 7))).slice(-4), "绩效目\ufffd");
  });

  it("is refused where nothing fits", () => {
    assert.throws(() => decodeHtml(new Uint8Array(600).fill(0xff, 5)), (error) => error instanceof DabiaoError && error.code === "FORMAT-12");
  });
});

describe("a web page beyond the limits", () => {
  const code = (html: string): string => {
    try {
      readHtml(html);
    } catch (error) {
      if (error instanceof DabiaoError) return error.code;
      throw error;
    }
    return "read";
  };

  it("is refused where it is nested ten-thousand-fold, in any way", () => {
    for (const tag of ["div", "b", "table", "ul", "svg", "span", "blockquote", "font", "a", "p", "button", "template", "select", "math", "object"]) {
      assert.match(code(`<${tag}>`.repeat(20_000)), /^(?:FORMAT-09|read)$/, tag);
    }
    assert.equal(code("<table><tr><td>".repeat(10_000)), "FORMAT-09");
    assert.equal(code("<div>".repeat(10_000)), "FORMAT-09");
    assert.equal(code(Array.from({ length: 2_000 }, (_, at) => `<font size=${at}>`).join("") + "<p>x".repeat(1_000)), "FORMAT-09");
  });

  it("is refused where mark-up makes more elements than anybody could read", () => {
    const fonts = Array.from({ length: 400 }, (_, at) => `<font size=${at}>`).join("");
    assert.equal(code(`<div>${fonts}</div>${"<p>x</p>".repeat(6_000)}`), "FORMAT-13");
  });

  it("is refused where it claims millions of columns, and not troubled by a span of thousands of rows", () => {
    assert.equal(code(`<table><tr>${"<td colspan=1000>x".repeat(20)}</table>`), "FORMAT-11");
    assert.equal(code("<table><tr><td rowspan=65534>x<tr><td>y</table>"), "read");
  });

  it("is read in a time that grows with its length", () => {
    assert.equal(code("x<br>".repeat(200_000)), "read");
    assert.equal(code(`<table>${"x<b></b>".repeat(100_000)}</table>`), "read");
    assert.equal(code("<p>".repeat(200_000)), "read");
  });
});
