"""Acts on the hall's keys take two people, or one alone whom a second confirms later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.key_slot_events import KeySlotAdded, KeySlotRemoved
from counter.domain.papers.verify.trusted_keys import Certificate, KeysTrusted, readable_fingerprint
from counter.services.context.app import AppContext
from counter.services.hall.people import person_today, today_of
from counter.services.hall.staff import add_staff
from counter.services.keys.confirm_keys import confirm_keys, unconfirmed
from counter.services.keys.hall_keys import certify_stations, revoke_key
from counter.services.keys.recorded_slots import RecordedSlots, recorded_slots
from counter.services.keys.slot_kinds import SlotKind
from counter.services.keys.transfer_hall_key import export_hall_key
from counter.services.keys.trusted import append, trusted_keys
from tests.settings import demo_hall

PASSPHRASE = "演示用的一句话，够长的密语"
WHO = {"code": "S01", "pin": "9876"}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppContext]:
    people = (StaffSeed("W01", "阿木古郎", "clerk", "1234"), StaffSeed("S01", "苏日娜", "supervisor", "9876"))
    create_profile(tmp_path / "hall", demo_hall(), people)
    with open_app(tmp_path / "hall") as opened:
        yield opened


def second(app: AppContext, code: str = "S02", name: str = "乌云", role: str = "supervisor") -> None:
    add_staff(app.journal, code=code, name=name, role=role, pin="8765", actor="S01")


def export(app: AppContext, agreed: str = "") -> list[str]:
    out: list[str] = []
    export_hall_key(
        app.journal, lambda: PASSPHRASE, today=today_of(app.journal), keep=out.append, agreed=agreed, **WHO
    )
    return out


def request(day: date) -> Certificate:
    return Certificate("15220199", 1, "ab" * 32, "99", day.isoformat(), True, "")


@pytest.mark.parametrize(
    ("agreed", "words"), [("", "S02 乌云"), ("S01", "另一位"), ("W01", "另一位"), ("X99", "另一位")]
)
def test_that_where_a_second_person_exists_one_alone_does_nothing(
    app: AppContext, agreed: str, words: str
) -> None:
    second(app)
    today, before = today_of(app.journal), app.journal.entries("keys")
    acts = (
        lambda: export(app, agreed),
        lambda: certify_stations(app.journal, [request(today)], today=today, agreed=agreed, **WHO),
        lambda: revoke_key(
            app.journal, "15220103", 1, "丢了", since=today, today=today, agreed=agreed, **WHO
        ),
    )
    for act in acts:
        with pytest.raises(RuleRefused, match=words) as refused:
            act()
        assert refused.value.rule == "two_people"
    assert app.journal.entries("keys") == before


def test_that_one_request_that_cannot_be_certified_keeps_all_of_them_out(app: AppContext) -> None:
    today = today_of(app.journal)
    real = replace(request(today), station="15220198", demo=False)
    with pytest.raises(RuleRefused, match="正式窗口"):
        certify_stations(app.journal, [request(today), real], today=today, **WHO)
    assert not trusted_keys(app.journal).has(request(today).public_key)


def test_that_of_two_keys_of_one_name_none_is_revoked_by_chance(app: AppContext) -> None:
    today = today_of(app.journal)
    first, anew = request(today), replace(request(today), public_key="cd" * 32)
    certify_stations(app.journal, [first, anew], today=today, **WHO)
    words = {"since": today, "today": today, **WHO}
    with pytest.raises(BadInput, match="不知道要作废哪一把") as unclear:
        revoke_key(app.journal, "15220199", 1, "丢了", **words)
    assert readable_fingerprint(first.public_key) in unclear.value.sentence
    with pytest.raises(BadInput, match="没有给"):
        revoke_key(app.journal, "15220199", 1, "丢了", fingerprint="00 11", **words)
    meant = readable_fingerprint(anew.public_key).lower()
    assert revoke_key(app.journal, "15220199", 1, "丢了", fingerprint=meant, **words).public_key == "cd" * 32
    assert revoke_key(app.journal, "15220199", 1, "也丢了", **words).public_key == first.public_key
    assert set(trusted_keys(app.journal).revocations) == {first.public_key, anew.public_key}


def test_that_a_stolen_hall_key_replaced_by_one_alone_waits_for_a_second(app: AppContext) -> None:
    append(app.journal, KeysTrusted("replaced"), actor="S01")
    append(app.journal, KeysTrusted("replaced", agreed_by="S02"), actor="S01")
    assert [entry.actor for entry in unconfirmed(app.journal)] == ["S01"]


def test_that_a_slot_is_gone_until_a_restoring_begins_anew(app: AppContext) -> None:
    journal = app.journal

    def said() -> RecordedSlots:
        station = f"station:{journal.station().code}"
        return recorded_slots((*journal.entries(station), *journal.entries("keys")))

    for event in (
        KeySlotAdded("a", SlotKind.PHRASE),
        KeySlotAdded("b", SlotKind.STICK),
        KeySlotAdded("c", SlotKind.KEYRING),
        KeySlotRemoved("kept", SlotKind.FILE),
        KeySlotRemoved("a", SlotKind.PHRASE),
    ):
        append(journal, event, actor="S01")
    assert said() == RecordedSlots(frozenset({"kept", "a"}), frozenset({"b"}))
    journal.open_next_epoch("S01", "new_key")
    assert said().gone == {"kept", "a"}
    journal.open_next_epoch("S01", "restored")  # whose card has "kept" again, and no other slot
    assert said() == RecordedSlots()
    append(journal, KeySlotAdded("d", SlotKind.PHRASE), actor="S01")
    assert said().asked == {"d"}


def test_that_the_same_person_under_two_codes_is_one(app: AppContext) -> None:
    second(app, "S09", "苏日娜")
    with pytest.raises(RuleRefused, match="另一位"):
        export(app, "S09")
    assert export(app)  # nobody else is there


def test_that_the_second_person_stands_in_the_entry_and_nothing_waits(app: AppContext) -> None:
    second(app)
    assert export(app, "s02")
    assert b'"agreed_by":"S02"' in app.journal.entries("keys")[-1].payload
    assert unconfirmed(app.journal) == ()


def test_that_what_one_did_alone_is_confirmed_by_the_next_one(app: AppContext) -> None:
    assert export(app)
    lead = person_today(app.journal, "S01")
    assert lead is not None
    assert len(unconfirmed(app.journal)) == 1
    with pytest.raises(RuleRefused, match="另一个人"):
        confirm_keys(app.journal, by=lead)
    clerk = person_today(app.journal, "W01")
    assert clerk is not None
    with pytest.raises(RuleRefused):
        confirm_keys(app.journal, by=clerk)
    second(app)
    other = person_today(app.journal, "S02")
    assert other is not None
    confirm_keys(app.journal, by=other)
    assert unconfirmed(app.journal) == ()
    with pytest.raises(BadInput):
        confirm_keys(app.journal, by=other)
