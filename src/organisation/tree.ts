// A tree of offices: where each belongs, and whether it can stand.
import { calledOffice, kindNames, kindsAbove, type Office, type OfficeKind, type WantedOffice } from "./office.ts";
import { regionLevel, regionsAbove } from "./region.ts";

/** Something that is wrong with a tree, and at which office. */
export interface TreeFault {
  office: string;
  code: string;
  severity: "error" | "warning";
  message: string;
}

/** What is wrong with a tree and, where nothing is, its offices with the regions that they belong to. */
export interface CheckedTree {
  offices: Map<string, Office>;
  faults: TreeFault[];
}

/**
 * Checks a whole tree: everything above exists, is of a kind that may stand there and leads to the top; no code twice in
 * a region; region codes that are some.
 */
export function checkTree(wanted: Iterable<WantedOffice>): CheckedTree {
  const byId = new Map<string, WantedOffice>();
  for (const office of wanted) byId.set(office.id, office);
  const regions = regionsOf(byId);
  const faults: TreeFault[] = [];
  const offices = new Map<string, Office>();
  for (const office of byId.values()) {
    const region = regions.get(office.id) ?? null;
    faults.push(...aboveFaults(office, byId, region), ...regionFaults(office, byId));
    if (region !== null) offices.set(office.id, { ...office, region });
  }
  faults.push(...twice(offices.values()));
  return { offices, faults };
}

/** The region code of every office that a region stands above; null for the others, also for those in a circle. */
function regionsOf(byId: ReadonlyMap<string, WantedOffice>): Map<string, string | null> {
  const known = new Map<string, string | null>();
  for (const start of byId.values()) {
    const way: string[] = [];
    let at: WantedOffice | undefined = start;
    let region: string | null = null;
    const seen = new Set<string>();
    while (at !== undefined && !known.has(at.id) && !seen.has(at.id)) {
      seen.add(at.id);
      way.push(at.id);
      if (at.kind === "region") {
        region = at.code;
        break;
      }
      at = at.parent === null ? undefined : byId.get(at.parent);
    }
    if (region === null && at !== undefined) region = known.get(at.id) ?? null;
    for (const id of way) known.set(id, region);
  }
  return known;
}

function aboveFaults(office: WantedOffice, byId: ReadonlyMap<string, WantedOffice>, region: string | null): TreeFault[] {
  const fault = (code: string, message: string): TreeFault[] => [{ office: office.id, code, severity: "error", message: `“${calledOffice(office)}”${message}` }];
  if (office.parent === null) return kindsAbove[office.kind].includes(null) ? [] : fault("OFFICE-03", `没有上级：${kindNames[office.kind]}要归在${aboveNames(office.kind)}下面。`);
  const parent = byId.get(office.parent);
  if (!parent) return fault("OFFICE-04", "的上级在这一年的组织树里不存在。");
  if (isInCircle(office, byId)) return fault("OFFICE-05", `和它的上级“${calledOffice(parent)}”互为上下级，成了循环。`);
  if (!kindsAbove[office.kind].includes(parent.kind)) return fault("OFFICE-06", `是${kindNames[office.kind]}，不能归在${kindNames[parent.kind]}“${calledOffice(parent)}”下面，要归在${aboveNames(office.kind)}下面。`);
  return region === null ? fault("OFFICE-04", "往上找不到所属的财政（地区）。") : [];
}

const aboveNames = (kind: OfficeKind): string => kindsAbove[kind].flatMap((above) => (above === null ? [] : [kindNames[above]])).join("或");

function isInCircle(start: WantedOffice, byId: ReadonlyMap<string, WantedOffice>): boolean {
  const seen = new Set<string>();
  for (let at: WantedOffice | undefined = start; at; at = at.parent === null ? undefined : byId.get(at.parent)) {
    if (seen.has(at.id)) return at.id === start.id;
    seen.add(at.id);
  }
  return false;
}

function regionFaults(office: WantedOffice, byId: ReadonlyMap<string, WantedOffice>): TreeFault[] {
  if (office.kind !== "region") return [];
  const fault = (code: string, severity: TreeFault["severity"], message: string): TreeFault[] => [{ office: office.id, code, severity, message }];
  if (regionLevel(office.code) === null) return fault("OFFICE-07", "error", `“${office.code}”不是行政区划代码：应是六位数字（GB/T 2260），前两位是省级代码。`);
  const parent = office.parent === null ? undefined : byId.get(office.parent);
  if (parent?.kind !== "region" || regionsAbove(office.code).includes(parent.code)) return [];
  // A zone that another city runs is such a case, so it is told and not refused.
  return fault("OFFICE-08", "warning", `“${calledOffice(office)}”按行政区划代码不在“${calledOffice(parent)}”之下，请确认。`);
}

function twice(offices: Iterable<Office>): TreeFault[] {
  const first = new Map<string, Office>();
  const faults: TreeFault[] = [];
  for (const office of offices) {
    const key = office.kind === "region" ? `region ${office.code}` : `${office.region} ${office.code}`;
    const other = first.get(key);
    if (!other) first.set(key, office);
    else faults.push({ office: office.id, code: "OFFICE-09", severity: "error", message: `编码“${office.code}”重复：“${other.name}”和“${office.name}”${office.kind === "region" ? "" : `都在 ${office.region} 用这个编码`}。` });
  }
  return faults;
}
