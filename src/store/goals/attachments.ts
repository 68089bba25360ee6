// Files that say why something is adjusted: kept by their hash as imported files are, and handed out to whoever sees the adjustment.
import { adjustmentStates } from "../../workflow/states.ts";
import { checkEvidence } from "../../formats/evidence.ts";
import { DabiaoError } from "../../problem.ts";
import { type Db, inTransaction } from "../database.ts";
import { lendsFiles } from "../declarations/secrecy.ts";
import { contentHash, keepSource } from "../declarations/sources.ts";
import { newId } from "../ids.ts";
import { storable } from "../storable.ts";
import { type Adjustment, findAdjustment, lockAdjustment, type LockedAdjustment, readAdjustment } from "./adjustments.ts";
import { type Doer, fingerprintOf, recordAct, roleFor } from "./doer.ts";

/** Bytes of one file, and files of one adjustment, at most. */
export const attachmentAtMost = 20 * 1024 * 1024;
export const attachmentsAtMost = 20;

/**
 * Keeps a file beside an adjustment that its unit works on. It is no part of the content: two who add files, or one who writes, are not in each other's way.
 * @returns undefined when there is no such adjustment
 * @throws DabiaoError GOAL-03, GOAL-05, EVIDENCE-01 not such a file, EVIDENCE-02 too large, too many or there already
 */
export async function attach(db: Db, doer: Doer, id: string, file: { name: string; bytes: Uint8Array }): Promise<Adjustment | undefined> {
  const name = storable(file.name).slice(-300);
  if (file.bytes.byteLength > attachmentAtMost) throw new DabiaoError("EVIDENCE-02", { message: `“${name}”太大，附件每个最多 ${attachmentAtMost / 1024 / 1024} MiB。`, hint: "请压缩图片或拆分后再上传。" });
  checkEvidence(file.bytes, name);
  const sha256 = contentHash(file.bytes);
  return await changing(db, doer, id, "attach", async (transaction) => {
    const there = await transaction.selectFrom("adjustment_attachment").select(["sha256", "name"]).where("adjustment_id", "=", id).execute();
    const same = there.find((one) => one.sha256 === sha256);
    if (same) throw new DabiaoError("EVIDENCE-02", { message: `这个文件已经上传过（“${same.name}”）。`, hint: "不需要再上传。" });
    if (there.length >= attachmentsAtMost) throw new DabiaoError("EVIDENCE-02", { message: `一份调整最多 ${attachmentsAtMost} 个附件。`, hint: "请先移除不需要的。" });
    await keepSource(transaction, sha256, file.bytes);
    await transaction.insertInto("adjustment_attachment").values({ id: newId(), adjustment_id: id, name, sha256, account_id: doer.actor.account, person: doer.actor.name }).execute();
    return { name, sha256, size: file.bytes.byteLength };
  });
}

/** Takes a file away again while the unit works on the adjustment; that it was there stays in the audit log. */
export async function detach(db: Db, doer: Doer, id: string, attachment: string): Promise<Adjustment | undefined> {
  return await changing(db, doer, id, "detach", async (transaction) => {
    const gone = await transaction.deleteFrom("adjustment_attachment").where("adjustment_id", "=", id).where("id", "=", attachment).returning(["name", "sha256"]).executeTakeFirst();
    if (!gone) throw new DabiaoError("API-03", { message: "没有找到这个附件。", hint: "它可能已经被移除，请刷新页面。" });
    return gone;
  });
}

async function changing(db: Db, doer: Doer, id: string, action: "attach" | "detach", change: (transaction: Db) => Promise<object>): Promise<Adjustment | undefined> {
  return await inTransaction(db, async (transaction) => {
    const found = await lockAdjustment(transaction, id);
    if (!found) return undefined;
    const role = roleFor(doer, ["unit-clerk"], found.owned);
    refuseFrozen(found);
    const detail = await change(transaction);
    const same = fingerprintOf(found.row.state, found.sha256);
    await recordAct(transaction, doer, { action: `adjustment.${action}`, subject: { kind: "adjustment", id }, before: same, after: same, detail, role });
    return await findAdjustment(transaction, id);
  });
}

function refuseFrozen({ row }: LockedAdjustment): void {
  if (adjustmentStates[row.state].frozen) throw new DabiaoError("GOAL-05", { message: `这份调整的状态是“${adjustmentStates[row.state].zh}”，附件不能增减。`, hint: "需要补充时，请等审核人退回。" });
}

/**
 * One file of an adjustment, for whoever sees the adjustment; of a secret table for its unit alone, as its paper is.
 * @throws DabiaoError GOAL-12
 */
export async function findAttachment(db: Db, id: string, attachment: string): Promise<{ name: string; bytes: Buffer } | undefined> {
  const found = await readAdjustment(db, id);
  if (!found) return undefined;
  if (!lendsFiles(found.row)) throw new DabiaoError("GOAL-12", { message: "这张目标表涉密，调整的附件只有编制单位可以下载。", hint: "请按涉密文件的管理规定向编制单位调阅；调整的内容可以在线查看。" });
  return await db.selectFrom("adjustment_attachment").innerJoin("source", "source.sha256", "adjustment_attachment.sha256").select(["name", "bytes"]).where("adjustment_id", "=", id).where("adjustment_attachment.id", "=", attachment).executeTakeFirst();
}
