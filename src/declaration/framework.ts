import { z } from "zod";

/** The standard framework's places for an indicator (contract section 1, `class`). */
export const indicatorClasses = [
  "cost.economic", "cost.social", "cost.ecological",
  "output.quantity", "output.quality", "output.timeliness", "output.cost",
  "benefit.economic", "benefit.social", "benefit.ecological", "benefit.sustained",
  "satisfaction.served",
] as const;
export const IndicatorClass = z.enum(indicatorClasses).meta({ id: "IndicatorClass", description: "指标在标准框架中的类别" });
export type IndicatorClass = z.infer<typeof IndicatorClass>;
