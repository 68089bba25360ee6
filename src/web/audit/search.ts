/** What the audit page looks for, as it stands in the address. */
export interface AuditSearch {
  /** Days, 2026-01-31; both count. */
  from?: string;
  until?: string;
  person?: string;
  action?: string;
  subject?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const names = ["from", "until", "person", "action", "subject"] as const;

export function auditSearch(given: Record<string, unknown>): AuditSearch {
  const found: AuditSearch = {};
  for (const name of names) {
    const value = given[name];
    const text = typeof value === "string" ? value.trim().slice(0, 200) : "";
    if (text === "" || ((name === "from" || name === "until") && !day.test(text))) continue;
    found[name] = text;
  }
  return found;
}
