import os from "node:os";

/** How many times as long everything takes on a machine that others keep busy: 1 at rest, at most 6. Where the system tells no load (Windows): 1. */
export const strain = (): number => Math.min(most, Math.max(1, (os.loadavg()[0] ?? 0) / os.availableParallelism()));
const most = 6;
