import type { Migration } from "./migration.ts";

/** People, what they may do where, and how they prove who they are. */
export const accounts: Migration = {
  number: 7,
  name: "accounts",
  sql: `
    -- login is folded (NFKC, lower case), so that no two can be confused. password: a PHC string; null: none was set yet.
    -- failures count since the last success or lock; lockouts make each lock longer than the one before.
    -- totp_pending is a secret that was shown but not confirmed; totp_step is the last one that was used.
    create table account (
      id uuid primary key,
      login text not null unique check (login <> ''),
      name text not null check (name <> ''),
      password text,
      password_at timestamptz,
      must_change boolean not null default false,
      failures integer not null default 0,
      lockouts integer not null default 0,
      locked_until timestamptz,
      disabled_at timestamptz,
      totp_secret text,
      totp_pending text,
      totp_step bigint,
      made_up boolean not null default false,
      created_at timestamptz not null default now()
    );

    -- Passwords of before, so that none comes back.
    create table account_password (
      id uuid primary key,
      account_id uuid not null references account,
      hash text not null,
      at timestamptz not null
    );
    create index account_password_account on account_password (account_id, id desc);

    -- Who holds which role at which node of the tree. The last day counts. granted_by null: on the machine itself.
    create table role_grant (
      id uuid primary key,
      account_id uuid not null references account,
      role text not null check (role in ('unit-clerk', 'unit-head', 'dept', 'fin-biz', 'fin-perf', 'fin-approve', 'third-party', 'auditor',
        'sys-admin', 'security-admin', 'audit-admin')),
      office_id uuid not null references office,
      from_date date not null,
      until_date date check (until_date >= from_date),
      granted_by uuid references account,
      granted_at timestamptz not null default now(),
      ended_at timestamptz,
      ended_by uuid references account,
      -- The three administrators are three people, and none of them holds a business role on the same day.
      constraint role_grant_separation exclude using gist
        (account_id with =,
         (case when role in ('sys-admin', 'security-admin', 'audit-admin') then role else 'business' end) with <>,
         daterange(from_date, until_date, '[]') with &&) where (ended_at is null),
      constraint role_grant_once exclude using gist
        (account_id with =, role with =, office_id with =, daterange(from_date, until_date, '[]') with &&) where (ended_at is null)
    );
    create index role_grant_account on role_grant (account_id) where ended_at is null;
    create index role_grant_office on role_grant (office_id) where ended_at is null;

    -- token_hash: SHA-256 of what the cookie holds. second_factor: it was asked for and given.
    create table session (
      token_hash bytea primary key,
      id uuid not null unique,
      account_id uuid not null references account,
      second_factor boolean not null default false,
      created_at timestamptz not null,
      seen_at timestamptz not null,
      expires_at timestamptz not null,
      address text,
      agent text
    );
    create index session_account on session (account_id);
    create index session_expiry on session (expires_at);

    create table one_time_code (
      hash bytea primary key,
      purpose text not null check (purpose in ('first-admin', 'reset')),
      account_id uuid references account,
      made_by uuid references account,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      check ((purpose = 'reset') = (account_id is not null))
    );
    create index one_time_code_account on one_time_code (account_id) where used_at is null;

    create table recovery_code (
      account_id uuid not null references account,
      hash bytea not null,
      used_at timestamptz,
      primary key (account_id, hash)
    );

    create table access_token (
      id uuid primary key,
      account_id uuid not null references account,
      hash bytea not null unique,
      name text not null check (name <> ''),
      scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'write', 'export']),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      used_at timestamptz
    );
    create index access_token_account on access_token (account_id, id desc);

    -- Failed attempts to sign in from an address, in windows of time.
    create table sign_in_rate (
      address text not null,
      since timestamptz not null,
      failures integer not null,
      primary key (address, since)
    );

    -- What the security administrator decided; what is missing in it has its default.
    create table sign_in_policy (
      only_one boolean primary key default true check (only_one),
      content jsonb not null,
      changed_at timestamptz not null default now(),
      changed_by uuid references account
    );

    -- A person of an identity provider and the account that is theirs once the security administrator confirmed it.
    create table sso_binding (
      id uuid primary key,
      issuer text not null,
      subject text not null,
      login text not null,
      account_id uuid not null references account,
      asked_at timestamptz not null,
      confirmed_at timestamptz,
      confirmed_by uuid references account,
      unique (issuer, subject)
    );

    -- Signing in at the identity provider, under way. hash: of a cookie that binds it to one browser.
    create table sso_attempt (
      hash bytea primary key,
      state text not null,
      nonce text not null,
      verifier text not null,
      expires_at timestamptz not null
    );
  `,
};
