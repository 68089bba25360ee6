import type { RoleId } from "./roles.ts";

/** local: one person on this machine, no accounts. trial: a made-up region. office: the real thing. */
export type Mode = "local" | "trial" | "office";

/** A role that is held at an office. */
export interface Grant {
  readonly role: RoleId;
  readonly office: string;
}

/** Who asks for something. */
export interface Actor {
  readonly mode: Mode;
  /** The account; null for the one local person and for somebody who has not signed in. */
  readonly account: string | null;
  readonly name: string | null;
  readonly grants: readonly Grant[];
  /** The offices whose declarations the grants reach, by the column that names them. */
  readonly reach: Reach;
  /** What an access token allows; null: no token, everything that the roles allow. */
  readonly scopes: readonly TokenScope[] | null;
}

/** Whose declarations: those of units, those of departments, those of regions; ids of offices. */
export interface Reach {
  readonly units: readonly string[];
  readonly departments: readonly string[];
  readonly regions: readonly string[];
}

export const tokenScopes = ["read", "write", "export"] as const;
export type TokenScope = (typeof tokenScopes)[number];

const nowhere: Reach = { units: [], departments: [], regions: [] };

/** Somebody who has not signed in. */
export const stranger = (mode: Mode): Actor => ({ mode, account: null, name: null, grants: [], reach: nowhere, scopes: null });

/** The one person of a machine without accounts; may do all that needs no offices. */
export const localPerson = (name: string | null): Actor => ({ mode: "local", account: null, name, grants: [], reach: nowhere, scopes: null });

export const holds = ({ grants }: Actor, role: RoleId): boolean => grants.some((grant) => grant.role === role);
