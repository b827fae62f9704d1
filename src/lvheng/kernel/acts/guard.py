"""The database's own refusal: registers, subjects and what is sealed are written by acts alone; the ledger only grows.

`install()` is run by `lvheng migrate` as the owner of the tables, after the migrations; it may be run again.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.db.models import Model

from lvheng.kernel.access.elevation import Elevation
from lvheng.kernel.access.models import SensitiveValue, SubjectKey, Viewing
from lvheng.kernel.documents.models import Attachment, StoredFile
from lvheng.kernel.ledger import rights
from lvheng.kernel.ledger.models import ActLine, LedgerEntry, LedgerOpening, LogCheckpoint, LogHead, LogNumber, LogTile
from lvheng.kernel.rows import Row
from lvheng.kernel.search.models import SearchKey
from lvheng.kernel.subjects.models import Subject

FUNCTIONS = """
create or replace function lvheng_only_acts() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('lvheng.act', true), '') <> 'performing' then
    raise exception '登记簿 % 只能由行为写入', tg_table_name using errcode = '42501';
  end if;
  return null;
end $$;
create or replace function lvheng_never() returns trigger language plpgsql as $$
begin
  raise exception '% 只增不改', tg_table_name using errcode = '42501';
end $$;
create or replace function lvheng_only_erased() returns trigger language plpgsql as $$
begin
  if exists (select from kernel_ledger_opening where entry_id = old.entry and text <> '') then
    raise exception '第 % 号存证还没有抹除，它的附件不能删去', old.entry using errcode = '42501';
  end if;
  return old;
end $$;
create or replace function lvheng_present_instant() returns trigger language plpgsql as $$
begin
  if exists (select 1 from written where at < transaction_timestamp() - interval '1 day'
             or at > clock_timestamp() + interval '1 minute')
     and session_user not in ('lvheng_replay', (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid)) then
    raise exception '只有演示数据生成器可以重放过去的时刻' using errcode = '42501';
  end if;
  return null;
end $$;
create or replace function lvheng_holders(wanted text, blinds bytea[]) returns table (blind bytea, subject uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select v.blind, v.subject from kernel_sensitive_value v where v.field = wanted and v.blind = any (blinds)
$$;
"""

POLICIES = """
alter table kernel_sensitive_value enable row level security;
drop policy if exists opened on kernel_sensitive_value;
create policy opened on kernel_sensitive_value using (
  (select current_setting('lvheng.act', true)) = 'performing'
  or subject::text = (select current_setting('lvheng.opened', true)));
alter table kernel_view enable row level security;
drop policy if exists shown on kernel_view;
create policy shown on kernel_view for select using (
  (select current_setting('lvheng.views', true)) in ('*', subject::text));
drop policy if exists written on kernel_view;
create policy written on kernel_view for insert with check (true);
"""
"""The second wall behind the queries' own conditions: whom nothing was opened to sees no row, and who counts finds none.

It holds for roles that do not own the tables (`kernel.md` §1.12); the owner alone migrates and makes backups."""

ANALYSE = "select lvheng_analyse()"
"""Tells the planner what the tables hold now. The application asks for it after many acts; the owner's function does it."""
BESIDE: tuple[type[Model], ...] = (Subject, LedgerEntry, ActLine, SearchKey)

GROWING: tuple[type[Model], ...] = (LedgerEntry, ActLine, Viewing, Elevation)
"""Written once and never changed; tables of the floors above say so of themselves by `ONLY_GROWS`."""
NUMBERED: tuple[type[Model], ...] = (LogNumber, LogCheckpoint)

EDITABLE = ("known_to", "closed_by")


def growing() -> list[type[Model]]:
    """All tables that only grow, each row bearing the instant `at` of its writing."""
    return [*GROWING, *(model for model in apps.get_models() if getattr(model, "ONLY_GROWS", False))]


def install() -> None:
    """Makes every guard anew."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        cursor.execute(POLICIES)
        analysed: list[type[Model]] = [*Row.everyone(), *BESIDE]
        tables = ", ".join(model._meta.db_table for model in analysed)
        cursor.execute(
            "create or replace function lvheng_analyse() returns void language plpgsql security definer"
            f" set search_path = public as $$ begin analyze {tables}; end $$"
        )
        for model in Row.everyone():
            table = model._meta.db_table
            frozen = ", ".join(f.column for f in model._meta.concrete_fields if f.column and f.column not in EDITABLE)
            cursor.execute(
                f"""create or replace trigger only_acts before insert or update or delete on {table}
                      for each statement execute function lvheng_only_acts();
                    create or replace trigger no_edit before update of {frozen} or delete on {table}
                      for each statement execute function lvheng_never();"""
            )
        cursor.execute(
            f"""create or replace trigger no_edit before update of digest, kind, size, content
                  on {StoredFile._meta.db_table} for each statement execute function lvheng_never();
                create or replace trigger only_acts before insert or delete
                  on {Attachment._meta.db_table} for each statement execute function lvheng_only_acts();
                create or replace trigger only_erased before delete
                  on {Attachment._meta.db_table} for each row execute function lvheng_only_erased();
                create or replace trigger only_grows before update or truncate
                  on {Attachment._meta.db_table} for each statement execute function lvheng_never();"""
        )
        for other in (Subject, SubjectKey, SensitiveValue):
            cursor.execute(
                f"""create or replace trigger only_acts before insert or update or delete on {other._meta.db_table}
                      for each statement execute function lvheng_only_acts();"""
            )
        cursor.execute(
            f"""create or replace trigger only_acts before update or delete on {LedgerOpening._meta.db_table}
                  for each statement execute function lvheng_only_acts();"""
        )
        for ledger in [*growing(), *NUMBERED]:
            cursor.execute(
                f"""create or replace trigger only_grows before update or delete or truncate on {ledger._meta.db_table}
                      for each statement execute function lvheng_never();"""
            )
        for kept in (LogHead, LogTile):
            cursor.execute(
                f"""create or replace trigger only_grows before delete or truncate on {kept._meta.db_table}
                      for each statement execute function lvheng_never();"""
            )
        for ledger in growing():
            table = ledger._meta.db_table
            cursor.execute(
                f"""create or replace trigger present_instant after insert on {table}
                      referencing new table as written
                      for each statement execute function lvheng_present_instant();"""
            )
        rights.install(cursor, growing(), [*Row.everyone(), Subject, Elevation])


def analyse() -> None:
    """Refreshes the planner's statistics: without them a page over 50,000 fresh rows took 28 s."""
    with connection.cursor() as cursor:
        cursor.execute(ANALYSE)
