const figures = { 1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９" } as const;
const tens = { 1: ["", "十", "百", "千"], 2: ["", "拾", "佰", "仟"] } as const;
const groups = ["", "万", "亿", "万亿"];

/** Figures one by one: 2024 is 二〇二四. */
export function figureByFigure(text: string, numerals: 1 | 2 | 3): string {
  return text.replace(/\d/g, (figure) => figures[numerals].charAt(Number(figure)));
}

/** A number in words: 1024 is 一千〇二十四 or 壹仟零贰拾肆, 12 is 十二 or 壹拾贰; decimals figure by figure. */
export function inWords(text: string, numerals: 1 | 2 | 3): string {
  if (numerals === 3 || !/^-?\d{1,16}(?:\.\d+)?$/.test(text)) return figureByFigure(text, numerals);
  const [whole = "0", fraction] = text.replace("-", "").split(".");
  const words = Number(whole) === 0 ? figures[numerals].charAt(0) : wholeInWords(whole, numerals);
  return `${text.startsWith("-") ? "-" : ""}${words}${fraction === undefined ? "" : `.${figureByFigure(fraction, numerals)}`}`;
}

function wholeInWords(whole: string, numerals: 1 | 2): string {
  const zero = figures[numerals].charAt(0);
  let words = "";
  let gap = false;
  let filledGroup = false;
  for (let at = 0; at < whole.length; at++) {
    const place = whole.length - 1 - at;
    const figure = Number(whole.charAt(at));
    if (figure === 0) gap = words !== "";
    else {
      words += (gap ? zero : "") + figures[numerals].charAt(figure) + tens[numerals][place % 4];
      gap = false;
      filledGroup = true;
    }
    if (place % 4 === 0 && place > 0) {
      if (filledGroup) words += groups[place / 4];
      filledGroup = false;
    }
  }
  return numerals === 1 ? words.replace(/^一十/, "十") : words;
}
