// Goals that are a name and say nothing of what is to be reached.
import { bare, likeness } from "./likeness.ts";

/** Shorter than this, without a figure, it is a name (review-rules COMP-06). */
const shortest = 6;
const sameAsName = 0.9;

/** Whether a piece of a goal is only a label: a few words, a “…率” without a figure, or the project's name. */
export function isLabel(body: string, project: string): boolean {
  const text = bare(body);
  if (/\d|[一二三四五六七八九十百]+[个次项场件户人]/.test(body)) return false;
  return text.length <= shortest || (text.length <= 20 && /(?:率|额|缺口)$/.test(text)) || likeness(text, bare(project)) >= sameAsName;
}
