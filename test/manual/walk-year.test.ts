import { walkHolds } from "./walk-holds.ts";

walkHolds("year", "the approval stands among the approvals", /云财预〔\d+〕6号/);
