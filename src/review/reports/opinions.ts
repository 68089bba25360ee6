// The opinions that a report shows: what a person kept, else what the findings propose.
import type { Declaration, SourceDocument } from "../../declaration/schema.ts";
import { type GradedOpinion, gradeNamed, proposedOpinion, type SignedOpinion } from "../opinion.ts";
import type { Finding, Review } from "../rule.ts";

/** The opinion that was kept on a declaration, by the indexes of document and declaration. */
export type Kept = (document: number, declaration: number) => SignedOpinion | undefined;
export const noneKept: Kept = () => undefined;

/** One declaration with its opinion. */
export interface OpinionOfTable {
  file: string;
  document: number;
  index: number;
  declaration: Declaration;
  /** `泵站大修`, else `第2张表`. */
  name: string;
  findings: readonly Finding[];
  opinion: GradedOpinion;
  /** Who kept it and when; null: it is proposed. */
  signed: { person: string; day: string } | null;
}

const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

export function opinionsOfTables(documents: readonly SourceDocument[], { findings }: Review, kept: Kept): OpinionOfTable[] {
  const ofTable = Map.groupBy(findings, ({ document, declaration }) => `${document} ${declaration}`);
  return documents.flatMap(({ file, declarations }, document) =>
    declarations.map((declaration, index): OpinionOfTable => {
      const [own, held] = [ofTable.get(`${document} ${index}`) ?? [], kept(document, index)];
      return {
        file, document, index, declaration, findings: own, name: declaration.project.name ?? `第${index + 1}张表`,
        opinion: held ?? proposedOpinion(own), signed: held ? { person: held.person ?? "", day: day.format(new Date(held.at)) } : null,
      };
    }),
  );
}

/** 等级：良（…）, or that it is only proposed. */
export function gradeInWords({ opinion, signed }: OpinionOfTable): string {
  const { name, consequence } = gradeNamed(opinion.grade);
  return `${signed === null ? "建议等级" : "等级"}：${name}（${consequence}）`;
}

/** 979.11万元: as printed, with the form's unit unless the cell itself prints one. */
export function budgetOf({ funding: { total, currency } }: Declaration): string {
  if (total === null) return "";
  return currency === null || /[元万亿]整?$/.test(total.text) ? total.text : `${total.text}${currency}`;
}
