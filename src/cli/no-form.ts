import { DabiaoError } from "../problem.ts";

/** What is said of a document in which no form was found: it is printed all the same, but nothing in it can be reviewed. */
export function noForm(file: string): DabiaoError {
  return new DabiaoError("READ-13", { message: `“${file}”里没有找到绩效目标表。`, hint: "请确认文件里有绩效目标表的表格，而不只是文章。" });
}
