import { parseArgs } from "node:util";
import { readSchema } from "../declaration/json-schema.ts";

export const help = `用法：dabiao schema

输出 dabiao read --format json 结果的 JSON Schema（2020-12 版）。

例：
  dabiao schema > dabiao.schema.json
`;

/** Prints the JSON Schema. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  parseArgs({ args: [...args], options: {} });
  process.stdout.write(`${JSON.stringify(readSchema(), null, 2)}\n`);
  return 0;
}
