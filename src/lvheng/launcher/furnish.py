"""What every database of ours holds before the first migration: roles, extensions, default rights. All repeatable."""

from itertools import product

import psycopg
from psycopg import sql

from lvheng.launcher.server import ROLES, SUPERUSER

OWNER, APP, REPLAY, SEQUENCER, AUDITOR = ROLES
DATABASE = "lvheng"
EXTENSIONS = ("btree_gist", "pg_trgm")
TIMEOUTS = {"statement_timeout": "60s", "idle_in_transaction_session_timeout": "60s"}
TIMED = (APP, SEQUENCER)


def furnish(sockets: str) -> None:
    """Bring roles, `template1` and the database `lvheng` about, as the superuser over the socket in that folder.

    `lvheng_owner` owns and migrates; `lvheng_app` reads and writes rows and owns nothing; `lvheng_replay` is a member
    of it; what `lvheng_sequencer` and `lvheng_auditor` may do is granted with the tables (`kernel/ledger/rights.py`). Extensions and rights stand in `template1`, so that every test database is born with them.
    """
    with psycopg.connect(host=sockets, user=SUPERUSER, dbname="postgres", autocommit=True) as server:
        known = {name for (name,) in server.execute("select rolname from pg_roles")}
        for role in ROLES:
            if role not in known:
                server.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        server.execute(f"alter role {OWNER} createdb")
        server.execute(f"grant {APP} to {REPLAY}")
        for role, (name, value) in product(TIMED, TIMEOUTS.items()):
            server.execute(sql.SQL("alter role {} set {} = {}").format(sql.Identifier(role), sql.SQL(name), value))
        if server.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            return
        with psycopg.connect(host=sockets, user=SUPERUSER, dbname="template1") as template:
            add_extensions(template)
            template.execute(f"alter schema public owner to {OWNER}")
            grant_rows(template, OWNER, APP)
        server.execute(f"create database {DATABASE} owner {OWNER}")


def add_extensions(connection: psycopg.Connection) -> None:
    """Add the extensions that are missing; raises psycopg.Error where the connection's role may not."""
    for name in EXTENSIONS:
        connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(name)))


def grant_rows(connection: psycopg.Connection, owner: str, app: str) -> None:
    """Let `app` read and write the rows of every table that `owner` will make in schema public."""
    roles = {"owner": sql.Identifier(owner), "app": sql.Identifier(app)}
    default = sql.SQL("alter default privileges for role {owner} in schema public grant ").format(**roles)
    connection.execute(sql.SQL("grant usage on schema public to {app}").format(**roles))
    for rights in ("select, insert, update, delete on tables", "usage on sequences"):
        connection.execute(default + sql.SQL(rights) + sql.SQL(" to {app}").format(**roles))
