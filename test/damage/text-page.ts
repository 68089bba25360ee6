import type { Declaration } from "../../src/declaration/schema.ts";
import { type Cell, type Item, type Layout, type Page, isRow } from "./page.ts";

interface Held {
  from: number;
  to: number;
  path: string;
}

/** Takes a text apart into rows and lines, and notes in each cell which values the undamaged reading took from it. */
export function pageOf(text: string, declarations: readonly Declaration[]): Page {
  const held = declarations.flatMap(({ places }, index) =>
    Object.entries(places).flatMap(([path, all]) => all.map(({ from, to }): Held => ({ from: from ?? -1, to: to ?? -1, path: `${index}/${path}` }))),
  );
  held.sort((a, b) => a.from - b.from);
  const lines = text.split("\n");
  const layout = layoutOf(lines);
  const items: Item[] = [];
  let offset = 0;
  for (const full of lines) {
    const line = full.replace(/\r$/, "");
    addLine(items, layout, line, offset, held);
    offset += full.length + 1;
  }
  return { layout, items };
}

function layoutOf(lines: readonly string[]): Layout {
  const tabbed = lines.filter((line) => line.includes("\t"));
  if (tabbed.length > 0 && tabbed.filter((line) => /^ *\t[^\t]*$/.test(line)).length > tabbed.length * 0.9) return "lines";
  return tabbed.length > 2 ? "tabs" : "bars";
}

function addLine(items: Item[], layout: Layout, line: string, offset: number, held: readonly Held[]): void {
  const last = items.at(-1);
  if (layout === "lines" && line.includes("\t")) {
    const cells = cellsOf(line, "\t", offset, held).slice(1);
    if (isRow(last)) items[items.length - 1] = { ...last, cells: [...last.cells, ...cells] };
    else items.push({ kind: "row", layout, cells });
  } else if (layout === "lines" && isRow(last) && line.trim() !== "") {
    const cell = last.cells.at(-1);
    const more = { text: line, from: offset, to: offset + line.length };
    if (cell) items[items.length - 1] = { ...last, cells: [...last.cells.slice(0, -1), { ...cell, text: `${cell.text}\n${line}`, holds: [...new Set([...cell.holds, ...holdsOf(more, held)])] }] };
  } else if (layout === "tabs" && line.includes("\t") && !/^[\s-]+$/.test(line.replaceAll("\t", " ").trim() === "" ? "x" : line)) {
    items.push({ kind: "row", layout, cells: cellsOf(line, "\t", offset, held) });
  } else if (layout === "bars" && /^\s*\|.*\|\s*$/.test(line) && !/^[\s|:-]+$/.test(line)) {
    items.push({ kind: "row", layout, cells: cellsOf(line.trimEnd().slice(0, -1), "|", offset, held).slice(1) });
  } else {
    items.push({ kind: "words", text: line, holds: holdsOf({ from: offset, to: offset + line.length }, held) });
  }
}

function cellsOf(line: string, separator: string, offset: number, held: readonly Held[]): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  for (let at = 0; at <= line.length; at++) {
    if (at < line.length && (line[at] !== separator || (separator === "|" && line[at - 1] === "\\"))) continue;
    const text = line.slice(from, at);
    cells.push({ text, holds: holdsOf({ from: offset + from, to: offset + at }, held), column: cells.length, rowSpan: 1, colSpan: 1 });
    from = at + 1;
  }
  return cells;
}

function holdsOf({ from, to }: { from: number; to: number }, held: readonly Held[]): string[] {
  return held.filter((one) => one.from < to && one.to > from).map(({ path }) => path);
}

/** The text that a page stands for: `textOf(pageOf(text))` is the text again, but for two cells on one line. */
export function textOf(page: Page): string {
  return page.items
    .map((item) => {
      if (!isRow(item)) return item.text;
      const texts = item.cells.map(({ text }) => text);
      if (item.layout === "lines") return texts.map((text) => `\t${text}`).join("\n");
      return item.layout === "bars" ? `|${texts.join("|")}|` : texts.join("\t");
    })
    .join("\n");
}
