"""Try what goes upward (docs/scale.md): hub → the league's open copy → the region, on three servers made from nothing.

``python -P -m tools.try_upward``: a minute; says what arrived, what a subscriber may see, what breaks and how it mends.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing

import psycopg

from counter.db.hub.schema import FOLDER
from tests.db.hub import cluster as clusters
from tests.db.hub.cluster import Cluster, Hub, new_cluster
from tests.db.hub.streams import Station, new_case

PATIENCE = 30.0
_SETTINGS = """
wal_level = logical
max_wal_senders = 10
max_replication_slots = 10
max_slot_wal_keep_size = 1GB
"""
_LINE = "hostssl all +hub_region localhost scram-sha-256\nhost all all all reject"
_SECRET = "notasecret"  # gone with the servers
_COUNTED = "SELECT count(*) FROM hub.entries WHERE kind IS NOT NULL"


def main() -> int:
    """0 when everything arrived and nothing sealed did."""
    setattr(clusters, "_HBA", clusters._HBA.replace("host all all all reject", _LINE))  # noqa: B010
    with ExitStack() as opened:
        league, middle, region = (opened.enter_context(new_cluster(settings=_SETTINGS)) for _ in range(3))
        hub = Hub(league, league.new_database())
        with hub.server() as server:
            server.init()
        a = Station("15222101")
        of_a = opened.enter_context(closing(a.connect(hub.enrol(a.code))))
        of_a.push(a.signed([a.entry(new_case(), "case.opened"), a.withheld(), a.entry("clock")]))
        copy, top = _copy(middle), _copy(region)
        hub.sql(f"CREATE ROLE upward LOGIN REPLICATION IN ROLE hub_region PASSWORD '{_SECRET}'")
        _subscribe(copy, hub, "upward", "hub_upward_entries, hub_upward")
        copy.sql("CREATE ROLE hub_region")
        copy.sql(f"CREATE ROLE region LOGIN REPLICATION IN ROLE hub_region PASSWORD '{_SECRET}'")
        copy.sql("GRANT USAGE ON SCHEMA hub TO region; GRANT SELECT ON ALL TABLES IN SCHEMA hub TO region")
        _subscribe(top, copy, "region", "open_copy")
        _told("what was there before", lambda: _same(hub, copy, top))
        of_a.push(a.signed([a.entry(new_case(), "case.opened"), a.withheld()]))
        _told("what is pushed now", lambda: _same(hub, copy, top))
        with hub.server() as server:
            server.upgrade()
        of_a.push(a.batch(new_case()))
        _told("after an upgrade of the hub", lambda: _same(hub, copy, top))
        copy.cluster.stop()
        of_a.push(a.signed([a.entry(new_case(), "case.opened") for _ in range(300)]))
        kept = "SELECT pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) FROM pg_replication_slots"
        print(f"the open copy is away: the hub keeps {hub.sql(kept)[0][0]} of its log for it")
        copy.cluster.start()
        _told("after the open copy was away", lambda: _same(hub, copy, top))
        hub.cluster.stop("immediate")
        hub.cluster.start()
        with closing(a.connect(hub.enrol(a.code, again=True))) as again:
            again.push(a.batch(new_case()))
        _told("after the hub was stopped outright", lambda: _same(hub, copy, top))
        _spy(hub, a, "upward", "the hub")
        _spy(copy, a, "region", "the open copy", push_at=hub)
        for one in (top, copy):  # else the server waits for who is gone
            one.sql("ALTER SUBSCRIPTION upward DISABLE; ALTER SUBSCRIPTION upward SET (slot_name = NONE)")
    return 0


def _copy(cluster: Cluster) -> Hub:
    made = Hub(cluster, cluster.new_database())
    made.sql((FOLDER / "open_copy.sql").read_text(encoding="utf-8"))
    return made


def _subscribe(here: Hub, there: Hub, login: str, publications: str) -> None:
    there.sql(f"GRANT CONNECT ON DATABASE {there.database} TO hub_region")
    here.sql(
        f"CREATE SUBSCRIPTION upward CONNECTION '{_line(there, login)}' PUBLICATION {publications} WITH (binary = true)"
    )


def _line(there: Hub, login: str) -> str:
    return (
        f"host=localhost port={there.cluster.port} dbname={there.database} user={login} password={_SECRET}"
        " sslmode=require"
    )


def _same(hub: Hub, copy: Hub, top: Hub) -> bool:
    counts = {str(one.sql(_COUNTED)) for one in (hub, copy, top)}
    heads = {
        str(one.sql("SELECT code, epoch, seq FROM hub.epochs ORDER BY 1, 2")) for one in (hub, copy, top)
    }
    orders = {str(one.sql("SELECT max(pos), count(*) FROM hub.batches")) for one in (hub, copy, top)}
    return len(counts) == len(heads) == len(orders) == 1


def _told(what: str, holds: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > PATIENCE:
            sys.exit(f"{what}: has not arrived")
        time.sleep(0.1)
    print(f"{what}: at the region after {time.monotonic() - began:.1f} s")


def _spy(there: Hub, station: Station, login: str, where: str, *, push_at: Hub | None = None) -> None:
    """What somebody with the replication login sees who decodes the log himself, past every column list."""
    with psycopg.connect(_line(there, login), autocommit=True) as spy:
        spy.execute("SELECT pg_create_logical_replication_slot('spy', 'test_decoding')")
        with closing(station.connect((push_at or there).enrol(station.code, again=True))) as of_it:
            of_it.push(
                station.signed([station.entry(new_case(), "case.opened", sealed=b"sealed") for _ in range(2)])
            )
        seen = ""
        began = time.monotonic()
        while "hub.entries" not in seen and time.monotonic() - began < PATIENCE:
            changes = spy.execute(
                "SELECT data FROM pg_logical_slot_get_changes('spy', NULL, NULL)"
            ).fetchall()
            seen += "".join(str(data) for (data,) in changes)
        spy.execute("SELECT pg_drop_replication_slot('spy')")
    print(
        f"who may replicate from {where} and decodes by himself sees sealed bytes: {'sealed[bytea]' in seen}"
    )


if __name__ == "__main__":
    sys.exit(main())
