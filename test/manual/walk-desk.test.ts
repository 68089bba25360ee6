import { walkHolds } from "./walk-holds.ts";

walkHolds("desk", "the answers are read, and a third party is about to be asked", /委托第三方/);
