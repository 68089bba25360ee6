import type { OwnFormId } from "../../declaration/schema.ts";

/** The name of an own form in an address; undefined when it is none. */
export const ownFormIn = (given: unknown): OwnFormId | undefined => (typeof given === "string" && /^own-[0-9a-z]{12}$/.test(given) ? (given as OwnFormId) : undefined);
