"""Files beside the entries go through the hub once, whatever is cut, doubled, forged, put back or too much."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace as changed

from counter.domain.journal.exchange.parcel_states import KeptParcel, ParcelState, ParcelWay
from counter.domain.journal.exchange.parcels import (
    Parcel,
    ParcelKind,
    pack_parcel,
    reads,
    recognised,
    spec_of,
)
from counter.domain.papers.verify.trusted_keys import KeyRevoked, KeysTrusted, Revocation
from counter.services.exchange.courier_keys import statements_of_hall
from counter.services.exchange.hub_port import ParcelOnHub
from counter.services.exchange.receive_parcel import MOST_UNREAD, UNKNOWN, UNREADABLE
from counter.services.exchange.round_parcels import AGAIN_AFTER, KEPT_FOR
from counter.services.exchange.send_parcel import covered, send_parcel
from counter.services.keys.files import public_text
from counter.services.keys.trusted import append, public_of, settled_keys, signed, trusted_keys
from tests.db import toy
from tests.services.exchange.memory_hub import Cuts, MemoryHub
from tests.services.exchange.stations import Station, station
from tests.services.exchange.sticks import joins
from tests.services.exchange.test_round import ONE, TWO, exchange, joined

Pair = tuple[Station, Station, MemoryHub]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two windows that know each other's certificates, joined to one hub."""
    hub = MemoryHub(demo=toy.IDENTITY.demo)
    one, two = joined(station(tmp_path / "one", ONE), hub), joined(station(tmp_path / "two", TWO), hub)
    for at in (one, two):
        settled_keys(at.journal, at.clock.at.date())
    one.trusts(two)
    two.trusts(one)
    return one, two, hub


def arrangement(year: int) -> bytes:
    """A file that begins as one; who takes it in reads it."""
    return json.dumps({"year": year, "status": "official"}).encode()


def send(at: Station, year: int) -> None:
    send_parcel(at.app, ParcelKind.CALENDAR, arrangement(year), title=f"{year}年放假安排", number=year)


def known(at: Station) -> list[tuple[str, str]]:
    """What became of each, the oldest first."""
    rows = at.journal.exchange().parcels().every()
    return [(one.title, one.state.value) for one in sorted(rows, key=lambda one: one.id)]


def only(at: Station) -> KeptParcel:
    (one,) = at.journal.exchange().parcels().every()
    return one


def give(hub: MemoryHub, parcel: Parcel | bytes, sender: str = ONE, readers: str = "") -> None:
    """What another station, or a thief of its login, sends to the hub."""
    body = parcel if isinstance(parcel, bytes) else pack_parcel(parcel)
    hub.port(sender).send("calendar", body, readers)


def test_that_a_file_is_sent_once_and_its_sender_learns_who_has_it(pair: Pair) -> None:
    one, two, hub = pair
    send(one, 2027)
    send(one, 2027)
    assert known(one) == [("2027年放假安排", "to_send")]
    assert exchange(one, hub).parcels.sent == 1
    assert known(one) == [("2027年放假安排", "sent")]
    assert exchange(two, hub).parcels.received == 1
    assert known(two) == [("2027年放假安排", "waits")]
    exchange(one, hub)
    assert known(one) == [("2027年放假安排", "received")]
    assert only(one).receipts == (TWO,)
    moved = exchange(two, hub).parcels
    assert (moved.sent, moved.received, len(hub.parcels.there)) == (0, 0, 1)
    kept = two.journal.exchange().parcels().body(only(two).digest)
    assert kept == hub.parcels.there[1][0].body


@pytest.mark.parametrize("after", [False, True])
def test_that_a_cut_at_any_call_doubles_and_loses_no_file(pair: Pair, *, after: bool) -> None:
    one, two, hub = pair
    exchange(one, hub)
    exchange(two, hub)
    year = 2027
    for at in range(1, 14):
        send(one, year)
        for side in (one, two):
            exchange(side, hub, Cuts(at, after))
            assert not exchange(side, hub).sentence
        year += 1
    exchange(one, hub)
    titles = [f"{one}年放假安排" for one in range(2027, year)]
    assert known(two) == [(title, "waits") for title in titles]
    assert known(one) == [(title, "received") for title in titles]
    assert len(hub.parcels.there) == len(titles)


def test_that_what_is_forged_mixed_or_unreadable_stays_visible_with_its_reason(pair: Pair) -> None:
    one, two, hub = pair
    good = covered(one.app, ParcelKind.CALENDAR, arrangement(2027), title="甲", number=2027)
    stolen = covered(two.app, ParcelKind.CALENDAR, arrangement(2028), title="乙", number=2028)
    give(hub, changed(good, title="改过的"))
    give(hub, changed(stolen, station="15000009", title="冒名的", signature=b"\1" * 64))
    give(hub, changed(good, demo=not good.demo, signature=b""))
    thief = changed(stolen, station=ONE, title="别人的钥匙")
    give(hub, changed(thief, signature=two.journal.sign(thief.message())))
    give(hub, b"\xc1 no parcel")
    give(hub, changed(good, form=2, title="新程序的"))
    give(hub, changed(good, kind="minutes", title="新种类的"))
    give(hub, msgspec.msgpack.encode([2, {"another": "form"}]))
    give(hub, changed(good, title="两行\n的"))
    assert exchange(two, hub).parcels.received == 9
    rows = sorted(two.journal.exchange().parcels().every(), key=lambda kept: kept.id)
    assert [kept.state.value for kept in rows] == [*["refused"] * 5, *["newer"] * 3, "refused"]
    assert all(kept.why.endswith("。") for kept in rows)
    assert exchange(two, hub).parcels.settled == 0
    signer = covered(one.app, ParcelKind.REGISTER, b"{}", title="登记册", number=1)
    give(hub, signer)
    exchange(two, hub)
    assert (two.journal.exchange().parcels().every()[0].why).startswith("里面不是大厅登记册")


def test_that_a_calendar_waits_for_the_certificate_of_who_sent_it(tmp_path: Path) -> None:
    hub = MemoryHub(demo=toy.IDENTITY.demo)
    one, two = joined(station(tmp_path / "one", ONE), hub), joined(station(tmp_path / "two", TWO), hub)
    settled_keys(one.journal, one.clock.at.date())
    send(one, 2027)
    exchange(one, hub)
    exchange(two, hub)
    assert known(two) == [("2027年放假安排", "held")]
    two.trusts(one)
    exchange(two, hub)
    assert known(two) == [("2027年放假安排", "waits")]


def test_that_the_hubs_limit_keeps_the_rest_here_with_the_reason(pair: Pair) -> None:
    one, _, hub = pair
    hub.parcels.most = 2
    for year in (2027, 2028, 2029):
        send(one, year)
    done = exchange(one, hub)
    assert (done.parcels.sent, done.sentence) == (2, "")
    assert known(one)[-1] == ("2029年放假安排", "not_taken")
    assert "太多" in one.journal.exchange().parcels().every()[0].why
    hub.parcels.most = 3
    assert exchange(one, hub).parcels.sent == 0
    one.clock.at += AGAIN_AFTER
    assert exchange(one, hub).parcels.sent == 1


def test_that_a_hub_put_back_gets_again_what_nobody_has(pair: Pair) -> None:
    one, two, hub = pair
    send(one, 2027)
    exchange(one, hub)
    exchange(two, hub)
    exchange(one, hub)
    send(two, 2028)
    exchange(two, hub)
    hub.parcels.put_back()
    send(one, 2029)
    for at in (two, one, two, one):
        exchange(at, hub)
    assert known(two) == [
        ("2027年放假安排", "waits"),
        ("2028年放假安排", "received"),
        ("2029年放假安排", "waits"),
    ]
    assert [state for _, state in known(one)] == ["received", "received", "waits"]


def test_that_certificates_and_revocations_come_in_themselves_and_a_new_hall_does_not(
    pair: Pair, tmp_path: Path
) -> None:
    one, two, hub = pair
    newer = station(tmp_path / "newer", "15000007")
    other = station(tmp_path / "other", "15000008")
    hall = settled_keys(other.journal, other.clock.at.date())
    joins(newer, one)
    seed = one.journal.hall_seed()
    assert seed is not None
    gone = newer.journal.public_key().hex()
    said = signed(Revocation("15000007", 1, gone, "2026-11-20", "被盗", "2026-11-20", public_of(seed)), seed)
    append(one.journal, KeyRevoked(said), actor="S01")
    statements = statements_of_hall(trusted_keys(one.journal), public_of(seed))
    send_parcel(one.app, ParcelKind.KEYS, public_text(statements).encode(), title="作废", number=1)
    strange = KeysTrusted("exported", halls=tuple(hall.halls.values()), certificates=hall.certificates)
    send_parcel(one.app, ParcelKind.KEYS, public_text(strange).encode(), title="新大厅", number=2)
    exchange(one, hub)
    exchange(two, hub)
    assert known(two) == [("作废", "taken"), ("新大厅", "held")]
    trust = trusted_keys(two.journal)
    assert gone in trust.revocations
    assert trust.has(gone)
    assert not set(hall.halls) & set(trust.halls)
    two.trusts(other)
    exchange(two, hub)
    assert known(two) == [("作废", "taken"), ("新大厅", "known")]


def test_that_a_revoked_station_sends_nothing_more(pair: Pair) -> None:
    one, two, hub = pair
    seed = one.journal.hall_seed()
    assert seed is not None
    key = one.journal.public_key().hex()
    said = signed(Revocation(ONE, 1, key, "2026-11-20", "被盗", "2026-11-20", public_of(seed)), seed)
    append(two.journal, KeyRevoked(said), actor="S01")
    send(one, 2027)
    exchange(one, hub)
    exchange(two, hub)
    assert (only(two).state, only(two).kept) == (ParcelState.REFUSED, False)


def test_that_bytes_nobody_needs_are_dropped_and_their_row_stays(pair: Pair) -> None:
    one, two, hub = pair
    for year in (2027, 2028):
        send(one, year)
    for at in (one, two, one):
        exchange(at, hub)
    for at in (one, two):
        at.clock.at += KEPT_FOR + timedelta(days=1)
        exchange(at, hub)
    assert [kept.kept for kept in one.journal.exchange().parcels().every()] == [False, False]
    assert [kept.kept for kept in two.journal.exchange().parcels().every()] == [True, True]  # they wait


def test_that_a_window_without_hub_or_hall_sends_nothing(tmp_path: Path) -> None:
    alone = station(tmp_path, ONE)
    assert not send_parcel(alone.app, ParcelKind.CALENDAR, arrangement(2027), title="x", number=2027)
    assert alone.journal.exchange().parcels().every() == ()


def test_that_one_too_large_is_named_and_carried_by_hand(pair: Pair) -> None:
    one, _, hub = pair
    spec = spec_of("calendar")
    assert spec is not None
    large = b"{" + b" " * spec.most
    send_parcel(one.app, ParcelKind.CALENDAR, large, title="太大的", number=2027)
    exchange(one, hub)
    assert (known(one), hub.parcels.there) == ([("太大的", "not_taken")], {})
    assert "请用U盘带去" in only(one).why
    assert not recognised(ParcelKind.CALENDAR, large)


def test_that_what_is_for_others_has_a_row_and_no_bytes(pair: Pair) -> None:
    one, two, hub = pair
    other = covered(one.app, ParcelKind.CALENDAR, arrangement(2027), title="给处理室的", number=1)
    give(hub, changed(other, readers="kind:office"))
    exchange(two, hub)
    assert (only(two).state, only(two).kept) == (ParcelState.NOT_OURS, False)
    assert isinstance(hub.parcels.there[1][0], ParcelOnHub)
    assert replace(only(two), kept=True).name == "放假安排"


@pytest.mark.parametrize("program", ["older", "same"])
def test_that_what_an_older_program_could_not_read_is_tried_once_by_the_next(
    pair: Pair, program: str
) -> None:
    one, two, hub = pair
    good = covered(one.app, ParcelKind.CALENDAR, arrangement(2027), title="2027年放假安排", number=2027)
    give(hub, good)
    with two.journal.transaction() as tx:  # as the program of before left it
        unread = changed(good, station=TWO, kind=UNKNOWN, readers="", title="读不出的文件")
        where = {"via": "hub", "why": UNREADABLE, "pos": 1}
        parcels, at = tx.exchange().parcels(), two.clock.at
        parcels.put(pack_parcel(good), unread, ParcelWay.HERE, ParcelState.REFUSED, at, **where)  # type: ignore[arg-type]
        if program == "same":
            tx.exchange().set_mark("parcels_read_by", reads())
        tx.commit()
    exchange(two, hub)
    read = ("2027年放假安排", "waits")
    assert known(two) == [read if program == "older" else ("读不出的文件", "refused")]
    assert exchange(two, hub).parcels.settled == 0


def test_that_rubbish_is_kept_for_a_later_program_and_never_without_end(pair: Pair) -> None:
    _, two, hub = pair
    for size in (MOST_UNREAD - 4_000_000, 3_000_000, 2_000_000):
        give(hub, b"x" * size)
    exchange(two, hub)
    kept = [one.kept for one in sorted(two.journal.exchange().parcels().every(), key=lambda one: one.id)]
    assert kept == [True, True, False]
