"""Wraps of case keys on the hub: who may put them, who may have them, and when they are gone."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, closing

import psycopg
import pytest

from counter.db.hub import schema
from counter.db.hub.client import PostgresHub
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.key_cards import ReadingKey, RingCard
from counter.domain.journal.exchange.key_wraps import KeyParcel, KeyWrap
from counter.services.exchange.check_hub import check_hub
from counter.services.exchange.hub_port import HubRefused
from counter.services.keys.trusted import verify
from tests.db.hub.cluster import Cluster, Hub
from tests.db.hub.streams import Station, new_case
from tests.db.hub.test_attacks import login

pytestmark = pytest.mark.postgres
A, B, ROOM, TOWN = "15222101", "15222103", "15222100", "居力很镇便民服务中心"
OTHER_COUNTY = "15222201"
PAPER = "recovery:0123456789abcdef"


def wrap(case: str, maker: str, recipient: str, salt: str = "") -> KeyWrap:
    """A wrap that nobody opens."""
    said = hashlib.sha512(f"{case}{maker}{recipient}{salt}".encode()).digest()
    return KeyWrap(case, maker, recipient, said + said[:16])


def ring(generation: int = 1) -> RingCard:
    """A generation of a ring, signed by nobody."""
    return RingCard("ab" * 32, generation, "cd" * 32, ROOM, "2026-11-23", demo=True, signature="ef" * 64)


RING = ring().recipient


class Windows(ExitStack):
    """Connections of stations."""

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self.hub, self.stations = hub, dict[str, Station]()

    def open(self, code: str, **enrolled: str) -> PostgresHub:
        """Enrol a station and connect it."""
        station = self.stations[code] = Station(code)
        return self.enter_context(closing(station.connect(self.hub.enrol(code, **enrolled))))


def incidents(hub: Hub) -> set[tuple[str, str]]:
    """Of which station what was refused."""
    with hub.server() as server:
        return {(one.login.lstrip("ds").split("_")[0], one.code) for one in server.incidents()}


def test_that_only_a_maker_or_a_holder_puts_a_wrap_and_only_its_recipient_has_it(hub: Hub) -> None:
    case = new_case()
    with Windows(hub) as windows:
        a, b, room = windows.open(A), windows.open(B), windows.open(ROOM, kind="hall")
        windows.open(OTHER_COUNTY, county="152222")
        own = [wrap(case, A, RING), wrap(case, A, f"{B}-1"), wrap(case, A, "recovery:0123456789abcdef")]
        assert a.put_wraps(own).kept == a.put_wraps(own).kept == 3
        for wrong in ([wrap(case, B, RING)], [own[0], wrap(case, B, RING)], [wrap(case, "x", RING)]):
            with pytest.raises(HubRefused, match="持有者"):
                a.put_wraps(wrong)
        with pytest.raises(HubRefused):
            room.put_wraps([wrap(case, OTHER_COUNTY, RING)])
        false = wrap(case, A, f"{B}-1", "false")
        assert room.put_wraps([false]).kept == 1  # a holder may, and displaces nothing
        room.put_keys(KeyParcel(rings=(ring(),)), held=(RING,))
        got = b.wraps(f"{B}-1", 0, 1)
        assert (got.keys.wraps, got.more) == ((own[1],), True)
        assert b.wraps(f"{B}-1", got.upto).keys.wraps == (false,)
        assert room.wraps(RING, 0).keys.wraps == (own[0],)
        for stranger, recipient in (
            (a, f"{B}-1"),
            (b, f"{A}-1"),
            (b, RING),
            (a, RING),
            (b, "%"),
            (b, f"{B}-1' OR true"),
            (b, ""),
        ):
            with pytest.raises(HubRefused, match="不能取"):
                stranger.wraps(recipient, 0)
        assert room.wraps(f"{B}-1", 0).keys.wraps == (own[1], false)  # it carries for who has no line
    assert incidents(hub) == {(A, "HB001"), (B, "HB001"), (ROOM, "HB001")}


def test_that_recovery_wraps_come_back_to_their_maker_alone(hub: Hub) -> None:
    """The recovery key of a hall is of all its windows: the name of the recipient gives nobody another's."""
    one, two, again = (wrap(new_case(), maker, PAPER) for maker in (A, B, f"{A}-2"))
    with Windows(hub) as windows:
        a, b, room = windows.open(A), windows.open(B), windows.open(ROOM, kind="hall")
        a.put_wraps([one, again])
        b.put_wraps([two])
        got = a.wraps(PAPER, 0, 1)
        assert (got.keys.wraps, got.more) == ((one,), True)
        assert a.wraps(PAPER, got.upto).keys.wraps == (again,)
        assert b.wraps(PAPER, 0).keys.wraps == (two,)
        for recipient in (PAPER, "recovery:%", "recovery:"):
            assert room.wraps(recipient, 0).keys.wraps == ()


def test_that_a_window_holds_a_ring_when_the_administrator_says_so_and_no_other_halls(hub: Hub) -> None:
    with Windows(hub) as windows:
        a, b, office = windows.open(A), windows.open(B, hall=TOWN), windows.open(ROOM, kind="hall", hall=TOWN)
        with pytest.raises(HubRefused, match="持有者"):
            a.put_keys(KeyParcel(rings=(ring(),)), held=(RING,))
        assert b.public_keys(0).keys.rings == (ring(),)  # the card itself is everybody's to know
        with hub.server() as server:
            server.let_hold_ring(A, holds=True)
        a.put_keys(KeyParcel(rings=(ring(),)), held=(RING,))
        office.put_keys(KeyParcel(rings=(ring(),)), held=(RING,))  # too late: it is the other hall's
        b.put_wraps([wrap(new_case(), B, RING)])
        assert len(a.wraps(RING, 0).keys.wraps) == 1
        with pytest.raises(HubRefused):
            office.wraps(RING, 0)
        with hub.server() as server:
            server.let_hold_ring(A, holds=False)
            with pytest.raises(HubRefused):
                server.let_hold_ring("15222177", holds=True)
        with pytest.raises(HubRefused):
            a.wraps(RING, 0)


def test_that_forgetting_deletes_wraps_in_the_same_transaction_and_for_ever(hub: Hub) -> None:
    case, other = new_case(), new_case()
    with Windows(hub) as windows:
        a, b = windows.open(A), windows.open(B)
        of_a, of_b = windows.stations[A], windows.stations[B]
        a.push(of_a.signed([of_a.entry(case, "case.opened"), of_a.entry(other, "case.opened")]))
        for hub_of, maker in ((a, A), (b, B)):
            hub_of.put_wraps([wrap(one, maker, f"{B}-1") for one in (case, other)])
        b.push(of_b.signed([of_b.entry(case, "person.forgotten")]))  # it is not its case
        assert len(b.wraps(f"{B}-1", 0).keys.wraps) == 4
        a.push(of_a.signed([of_a.entry(case, "person.forgotten")]))
        assert {one.subject for one in b.wraps(f"{B}-1", 0).keys.wraps} == {other}
        assert hub.sql("SELECT count(*) FROM hub.key_wraps WHERE subject = %s", case) == [(0,)]
        again = a.put_wraps([wrap(case, A, f"{B}-1"), wrap(other, A, f"{B}-1")])
        assert (again.kept, again.forgotten) == (1, (case,))
        assert (A, "HB013") in incidents(hub)


def test_that_who_took_a_case_over_forgets_it_whatever_came_first(hub: Hub) -> None:
    case = new_case()
    with Windows(hub) as windows:
        a, b = windows.open(A), windows.open(B)
        of_a, of_b = windows.stations[A], windows.stations[B]
        b.put_wraps([wrap(case, B, f"{A}-1")])
        b.push(of_b.signed([of_b.entry(case, "person.forgotten")]))
        assert len(a.wraps(f"{A}-1", 0).keys.wraps) == 1
        handed = of_a.entry(case, "case.handed_over", payload=canonical_bytes({"agreed_by": "S02", "to": B}))
        opened = of_a.entry(case, "case.opened")
        a.push(of_a.signed([handed, opened]))
        assert a.wraps(f"{A}-1", 0).keys.wraps == ()


def test_that_a_revoked_station_gets_nothing_more_and_a_replaced_recipient_is_emptied(hub: Hub) -> None:
    case = new_case()
    with Windows(hub) as windows:
        a, b, room = windows.open(A), windows.open(B), windows.open(ROOM, kind="hall")
        room.put_keys(KeyParcel(rings=(ring(),)), held=(RING,))
        a.put_wraps([wrap(case, A, one) for one in (RING, f"{B}-1")])
        room.put_wraps([wrap(case, B, RING)])
        assert b.drop_wraps([RING]) == 1  # its own making
        assert room.drop_wraps([RING]) == 1  # all
        with hub.server() as server:
            server.revoke(B, "电脑被盗")
        assert hub.sql("SELECT count(*) FROM hub.key_wraps") == [(0,)]
        assert a.put_wraps([wrap(case, A, f"{B}-1")]).barred == (f"{B}-1",)
        assert (A, "HB001") in incidents(hub)


def test_that_nobody_fills_the_place_of_a_wrap_and_nothing_else_is_taken_for_one(hub: Hub) -> None:
    case = new_case()
    with Windows(hub) as windows:
        a, room = windows.open(A), windows.open(ROOM, kind="hall")
        true = wrap(case, A, f"{ROOM}-1")
        a.put_wraps([true])
        room.put_wraps([wrap(case, A, f"{ROOM}-1", str(n)) for n in range(20)])
        found = room.wraps(f"{ROOM}-1", 0).keys.wraps
        assert (len(found), true in found) == (9, True)
        for wrong in (("x", b"0" * 80), (case, b"0" * 79)):
            with pytest.raises(HubRefused, match="不是密钥封件"):
                a.put_wraps([KeyWrap(wrong[0], A, RING, wrong[1])])
        with pytest.raises(HubRefused):
            a.put_wraps([wrap(new_case(), A, RING) for _ in range(2001)])
        keys = KeyParcel(reading_keys=(ReadingKey(A, 1, "ab" * 32, "cd" * 64),))
        a.put_keys(keys)
        a.put_keys(keys)
        pulled = room.public_keys(0)
        assert (pulled.keys, room.public_keys(pulled.upto).keys) == (keys, KeyParcel())


FORBIDDEN = (
    "TABLE hub.key_wraps",
    "TABLE hub.key_cards",
    "TABLE hub.rings",
    "TABLE hub.forgettings",
    "DELETE FROM hub.key_wraps",
    "UPDATE hub.stations SET holds_ring = true",
    "SELECT hub.let_hold_ring('15222101', true)",
    "SELECT hub.follow_forgetting('15222103', '152221', ARRAY['person.forgotten'], ARRAY['x'], ARRAY['x'])",
    "SELECT hub.owner_of('x')",
    "SELECT hub.is_forgotten('x')",
)


def test_that_a_login_reaches_no_wrap_but_by_its_functions(hub: Hub) -> None:
    case = new_case()
    with Windows(hub) as windows:
        a, room = windows.open(A), windows.open(ROOM, kind="hall")
        a.put_wraps([wrap(case, A, f"{ROOM}-1"), wrap(case, A, f"{A}-1"), wrap(case, A, PAPER)])
        room.put_wraps([wrap(case, ROOM, PAPER)])
    with login(hub.enrol(A, again=True)) as stranger:
        for statement in FORBIDDEN:
            with pytest.raises(psycopg.Error):
                stranger.execute(statement)
        hub.sql("GRANT ALL ON ALL TABLES IN SCHEMA hub TO hub_station")
        seen = stranger.execute("SELECT maker, recipient FROM hub.key_wraps").fetchall()
        assert set(seen) == {(A, f"{A}-1"), (A, PAPER)}
        assert len(seen) == 2
        assert stranger.execute("DELETE FROM hub.key_wraps").rowcount == 0
        with pytest.raises(psycopg.Error, match="row-level security"):
            stranger.execute("INSERT INTO hub.rings VALUES ('152221', 'ring:9:x', 1, %s, now())", (A,))


def test_that_a_hub_of_version_1_is_upgraded_with_what_it_holds(cluster: Cluster, hub: Hub) -> None:
    case = new_case()
    with Windows(hub) as windows:
        a = windows.open(A)
        of_a = windows.stations[A]
        a.push(of_a.signed([of_a.entry(case, "case.opened"), of_a.entry(case, "person.forgotten")]))
    old = version_1(cluster, hub)
    with old.server() as server:
        assert server.upgrade() == (1, schema.newest())
        assert check_hub(server, verify).faults == []
    with closing(of_a.connect(old.enrol(A, again=True))) as again:
        assert again.put_wraps([wrap(case, A, f"{A}-1")]).forgotten == (case,)
        assert again.push(of_a.batch(new_case())).pos == 2


V1_TABLES = (
    *("identity", "halls", "stations", "epochs", "entries"),
    *("orders", "batches", "follows", "deliveries"),
)


def version_1(cluster: Cluster, like: Hub) -> Hub:
    """A hub of the first version with the same rows."""
    old = Hub(cluster, cluster.new_database())
    with cluster.admin(old.database) as to, cluster.admin(like.database) as of:
        for text in (
            (schema.FOLDER / "roles.sql").read_text(encoding="utf-8"),
            "CREATE SCHEMA hub AUTHORIZATION hub_owner; SET ROLE hub_owner",
            (schema.FOLDER / "0001_tables.sql").read_text(encoding="utf-8"),
            "RESET ROLE; INSERT INTO hub.schema_version (version) VALUES (1); DELETE FROM hub.identity",
        ):
            to.execute(text.encode())
        for table in V1_TABLES:
            columns = ", ".join(
                name
                for (name,) in to.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'hub'"
                    " AND table_name = %s ORDER BY ordinal_position",
                    (table,),
                )
            )
            with (
                of.cursor().copy(f"COPY hub.{table} ({columns}) TO STDOUT".encode()) as rows,
                to.cursor().copy(f"COPY hub.{table} ({columns}) FROM STDIN".encode()) as put,
            ):
                for part in rows:
                    put.write(part)
        to.execute("SELECT setval('hub.halls_hall_seq', 9)")
    return old
