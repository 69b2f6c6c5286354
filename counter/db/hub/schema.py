"""The hub's SQL files, applied in one transaction under one lock."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import psycopg

from counter.services.exchange.hub_port import OTHER_VERSION, HubRefused

FOLDER = Path(__file__).parent / "sql"
LEAST_SERVER = 15
_ANEW = (
    "framing",
    "versions",
    "calling",
    "api",
    "heads",
    "keys",
    "parcels",
    "oversight",
    "admin",
    "watching",
    "policies",
    "keys_rights",
    "parcel_rights",
    "outlines",
    "upward",
)
"""Written anew by every upgrade: they hold no data."""
_LOCK = 0x636F756E746572
_NUMBERED = re.compile(r"(\d{4})_\w+\.sql")

_DROP = """
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'hub' LOOP
        EXECUTE format('DROP POLICY %I ON hub.%I', one.policyname, one.tablename);
    END LOOP;
    FOR one IN SELECT viewname FROM pg_views WHERE schemaname = 'hub' LOOP
        EXECUTE format('DROP VIEW hub.%I', one.viewname);
    END LOOP;
    FOR one IN SELECT oid, oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'hub'::regnamespace LOOP
        IF EXISTS (SELECT FROM pg_proc WHERE oid = one.oid) THEN -- not gone with one that it is written into
            EXECUTE format('DROP FUNCTION %s CASCADE', one.name);
        END IF;
    END LOOP;
END $$
"""
_DATABASE = """
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO hub_station, hub_watch, hub_admin, hub_region', current_database());
    EXECUTE format('ALTER DATABASE %I SET default_toast_compression = ''lz4''', current_database());
    EXECUTE format('ALTER DATABASE %I SET synchronous_commit = ''on''', current_database());
    EXECUTE format('ALTER DATABASE %I SET lc_messages = ''C''', current_database());
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea), lo_put(oid, bigint, bytea)
    FROM PUBLIC
"""


def newest(folder: Path = FOLDER) -> int:
    """The version of the tables that this program makes."""
    return max(_steps(folder))


def version(connection: psycopg.Connection[Any]) -> int:
    """The version of the tables that are there; 0: none."""
    if connection.execute("SELECT to_regclass('hub.schema_version')").fetchone() == (None,):
        return 0
    row = connection.execute("SELECT max(version) FROM hub.schema_version").fetchone()
    return row[0] if row else 0


def apply(connection: psycopg.Connection[Any], *, fresh: bool, folder: Path = FOLDER) -> tuple[int, int]:
    """Bring the tables to the newest version and write functions and rights anew; returns the versions before and
    after. ``fresh``: there must be no hub yet; else there must be one. ``folder``: of the files.

    Raises HubRefused; then nothing was changed.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        before = version(connection)
        _check(connection, before, newest(folder), fresh=fresh)
        _run(connection, folder, "roles")
        if fresh:
            connection.execute("CREATE SCHEMA hub AUTHORIZATION hub_owner")
        _statements(connection, _DROP)
        there = _applied(connection) if before else frozenset()
        for number, name in sorted(_steps(folder).items()):
            if number not in there:  # a step with a lower number may come later than one with a higher
                connection.execute("SET LOCAL ROLE hub_owner")
                _run(connection, folder, name)
                connection.execute("RESET ROLE")
                connection.execute("INSERT INTO hub.schema_version (version) VALUES (%s)", (number,))
        for name in _ANEW:
            _run(connection, folder, name)
        _statements(connection, _DATABASE)
    return before, newest(folder)


def _applied(connection: psycopg.Connection[Any]) -> frozenset[int]:
    return frozenset(number for (number,) in connection.execute("SELECT version FROM hub.schema_version"))


def _steps(folder: Path) -> dict[int, str]:
    found = ((_NUMBERED.fullmatch(path.name), path.stem) for path in folder.iterdir())
    return {int(match[1]): stem for match, stem in found if match}


def _run(connection: psycopg.Connection[Any], folder: Path, name: str) -> None:
    _statements(connection, (folder / f"{name}.sql").read_text(encoding="utf-8"))


def _statements(connection: psycopg.Connection[Any], text: str) -> None:
    connection.execute(text.encode())  # without arguments: many statements, no placeholders


def _check(connection: psycopg.Connection[Any], before: int, after: int, *, fresh: bool) -> None:
    row = connection.execute(
        "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding'),"
        " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user), current_database()"
    ).fetchone()
    assert row is not None
    server, encoding, is_superuser, database = row
    if server < LEAST_SERVER:
        raise HubRefused(OTHER_VERSION, f"汇聚库要 PostgreSQL {LEAST_SERVER} 或更新的，这一台是 {server}。")
    if encoding != "UTF8":
        raise HubRefused(
            OTHER_VERSION, f"汇聚库的编码要 UTF8，这个库是 {encoding}：请用 createdb -E UTF8 另建。"
        )
    if not is_superuser:
        raise HubRefused(
            OTHER_VERSION, "设置和升级汇聚库要用数据库的超级用户（例如 runuser -u postgres --）。"
        )
    if fresh and before:
        raise HubRefused(
            OTHER_VERSION,
            f"库 {database} 里已经有汇聚库（版本 {before}），没有改动。升级请用 counter hub upgrade。",
        )
    if not fresh and not before:
        raise HubRefused(OTHER_VERSION, f"库 {database} 里还没有汇聚库，请先运行 counter hub init。")
    if before > after:
        raise HubRefused(
            OTHER_VERSION, f"汇聚库（版本 {before}）比本程序（{after}）新，没有改动：请用新的程序。"
        )
