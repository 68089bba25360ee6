import type { Db } from "../store/database.ts";
import type { Mode } from "../workflow/actor.ts";

/** How long the mode is remembered; another machine of the same database learns of a choice within this time. */
const rememberedFor = 2_000;

const remembered = new WeakMap<Db, { mode: Mode; until: number }>();

/** How the house is used. Asked with every request, so it is remembered for a moment. */
export async function modeOfHouse(db: Db): Promise<Mode> {
  const known = remembered.get(db);
  if (known && known.until > performance.now()) return known.mode;
  const { mode } = await db.selectFrom("house").select("mode").executeTakeFirstOrThrow();
  remembered.set(db, { mode, until: performance.now() + rememberedFor });
  return mode;
}

/** To be called when a mode was chosen here, so that the next request sees it at once. */
export const forgetMode = (db: Db): void => void remembered.delete(db);
