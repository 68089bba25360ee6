import { walkHolds } from "./walk-holds.ts";

walkHolds("desk");
