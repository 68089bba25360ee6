/** How names of offices are compared: width, case and blanks make no difference. The database does the same in office_name_key(). */
export function officeNameKey(name: string): string {
  return name.normalize("NFKC").replace(/\s+/gu, "").toLowerCase();
}
