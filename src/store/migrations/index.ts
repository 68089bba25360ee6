import { declarations } from "./0001-declarations.ts";
import { jobs } from "./0002-jobs.ts";
import { checks } from "./0003-checks.ts";
import { reviews } from "./0004-reviews.ts";
import { opinions } from "./0005-opinions.ts";
import { offices } from "./0006-offices.ts";
import { accounts } from "./0007-accounts.ts";
import { audit } from "./0008-audit.ts";
import { goals } from "./0009-goals.ts";
import { projectWalls } from "./0010-project-walls.ts";
import { scale } from "./0011-scale.ts";
import { reviewStale } from "./0012-review-stale.ts";
import { handedOnWords } from "./0013-handed-on.ts";
import { administration } from "./0014-administration.ts";
import { closing } from "./0015-closing.ts";
import { versionHead } from "./0016-version-head.ts";
import { remarkReplies } from "./0017-remark-replies.ts";
import { houseForms } from "./0018-house-forms.ts";
import { handedOnHead } from "./0019-handed-on-head.ts";
import { openDocuments } from "./0020-open-documents.ts";
import { formless } from "./0021-formless.ts";
import { ownHands } from "./0022-own-hands.ts";
import { figuresAgain } from "./0023-figures-again.ts";
import { history } from "./0024-history.ts";
import type { Migration } from "./migration.ts";

/** All steps, in order. A test proves that list and folder agree. */
export const migrations: readonly Migration[] = [declarations, jobs, checks, reviews, opinions, offices, accounts, audit, goals, projectWalls, scale, reviewStale, handedOnWords, administration, closing, versionHead, remarkReplies, houseForms, handedOnHead, openDocuments, formless, ownHands, figuresAgain, history];
