import assert from "node:assert/strict";
import { test } from "node:test";
import { proposedPaper } from "../../src/web/papers/forms.ts";

test("for a list of approvals the approval is proposed, for tables that are being declared the declaration", () => {
  assert.equal(proposedPaper({ state: "APPROVED,SUPERSEDED,ARCHIVED" }, ["tianjin"]), "central-approval");
  assert.equal(proposedPaper({ state: "PUBLISHED" }, []), "central-approval");
  assert.equal(proposedPaper({ state: "APPROVED,DRAFT" }, []), "central-declaration");
  assert.equal(proposedPaper({}, []), "central-declaration");
});

test("where the tables are of one region's form, or the list is narrowed to a form, that form is proposed", () => {
  assert.equal(proposedPaper({ state: "FIN_REVIEW" }, ["generic", "ezhou", "central-declaration"]), "ezhou");
  assert.equal(proposedPaper({}, ["ezhou", "shanghai"]), "central-declaration");
  assert.equal(proposedPaper({}, ["central-approval", "generic"]), "central-approval");
  assert.equal(proposedPaper({}, ["central-approval", "central-declaration"]), "central-declaration");
  assert.equal(proposedPaper({ form: "shanghai", state: "APPROVED" }, ["ezhou"]), "shanghai");
  assert.equal(proposedPaper({ form: "own-0123456789ab" }, []), "own-0123456789ab");
  assert.equal(proposedPaper({ form: "generic" }, ["ezhou"]), "ezhou");
});
