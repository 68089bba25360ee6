/** A region's finance bureau, a department (主管部门) below it, or a unit (预算单位) below a department. */
export const officeKinds = ["region", "department", "unit"] as const;
export type OfficeKind = (typeof officeKinds)[number];

/** An office as it stands in the tree of one year. */
export interface Office {
  id: string;
  /** Of a region its code after GB/T 2260, else what the budget calls the office by. */
  code: string;
  name: string;
  kind: OfficeKind;
  /** Null only at a region without one above. */
  parent: string | null;
  /** The code of the region that it belongs to (GB/T 2260). */
  region: string;
}

/** An office as it is wanted: its region is that of the offices above it. `id` may be one that does not exist yet. */
export type WantedOffice = Omit<Office, "region">;

/** The kinds that may stand above each kind; null: it may stand at the top. */
export const kindsAbove: Readonly<Record<OfficeKind, readonly (OfficeKind | null)[]>> = {
  region: [null, "region"],
  department: ["region"],
  unit: ["department", "unit"],
};

export const kindNames: Readonly<Record<OfficeKind, string>> = { region: "财政", department: "部门", unit: "单位" };

/** How people know an office: `353302 市医疗保险中心`. */
export const calledOffice = ({ code, name }: Pick<Office, "code" | "name">): string => `${code} ${name}`;
