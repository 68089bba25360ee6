/** Lines between cells, drawn with characters: │ between them, ┼ and ─ (or + and -) between rows. */
const upright = /[│┃║┆┇┊┋]/g;
const between = /^[\s─━┄┅┈┉═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜╭╮╯╰┏┳┓┣╋┫┗┻┛]{3,}$/;
const betweenPlain = /^\s*\+[-=+]{3,}\+\s*$/;
/** A border that stops at a cell which goes on below it: |      +------+. */
const betweenSome = /^\s*[|+](?:[-=]{3,}|\s+)(?:[|+](?:[-=]{3,}|\s+))*[|+]\s*$/;

/** Whether a line is nothing but the border between two rows. */
export function isBorder(line: string): boolean {
  return (between.test(line) && line.trim().length >= 3) || betweenPlain.test(line) || (/\+[-=]{3,}/.test(line) && betweenSome.test(line));
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
