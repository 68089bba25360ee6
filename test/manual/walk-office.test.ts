import { walkHolds } from "./walk-holds.ts";

walkHolds("office", "the new colleague signs in with the code and has to set a password", /设置新密码/);
