import type { Migration } from "./migration.ts";

/** Whose a check is by account; bytes that nobody refers to any more; and what proves who somebody is, kept from requests about tables. */
export const ownHands: Migration = {
  number: 22,
  name: "own-hands",
  sql: `
    -- Two people may bear one name. Null: the one local person, and what was checked before.
    alter table check_act add column account_id uuid references account;

    -- Removes those of some files to which nothing refers any more, whosever it is: whoever undoes an import sees only their own.
    create function dabiao_forget_sources(hashes text[]) returns void language plpgsql security definer
      set search_path from current
      as $$
      declare
        before text := coalesce(current_setting('dabiao.scope', true), '');
      begin
        perform set_config('dabiao.scope', 'system', true);
        delete from source where sha256 = any (hashes)
          and not exists (select from document where document.sha256 = source.sha256)
          and not exists (select from adjustment_attachment where adjustment_attachment.sha256 = source.sha256);
        perform set_config('dabiao.scope', before, true);
      end $$;

    -- The role of people's requests reads of accounts what tells who somebody is, and nothing by which they prove it: passwords,
    -- second factors, sessions, codes and tokens are for signing in and for administration, which work for the house.
    do $$
    begin
      if exists (select from pg_roles where rolname = 'dabiao_app') then
        revoke all on account, account_password, session, one_time_code, recovery_code, access_token, sso_binding, sso_attempt, sign_in_rate from dabiao_app;
        grant select (id, login, name, disabled_at, made_up, created_at) on account to dabiao_app;
      end if;
    exception
      when insufficient_privilege then null;
    end $$;
  `,
};
