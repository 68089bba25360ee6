/** Which chapter of the manual belongs to which page; a test holds that none is left out. */
export const chapterOfPage: Readonly<Record<string, string>> = {
  "/": "README",
  "/declarations": "tables",
  "/declarations/$id": "tables",
  "/declarations/$id/edit": "draft",
  "/declarations/$id/difference": "versions",
  "/declarations/$id/paper": "print",
  "/workbench": "workbench",
  "/todo": "submit",
  "/adjustments/$id": "adjust",
  "/desk": "desk",
  "/desk/$id": "desk",
  "/calendar": "calendar",
  "/approvals": "approve",
  "/trial": "trial",
  "/checks": "check",
  "/rules": "rules",
  "/offices": "offices",
  "/projects": "projects",
  "/audit": "audit",
  "/backups": "backup",
  "/forms": "forms",
  "/documents/$id/layout": "forms",
  "/import": "import",
  "/imports/$id": "import",
  "/people": "people",
  "/me": "sign-in",
  "/setup": "office",
  "/welcome": "office",
  "/sign-in": "sign-in",
  "/manual": "README",
  "/manual/$chapter": "README",
};

/** The address of a chapter, or of a place in it. */
export const manualAddress = (chapter: string, anchor?: string): string =>
  `/manual${chapter === "README" ? "" : `/${chapter}`}${anchor === undefined ? "" : `#${anchor}`}`;
