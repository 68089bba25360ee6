import type { Db } from "./database.ts";
import { storable } from "./storable.ts";

/** The one local person, until there are accounts. Runs and documents keep the name as it was at their time. */
export async function findPerson(db: Db): Promise<{ name: string } | null> {
  return (await db.selectFrom("person").select("name").executeTakeFirst()) ?? null;
}

export async function keepPerson(db: Db, name: string): Promise<{ name: string }> {
  return await db
    .insertInto("person")
    .values({ name: storable(name) })
    .onConflict((conflict) => conflict.column("only_one").doUpdateSet({ name: storable(name) }))
    .returning("name")
    .executeTakeFirstOrThrow();
}
