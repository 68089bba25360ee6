import { walkHolds } from "./walk-holds.ts";

walkHolds("approved", "the audit log is whole", /没有改动，没有缺失/);
