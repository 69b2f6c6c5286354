"""What monitoring sees of a hub: who reported when, and counts; nobody's case, name or rating."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.batch import EntryBatch
from tests.db.hub.cluster import HALL, Hub
from tests.db.hub.streams import Station, new_case

pytestmark = pytest.mark.postgres
A = "15222101"
LAST_YEAR = 1_700_000_000_000_000
VIEWS = ("watch_stations", "watch_orders", "watch_refusals", "watch_days", "watch_bundles")


@contextmanager
def _member(hub: Hub, role: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A login that is a member of that role and nothing else."""
    hub.sql(f"CREATE ROLE watcher LOGIN IN ROLE {role}")
    try:
        with psycopg.connect(hub.cluster.dsn(hub.database), autocommit=True) as connection:
            connection.execute("SET SESSION AUTHORIZATION watcher")
            yield connection
    finally:
        hub.sql("DROP ROLE watcher")


def _opened(station: Station, bundle: int, times: int, at: int = LAST_YEAR) -> EntryBatch:
    return station.signed(
        [
            station.entry(
                new_case(), "case.opened", at=at, payload=canonical_bytes({"bundle": bundle, "name": "x"})
            )
            for _ in range(times)
        ]
    )


def test_that_monitoring_sees_counts_and_no_small_ones(hub: Hub) -> None:
    a = Station(A)
    with closing(a.connect(hub.enrol(A))) as of_a, _member(hub, "hub_watch") as watch:
        of_a.push(_opened(a, 52, 5))
        of_a.push(_opened(a, 8, 4))
        of_a.push(_opened(a, 9, 6, at=4_000_000_000_000_000))  # of a day that is not over
        of_a.push(a.signed([a.withheld() for _ in range(7)]))
        broken = [a.entry(new_case(), "case.opened", at=LAST_YEAR, payload=b"\xff{") for _ in range(2)]
        of_a.push(a.signed(broken))  # no program writes this; it must not stop the others
        days = watch.execute("SELECT hall, kind, times FROM hub.watch_days").fetchall()
        assert days == [(HALL, "case.opened", 11)]
        bundles = watch.execute("SELECT hall, bundle, times FROM hub.watch_bundles").fetchall()
        assert bundles == [(HALL, 52, 5)]
        seen = watch.execute(
            "SELECT code, seq, last_at IS NOT NULL, forks FROM hub.watch_stations"
        ).fetchall()
        assert seen == [(A, 24, True, 0)]
        assert watch.execute("SELECT pos FROM hub.watch_orders").fetchall() == [(5,)]


def test_that_monitoring_reads_no_row_of_any_table_and_calls_nothing(hub: Hub) -> None:
    a = Station(A)
    with closing(a.connect(hub.enrol(A))) as of_a, _member(hub, "hub_watch") as watch:
        of_a.push(a.signed([a.entry(new_case(), "case.opened"), a.withheld()]))
        tables = hub.sql(
            "SELECT c.oid::regclass::text FROM pg_class c WHERE relnamespace = 'hub'::regnamespace AND relkind = 'r'"
        )
        functions = hub.sql(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'hub'::regnamespace"
        )
        for (table,) in tables:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                watch.execute(f"SELECT 1 FROM {table}")  # of our own catalogue
        may = "SELECT has_function_privilege('hub_watch', %s, 'EXECUTE')"
        assert [name for (name,) in functions if hub.sql(may, name) == [(True,)]] == []
        for view in VIEWS:
            with pytest.raises(psycopg.Error):
                watch.execute(f"UPDATE hub.{view} SET county = 'x'")
        columns = "SELECT attname FROM pg_attribute WHERE attrelid = ANY (%s::regclass[]) AND attnum > 0"
        named = {name for (name,) in hub.sql(columns, [f"hub.{view}" for view in VIEWS])}
    assert named.isdisjoint(
        {"payload", "sealed", "actor", "subject", "id", "hash", "reason", "from_addr", "login"}
    )


def test_that_only_open_columns_go_upward_and_no_withheld_row(hub: Hub) -> None:
    a = Station(A)
    with closing(a.connect(hub.enrol(A))) as of_a:
        of_a.push(a.signed([a.entry(new_case(), "case.opened"), a.withheld()]))
    published: dict[str, set[str]] = {}
    for table, columns in hub.sql("SELECT tablename, attnames::text[] FROM pg_publication_tables"):
        published[str(table)] = set(columns)  # type: ignore[call-overload]
    assert published.keys() == {"entries", "batches", "epochs", "halls", "stations"}
    assert published["entries"].isdisjoint({"sealed"})
    assert set.union(*published.values()).isdisjoint({"by_courier", "machine", "revoked_why", "from_addr"})
    with _member(hub, "hub_region") as copy:
        assert copy.execute("SELECT seq FROM hub.entries").fetchall() == [(1,)]
        for table, columns in published.items():  # what a first copy reads
            assert copy.execute(f"SELECT {', '.join(columns)} FROM hub.{table}").fetchone()
        for more in ("sealed FROM hub.entries", "machine FROM hub.epochs", "1 FROM hub.refusals"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                copy.execute(f"SELECT {more}")
