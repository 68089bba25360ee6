import { fold } from "../declaration/numeral.ts";
import { remembered } from "../declaration/remembered.ts";
import { currencies } from "../declaration/money.ts";
import type { Scope } from "../declaration/schema.ts";
import { type Column, type Entry, type Field, type FormDefinition, entriesOf } from "./form.ts";
import { headsByColumn, labelsByField, tableHeadings } from "./labels.ts";

/** A label found in a cell; `rest` is where its value begins when it stands in the same cell (申报单位：某某中心). */
export interface FoundLabel {
  key: string;
  entries: readonly Entry[];
  own: boolean;
  currency: string | null;
  rest: number | null;
}

/** 一、项目名称; (二)绩效指标; • 项目名称. */
const numbering = /^(?:[•●○■□◆◇▪▫·※*-]+|\(?[一二三四五六七八九十]{1,2}[)、]|\(?\d{1,2}[)、.])/;
const unitSuffix = new RegExp(`\\((?:单位:)?(${currencies.join("|")})\\)$`);

/** A label as it is looked up: folded, without colon, currency, percent sign, the mark for a seal, and running number. */
export const labelKey = remembered((text): { key: string; currency: string | null } => {
  let key = fold(text).replace(/^[*★]+/, "").replace(/:$/, "");
  const currency = unitSuffix.exec(key)?.[1] ?? null;
  key = key.replace(unitSuffix, "").replace(/\((?:(?:累计)?%|盖章|公章|签章|(?:调整|变更|修订)后|(?:19|20)\d{2}年?(?:~|至|到)(?:19|20)\d{2}年?)\)$/, "").replace(/:$/, "");
  return { key, currency };
});

/** The labels by which a document is read: those of its form, and behind them the general vocabulary. */
export class LabelBook {
  readonly form: FormDefinition | null;
  readonly #own = new Map<string, Entry[]>();
  /** What was looked up before; a book lives as long as the reading of one document. */
  readonly #found = new Map<string, FoundLabel | null>();
  readonly #columns = new Map<string, Column | null>();
  readonly #heads = new Map<string, Column>();
  readonly #sections: readonly string[];
  readonly #headings = new Map<string, Scope>(tableHeadings);

  /** Titles that a form prints as they are: where one stands alone, a form begins. */
  readonly #titles = new Set<string>();
  /** The heads of tables as a form prints them, from left to right. */
  readonly #tables: readonly { key: string; column: Column }[][];

  /**
   * @param form the form of a declaration; null: any
   * @param more forms whose words count as well, while it is not known yet which of them a document prints
   */
  constructor(form: FormDefinition | null, more: readonly FormDefinition[] = []) {
    this.form = form;
    const worded = form ? [form] : more;
    this.#sections = form ? entriesOf(form).filter(({ field }) => field === "section").map(({ label }) => labelKey(label).key) : [...sections];
    for (const one of worded) this.#learn(one);
    this.#tables = worded.flatMap(({ id, tables }) => (id.startsWith("own-") ? tables.map(({ columns }) => columns.filter(({ label, column }) => label !== "" && column !== "side").map(({ label, column }) => ({ key: labelKey(label).key, column }))) : []));
  }

  /** Of two forms that know the same label the first says what it means. */
  #learn(form: FormDefinition): void {
    const known = new Set([...this.#own.keys(), ...this.#heads.keys()]);
    for (const entry of entriesOf(form)) {
      const { key } = labelKey(entry.label);
      if (!known.has(key)) this.#own.set(key, [...(this.#own.get(key) ?? []), entry]);
    }
    for (const table of form.tables) {
      for (const { label, column } of table.columns) if (!known.has(labelKey(label).key)) this.#heads.set(labelKey(label).key, column);
      if (table.heading) this.#headings.set(labelKey(table.heading).key, table.scope);
    }
    if (form.id.startsWith("own-") && !form.title.includes("{")) this.#titles.add(fold(form.title));
  }

  /** Whether a text is the title of a form that somebody taught the house, whatever words it has. */
  isOwnTitle(text: string): boolean {
    return this.#titles.has(fold(text));
  }

  /** The columns of a row of cells that is the head of a table of such a form, word for word; else null. */
  ownHead(texts: readonly string[]): (Column | null)[] | null {
    if (this.#tables.length === 0) return null;
    const keys = texts.map((text) => labelKey(text).key);
    for (const table of this.#tables) {
      let at = 0;
      const found = keys.map((key) => (table[at]?.key === key ? (table[at++]?.column ?? null) : null));
      if (at === table.length && at >= 2) return found;
    }
    return null;
  }

  /** The label that a cell holds, alone or with its value behind a colon. Asked again and again for the same cell. */
  find(text: string): FoundLabel | null {
    const known = this.#found.get(text);
    if (known !== undefined) return known;
    const found = this.#find(text);
    this.#found.set(text, found);
    return found;
  }

  #find(text: string): FoundLabel | null {
    const whole = this.#lookUp(text);
    if (whole) return { ...whole, rest: null };
    let found = this.#beforeAmount(text);
    let from = 0;
    for (const { index } of text.slice(0, 40).matchAll(/[:：]/g)) {
      if (index - from > 24 || text.slice(index + 1).trim() === "") break;
      const label = text.slice(from, index);
      const numbered = numbering.test(fold(label));
      const head = this.#lookUp(label);
      // 单 and 位 on two lines are one label; two lines of which the last is one are a text with a label below it.
      if (!head && /\n/.test(label.trim())) break;
      // 1、资金来源：(1)政府预算资金 is a label of its own, whose value stands behind it.
      const heads = head !== null && isSection({ ...head, rest: null });
      if (numbered && heads && (head.entries.every(({ field }) => field === "section") || /^\s*(?:[（(]\d|[①-⑳])/.test(text.slice(index + 1)))) break;
      if (head) found = { ...head, rest: index + 1 };
      // 项目资金：年度资金总额：96.00 names the section first; 其中：财政拨款：96.00 is one label.
      if (heads) from = index + 1;
      else if (head || text.slice(from, index).trim().length > 2) break;
    }
    return found;
  }

  /** 其中：财政拨款168万元: the amount with its unit stands right behind its label. */
  #beforeAmount(text: string): FoundLabel | null {
    const [, label = ""] = /^([^\d０-９]{2,20})[\d０-９][\d０-９,，.．]*(?:(?:万|亿)?元)?$/.exec(text.trim()) ?? [];
    const head = label === "" || /[：:]\s*$/.test(label) ? null : this.#lookUp(label);
    return head?.entries[0]?.field.startsWith("funding.") ? { ...head, rest: text.indexOf(label) + label.length } : null;
  }

  #lookUp(text: string): Omit<FoundLabel, "rest"> | null {
    if (text.length > 60) return null;
    const { key, currency } = labelKey(text);
    for (const candidate of [key, key.replace(/(?<=目标)\d{1,2}$/, ""), key.replace(numbering, "")]) {
      const own = this.#own.get(candidate);
      if (own) return { key: candidate, entries: own, own: true, currency };
      const general = generalLabels.get(candidate);
      if (general) return { key: candidate, entries: [general], own: false, currency };
    }
    return null;
  }

  /** A piece of a label beside several rows (项目绩效目标) that a page break or a narrow column cut in two. */
  isSectionPiece(text: string): boolean {
    const { key } = labelKey(text);
    return key.length >= 2 && this.#sections.some((label) => label.length >= 4 && label !== key && (label.startsWith(key) || label.endsWith(key)));
  }

  /** The column that a head announces, or null when it is no head of an indicator table. */
  head(text: string): Column | null {
    const known = this.#columns.get(text);
    if (known !== undefined) return known;
    const column = this.#head(text);
    this.#columns.set(text, column);
    return column;
  }

  #head(text: string): Column | null {
    if (text.length > 60) return null;
    const { key } = labelKey(text);
    const bare = key.replace(/\([^()]*\)$/, "").replace(/(?<=^[一二三四]级指标)名称$/, "");
    // 实施期指标值, 2026年目标值: whose value it is is told by the words in front.
    return this.#heads.get(key) ?? generalHeads.get(key) ?? generalHeads.get(bare) ?? (basisHead.test(bare) ? "basis" : null) ?? (partOfYear.test(bare) || beforeChange.test(bare) ? "extra" : null) ?? (/^[^指级]{1,8}(?:指标值|目标值)$|^(?:本年度?|当年|今年|年度)(?:计划|预期|预计)(?:完成|实现)?[值数]$/.test(bare) ? "target" : null);
  }

  /** The scope that a heading over an indicator table gives, or null when it is none. */
  tableScope(text: string): Scope | null {
    return this.#headings.get(labelKey(text).key) ?? null;
  }
}

/** 目标值设定依据, 绩效指标值设定依据及数据来源. */
const basisHead = /^(?:绩效)?(?:指标|目标)值?(?:设定|设置|确定|测算)?依据(?:(?:及|和)数据来源)?$/;

/** What was set before an adjustment, or for another year, is no target any more. */
const beforeChange = /^(?:(?:调整|变更|修改)前|原(?:定|批复|有)?|上年度?|前年|去年)的?(?:绩效)?(?:指标值|目标值|值)$|^(?:调整|变更|修改)前$|^(?:上年度?|前年|去年|上一年度?|历史)(?:实际|计划)?(?:完成|实现|达到)?(?:情况|值|数)$/;

/** A milestone within the year; the target is the whole year's. */
const partOfYear = /^(?:上?半年|[一二三]季度|前三季度|\d{1,2}月底?)(?:\(.*\))?(?:计划)?(?:指标值|目标值)$/;

/** Labels whose value stands in the row below wherever they are printed. */
const below: ReadonlySet<string> = new Set(["预算规模及资金用途", "预期目标", "实际完成情况", "目标实际完成情况", "年度目标实际完成情况", "年度目标完成情况"]);

const generalLabels: ReadonlyMap<string, Entry> = (() => {
  const found = new Map<string, Entry>();
  for (const [field, labels] of Object.entries(labelsByField) as [Field, readonly string[]][]) {
    for (const label of labels) {
      if (!found.has(label)) found.set(label, { label, field, value: below.has(label) ? "below" : "right" });
    }
  }
  for (let month = 1; month <= 12; month++) found.set(`${month}月底`, { label: `${month}月底`, field: "spendingPlan", value: "below" });
  return found;
})();

const generalHeads: ReadonlyMap<string, Column> = (() => {
  const found = new Map<string, Column>();
  for (const [column, heads] of Object.entries(headsByColumn) as [Column, readonly string[]][]) {
    for (const head of heads) if (!found.has(head)) found.set(head, column);
  }
  return found;
})();

const sections: ReadonlySet<string> = new Set(labelsByField.section);

/** Whether a label may stand without a value of its own, as the heading of what is beside or below it. */
export function isSection(found: FoundLabel): boolean {
  return found.entries.every(({ field }) => field === "section") || (!found.own && sections.has(found.key));
}
