/** The number formats that files leave to the language of the system, as Chinese Excel has them (ids by ECMA-376, 18.8.30). */
export const chineseFormats: readonly (readonly [id: number, code: string])[] = [
  [5, "¥#,##0;¥-#,##0"],
  [6, "¥#,##0;¥-#,##0"],
  [7, "¥#,##0.00;¥-#,##0.00"],
  [8, "¥#,##0.00;¥-#,##0.00"],
  [27, 'yyyy"年"m"月"'],
  [28, 'm"月"d"日"'],
  [29, 'm"月"d"日"'],
  [30, "m-d-yy"],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [34, '上午/下午h"时"mm"分"'],
  [35, '上午/下午h"时"mm"分"ss"秒"'],
  [36, 'yyyy"年"m"月"'],
  [41, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '],
  [42, '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ '],
  [43, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '],
  [44, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '],
  [50, 'yyyy"年"m"月"'],
  [51, 'm"月"d"日"'],
  [52, 'yyyy"年"m"月"'],
  [53, 'm"月"d"日"'],
  [54, 'm"月"d"日"'],
  [55, '上午/下午h"时"mm"分"'],
  [56, '上午/下午h"时"mm"分"ss"秒"'],
  [57, 'yyyy"年"m"月"'],
  [58, 'm"月"d"日"'],
];

/** As declarations that a styles part of xlsx could have had itself; other letters than ASCII as references. */
export function formatDeclarations(): string {
  const escaped = (code: string) => code.replace(/[^ -~]|["&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return chineseFormats.map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`).join("");
}
