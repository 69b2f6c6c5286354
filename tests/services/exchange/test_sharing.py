"""Who may read a case: its maker, the hall ring, and a window that asked, for some days (decision 0033)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as dataclass_replace
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from counter.db.check.check import rebuild_rows
from counter.domain.case.key_events import KeyRefusal
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.journal.exchange.batch import pack_batch
from counter.domain.journal.exchange.key_wraps import KeyParcel, pack_keys, wrap_info
from counter.services.exchange.answering import set_answering
from counter.services.exchange.case_key_standing import KeyAskState, case_key_standing
from counter.services.exchange.end_lending import end_lending
from counter.services.exchange.follow_forgetting import follow_forgetting, unconfirmed_forgetting
from counter.services.exchange.grant_keys import (
    LENT_DAYS,
    AnsweredRequest,
    grant_keys,
    grant_keys_by_hand,
    refuse_key,
    waiting_requests,
)
from counter.services.exchange.reading_keys import own_reading_key, reading_key_of, why_barred
from counter.services.exchange.settle_keys import settle_keys
from counter.services.exchange.share_keys import send_wraps_again, share_keys
from counter.services.exchange.take_wraps import open_wraps, take_wraps
from counter.services.hall.configure_hall import configure_hall
from counter.services.hall.staff import add_staff
from counter.services.keys.public_sealing import seal_to
from counter.services.keys.ring_cards import ring_in_force
from counter.services.keys.trusted import settled_keys, trusted_keys
from tests.db import toy
from tests.services.exchange.sharing import (
    LEAD,
    Hall,
    ask,
    hall_with_ring,
    names,
    parcel_of,
    revoke,
    seal_something,
    send_entries,
    send_wraps,
)
from tests.services.exchange.stations import Station, case_id, station
from tests.settings import demo_hall


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One hall for all tests that need no other keys; each has cases of its own."""
    found = hall_with_ring(tmp_path_factory.mktemp("hall"))
    yield found
    for one in found.all:
        assert "key" not in one.faults(), [f.sentence for f in one.check().faults]
        one.journal.close()


@pytest.fixture
def halls(shared: Hall) -> Hall:
    return shared.more()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Hall]:
    """A hall for one test."""
    found = hall_with_ring(tmp_path).more()
    yield found
    for one in found.all:
        one.journal.close()


def answered(at: Station, request: str) -> AnsweredRequest:
    """What becomes of a request there."""
    return next(one for one in grant_keys(at.app) if one.request == request)


def found(at: Station, name: str) -> list[str]:
    """Cases found there by a name."""
    return [row.case for row in at.journal.find_cases(name).rows]


def granted(halls: Hall) -> None:
    """The other window asks, and the room answers."""
    send_wraps(halls.owner, halls.room)
    ask(halls.other, halls.one)
    send_entries(halls.other, halls.room)
    grant_keys(halls.room.app)
    send_entries(halls.room, halls.other)
    send_wraps(halls.room, halls.other)


def test_that_another_window_reads_nothing_before_a_grant_and_exactly_that_case_after_it(halls: Hall) -> None:
    one, two, name = halls.one, halls.two, halls.name(halls.one)
    assert names(halls.other, one, two) == [False, False]
    assert send_wraps(halls.owner, halls.other).opened == ()
    assert send_wraps(halls.owner, halls.room).opened == ()  # they were sent, to the wrong one
    send_wraps_again(halls.owner.app)
    assert {one, two} <= set(send_wraps(halls.owner, halls.room).opened)
    assert names(halls.room, one, two) == [True, True]
    assert found(halls.room, halls.name(two)) == [two]
    assert found(halls.other, name) == []
    request = ask(halls.other, one)
    assert grant_keys(halls.other.app) == ()  # who holds no ring grants nothing
    send_entries(halls.other, halls.room)
    (waiting,) = waiting_requests(halls.room.app)
    assert (waiting.request, waiting.case, waiting.station, waiting.why) == (
        request,
        one,
        "04",
        "来本窗口补正",
    )
    (answer,) = grant_keys(halls.room.app)
    assert (answer.refused, answer.until) == ("", "2026-12-19")
    assert grant_keys(halls.room.app) == ()  # once
    shared = halls.room.journal.entries(one)[-1]
    assert (shared.kind, shared.read()["makers"], shared.read()["request"]) == ("key.shared", ["03"], request)
    send_entries(halls.room, halls.other)
    assert send_wraps(halls.room, halls.other).opened == (one,)
    assert names(halls.other, one, two) == [True, False]
    assert (found(halls.other, name), found(halls.other, halls.name(two))) == ([one], [])
    assert send_wraps(halls.room, halls.other).opened == ()
    for window in (halls.owner, halls.other):
        rebuild_rows(window.journal)
        assert window.faults() == []
    assert names(halls.other, one, two) == [True, False]


def test_that_a_refusal_is_recorded_and_the_window_may_ask_again(halls: Hall) -> None:
    case, room, other = halls.one, halls.room, halls.other
    send_wraps(halls.owner, room)
    assert case_key_standing(other.app, case).state is KeyAskState.TO_ASK
    request = ask(other, case)
    assert case_key_standing(other.app, case).state is KeyAskState.ASKED
    send_entries(other, room)
    assert [one.request for one in case_key_standing(room.app, case).requests] == [request]
    assert settle_keys(room.app).answered == ()  # nobody switched that on
    with pytest.raises(BadInput, match="理由"):
        refuse_key(room.app, request, "不想", **LEAD)
    with pytest.raises(RuleRefused):
        refuse_key(room.app, request, KeyRefusal.AT_OWNER, code="S01", pin="0000")
    refuse_key(room.app, request, KeyRefusal.AT_OWNER, **LEAD)
    with pytest.raises(BadInput, match="答复过"):
        grant_keys_by_hand(room.app, **LEAD, only=request)
    assert waiting_requests(room.app) == ()
    for window in (other, halls.owner):
        send_entries(room, window)
    standing = case_key_standing(other.app, case)
    assert (standing.state, standing.why) == (KeyAskState.REFUSED, "请到主办窗口办理")
    assert "key.refused" in {entry.kind for entry in halls.owner.journal.entries(case)}
    assert names(other, case) == [False]
    again = ask(other, case)
    send_entries(other, room)
    assert set_answering(room.app, on=True, **LEAD)
    assert not set_answering(room.app, on=True, **LEAD)
    assert [(one.request, one.refused) for one in settle_keys(room.app).answered] == [(again, "")]
    send_entries(room, other)
    assert case_key_standing(other.app, case).state is KeyAskState.GRANTED
    send_wraps(room, other)
    standing = case_key_standing(other.app, case)
    assert (standing.state, standing.until) == (KeyAskState.LENT, "2026-12-19")
    assert set_answering(room.app, on=False, **LEAD)


def test_that_a_false_wrap_that_came_first_keeps_the_true_one_from_nothing(halls: Hall) -> None:
    """Before the entries nothing tells them apart: up to eight wait side by side."""
    halls.made += 1
    late = halls.owner.accept(halls.made)
    card = ring_in_force(halls.room.journal)
    assert card is not None
    wraps = [one for one in parcel_of(halls.owner).wraps if one.subject == late]
    true = next(one for one in wraps if one.recipient == card.recipient)
    info = wrap_info(late, true.maker, true.recipient)
    false = [
        changed(true, wrapped=seal_to(bytes.fromhex(card.public_key), bytes([n]) * 32, info))
        for n in range(9)
    ]
    assert take_wraps(halls.room.app, KeyParcel((*false[:7], true, *false[7:]))).kept == 8
    send_entries(halls.owner, halls.room)
    assert open_wraps(halls.room.app) == (late,)
    assert names(halls.room, late) == [True]
    assert halls.room.journal.shared_keys().wraps_for(card.recipient) == ()


def test_that_a_request_states_a_listed_reason_and_is_refused_for_what_is_open_already(halls: Hall) -> None:
    with pytest.raises(BadInput, match="理由"):
        ask(halls.other, halls.one, "因为想看")
    with pytest.raises(BadInput, match="看得到"):
        ask(halls.owner, halls.one)
    with pytest.raises(BadInput, match="没有这件"):
        ask(halls.other, case_id(7777))
    ask(halls.other, halls.one)
    assert halls.other.journal.entries(halls.one)[-1].kind == "key.requested"


def test_that_who_carries_everything_reads_no_name_and_moves_no_wrap(halls: Hall) -> None:
    """The hub's operator has all entries and all wraps, and no private key."""
    carried = b"".join(pack_batch(one) for one in halls.owner.batches())
    parcel = parcel_of(halls.owner)
    carried += pack_keys(parcel)
    for name in (*toy.PERSON.values(), "欧阳"):
        assert name.encode() not in carried
    wraps = {one.recipient.split(":")[0]: one for one in parcel.wraps if one.subject == halls.one}
    assert set(wraps) == {"ring", "recovery"}
    mine = wraps["ring"]
    card = ring_in_force(halls.room.journal)
    assert card is not None
    to_ring = bytes.fromhex(card.public_key)
    false = [
        changed(mine, subject=halls.two),  # moved to another case
        changed(mine, maker="04"),
        changed(mine, wrapped=mine.wrapped[:-1] + bytes([mine.wrapped[-1] ^ 1])),
        changed(mine, wrapped=seal_to(to_ring, bytes(32), wrap_info(halls.one, "03", mine.recipient))),
        changed(mine, wrapped=seal_to(to_ring, bytes(32), wrap_info(halls.one, "03", "04-1"))),
    ]  # everybody knows the ring's public half; the key inside is proved by what its maker sealed
    for one in false:
        result = take_wraps(halls.room.app, KeyParcel((one,)))
        assert (result.opened, result.refused) == ((), 1)
    assert take_wraps(halls.room.app, pack_keys(KeyParcel((mine,)))).opened == (halls.one,)
    for broken in (b"", b"\x00", pack_keys(parcel)[:-1], pack_keys(parcel) + b"\x00"):
        with pytest.raises(BadInput, match="读不出"):
            take_wraps(halls.room.app, broken)


def test_that_a_wrap_that_comes_before_its_entries_waits_for_them(halls: Hall) -> None:
    halls.made += 1
    late = halls.owner.accept(halls.made)
    assert send_wraps(halls.owner, halls.room).kept == 1
    assert open_wraps(halls.room.app) == ()
    send_entries(halls.owner, halls.room)
    assert open_wraps(halls.room.app) == (late,)


def test_that_a_closed_case_is_not_lent(halls: Hall) -> None:
    send_wraps(halls.owner, halls.room)
    request = ask(halls.other, halls.two)
    halls.owner.add(halls.two, "item.completed")
    send_entries(halls.owner, halls.room)
    send_entries(halls.other, halls.room)
    assert answered(halls.room, request).refused == "这一件已经办结"
    answers = grant_keys_by_hand(halls.room.app, **LEAD)
    assert [one.refused for one in answers if one.request == request] == ["这一件已经办结"]
    with pytest.raises(BadInput, match="没有大厅钥匙环"):
        grant_keys_by_hand_elsewhere(halls)


def grant_keys_by_hand_elsewhere(halls: Hall) -> None:
    """At a window with a supervisor and no ring."""
    configure_hall(halls.other.journal, demo_hall(), actor="setup")
    add_staff(halls.other.journal, **LEAD, name="示例主管", role="supervisor", actor="setup")
    grant_keys_by_hand(halls.other.app, **LEAD)


def test_that_forgetting_reaches_the_key_of_every_maker(halls: Hall) -> None:
    one, late = halls.one, parcel_of(halls.owner)
    assert one in {wrap.subject for wrap in late.wraps}
    granted(halls)
    seal_something(halls.other, one)
    send_entries(halls.other, halls.room)
    send_wraps(halls.other, halls.room)
    assert halls.room.journal.shared_keys().makers(one) == ("03", "04")
    for window in (halls.room, halls.other):
        send_entries(window, halls.owner)
    halls.owner.journal.forget(one, actor="S01", reason="保管期限已满")
    assert unconfirmed_forgetting(halls.owner.app, one) == ("01", "04")
    send_wraps_again(halls.owner.app)
    for reader in (halls.room, halls.other):
        send_entries(halls.owner, reader)
        assert one in follow_forgetting(reader.app).done
        assert one not in follow_forgetting(reader.app).done
        assert reader.journal.shared_keys().makers(one) == ()
        assert names(reader, one) == [False]
        assert found(reader, halls.name(one)) == []
        take_wraps(reader.app, late)
        assert reader.journal.shared_keys().makers(one) == ()  # what comes later is not taken
        assert "key" not in reader.faults()
        assert not any(wrap.subject == one for wrap in parcel_of(reader).wraps)
        send_entries(reader, halls.owner)
    assert unconfirmed_forgetting(halls.owner.app, one) == ()
    assert unconfirmed_forgetting(halls.owner.app, halls.two) == ()
    with pytest.raises(RuleRefused, match="清除"):
        ask(halls.other, one)
    assert names(halls.room, halls.two) == [True]


def test_that_only_the_owner_of_a_case_makes_others_forget(halls: Hall) -> None:
    send_wraps(halls.owner, halls.room)
    halls.other.journal.forget(halls.one, actor="S01", reason="不是主办窗口")
    send_entries(halls.other, halls.room)
    result = follow_forgetting(halls.room.app)
    assert halls.one not in result.done
    assert halls.one in result.strange
    assert names(halls.room, halls.one) == [True]


def test_that_what_another_window_sealed_is_wrapped_to_the_owner(halls: Hall) -> None:
    seal_something(halls.other, halls.one)
    send_entries(halls.other, halls.owner)
    send_wraps(halls.owner, halls.other)  # with its reading key
    assert send_wraps(halls.other, halls.owner).opened == (halls.one,)
    assert {"note": "带来原件"} in [entry.personal for entry in halls.owner.journal.entries(halls.one)]


def test_that_every_wrap_is_made_once(halls: Hall) -> None:
    share_keys(halls.owner.app)
    assert share_keys(halls.owner.app) == 0
    halls.more()
    assert share_keys(halls.owner.app) == 4  # two cases, to the ring and to the recovery key
    assert share_keys(halls.owner.app) == 0
    halls.owner.add(halls.one)
    assert share_keys(halls.owner.app) == 0


def test_that_only_windows_of_this_county_and_this_sort_may_read(halls: Hall, tmp_path: Path) -> None:
    room, said = halls.room, {}
    for code, more in (("11", {}), ("12", {"region": "220000"}), ("13", {"demo": False})):
        window = station(tmp_path / code, code, **more)
        settled_keys(window.journal, window.clock.at.date())
        key = own_reading_key(window.app)
        assert "证书" in why_barred(room.app, trusted_keys(room.journal), key)  # nobody knows its hall
        room.trusts(window)
        trust = trusted_keys(room.journal)
        said[code] = why_barred(room.app, trust, key)
        lie = dataclass_replace(key, public_key="0" * 64)
        assert "证书" in why_barred(room.app, trust, lie)
        window.journal.close()
    assert said == {"11": "", "12": "它不在本旗县", "13": "一个是演示或培训的，一个是正式的"}


def test_that_a_revoked_window_gets_nothing_new(own: Hall) -> None:
    send_wraps(own.owner, own.room)
    request = ask(own.other, own.one)
    send_entries(own.other, own.room)
    send_wraps(own.other, own.owner)
    revoke(own.room, own.other, own.all)
    assert "作废" in answered(own.room, request).refused
    assert answered(own.room, request).refused  # it stays, and says why
    assert not any(one.recipient.startswith("04-") for one in parcel_of(own.room).wraps)
    assert reading_key_of(own.owner.app, trusted_keys(own.owner.journal), "04") is None
    assert names(own.other, own.one) == [False]


def test_that_a_lent_key_goes_when_its_days_are_over(own: Hall) -> None:
    granted(own)
    own.other.clock.passes(timedelta(days=LENT_DAYS - 1))
    assert end_lending(own.other.app) == ()
    assert names(own.other, own.one) == [True]
    own.other.clock.passes(timedelta(days=1))
    assert end_lending(own.other.app) == (own.one,)
    assert names(own.other, own.one) == [False]
    assert found(own.other, own.name(own.one)) == []
    assert end_lending(own.other.app) == ()
    assert own.other.faults() == []
