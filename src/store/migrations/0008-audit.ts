import type { Migration } from "./migration.ts";

/** The log of who did what: append-only, each event chained to the one before. How: docs/audit.md. */
export const audit: Migration = {
  number: 8,
  name: "audit",
  sql: `
    -- An event commits with its act, here, where no two transactions wait for each other. Moments later it moves into
    -- the chain. detail is json, not jsonb: its text is hashed as it was written, down to the last zero of a number.
    create table audit_waiting (
      id uuid primary key,
      at timestamptz not null default clock_timestamp(),
      account uuid,
      name text not null,
      role text,
      address text,
      action text not null check (action <> ''),
      subject_kind text,
      subject_id text,
      before text check (before ~ '^[0-9a-f]{64}$'),
      after text check (after ~ '^[0-9a-f]{64}$'),
      detail json not null,
      check ((subject_kind is null) = (subject_id is null))
    );

    -- The chain. seq counts from 1 without gaps; previous is the hash of the event before, of the first 32 zero bytes.
    create table audit_event (
      seq bigint primary key check (seq > 0),
      id uuid not null unique,
      at timestamptz not null,
      account uuid,
      name text not null,
      role text,
      address text,
      action text not null,
      subject_kind text,
      subject_id text,
      before text,
      after text,
      detail json not null,
      previous bytea not null check (octet_length(previous) = 32),
      hash bytea not null check (octet_length(hash) = 32)
    );
    create index audit_event_at on audit_event (at);
    create index audit_event_account on audit_event (account, seq);
    create index audit_event_action on audit_event (action, seq);
    create index audit_event_subject on audit_event (subject_kind, subject_id, seq);

    -- Where the chain ends. Removing its last events shows here, and in the anchors outside of the database.
    create table audit_head (
      only_one boolean primary key default true check (only_one),
      seq bigint not null,
      hash bytea not null check (octet_length(hash) = 32)
    );
    insert into audit_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

    -- A field as it is hashed: the length of its UTF-8 in four bytes, then the UTF-8; a missing one is ffffffff.
    create function audit_field(field text) returns bytea language sql immutable parallel safe as $$
      select case when field is null then '\\xffffffff'::bytea
                  else int4send(octet_length(convert_to(field, 'UTF8'))) || convert_to(field, 'UTF8') end
    $$;

    create function audit_hash(event audit_event) returns bytea language sql stable parallel safe as $$
      select sha256(
        event.previous || audit_field(event.seq::text) || audit_field(event.id::text)
        || audit_field(to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || audit_field(event.account::text) || audit_field(event.name) || audit_field(event.role)
        || audit_field(event.address) || audit_field(event.action) || audit_field(event.subject_kind)
        || audit_field(event.subject_id) || audit_field(event.before) || audit_field(event.after)
        || audit_field(event.detail::text))
    $$;

    -- Moves what waits into the chain, in the order of its making. Whoever seals holds the head's row, so that there is
    -- one chain however many servers run; only sealing waits for it, never an act.
    create function audit_seal(most integer) returns integer language plpgsql as $$
    declare
      head audit_head;
      waiting audit_waiting;
      event audit_event;
      sealed integer := 0;
    begin
      select * into strict head from audit_head for update;
      for waiting in select * from audit_waiting order by id limit most loop
        event := row(head.seq + 1, waiting.id, waiting.at, waiting.account, waiting.name, waiting.role, waiting.address,
                     waiting.action, waiting.subject_kind, waiting.subject_id, waiting.before, waiting.after,
                     waiting.detail, head.hash, null);
        event.hash := audit_hash(event);
        insert into audit_event select event.*;
        delete from audit_waiting where id = event.id;
        head.seq := event.seq;
        head.hash := event.hash;
        sealed := sealed + 1;
      end loop;
      if sealed > 0 then
        update audit_head set seq = head.seq, hash = head.hash;
      end if;
      return sealed;
    end $$;

    create function audit_refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit log is only added to (% on %)', tg_op, tg_table_name using errcode = 'insufficient_privilege';
    end $$;
    create trigger audit_event_stays before update or delete or truncate on audit_event for each statement execute function audit_refuse();
    create trigger audit_waiting_stays before update or truncate on audit_waiting for each statement execute function audit_refuse();
    create trigger audit_head_stays before delete or truncate on audit_head for each statement execute function audit_refuse();

    -- What waits leaves only into the chain, and the head only goes forward, to an event that is there.
    create function audit_leave() returns trigger language plpgsql as $$
    begin
      if exists (select from audit_event where id = old.id) then return old; end if;
      raise exception 'an audit event leaves only into the chain' using errcode = 'insufficient_privilege';
    end $$;
    create trigger audit_waiting_leaves before delete on audit_waiting for each row execute function audit_leave();
    create function audit_forward() returns trigger language plpgsql as $$
    begin
      if new.seq >= old.seq and exists (select from audit_event where seq = new.seq and hash = new.hash) then return new; end if;
      raise exception 'the head of the audit log only goes forward' using errcode = 'insufficient_privilege';
    end $$;
    create trigger audit_head_forward before update on audit_head for each row execute function audit_forward();

    -- Also where session_replication_role would switch ordinary triggers off.
    alter table audit_event enable always trigger audit_event_stays;
    alter table audit_waiting enable always trigger audit_waiting_stays;
    alter table audit_waiting enable always trigger audit_waiting_leaves;
    alter table audit_head enable always trigger audit_head_stays;
    alter table audit_head enable always trigger audit_head_forward;
  `,
};
