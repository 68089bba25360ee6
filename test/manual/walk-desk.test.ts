import { walkHolds } from "./walk-holds.ts";

walkHolds("desk", "a correction that finance proposes waits for the head of the unit", /修改建议[\s\S]*等单位负责人确认/);
