const digits = "〇一二三四五六七八九";
const formal = "零壹贰叁肆伍陆柒捌玖";

/** A whole number from 1 to 99,999 in Chinese: 十二, 一百零三. @param tens the word for ten, and for the powers above it */
function counting(value: number, figures: string, powers: readonly [string, string, string, string], bareTen: boolean): string {
  let text = "";
  let gap = false;
  const units = [powers[3], powers[2], powers[1], powers[0], ""];
  [10_000, 1_000, 100, 10, 1].forEach((unit, index) => {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) {
      gap ||= text !== "";
      return;
    }
    if (gap) text += "零";
    gap = false;
    const ten = unit === 10 && digit === 1 && text === "" && bareTen;
    text += `${ten ? "" : figures.charAt(digit)}${units[index]}`;
  });
  return text;
}

function letters(value: number): string {
  // Word repeats the letter behind z: aa, bb, cc.
  const letter = String.fromCharCode(97 + ((value - 1) % 26));
  return letter.repeat(Math.min(20, Math.ceil(value / 26)));
}

const romans: readonly (readonly [number, string])[] = [
  [1000, "m"], [900, "cm"], [500, "d"], [400, "cd"], [100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"],
];

function roman(value: number): string {
  let rest = Math.min(value, 4999);
  let text = "";
  for (const [unit, letter] of romans) {
    while (rest >= unit) {
      text += letter;
      rest -= unit;
    }
  }
  return text;
}

/** One character for each number from 1 on; beyond the last one plain figures. */
function listed(characters: string): (value: number) => string {
  const all = [...characters];
  return (value) => all[value - 1] ?? String(value);
}

const circled = listed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿");
const chinese = (value: number) => counting(value, digits, ["十", "百", "千", "万"], true);
const digitwise = (value: number) => [...String(value)].map((digit) => digits.charAt(Number(digit))).join("");
const legal = (value: number) => counting(value, formal, ["拾", "佰", "仟", "万"], false);
const stems = listed("甲乙丙丁戊己庚辛壬癸");
const branches = listed("子丑寅卯辰巳午未申酉戌亥");
const wide = (value: number) => String(value).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));

/** How the number formats of Word (ST_NumberFormat) print a number. What is not here prints plain figures. */
const formats: Readonly<Record<string, (value: number) => string>> = {
  none: () => "",
  bullet: () => "",
  decimalZero: (value) => String(value).padStart(2, "0"),
  decimalFullWidth: wide,
  decimalFullWidth2: wide,
  lowerLetter: letters,
  upperLetter: (value) => letters(value).toUpperCase(),
  lowerRoman: roman,
  upperRoman: (value) => roman(value).toUpperCase(),
  chineseCounting: chinese,
  chineseCountingThousand: chinese,
  japaneseCounting: chinese,
  taiwaneseCounting: chinese,
  taiwaneseCountingThousand: chinese,
  ideographDigital: digitwise,
  japaneseDigitalTenThousand: digitwise,
  taiwaneseDigital: digitwise,
  chineseLegalSimplified: legal,
  ideographLegalTraditional: legal,
  japaneseLegal: legal,
  ideographTraditional: stems,
  ideographZodiac: branches,
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  ideographEnclosedCircle: listed("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
  decimalEnclosedParen: listed("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
  decimalEnclosedFullstop: listed("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
};

/** A list number as its format prints it. */
export function listNumber(value: number, format: string): string {
  if (!Number.isInteger(value) || value < 1 || value > 99_999) return format === "none" || format === "bullet" ? "" : String(value);
  return formats[format]?.(value) ?? String(value);
}
