import { z } from "zod";
import { DecimalText } from "./decimal.ts";

export const Comparator = z.enum(["=", "≥", ">", "≤", "<"]).meta({ id: "Comparator" });
export type Comparator = z.infer<typeof Comparator>;

const text = z.string().min(1).describe("原文");
const Period = z.enum(["year", "halfYear", "quarter", "month", "week", "day", "hour"]);
export type Period = z.infer<typeof Period>;

/** ISO 8601 duration, as far as forms need it: PT1H30M, P3D, P2W, P6M, P1Y. */
const DurationText = z.string().regex(/^P(?=.)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/);

/** A calendar day; relative to the budget year it is written `YEAR-12-31`. */
const DayText = z.string().regex(/^(\d{4}|YEAR)-\d{2}-\d{2}$/);

/** A target value (指标值): contract section 2, “Targets”. */
export const Target = z
  .discriminatedUnion("kind", [
    z.object({
      text,
      kind: z.literal("number"),
      comparator: Comparator.nullable(),
      value: DecimalText,
      unit: z.string().nullable(),
      period: Period.nullable(),
    }),
    z.object({
      text,
      kind: z.literal("range"),
      from: DecimalText,
      to: DecimalText,
      unit: z.string().nullable(),
      period: Period.nullable(),
    }),
    z.object({ text, kind: z.literal("date"), comparator: Comparator, value: DayText }),
    z.object({
      text,
      kind: z.literal("duration"),
      comparator: Comparator,
      value: DurationText,
      parts: z.array(z.object({ label: z.string(), comparator: Comparator, value: DurationText })),
    }),
    z.object({ text, kind: z.literal("text") }),
  ])
  .meta({ id: "Target", description: "指标值：数值、区间、日期、时限或定性描述" });
export type Target = z.infer<typeof Target>;
