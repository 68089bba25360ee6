// Region codes after GB/T 2260: two figures each for province, city and county. Only their form is checked: which codes
// are in use changes every year, and zones of a city are given codes that no list has.

/** The first two figures of the codes of all provinces, autonomous regions and municipalities (GB/T 2260). */
const provinces = new Set("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split(" "));

/** GB/T 2260 gives the central level no code; budgets write zeros. */
const central = "000000";

export type RegionLevel = "central" | "province" | "city" | "county";

/** Which level a region code is of; null where it is none. */
export function regionLevel(code: string): RegionLevel | null {
  if (code === central) return "central";
  if (!/^\d{6}$/.test(code) || !provinces.has(code.slice(0, 2))) return null;
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "county";
}

/** The codes of the regions that may stand above one, the nearest first: a county may answer to its province directly. */
export function regionsAbove(code: string): string[] {
  const province = `${code.slice(0, 2)}0000`;
  switch (regionLevel(code)) {
    case "county":
      return [`${code.slice(0, 4)}00`, province, central];
    case "city":
      return [province, central];
    case "province":
      return [central];
    default:
      return [];
  }
}
