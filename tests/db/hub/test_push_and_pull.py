"""Push and pull over a real server: acknowledged once, in one order, and each hall gets what it may read."""

from __future__ import annotations

from contextlib import closing

import msgspec
import pytest

from counter.domain.document.numbering import following_epoch
from counter.domain.event_kinds import KINDS
from counter.domain.journal.exchange.batch import EntryBatch, WithheldEntry, prove
from counter.domain.journal.exchange.scope import is_withheld
from counter.services.exchange.hub_port import (
    CHAIN_BROKEN,
    CONTENT_WITHHELD,
    FOREIGN_CERTIFICATE,
    FOREIGN_KEY,
    FORKED,
    MISASKED,
    NOT_NEXT,
    NOT_REGISTERED,
    OLD_MACHINE,
    HubRefused,
    OverseenPage,
    PlacedBatch,
)
from counter.services.keys.trusted import verify
from tests.db.hub.cluster import Hub
from tests.db.hub.streams import Station, new_case

pytestmark = pytest.mark.postgres
TOWN = "居力很镇便民服务中心"


def refused(hub: Hub, code: str) -> list[str]:
    """What the administrator sees of refusals with that code."""
    with hub.server() as server:
        return [one.reason for one in server.incidents() if one.code == code]


def test_that_a_batch_is_stored_once_and_in_its_place(hub: Hub) -> None:
    a = Station("15222101")
    with closing(a.connect(hub.enrol(a.code))) as of_a:
        assert of_a.known(1).seq == 0
        first, second = a.batch(new_case(), "staff:W01"), a.batch("clock")
        assert of_a.push(first).pos == 1
        answer = of_a.push(second)
        assert (answer.pos, answer.upto) == (2, 3)
        assert of_a.push(first).pos == 1  # again, its answer having been lost
        known = of_a.known(1)
        assert (known.seq, known.hash) == (3, a.head)
        assert known.placed == (PlacedBatch(1, 2, 1), PlacedBatch(3, 3, 2))
        assert of_a.known(1, after=1).placed == (PlacedBatch(3, 3, 2),)
        own = of_a.own(1)
        assert [batch.entries for batch in own] == [first.entries, second.entries]
        assert of_a.own(1, after=1)[0].first == 3
        state = of_a.state()
        assert (state.pos, state.county, state.kind) == (2, "152221", "window")
        assert of_a.link(2) == state.link
        assert of_a.link(3) is None


def test_that_a_long_past_of_a_case_comes_whole_however_little_is_asked_for(hub: Hub) -> None:
    a, b = Station("15222101"), Station("15222103")
    with (
        closing(a.connect(hub.enrol(a.code))) as of_a,
        closing(b.connect(hub.enrol(b.code, hall=TOWN))) as of_b,
    ):
        case = new_case()
        for _ in range(7):
            of_a.push(a.batch(case, new_case()))
        of_b.follow(case, "补件")
        of_a.push(a.batch(case))
        turn, came = 0, []
        while (answer := of_b.pull(turn, limit=2)).batches:
            came += [batch.pos for batch in answer.batches]
            turn = answer.turn
        assert came == list(range(1, 9))


def test_that_a_hall_gets_its_own_cases_and_nothing_else(hub: Hub) -> None:
    a, b, c = Station("15222101"), Station("15222102"), Station("15222103")
    of_a, of_b = a.connect(hub.enrol(a.code)), b.connect(hub.enrol(b.code))
    of_c = c.connect(hub.enrol(c.code, hall=TOWN))
    with closing(of_a), closing(of_b), closing(of_c):
        case = new_case()
        whole = a.signed([a.entry(case, "case.opened"), a.withheld(), a.entry("staff:W01"), a.entry(case)])
        of_a.push(whole)
        [part] = of_b.pull(0).batches
        assert [entry.seq for entry in part.entries] == [
            1,
            2,
            4,
        ]  # a rating's link, and nothing of the local subject
        assert part.entries[0] == whole.entries[0]
        assert isinstance(part.entries[1], WithheldEntry)
        prove(part, a.public_key, verify)
        assert of_a.pull(0).batches == ()  # not back to its author
        assert of_c.pull(0).batches == ()
        of_c.push(c.batch(new_case()))
        assert of_b.pull(of_b.pull(0).turn).batches == ()
        assert {one.station: one.public_key for one in of_b.certificates()}[a.code] == a.public_key


def test_that_following_a_case_brings_its_past_and_all_that_comes(hub: Hub) -> None:
    a, c = Station("15222101"), Station("15222103")
    with closing(a.connect(hub.enrol(a.code))) as of_a, closing(c.connect(hub.enrol(c.code, TOWN))) as of_c:
        case, other = new_case(), new_case()
        of_a.push(a.batch(case, other, case))
        of_a.push(a.batch(other))
        turn = of_c.pull(0).turn
        assert of_c.follow(case, "群众来补件") == 2
        [past] = of_c.pull(turn).batches
        assert ([entry.seq for entry in past.entries], past.pos) == ([1, 3], 1)
        turn = of_c.pull(turn).turn
        of_a.push(a.batch(case))
        assert [batch.first for batch in of_c.pull(turn).batches] == [5]
        assert of_c.follow(case, "再看一次") == 0
        assert hub.sql("SELECT asked_by, why FROM hub.follows WHERE why <> ''") == [(c.code, "群众来补件")]
        with pytest.raises(HubRefused) as wrong:
            of_c.follow("staff:W01", "好奇")
        assert wrong.value.code == MISASKED


def test_that_a_countys_room_gets_every_case_page_by_page_and_nobody_else_does(hub: Hub) -> None:
    a, c, room = Station("15222101"), Station("15222103"), Station("15222192")
    with hub.server() as server:
        hub.enrol(a.code)
        with pytest.raises(HubRefused):
            server.let_oversee(a.code, on=True)  # a window
        beside = hub.enrol(room.code, kind="hall")
        with pytest.raises(HubRefused):
            server.let_oversee(
                room.code, on=True
            )  # under one name with a window, which would get the county too
    with (
        closing(a.connect(hub.enrol(a.code, again=True))) as of_a,
        closing(c.connect(hub.enrol(c.code, TOWN))) as of_c,
        closing(room.connect(hub.enrol(room.code, "值班主管室", kind="hall", again=True))) as of_room,
    ):
        assert beside.station == room.code
        first, second, third = new_case(), new_case(), new_case()
        of_a.push(a.batch(first, second))
        of_c.push(c.batch(third))
        assert of_room.oversee(0, 1) is None
        assert of_a.oversee(0, 1) is None
        assert of_room.pull(0).batches == ()
        with hub.server() as server:
            server.let_oversee(room.code, on=True)
        page = of_room.oversee(0, 1)
        assert page == OverseenPage(1, 2)
        assert of_room.oversee(0, 1) == OverseenPage(1, 0)  # asked again after a cut
        assert [batch.station for batch in of_room.pull(0).batches] == [a.code]
        assert of_room.oversee(1, 50) == OverseenPage(2, 1)
        assert [batch.station for batch in of_room.pull(0).batches] == [a.code, c.code]
        turn = of_room.pull(0).turn
        of_a.push(a.batch(first))
        assert [batch.first for batch in of_room.pull(turn).batches] == [3]
        assert of_a.oversee(0, 50) is None
        assert of_a.pull(0).batches == ()
        with hub.server() as server:
            server.let_oversee(room.code, on=False)
        assert of_room.oversee(2, 50) is None


def test_that_a_supplement_before_the_opening_joins_both_halls(hub: Hub) -> None:
    a, c = Station("15222101"), Station("15222103")
    with closing(a.connect(hub.enrol(a.code))) as of_a, closing(c.connect(hub.enrol(c.code, TOWN))) as of_c:
        case = new_case()
        of_c.push(c.batch(case))
        of_a.push(a.batch(case))
        assert [batch.station for batch in of_c.pull(0).batches] == [a.code]
        assert [batch.station for batch in of_a.pull(0).batches] == [c.code]


def test_that_a_long_past_comes_piece_by_piece(hub: Hub) -> None:
    a, b = Station("15222101"), Station("15222102")
    with closing(a.connect(hub.enrol(a.code))) as of_a, closing(b.connect(hub.enrol(b.code))) as of_b:
        for _ in range(5):
            of_a.push(a.batch(new_case()))
        turn, firsts = 0, []
        for _ in range(3):
            pulled = of_b.pull(turn, limit=2)
            firsts += [batch.first for batch in pulled.batches]
            assert pulled.more is (len(pulled.batches) == 2)
            turn = pulled.turn
        assert firsts == [1, 2, 3, 4, 5]


def test_that_a_chain_is_proved_before_anything_of_it_is_kept(hub: Hub) -> None:
    a = Station("15222101")
    with closing(a.connect(hub.enrol(a.code))) as of_a:
        of_a.push(a.batch(new_case()))
        seq, head = a.seq, a.head
        one, two, three = a.entry(new_case()), a.withheld(), a.entry("clock")
        changed = msgspec.structs.replace(one, payload=b"{}")
        swapped = msgspec.structs.replace(three, seq=2), msgspec.structs.replace(one, seq=4)
        linked = WithheldEntry(two.seq, bytes(32), two.hash)
        for wrong in ([changed, two, three], [one, linked, three], [swapped[0], two, swapped[1]]):
            with pytest.raises(HubRefused) as error:
                of_a.push(a.signed(wrong))
            assert error.value.code == CHAIN_BROKEN
        with pytest.raises(HubRefused) as error:
            of_a.push(a.signed([two, three]))
        assert (error.value.code, error.value.upto) == (NOT_NEXT, 1)
        a.seq, a.head = seq, head
        for kind in filter(is_withheld, KINDS.by_name):
            a.seq, a.head = seq, head
            with pytest.raises(HubRefused) as error:
                of_a.push(a.signed([a.entry("ratings", kind)]))
            assert error.value.code == CONTENT_WITHHELD, kind
        assert hub.sql("SELECT count(*) FROM hub.entries") == [(1,)]
        assert of_a.push(a.signed([one, two, three])).upto == 4
    assert len(refused(hub, CHAIN_BROKEN)) == 1
    assert "第 2 条" in refused(hub, CHAIN_BROKEN)[0]


def test_that_many_are_pushed_up_to_the_first_refusal(hub: Hub) -> None:
    a = Station("15222101")
    with closing(a.connect(hub.enrol(a.code))) as of_a:
        good = [a.batch(new_case(), "clock") for _ in range(6)]
        wrong = msgspec.structs.replace(good[3], hashes=bytes(64))
        acknowledged = []
        with pytest.raises(HubRefused) as error:
            acknowledged += of_a.push_all([*good[:3], wrong, *good[4:]])
        assert error.value.code == CHAIN_BROKEN
        assert of_a.known(1).seq == 6
        assert [one.pos for one in of_a.push_all(iter(good))] == [1, 2, 3, 4, 5, 6]
        assert of_a.known(1).seq == 12


def test_that_of_a_rating_only_its_link_is_there(hub: Hub) -> None:
    a = Station("15222101")
    with closing(a.connect(hub.enrol(a.code))) as of_a:
        of_a.push(a.signed([a.withheld()]))
    [row] = hub.sql("SELECT * FROM hub.entries")
    assert [value for value in row if value is not None] == [a.code, 1, 1, bytes(32), a.head]
    with pytest.raises(Exception, match="whole_or_withheld"):
        hub.sql("UPDATE hub.entries SET at = 5")


def test_that_two_machines_of_one_code_are_told_apart(hub: Hub) -> None:
    enrolment = hub.enrol("15222101")
    a, twin = Station("15222101"), Station("15222101", machine="machine-b")
    with closing(a.connect(enrolment)) as of_a:
        of_a.push(a.batch(new_case()))
        with pytest.raises(HubRefused) as other_key:
            twin.connect(enrolment)
        assert other_key.value.code == FOREIGN_KEY
        clone = Station("15222101", machine="machine-a", key=a.key)  # the folder was copied, key and all
        with closing(clone.connect(enrolment)) as of_clone, pytest.raises(HubRefused) as fork:
            of_clone.push(clone.batch(new_case()))
        assert fork.value.code == FORKED
        moved = Station("15222101", epoch=2, machine="machine-c")
        with closing(moved.connect(enrolment)) as of_moved:
            of_moved.push(moved.batch(new_case()))
        late = a.batch(new_case())
        for carried in (False, True):  # nor by saying that it carries its own
            with pytest.raises(HubRefused) as old:
                of_a.push(late, carried=carried)
            assert old.value.code == OLD_MACHINE
        assert [(one.epoch, one.seq) for one in of_a.forks()] == [(1, 1)]
        assert of_a.state().forks == 1
    for code in (FOREIGN_KEY, OLD_MACHINE):
        assert len(refused(hub, code)) == 1
    assert len(refused(hub, FORKED)) == 2  # the fork itself and its refusal


def test_that_a_moved_window_sends_what_was_left_of_its_epoch_before(hub: Hub) -> None:
    enrolment = hub.enrol("15222101")
    drawn = following_epoch(1, lambda most: most - 1)  # the farthest that a restored window may draw
    a, moved = Station("15222101"), Station("15222101", epoch=drawn, machine="machine-b")
    with closing(a.connect(enrolment)) as of_a:
        of_a.push(a.batch(new_case()))
    with closing(moved.connect(enrolment)) as of_moved:
        of_moved.push(moved.batch(new_case()))
        assert of_moved.push(a.batch(new_case())).upto == 2


def test_that_a_certificate_is_the_keys_own_and_may_come_later(hub: Hub) -> None:
    a, other = Station("15222101"), Station("15222102")
    with closing(a.connect(hub.enrol(a.code))) as of_a:
        of_a.open_epoch(2, other.public_key, b"", a.machine)
        for wrong in (other.certificate, b"{", b"\xff"):
            with pytest.raises(HubRefused) as error:
                of_a.open_epoch(2, other.public_key, wrong, a.machine)
            assert error.value.code == FOREIGN_CERTIFICATE
        second = Station("15222101", epoch=2, key=other.key)
        of_a.open_epoch(2, second.public_key, second.certificate, a.machine)
        of_a.open_epoch(2, second.public_key, b"", a.machine)
        assert [one.certificate for one in of_a.certificates()] == [a.certificate, second.certificate]


def test_that_a_hall_pushes_and_fetches_for_a_window_without_a_line(hub: Hub) -> None:
    town, far = Station("15222103"), Station("15222201")
    room = Station("15222190", machine="machine-b")
    line = hub.enrol(town.code, TOWN)
    hub.enrol(far.code, "别的旗县大厅", county="152222")
    with closing(room.connect(hub.enrol(room.code, kind="hall"))) as hall:
        case = new_case()
        hall.open_epoch(1, town.public_key, town.certificate, room.machine, station=town.code)
        assert hall.push(town.batch(case), carried=True).pos == 1
        assert hall.known(1, station=town.code).seq == 1
        assert hall.follow(case, "值班主管") == 1
        hall.push(room.batch(case))
        assert [batch.station for batch in hall.pull(0, station=town.code).batches] == [room.code]
        assert hub.sql("SELECT by_courier FROM hub.batches ORDER BY pos") == [(room.code,), (None,)]
        with pytest.raises(HubRefused) as error:
            hall.push(far.batch(new_case()), carried=True)
        assert error.value.code == NOT_REGISTERED
        with pytest.raises(HubRefused):
            hall.pull(0, station=far.code)
    with closing(town.connect(line)) as own:  # it has a line now
        assert own.push(town.batch(case)).pos == 3


def test_that_an_office_exchanges_parcels_and_nothing_else(hub: Hub) -> None:
    a, office = Station("15222101"), Station("15222180")
    of_a, of_office = a.connect(hub.enrol(a.code)), office.connect(hub.enrol(office.code, kind="office"))
    with closing(of_a), closing(of_office):
        case = new_case()
        of_a.push(a.batch(case))
        of_a.send("rating.pack", b"sealed")
        assert [one.body for one in of_office.receive(0)] == [b"sealed"]
        assert of_office.pull(0).batches == ()
        with pytest.raises(HubRefused):
            of_office.follow(case, "看看")
        with pytest.raises(HubRefused) as error:
            of_office.push(office.signed([office.entry(new_case(), "rectification.opened")]))
        assert error.value.code == MISASKED


def test_that_a_parcel_reaches_the_hall_it_is_for(hub: Hub) -> None:
    a, b, c = Station("15222101"), Station("15222102"), Station("15222103")
    of_a, of_b = a.connect(hub.enrol(a.code)), b.connect(hub.enrol(b.code))
    of_c = c.connect(hub.enrol(c.code, TOWN))
    with closing(of_a), closing(of_b), closing(of_c):
        assert of_a.send("guide.pack", b"for all") == 1
        assert of_a.send("keys", b"for town", TOWN) == 2
        assert of_a.send("keys", b"for town", TOWN) == 2
        assert [(one.pos, one.sender, one.body) for one in of_b.receive(0)] == [(1, a.code, b"for all")]
        assert [one.body for one in of_c.receive(0)] == [b"for all", b"for town"]
        assert of_c.receive(2) == ()
        for wrong in (("", b"x", ""), ("keys", b"", ""), ("keys", b"x", "没有的大厅")):
            with pytest.raises(HubRefused) as error:
                of_a.send(*wrong)
            assert error.value.code == MISASKED


def test_that_an_entry_no_program_writes_stops_nobody(hub: Hub) -> None:
    a, b = Station("15222101"), Station("15222102")
    with closing(a.connect(hub.enrol(a.code))) as of_a, closing(b.connect(hub.enrol(b.code))) as of_b:
        seq, head = a.seq, a.head
        for wrong in ({"kind": "Case!"}, {"at": -5}, {"boot": "x" * 201}, {"actor": "W\n1"}, {"base": "x"}):
            a.seq, a.head = seq, head
            with pytest.raises(HubRefused) as error:
                of_a.push(a.signed([a.entry(new_case(), **wrong)]))
            assert error.value.code == CONTENT_WITHHELD, wrong
        a.seq, a.head = seq, head
        case = new_case()
        of_a.push(a.signed([a.entry(case, base="f" * 36)]))  # what the hub lets pass and a reader does not
        of_a.push(a.batch(case))
        pulled = of_b.pull(0)
        assert [batch.first for batch in pulled.batches] == [2]
        assert [one.first for one in pulled.unreadable] == [1]


def test_that_only_a_whole_batch_is_pushed(hub: Hub) -> None:
    a = Station("15222101")
    with closing(a.connect(hub.enrol(a.code))) as of_a:
        whole = a.batch("clock", "clock")
        part = EntryBatch(a.code, 1, 1, whole.hashes, whole.signature, whole.entries[:1])
        with pytest.raises(ValueError, match="whole"):
            of_a.push(part)
        assert of_a.push(whole).pos == 1


def test_that_only_the_halls_room_learns_how_far_its_windows_streams_are(hub: Hub) -> None:
    a, b, c, room = Station("15222101"), Station("15222102"), Station("15222103"), Station("15222192")
    of_a, of_c = a.connect(hub.enrol(a.code)), c.connect(hub.enrol(c.code, TOWN))
    of_room = room.connect(hub.enrol(room.code, kind="hall"))
    b.connect(hub.enrol(b.code)).close()
    with closing(of_a), closing(of_c), closing(of_room):
        told = a.batch(new_case(), "staff:W01")
        of_a.push(told)
        of_a.push(a.batch("clock"))
        of_c.push(c.batch(new_case()))
        found = {one.station: one for one in of_room.heads()}
        assert set(found) == {a.code, b.code, room.code}
        of_window = found[a.code]
        assert (of_window.seq, of_window.hash, of_window.kind) == (3, a.head, "window")
        assert (of_window.delivered, of_window.delivered_hash) == (2, told.listed[-1])
        assert (found[b.code].seq, found[b.code].reported, found[b.code].delivered) == (0, None, 0)
        for other in (of_a, of_c):
            with pytest.raises(HubRefused) as wrong:
                other.heads()
            assert wrong.value.code == NOT_REGISTERED
