import { walkAlone } from "./alone.ts";
import { walkApproved } from "./approved.ts";
import { walkDesk } from "./desk.ts";
import { walkOffice } from "./office.ts";
import { walkYear } from "./year.ts";

/** The walks that take all pictures of the manual; each begins in a house of its own that nobody has used. */
export const walks = { alone: walkAlone, office: walkOffice, year: walkYear, desk: walkDesk, approved: walkApproved };

/** Which pictures each of them takes, in order; together with those of the others they are all that the manual shows. */
export const picturesOf: Readonly<Record<keyof typeof walks, readonly string[]>> = {
  alone: ["welcome", "name", "import", "import-done", "check", "check-correct", "source", "review", "opinion", "draft-new", "blank", "layout", "layout-read", "forms"],
  office: ["office-terminal", "setup-region", "setup-person", "setup-done", "people-code", "sign-in", "new-password"],
  year: ["trial-people", "todo", "tables", "returned", "draft", "draft-keys", "draft-paste", "draft-finding", "history", "resubmit", "batch", "desk", "desk-table", "way", "return", "versions", "calendar", "rules", "approve", "approvals"],
  desk: ["workbench", "desk-last-year", "desk-opinions", "desk-return", "remarks", "desk-answers", "desk-third", "correction-propose", "correction"],
  approved: ["adjust-begin", "adjust", "adjust-changes", "paper", "export", "people", "people-role", "people-rules", "offices", "backups", "audit"],
};
