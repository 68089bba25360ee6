import { fold } from "../declaration/numeral.ts";
import { type Cut, compact, slice } from "../grid/cut.ts";
import type { Cell, Grid } from "../grid/grid.ts";
import type { Draft } from "./draft.ts";
import { type Row, filled } from "./rows.ts";
import { yearIn } from "./year.ts";

/** What can only be judged when the whole form was read: whose a value is that was kept under its label, what is missing. */
export function settle(grid: Grid, draft: Draft, above: { title: Row | undefined; heading: Row | null }, generic: boolean): void {
  const title = above.title && filled(above.title)[0];
  const wholeUnit = title !== undefined && /整体/.test(title.text) && !/转移支付|专项|区域/.test(title.text);
  if (!draft.amounts.has("total") && (generic || !draft.fields.has("funding.total"))) draft.onlyColumnIsMain();
  if (generic) {
    draft.yearIsMain();
    draft.departmentIsMain();
    unitFromElsewhere(draft, wholeUnit);
  }
  if (!draft.year && title) yearOfTitle(grid, draft, title);
  if (!draft.lines.has("project.name") && !wholeUnit) nameFromElsewhere(grid, draft, generic ? title : undefined, above.heading ? filled(above.heading)[0] : undefined);
  if (draft.indicators.length === 0) {
    const name = draft.lines.get("project.name");
    draft.doubt("indicators", "unreadable", "没有找到绩效指标，请对照原文。");
    draft.problem("READ-08", `“${name?.text ?? ""}”没有找到绩效指标。`, name?.places[0] ?? null);
  }
}

function yearOfTitle(grid: Grid, draft: Draft, title: Cell): void {
  const year = yearIn(title.text);
  // White space within the title moves what stands behind it.
  const at = year ? title.text.indexOf(fold(title.text).slice(year.from, year.to)) : -1;
  if (year) draft.year = { value: year.value, places: compact(grid, at < 0 ? title : slice(title, at, at + year.to - year.from)).places };
}

/** 单位编码 in a cell of its own; in the form of a whole unit 部门名称 is the unit itself. */
function unitFromElsewhere(draft: Draft, wholeUnit: boolean): void {
  const code = draft.lines.has("unit.code") ? null : takenFromExtra(draft, /^(?:预算|填报|申报|实施)?单位(?:编码|代码|编号)$/, /^[\dA-Za-z]{3,}$/);
  if (code) draft.lines.set("unit.code", code);
  const department = draft.lines.get("department");
  if (!wholeUnit || !department || draft.lines.has("unit.name")) return;
  draft.lines.delete("department");
  draft.fields.delete("department");
  draft.lines.set("unit.name", department);
  draft.fields.add("unit");
}

/** Names of other things than what the money is for. */
const nameOfOthers = /单位|部门|机构|科目|目标|指标|账户|银行|联系|文件|政策依据/;
/** 2025年农村公路养护项目绩效目标表, 某某省2025年…, 提前下达2025年…: the words behind the year tell which project it is of. */
const named = /^(?:附件?[\d一二三四五六七八九十]*[:：]?|[\d一二三四五六七八九十]+[、.．])?(?:[^\d年]{0,16}(?:下达|拨付|安排|分配|[省市县区州盟旗])(?=(?:19|20)\d{2}年))?(?:(?:19|20)\d{2}年度?)?([^年]{3,40}?(?:项目|资金|经费|补助|补贴|工程|专项|基金))(?:支出)?(?:分?(?:区域|地区|市县))?绩效目标(?:申报|批复|审核|公开|分解)?表/;
const general = /^(?:部门|单位|预算|财政|本级|年度|省级|市级|县级|区级|专项|一般|重点|支出|转移支付|区域|中央|对地方|政府性|社会保险|国有资本经营|和|及|[、（）()]|项目|资金|基金|经费|工程|补助|补贴)+$/;

/** （一）项目一：人才引进经费绩效目标: numbers and what is said of all forms around the name. */
const aroundName = /^\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]\s*)?(?:项目(?:[一二三四五六七八九十]{1,3}|\d{1,2})[:：、\s])?(.+?)(?:的?绩效目标(?:情况|公开)?)?\s*$/;

/** Where no label 项目名称 is printed: the only other label …名称, the heading over the form, else what the title names. Doubtful all of them. */
function nameFromElsewhere(grid: Grid, draft: Draft, title: Cell | undefined, heading: Cell | undefined): void {
  const labels = draft.extra.filter(({ label }) => /名称$/.test(label) && !nameOfOthers.test(label));
  const [only] = labels;
  const [, fromTitle = ""] = (title && named.exec(title.text.replace(/\s/g, ""))) ?? [];
  const at = title && fromTitle !== "" && !general.test(fromTitle) ? title.text.indexOf(fromTitle) : -1;
  if (only && labels.length === 1) {
    draft.extra.splice(draft.extra.indexOf(only), 1);
    draft.lines.set("project.name", only.cut);
    draft.doubt("project.name", "vocabulary", `没有“项目名称”一栏，取“${only.label}”。`);
  } else if (heading) {
    const [, name = ""] = aroundName.exec(heading.text) ?? [];
    draft.lines.set("project.name", compact(grid, slice(heading, heading.text.indexOf(name), heading.text.indexOf(name) + name.length)));
    draft.doubt("project.name", "vocabulary", "没有“项目名称”一栏，取表前的标题。");
  } else if (title && at >= 0) {
    draft.lines.set("project.name", compact(grid, slice(title, at, at + fromTitle.length)));
    draft.doubt("project.name", "vocabulary", "没有“项目名称”一栏，取标题里的名称。");
  } else {
    draft.doubt("project.name", "unreadable", "没有找到项目名称。");
    draft.problem("READ-05", "有一张绩效目标表没有找到项目名称。", null, "error");
    return;
  }
  draft.fields.add("project.name");
}

function takenFromExtra(draft: Draft, label: RegExp, text: RegExp): Cut | null {
  const at = draft.extra.findIndex((one) => label.test(one.label) && text.test(one.cut.text));
  const [found] = at < 0 ? [] : draft.extra.splice(at, 1);
  return found?.cut ?? null;
}
