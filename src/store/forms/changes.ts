// Making, changing and giving up own forms: each act with its version and its event, in one transaction.
import type { OwnFormId } from "../../declaration/schema.ts";
import type { OwnDefinition } from "../../forms/own.ts";
import { DabiaoError } from "../../problem.ts";
import type { RoleId } from "../../workflow/roles.ts";
import { fingerprint } from "../audit/audit.ts";
import { type Db, inTransaction } from "../database.ts";
import { ownersInYear } from "../declarations/owners.ts";
import { type Doer, recordAct } from "../goals/doer.ts";
import { inScope } from "../scope.ts";
import { storable, storableJson } from "../storable.ts";
import { newFormId, readBy, regionsOf } from "./forms.ts";

interface FormWish {
  name: string;
  definition: OwnDefinition;
}

type Row = { id: OwnFormId; office_id: string | null; region_id: string | null; version: number; name: string; definition: OwnDefinition; retired: boolean; wide: boolean };

/** Whose a new form is: that of the unit that somebody works for, else of the region that they look after. */
async function homeFor(db: Db, { actor }: Doer, unit: string | null): Promise<{ office_id: string | null; region_id: string | null; wide: boolean; role: RoleId | null }> {
  if (actor.mode === "local") return { office_id: null, region_id: null, wide: false, role: null };
  const units = actor.grants.flatMap(({ role, office }) => (role === "unit-clerk" ? [office] : []));
  const own = unit === null ? units[0] : units.find((one) => one === unit);
  if (own !== undefined) return { office_id: own, region_id: (await ownersInYear(db, own, null)).region_id, wide: false, role: "unit-clerk" };
  const [region] = regionsOf(actor);
  if (region !== undefined && unit === null) return { office_id: region, region_id: region, wide: true, role: "sys-admin" };
  throw new DabiaoError("FORM-03", { message: "您不是这个单位的经办人，不能为它保存表样。", hint: "请在自己担任经办的单位里保存。" });
}

/** By which role somebody may change a form. @throws DabiaoError FORM-03 */
function roleOver({ actor }: Doer, row: Pick<Row, "office_id" | "region_id" | "wide">): RoleId | null {
  if (actor.mode === "local") return null;
  if (row.region_id !== null && regionsOf(actor).includes(row.region_id)) return "sys-admin";
  // What holds for the whole region is no longer one unit's to change.
  if (!row.wide && actor.grants.some(({ role, office }) => role === "unit-clerk" && office === row.office_id)) return "unit-clerk";
  throw new DabiaoError("FORM-03", { message: row.wide ? "这个表样全地区都在用，只有系统管理员能改。" : "这是别的单位的表样，您不能改。", hint: "可以导出后另存为自己单位的表样。" });
}

/** The database knows no administrators of forms: whoever looks after a region acts in the scope of the house. */
const inRole = async <Told>(role: RoleId | null, work: () => Promise<Told>): Promise<Told> => (role === "sys-admin" ? await inScope(null, work) : await work());

/** Keeps a new form. @returns its id */
export async function addForm(db: Db, doer: Doer, wish: FormWish, unit: string | null): Promise<OwnFormId> {
  const { role, ...home } = await homeFor(db, doer, unit);
  const id = newFormId();
  await inRole(role, async () => {
    await inTransaction(db, async (transaction) => {
      await transaction.insertInto("house_form").values({ id, ...home, name: storable(wish.name), definition: storableJson(wish.definition), changed_by: doer.actor.name }).execute();
      await keepVersion(transaction, doer, id, 1, wish);
      await tell(transaction, doer, role, "form.add", id, null, wish, { name: wish.name, wide: home.wide });
    });
  });
  return id;
}

/**
 * Changes a form that somebody may change; the row is locked from here on.
 * @returns false when there is no such form
 * @throws DabiaoError FORM-03 when it is not theirs
 */
async function change(db: Db, doer: Doer, id: OwnFormId, act: (transaction: Db, row: Row, role: RoleId | null) => Promise<void>): Promise<boolean> {
  const known = await inScope(null, async () => await db.selectFrom("house_form").select(["office_id", "region_id", "wide"]).where("id", "=", id).executeTakeFirst());
  if (!known) return false;
  const role = roleOver(doer, known);
  return await inRole(role, async () =>
    await inTransaction(db, async (transaction) => {
      const row = await transaction.selectFrom("house_form").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
      if (!row) return false;
      await act(transaction, row, role);
      return true;
    }),
  );
}

/** Gives a form another name or definition, as its next version. @throws DabiaoError FORM-01 when somebody else was faster */
export async function reviseForm(db: Db, doer: Doer, id: OwnFormId, seen: number, wish: FormWish): Promise<boolean> {
  return await change(db, doer, id, async (transaction, row, role) => {
    if (row.version !== seen) throw new DabiaoError("FORM-01", { message: `这个表样刚由别人改过，现在是第 ${row.version} 版，您看到的是第 ${seen} 版。`, hint: "请刷新以后再改。" });
    const version = row.version + 1;
    await transaction.updateTable("house_form").set({ name: storable(wish.name), definition: storableJson(wish.definition), version, changed_by: doer.actor.name, changed_at: new Date() }).where("id", "=", id).execute();
    await keepVersion(transaction, doer, id, version, wish);
    await tell(transaction, doer, role, "form.revise", id, { name: row.name, definition: row.definition }, wish, { name: wish.name, version });
  });
}

/** Takes a form out of use, or back into it: files are read by it no longer; what was read stays as it is. */
export async function retireForm(db: Db, doer: Doer, id: OwnFormId, retired: boolean): Promise<boolean> {
  return await change(db, doer, id, async (transaction, row, role) => {
    if (row.retired === retired) return;
    await transaction.updateTable("house_form").set({ retired, changed_by: doer.actor.name, changed_at: new Date() }).where("id", "=", id).execute();
    await tell(transaction, doer, role, retired ? "form.retire" : "form.restore", id, { retired: row.retired }, { retired }, { name: row.name });
  });
}

/** Lets a unit's form hold for its whole region, or for its unit alone again. */
export async function widenForm(db: Db, doer: Doer, id: OwnFormId, wide: boolean): Promise<boolean> {
  return await change(db, doer, id, async (transaction, row, role) => {
    if (row.wide === wide) return;
    if (row.region_id === null || row.office_id === row.region_id) throw new DabiaoError("FORM-04", { message: "这个表样本来就是全地区的。", hint: "不再使用时请停用。" });
    await transaction.updateTable("house_form").set({ wide, changed_by: doer.actor.name, changed_at: new Date() }).where("id", "=", id).execute();
    await tell(transaction, doer, role, "form.widen", id, { wide: row.wide }, { wide }, { name: row.name });
  });
}

/** Removes a form by which nothing was read. @throws DabiaoError FORM-02 when something was */
export async function removeForm(db: Db, doer: Doer, id: OwnFormId): Promise<boolean> {
  return await change(db, doer, id, async (transaction, row, role) => {
    const used = (await inScope(null, async () => await readBy(db, [id]))).get(id);
    if (used) throw new DabiaoError("FORM-02", { message: `已有 ${used.declarations} 张目标表按这个表样读出，不能删除。`, hint: "不再使用时请停用：以后的文件不再按它读，读过的不变。" });
    await transaction.deleteFrom("house_form").where("id", "=", id).execute();
    await tell(transaction, doer, role, "form.remove", id, { name: row.name, definition: row.definition }, null, { name: row.name });
  });
}

async function keepVersion(db: Db, { actor }: Doer, id: OwnFormId, version: number, { name, definition }: FormWish): Promise<void> {
  await db.insertInto("house_form_version").values({ form_id: id, version, name: storable(name), definition: storableJson(definition), account_id: actor.account, person: actor.name }).execute();
}

async function tell(db: Db, doer: Doer, role: RoleId | null, action: string, id: OwnFormId, before: unknown, after: unknown, detail: object): Promise<void> {
  await recordAct(db, doer, { action, subject: { kind: "form", id }, before: before === null ? null : fingerprint(before), after: after === null ? null : fingerprint(after), detail, role });
}
