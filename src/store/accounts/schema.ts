// The tables of accounts as kysely sees them. What a column means stands in the migration.
import type { ColumnType, Generated } from "kysely";

type Moment = ColumnType<Date, Date | undefined, Date>;
type MaybeMoment = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** Read and written as text: a day has no time zone. */
type Day = ColumnType<string, string, string>;

export interface AccountTable {
  id: string;
  login: string;
  name: string;
  password: string | null;
  password_at: MaybeMoment;
  must_change: Generated<boolean>;
  failures: Generated<number>;
  lockouts: Generated<number>;
  locked_until: MaybeMoment;
  disabled_at: MaybeMoment;
  totp_secret: string | null;
  totp_pending: string | null;
  totp_step: number | null;
  made_up: Generated<boolean>;
  created_at: Moment;
}

export interface AccountPasswordTable {
  id: string;
  account_id: string;
  hash: string;
  at: Moment;
}

export interface RoleGrantTable {
  id: string;
  account_id: string;
  role: string;
  office_id: string;
  from_date: Day;
  until_date: Day | null;
  granted_by: string | null;
  granted_at: Moment;
  ended_at: MaybeMoment;
  ended_by: string | null;
}

export interface SessionTable {
  token_hash: Buffer;
  id: string;
  account_id: string;
  second_factor: Generated<boolean>;
  created_at: Moment;
  seen_at: Moment;
  expires_at: Moment;
  address: string | null;
  agent: string | null;
}

export type CodePurpose = "first-admin" | "reset";

export interface OneTimeCodeTable {
  hash: Buffer;
  purpose: CodePurpose;
  account_id: string | null;
  made_by: string | null;
  made_at: Moment;
  expires_at: Moment;
  used_at: MaybeMoment;
}

export interface RecoveryCodeTable {
  account_id: string;
  hash: Buffer;
  used_at: MaybeMoment;
}

export interface AccessTokenTable {
  id: string;
  account_id: string;
  hash: Buffer;
  name: string;
  scopes: string[];
  created_at: Moment;
  expires_at: Moment;
  revoked_at: MaybeMoment;
  used_at: MaybeMoment;
}

export interface SignInRateTable {
  address: string;
  since: Moment;
  failures: number;
}

export interface SignInPolicyTable {
  only_one: Generated<boolean>;
  content: ColumnType<unknown, string, string>;
  changed_at: Moment;
  changed_by: string | null;
}

export interface SsoBindingTable {
  id: string;
  issuer: string;
  subject: string;
  login: string;
  account_id: string;
  asked_at: Moment;
  confirmed_at: MaybeMoment;
  confirmed_by: string | null;
}

export interface SsoAttemptTable {
  hash: Buffer;
  state: string;
  nonce: string;
  verifier: string;
  expires_at: Moment;
}

export interface AccountTables {
  account: AccountTable;
  account_password: AccountPasswordTable;
  role_grant: RoleGrantTable;
  session: SessionTable;
  one_time_code: OneTimeCodeTable;
  recovery_code: RecoveryCodeTable;
  access_token: AccessTokenTable;
  sign_in_rate: SignInRateTable;
  sign_in_policy: SignInPolicyTable;
  sso_binding: SsoBindingTable;
  sso_attempt: SsoAttemptTable;
}
