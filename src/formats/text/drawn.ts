/** Lines between cells, drawn with characters: │ between them, ┼ and ─ (or + and -) between rows. */
const upright = /[│┃║┆┇┊┋]/g;
const between = /^[\s─━┄┅┈┉═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜╭╮╯╰┏┳┓┣╋┫┗┻┛]{3,}$/;
const betweenPlain = /^\s*\+[-=+]{3,}\+\s*$/;

/** Whether a line is nothing but the border between two rows. */
export function isBorder(line: string): boolean {
  return (between.test(line) && line.trim().length >= 3) || betweenPlain.test(line);
}

/** A line with its upright borders as pipes, character for character. */
export function withPipes(line: string): string {
  return (line.match(upright)?.length ?? 0) >= 2 ? line.replace(upright, "|") : line;
}

/**
 * Whether rows are drawn so that each may stand on several lines: a border between every two of them, as often as not
 * right behind one line. A table with borders around its head only has a row on each line.
 * @param marks the lines of a table from its first border on: true for a border
 */
export function hasBorders(marks: readonly boolean[]): boolean {
  const borders = marks.filter((mark) => mark).length;
  return borders >= 4 && borders * 3 >= marks.length;
}

/** Commas between cells: as many in nearly every line, quoted ones left out. Null where the text is no such table. */
export function commasOf(lines: readonly string[]): number | null {
  const filled = lines.filter((line) => line.trim() !== "");
  if (filled.length < 5) return null;
  const counts = new Map<number, number>();
  for (const line of filled) {
    const count = line.replace(/"[^"]*"/g, "").split(",").length - 1;
    counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[0] >= 2 && most[1] >= filled.length * 0.8 ? most[0] : null;
}

/** Where the cells of a line with commas begin and end, without their quotes. */
export function commaCells(line: string): { from: number; to: number }[] {
  const cells: { from: number; to: number }[] = [];
  let [from, quoted] = [0, false];
  for (let at = 0; at <= line.length; at++) {
    if (line.charAt(at) === '"') quoted = !quoted;
    if (at < line.length && (quoted || line.charAt(at) !== ",")) continue;
    const whole = /^\s*".*"\s*$/.test(line.slice(from, at));
    cells.push(whole ? { from: line.indexOf('"', from) + 1, to: line.lastIndexOf('"', at) } : { from, to: at });
    from = at + 1;
  }
  return cells;
}
