"""Files beside the entries on a stick: up to the hall and on to its hub, down to every township, once, by any stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec.structs import replace as changed

from counter.domain.journal.exchange.courier import CourierParcel, parcel_part
from counter.domain.journal.exchange.parcels import ParcelKind, pack_parcel
from counter.services.exchange import take_in_courier
from counter.services.exchange.courier_file import courier_bytes
from counter.services.exchange.courier_parcels import FILE, lacks_parcels
from counter.services.exchange.pack_courier import courier_drafts
from counter.services.exchange.send_parcel import covered, send_parcel
from tests.db import toy
from tests.services.exchange.memory_hub import MemoryHub
from tests.services.exchange.stations import Station, station
from tests.services.exchange.sticks import copy, exchange, hall_and_townships, take, take_bytes
from tests.services.exchange.test_parcels import arrangement, known, only, send
from tests.services.exchange.test_round import exchange as exchange_round
from tests.services.exchange.test_round import joined

Three = tuple[Station, Station, Station]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Three]:
    with hall_and_townships(tmp_path) as three:
        yield three


def test_that_a_file_goes_up_and_down_once_by_any_stick(places: Three, tmp_path: Path) -> None:
    hall, near, far = places
    exchange(hall, near, far, stick=tmp_path / "before")
    send(near, 2027)
    send(hall, 2028)
    stick = tmp_path / "stick"
    (up,) = copy(near, stick)
    assert known(near) == [("2027年放假安排", "to_send")]
    (taken,) = take(hall, stick)
    assert (taken.outcome, taken.files) == ("new", ["2027年放假安排（03）"])
    assert (take(hall, stick)[0].outcome, known(hall)[-1]) == ("known", ("2027年放假安排", "waits"))
    copy(hall, stick)
    take(far, stick)  # near's stick went by the other township
    assert known(far) == [("2028年放假安排", "waits"), ("2027年放假安排", "waits")]
    assert [title for one in take(near, stick) for title in one.files] == ["2028年放假安排（01）"]
    assert dict(known(near)) == {"2027年放假安排": "received", "2028年放假安排": "waits"}
    size = up.stat().st_size
    (again,) = copy(near, tmp_path / "later")
    assert again.stat().st_size < size + 600  # not sent again: somebody has it
    copy(far, tmp_path / "later")
    take(hall, tmp_path / "later")
    take_bytes(hall, up.read_bytes())  # an old one
    assert set(known(hall)) == {("2027年放假安排", "waits"), ("2028年放假安排", "received")}
    last = tmp_path / "last"
    copy(hall, last)
    for one in (near, far):
        take(one, last)
        copy(one, last)
    take(hall, last)
    assert not any(lacks_parcels(hall.app, one.code) for one in (near, far))  # else a file would go for ever
    assert len(known(near)) == len(known(far)) == len(known(hall)) == 2
    assert near.faults() == far.faults() == hall.faults() == []


def test_that_the_hall_carries_a_sealed_pack_on_to_the_hub_and_cannot_open_it(
    places: Three, tmp_path: Path
) -> None:
    hall, near, _ = places
    hub = MemoryHub(demo=toy.IDENTITY.demo)
    hub.parcels.kinds |= {hall.code: "hall", "90": "office"}
    joined(hall, hub)
    key = X25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    pack = b'{\n "form": "counter-ratings-1"}'
    send_parcel(near.app, ParcelKind.RATINGS, pack, title="评价包", number=0, sealed_to=key)
    exchange(hall, near, stick=tmp_path / "one")
    assert known(hall) == [("评价包", "not_ours")]
    assert known(near) == [("评价包", "sent")]  # the hall has it, the office not yet
    exchange_round(hall, hub)
    (parcel,) = hub.port("90").receive(0)
    assert (parcel.sender, pack in parcel.body) == (near.code, False)
    hub.port("90").received(parcel.pos)
    exchange_round(hall, hub)
    exchange(hall, near, stick=tmp_path / "two")
    assert (known(near), only(near).receipts) == ([("评价包", "received")], ("90",))
    assert len(hub.parcels.there) == 1


def test_that_nobody_forges_another_windows_file_or_receipt(
    places: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, near, far = places
    send(near, 2027)
    copy(near, tmp_path / "stick")
    take(hall, tmp_path / "stick")
    foreign = covered(near.app, ParcelKind.CALENDAR, arrangement(2029), title="别人的", number=2029)
    (draft,) = courier_drafts(far.app)
    parts = [parcel_part(CourierParcel(FILE, pack_parcel(foreign)))]
    taken = take_bytes(hall, b"".join(courier_bytes(draft.head, parts, far.journal.sign)))
    assert (taken.files, len(known(hall))) == ([], 1)
    assert taken.refused == ["里面有不是这个窗口发的往来文件，没有收。"]
    stranger = station(tmp_path / "stranger", "09")
    lie = covered(stranger.app, ParcelKind.CALENDAR, arrangement(2030), title="陌生人的", number=2030)
    head = changed(
        draft.head, station="09", public_key=stranger.journal.public_key().hex(), number=1, runs=(), entries=0
    )
    parts = [parcel_part(CourierParcel(FILE, pack_parcel(lie)))]
    taken = take_bytes(hall, b"".join(courier_bytes(head, parts, stranger.journal.sign)))
    assert (taken.files, len(known(hall))) == ([], 1)
    monkeypatch.setattr(take_in_courier, "MOST_PARCELS", 1_000)
    large = parcel_part(CourierParcel(FILE, bytes(2_000)))
    content = b"".join(courier_bytes(draft.head, [large], far.journal.sign))
    assert "太大" in take_bytes(hall, content).sentence
