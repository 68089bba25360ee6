import { z } from "zod";
import { ReadOutput } from "./schema.ts";

/** The JSON Schema of what `dabiao read` prints, made from the schema that validates it. */
export function readSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(ReadOutput, { io: "output", target: "draft-2020-12" }), title: "达标：读取结果" };
}
