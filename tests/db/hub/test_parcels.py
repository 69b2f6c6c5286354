"""Parcels on a real hub: to whom, who has them, how many; what a stolen login may not; what is dropped, and when."""

from __future__ import annotations

from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path

import msgspec
import psycopg
import pytest
from msgspec.structs import replace as changed

from counter.db.hub.client import PostgresHub, connect_hub
from counter.db.hub.schema import newest
from counter.domain.journal.exchange.parcels import ParcelKind, pack_parcel, unpack_parcel
from counter.services.exchange.check_hub import check_hub
from counter.services.exchange.hub_port import MISASKED, TOO_MANY, HubRefused, ParcelReceived
from counter.services.exchange.hub_server import ParcelRule
from counter.services.exchange.send_parcel import covered
from counter.services.keys.trusted import verify
from tests.db.hub.cluster import Hub
from tests.db.hub.streams import Station
from tests.db.hub.test_attacks import login
from tests.services.exchange.stations import station

pytestmark = pytest.mark.postgres
A, B, C, OFFICE, BUREAU, ELSEWHERE = "15222101", "15222102", "15222103", "15222190", "15222191", "15222201"
TOWN = "某某镇便民服务中心"


def test_that_a_parcel_reaches_those_it_is_for_and_nobody_else(hub: Hub) -> None:
    with ExitStack() as stack:

        def at(code: str, **more: object) -> PostgresHub:
            one = Station(code).connect(hub.enrol(code, **more))  # type: ignore[arg-type]
            return stack.enter_context(closing(one))

        a, c = at(A), at(C, kind="hall")
        office, bureau = at(OFFICE, kind="office"), at(BUREAU, kind="bureau")
        far = at(ELSEWHERE, county="152222", hall=TOWN)
        assert a.send("ratings", b"sealed", "kind:office") == 1
        assert bureau.send("guide", b"guide", "kind:window,hall") == 2
        assert a.send("keys", b"keys") == 3
        assert a.send("keys", b"keys") == 3
        seen = {one: [parcel.body for parcel in one.receive(0)] for one in (a, c, office, bureau, far)}
        assert seen == {
            a: [b"guide"],
            c: [b"guide", b"keys"],
            office: [b"sealed", b"keys"],
            bureau: [b"keys"],
            far: [],
        }
        office.received(1)
        office.received(1)
        c.received(3)
        far.received(1)  # of another county: nothing of it is there
        a.received(1)  # its own
        bureau.received(1)  # not for it
        codes = [(one.pos, one.code) for one in a.parcels_sent()]
        assert codes == [(1, OFFICE), (3, C)]
        assert far.parcels_sent() == ()
        assert [type(one) for one in bureau.parcels_sent()] == [ParcelReceived]
        assert a.parcel_at(2)[0] == 3
        assert a.parcel_at(2)[1] == bureau.parcels_sent()[0].digest
        assert far.parcel_at(1) == (0, None)
        assert a.parcel_at(1)[1] is None  # not for windows
        assert c.send("ratings", b"of the township", "kind:office", station=A) == 4
        assert office.receive(3)[0].sender == A


def test_that_a_stolen_login_sends_neither_others_files_nor_floods(hub: Hub) -> None:
    first, second = hub.enrol(A), hub.enrol(B, TOWN)
    hub.enrol(ELSEWHERE, TOWN, county="152222")
    with closing(Station(A).connect(first)) as a, closing(Station(B).connect(second)) as b:
        for kind, readers, station in (
            ("guide", "kind:window,hall", None),
            ("ratings", "kind:office", B),
            ("keys", "", ELSEWHERE),
            ("keys", "kind:everybody", None),
            ("keys", "kind:", None),
        ):
            with pytest.raises(HubRefused) as refused:
                a.send(kind, b"x", readers, station=station)
            assert refused.value.code in (MISASKED, "HB001"), (kind, readers)
        with pytest.raises(HubRefused):
            a.received(1, station=B)
        with pytest.raises(HubRefused):
            a.parcels_sent(station=B)
        with login(first) as stranger:
            for statement in (
                "TABLE hub.parcels",
                "TABLE hub.parcel_receipts",
                "DELETE FROM hub.parcels",
                "INSERT INTO hub.parcel_receipts VALUES ('152221', 1, '15222102')",
                "SELECT hub.drop_old_parcels('152221')",
                "SELECT * FROM hub.receive('15222102', 0, 10)",
            ):
                with pytest.raises(psycopg.Error):
                    stranger.execute(statement)
            sent = stranger.execute(
                "SELECT s.refusal FROM generate_series(1, 60) n, LATERAL hub.send(NULL, '', 'keys', int4send(n)) s"
            ).fetchall()
        assert [row for row in sent if row == (None,)] == [(None,)] * 40
        assert set(sent[40:]) == {(TOO_MANY,)}
        with pytest.raises(HubRefused) as flood:
            a.send("keys", b"one more")
        assert "明天自动再发" in flood.value.sentence
        b.send("keys", b"others are not kept from anything")
        hub.sql("UPDATE hub.parcels SET at = at - interval '25 hours'")
        for wrong in (bytes(33_554_433), b""):
            with pytest.raises(HubRefused):
                a.send("keys", wrong)
        hub.sql(
            "CREATE OR REPLACE FUNCTION hub.parcel_bytes_of_a_day() RETURNS bigint LANGUAGE sql RETURN 1000"
        )
        a.send("keys", b"1" * 600)
        with pytest.raises(HubRefused) as much:
            a.send("keys", b"2" * 600)
        assert much.value.code == TOO_MANY
        with hub.server() as server:
            assert {one.code for one in server.incidents() if one.station == A} >= {TOO_MANY, MISASKED}


def test_that_old_parcels_go_once_everybody_has_them_and_the_newest_stay(hub: Hub) -> None:
    a, b = hub.enrol(A), hub.enrol(B)
    office = hub.enrol(OFFICE, kind="office")
    with ExitStack() as stack:
        of_a, of_b = (stack.enter_context(closing(Station(c).connect(e))) for c, e in ((A, a), (B, b)))
        of_office = stack.enter_context(closing(Station(OFFICE).connect(office)))
        for number in (1, 2):
            of_a.send("register", b"register %d" % number, "kind:window,hall")
            of_a.send("ratings", b"pack %d" % number, "kind:office")
        hub.sql("UPDATE hub.stations SET enrolled_at = enrolled_at - interval '30 days'")

        numbers = count()

        def left(days: int) -> list[str]:
            hub.sql(f"UPDATE hub.parcels SET at = at - interval '{days} days'")
            of_b.send("keys", b"%d" % next(numbers))
            rows = hub.sql(
                "SELECT convert_from(body, 'UTF8') FROM hub.parcels WHERE kind <> 'keys' ORDER BY pos"
            )
            return [str(row[0]) for row in rows]

        every = ["register 1", "pack 1", "register 2", "pack 2"]
        of_office.received(2)
        of_b.received(1)
        assert left(6) == every
        assert left(2) == ["register 2", "pack 2"]
        assert left(100) == ["register 2", "pack 2"]  # nobody has that pack: it waits
        assert left(100) == ["register 2"]


def test_that_the_administrator_says_how_long_files_lie_there_and_drops_them_by_it(hub: Hub) -> None:
    a = hub.enrol(A)
    hub.enrol(B)
    office = hub.enrol(OFFICE, kind="office")
    with ExitStack() as stack:
        of_a = stack.enter_context(closing(Station(A).connect(a)))
        of_office = stack.enter_context(closing(Station(OFFICE).connect(office)))
        for number in (1, 2):
            of_a.send("register", b"register %d" % number, "kind:window,hall")
            of_a.send("ratings", b"pack %d" % number, "kind:office")
        of_office.received(2)
    hub.sql("UPDATE hub.stations SET enrolled_at = enrolled_at - interval '300 days'")
    hub.sql("UPDATE hub.parcels SET at = at - interval '40 days'")
    with hub.server() as server:
        assert server.parcel_rule() == ParcelRule(7, 180)
        for taken, kept in ((6, None), (None, 29), (200, None), (None, 4000)):
            with pytest.raises(HubRefused, match="3650"):
                server.parcel_rule(taken, kept)
        assert server.parcel_rule(60) == ParcelRule(60, 180)
        assert server.drop_parcels() == (0, 0)
        assert server.parcel_rule(7) == ParcelRule(7, 180)
        assert server.drop_parcels() == (1, 6)  # the pack that its office has
        assert server.parcel_rule(None, 30) == ParcelRule(7, 30)
        assert server.drop_parcels() == (2, 16)  # nobody took them; the newest register stays
    assert hub.sql("SELECT convert_from(body, 'UTF8') FROM hub.parcels") == [("register 2",)]
    assert hub.sql("SELECT count(*) FROM hub.admin_log WHERE act IN ('parcel rule', 'drop parcels')") == [
        (5,)
    ]
    with hub.server() as server:
        assert server.upgrade() == (newest(), newest())
        assert server.parcel_rule() == ParcelRule(7, 30)  # an upgrade keeps it
    with login(a) as stranger:
        for statement in (
            "SELECT * FROM hub.set_parcel_rule(7, 30)",
            "SELECT * FROM hub.drop_parcels()",
            "SELECT * FROM hub.old_parcels('152221')",
            "UPDATE hub.parcel_rule SET kept_days = 30",
        ):
            with pytest.raises(psycopg.Error):
                stranger.execute(statement)


def test_that_an_administrator_who_is_no_superuser_keeps_the_rule_and_drops_nothing_young(hub: Hub) -> None:
    with closing(Station(A).connect(hub.enrol(A))) as of_a:
        for number in (1, 2):
            of_a.send("register", b"register %d" % number, "kind:window,hall")
    hub.sql("SET ROLE hub_admin; SELECT * FROM hub.set_parcel_rule(7, 30); SELECT * FROM hub.drop_parcels()")
    with pytest.raises(psycopg.Error):
        hub.sql("SET ROLE hub_admin; DELETE FROM hub.parcels")
    assert hub.sql("SELECT count(*) FROM hub.parcels") == [(2,)]


def test_that_a_check_of_the_hub_finds_files_that_were_changed_or_forged(hub: Hub, tmp_path: Path) -> None:
    one = station(tmp_path / "one", A)
    enrolment = hub.enrol(A)
    good = pack_parcel(
        covered(one.app, ParcelKind.CALENDAR, b'{"year": 2027}', title="2027年放假安排", number=2027)
    )
    with closing(connect_hub(enrolment)) as of_a:
        of_a.send("calendar", good, "kind:window,hall")

        def found() -> list[str]:
            with hub.server() as server:
                report = check_hub(server, verify)
            return [fault.sentence for fault in report.faults if fault.kind == "parcel"]

        with hub.server() as server:
            assert check_hub(server, verify).parcels == 1
        assert found() == []
        of_a.send("keys", b"no program wrote this")
        assert "读不出" in found()[0]
        parcel = unpack_parcel(good)
        forged = pack_parcel(changed(parcel, title="2028年放假安排"))
        of_a.send("calendar", forged, "kind:window,hall")
        assert "签名不对" in found()[1]
        other = covered(one.app, ParcelKind.CALENDAR, b'{"year": 2029}', title="2029年放假安排", number=2029)
        of_a.send("keys", pack_parcel(other))
        assert "不是写在封面上" in found()[2]
        of_a.send("calendar", msgspec.msgpack.encode([99, "of a newer program"]))
        assert len(found()) == 3
        of_a.open_epoch(parcel.epoch, bytes(31) + b"k", b"", "machine")  # the station has another key there
        assert "第 1 号" in found()[0]
