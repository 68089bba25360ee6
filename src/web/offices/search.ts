/** Which year's tree is shown and which office of it is open, as they stand in the address. */
export interface OfficeSearch {
  year?: number;
  office?: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function officeSearch(given: Record<string, unknown>): OfficeSearch {
  const year = Number(given.year);
  return {
    ...(Number.isInteger(year) && year >= 1949 && year <= 2200 ? { year } : {}),
    ...(typeof given.office === "string" && uuid.test(given.office) ? { office: given.office } : {}),
  };
}
