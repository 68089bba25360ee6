import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import { slice } from "../grid/cut.ts";
import type { Cell } from "../grid/grid.ts";

/** An indicator that was written as text: its name, its value and its points. `guessed`: only words tell the border. */
export interface Written {
  name: Cell | null;
  value: Cell | null;
  weight: Cell | null;
  guessed: boolean;
}

/** Where a value begins: `from` the end of the name, `to` the beginning of the value. */
interface Border {
  from: number;
  to: number;
  guessed: boolean;
}

const points = /\s*[（(]\s*(?:分值|权重)?[:：]?(\d{1,3}(?:\.\d+)?(?:分|%))\s*[)）]\s*$|[，,]\s*(?:分值|权重)[:：]?(\d{1,3}(?:\.\d+)?(?:分|%)?)\s*$/;
const beforeFigure = /(?:不(?:得|能)?(?:少|低|小|高|多|大|超)[于过]|至少|大于(?:等于|或等于)?|小于(?:等于|或等于)?|高于|低于|超过|少于|多于|控制在|达到?|保持在?|为)(?=.{0,3}?\d)/;
const figure = /(?:提[高升]|增[长加]|上升|下降|降低|减少|新增)?[\d０-９][\d０-９,，.]*/g;
/** 明显提升, 得到有效保障: how something changes, said behind what it is said of. */
const change = /(?:得到|有所)?(?:明显|显著|有效|持续|不断|稳步|逐步|进一步|大幅度?|较大|全面|长期)(?:地|得到)?(?:提升|提高|改善|增强|下降|降低|减少|增加|增长|保障|完善|加强|促进|推动|稳定|优化|好转)$/;

const longestItem = 2000;

/**
 * Parts an indicator that stands on one line into name and value: at a colon, at a sign, else where the words of a
 * comparison, a figure with its unit or a change for the better begin. Without any of them all of it is the name.
 */
export function nameAndValue(cell: Cell): Written {
  if (cell.text.length > longestItem) return { name: cell, value: null, weight: null, guessed: true };
  const cut = (from: number, to: number): Cell => ({ ...cell, ...slice(cell, from, to) });
  const pointed = points.exec(cell.text);
  const score = pointed?.[1] ?? pointed?.[2];
  const at = pointed && score !== undefined ? pointed.index + pointed[0].lastIndexOf(score) : 0;
  const weight = score === undefined ? null : cut(at, at + score.length);
  const end = pointed ? pointed.index : cell.text.length;
  const text = cell.text.slice(0, end);
  // 2025年12月底前完成: a value alone.
  if (/^\d/.test(fold(text)) && readTarget(fold(text)).kind !== "text") return { name: null, value: cut(0, end), weight, guessed: true };
  const border = printedBorder(text) ?? toldBorder(text);
  if (!border) return { name: cut(0, end), value: null, weight, guessed: true };
  return { name: cut(0, border.from), value: cut(border.to, end), weight, guessed: border.guessed };
}

function printedBorder(text: string): Border | null {
  const colon = /[：:](?!\d)|[：:](?=.*\p{Script=Han})/u.exec(text);
  if (colon && text.slice(0, colon.index).trim() !== "" && text.slice(colon.index + 1).trim() !== "") return { from: colon.index, to: colon.index + 1, guessed: false };
  const sign = /[≥≤＞＜><=＝≧≦]/.exec(text);
  return sign && text.slice(0, sign.index).trim() !== "" ? { from: sign.index, to: sign.index, guessed: false } : null;
}

function toldBorder(text: string): Border | null {
  const words = beforeFigure.exec(text);
  if (words && words.index > 1) return { from: words.index, to: words.index, guessed: true };
  for (const { index } of text.matchAll(figure)) {
    const value = fold(text.slice(index)).replace(/^[^\d]+/, "");
    if (index > 1 && /\p{Script=Han}\s*$/u.test(text.slice(0, index)) && readTarget(value).kind !== "text") return { from: index, to: index, guessed: true };
  }
  const changed = change.exec(text);
  return changed && changed.index > 1 ? { from: changed.index, to: changed.index, guessed: true } : null;
}

/** Whether a text ends in a value, so that what follows it is another indicator. */
export const hasValue = (cell: Cell): boolean => nameAndValue(cell).value !== null;
