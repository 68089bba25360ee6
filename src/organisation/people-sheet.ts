// The sheet 人员: what its columns are called and what stands in a row.
import type { Problem } from "../problem.ts";
import { type Column, rowsOf, type SheetRow, type SheetTable } from "./sheets.ts";

export type PersonField = "login" | "name" | "officeCode" | "officeName" | "role" | "region";

export const personColumns: readonly Column<PersonField>[] = [
  { field: "login", names: ["登录名", "登录账号", "用户名", "账号", "帐号"] },
  { field: "name", names: ["姓名", "用户姓名", "人员姓名", "名字"] },
  { field: "officeCode", names: ["单位编码", "单位代码", "所在单位编码", "所属单位编码", "预算单位编码", "机构编码", "部门编码"] },
  { field: "officeName", names: ["单位名称", "单位", "所在单位", "所属单位", "预算单位", "机构名称", "部门"] },
  { field: "role", names: ["角色", "岗位", "职责", "权限"] },
  { field: "region", names: ["行政区划代码", "行政区划编码", "区划代码", "区划编码", "行政区划"] },
];

/** A person's row: one role, or several at the same office. */
export type PersonRow = SheetRow<PersonField>;

/** The rows of a table of people; null when it is none. */
export function readPeopleRows(table: SheetTable): { rows: PersonRow[]; problems: Problem[] } | null {
  const listed = rowsOf(table, personColumns, ["login", "name"]);
  if (!listed) return null;
  const problems = [...listed.problems];
  const rows = listed.rows.filter((row) => {
    const faults = rowFaults(row);
    problems.push(...faults);
    return faults.length === 0;
  });
  return { rows, problems };
}

/** As the API has it for a single account. */
const loginForm = /^[^\s/@:]{2,64}$/u;

function rowFaults({ login, name, officeCode, officeName, role }: PersonRow): Problem[] {
  const error = (what: string, { at }: { at: Problem["at"] }): Problem => ({ code: "PEOPLE-01", severity: "error", message: what, at });
  const hasOffice = officeCode.text !== "" || officeName.text !== "";
  return [
    ...(login.text === "" ? [error(`“${name.text || "这一行"}”没有写登录名。`, login)] : []),
    ...(login.text !== "" && !loginForm.test(login.text) ? [error(`登录名“${login.text}”要有 2 到 64 个字，不能有空格和 / @ :。`, login)] : []),
    ...(name.text === "" ? [error(`“${login.text || "这一行"}”没有写姓名。`, name)] : []),
    ...(name.text.length > 50 ? [error("姓名最多 50 个字。", name)] : []),
    ...(role.text !== "" && !hasOffice ? [error(`“${name.text}”的角色“${role.text}”没有写在哪个单位。`, officeCode)] : []),
    ...(role.text === "" && hasOffice ? [error(`“${name.text}”没有写角色。`, role)] : []),
  ];
}
