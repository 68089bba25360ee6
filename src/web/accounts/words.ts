import type { Account } from "../../server/accounts/contract.ts";

export const stateNames: Readonly<Record<Account["state"], { zh: string; color: string }>> = {
  active: { zh: "可用", color: "success" },
  locked: { zh: "已锁定", color: "warning" },
  disabled: { zh: "已停用", color: "default" },
};
