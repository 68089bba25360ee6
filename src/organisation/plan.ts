// What has to change so that the tree that is becomes the tree that is wanted.
import { calledOffice, type Office, type WantedOffice } from "./office.ts";
import { checkTree, type TreeFault } from "./tree.ts";

/** What is other about an office: it comes, comes back, goes into another, goes, or is called or stands differently. */
export const changeKinds = ["new", "back", "name", "code", "kind", "parent", "region", "merged", "closed"] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const changeNames: Readonly<Record<ChangeKind, string>> = { new: "新增", back: "恢复", name: "改名", code: "换编码", kind: "换类型", parent: "换上级", region: "换地区", merged: "并入", closed: "撤销" };

/** One office before and after; null where there is none. */
export interface OfficeChange {
  id: string;
  kinds: ChangeKind[];
  before: Office | null;
  after: Office | null;
  /** The office that goes on for one that was merged. */
  into: Office | null;
}

/** What a plan begins with. */
export interface Wish {
  /** Offices as they shall be; those that are not named stay. */
  offices: Iterable<WantedOffice>;
  /** Ids of offices that end. */
  closed: Iterable<string>;
  /** Ids of offices that end, and of those that go on for them. What stood below goes over. */
  merged: ReadonlyMap<string, string>;
  /** Ids of wanted offices that stood in the tree of another year. */
  back: ReadonlySet<string>;
}

export interface Plan {
  changes: OfficeChange[];
  faults: TreeFault[];
}

/** Lays the wish over the tree of a year, checks the whole, and says what is other in the end: also where only the region above changed. */
export function planTree(current: Iterable<Office>, { offices, closed, merged, back }: Wish): Plan {
  const before = new Map<string, Office>();
  for (const office of current) before.set(office.id, office);
  const wanted = new Map<string, WantedOffice>(before);
  for (const id of [...closed, ...merged.keys()]) wanted.delete(id);
  for (const office of offices) wanted.set(office.id, office);
  for (const office of wanted.values()) wanted.set(office.id, { ...office, parent: merged.get(office.parent ?? "") ?? office.parent });
  const { offices: after, faults } = checkTree(wanted.values());
  const changes: OfficeChange[] = [];
  for (const office of before.values()) {
    const into = merged.get(office.id);
    if (!wanted.has(office.id)) changes.push({ id: office.id, kinds: [into === undefined ? "closed" : "merged"], before: office, after: null, into: after.get(into ?? "") ?? null });
  }
  for (const office of after.values()) {
    const was = before.get(office.id) ?? null;
    const kinds = was === null ? [back.has(office.id) ? ("back" as const) : ("new" as const)] : differences(was, office);
    if (kinds.length > 0) changes.push({ id: office.id, kinds, before: was, after: office, into: null });
  }
  return { changes, faults: [...[...merged].flatMap((pair) => mergerFaults(pair, before, wanted, merged)), ...faults] };
}

function mergerFaults([id, into]: [string, string], before: ReadonlyMap<string, Office>, wanted: ReadonlyMap<string, WantedOffice>, merged: Wish["merged"]): TreeFault[] {
  const [office, successor] = [before.get(id), wanted.get(into)];
  const fault = (message: string): TreeFault[] => [{ office: id, code: "OFFICE-18", severity: "error", message }];
  if (id === into) return fault("不能并入自己。");
  if (merged.has(into)) return fault("要并入的单位自己也并入别的单位：请直接写最后的那一个。");
  if (office && wanted.has(id)) return fault(`“${calledOffice(office)}”既要并入别的单位，又列为单位。`);
  if (office && successor && office.kind !== successor.kind) return fault(`“${calledOffice(office)}”和“${calledOffice(successor)}”不是同一类，不能合并。`);
  return [];
}

function differences(before: Office, after: Office): ChangeKind[] {
  const kinds = ["name", "code", "kind", "parent", "region"] as const;
  const found = kinds.filter((kind) => before[kind] !== after[kind]);
  // Of a region its code is its region.
  return after.kind === "region" && found.includes("code") ? found.filter((kind) => kind !== "region") : found;
}
