import { DabiaoError } from "../problem.ts";
import { type Db, inTransaction } from "./database.ts";
import type { HouseMode } from "./schema.ts";
import { storable } from "./storable.ts";

/** How the house is used, and who chose it when; nobody has while `chosenAt` is null. */
export interface House {
  mode: HouseMode;
  chosenAt: string | null;
  chosenBy: string | null;
}

const columns = ["mode", "chosen_at", "chosen_by"] as const;
const told = ({ mode, chosen_at, chosen_by }: { mode: HouseMode; chosen_at: Date | null; chosen_by: string | null }): House => ({ mode, chosenAt: chosen_at?.toISOString() ?? null, chosenBy: chosen_by });

export async function readHouse(db: Db): Promise<House> {
  return told(await db.selectFrom("house").select(columns).executeTakeFirstOrThrow());
}

export const modeNames: Readonly<Record<HouseMode, string>> = { local: "单机使用", trial: "试用", office: "正式使用" };

/**
 * Chooses how the house is used: once. Who chose to work alone may later share the house; a trial, with its made-up
 * offices, and a house in use stay what they are.
 * @throws DabiaoError HOUSE-01 when it was chosen before
 */
export async function chooseMode(db: Db, mode: HouseMode, by: string | null): Promise<House> {
  return await inTransaction(db, async (transaction) => {
    const now = await transaction.selectFrom("house").select(columns).forUpdate().executeTakeFirstOrThrow();
    const isOpen = now.chosen_at === null || (now.mode === "local" && mode === "office");
    if (!isOpen) {
      if (now.mode === mode) return told(now);
      throw new DabiaoError("HOUSE-01", {
        message: `使用方式已经选定为“${modeNames[now.mode]}”，不能改为“${modeNames[mode]}”。`,
        hint: now.mode === "trial" ? "正式使用请另用一个数据文件夹（DABIAO_DATA）启动。" : "只有单机使用可以改为正式使用。",
      });
    }
    return told(await transaction.updateTable("house").set({ mode, chosen_at: new Date(), chosen_by: by === null ? null : storable(by) }).returning(columns).executeTakeFirstOrThrow());
  });
}
