"""Wrong PINs make a code wait: in the file, for supervisors too, and for codes that nobody has just the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from counter.bootstrap.opening import create_profile, open_app
from counter.db.journal import wrong_pins
from counter.db.journal.journal import SqlJournal
from counter.db.profile.profile import open_journal
from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import ClockReading
from counter.services.context.app import AppContext
from counter.services.hall.staff import NOBODYS_PIN, add_staff, check_pin, require_supervisor, sign_on
from tests.db.toy import FakeClock
from tests.services.conftest import PEOPLE
from tests.settings import demo_hall

AGAIN = "工号或口令不对，请重新输入。"


@pytest.fixture
def clock() -> FakeClock:
    """A clock of the profile's own day, moved by hand."""
    return FakeClock(datetime.now(UTC) + timedelta(hours=1))


@pytest.fixture
def journal(app: AppContext, profile: Path, clock: FakeClock) -> Iterator[SqlJournal]:
    """The house's journal by that clock."""
    opened = open_journal(profile, clock, app.projector)
    yield opened
    opened.close()


def refused(journal: SqlJournal, code: str, pin: str = "0000") -> str:
    """What is said to that code and PIN."""
    with pytest.raises(RuleRefused) as said:
        check_pin(journal, code, pin)
    return said.value.sentence


def rows(journal: SqlJournal) -> int:
    """How many codes are counted."""
    counted: int = journal.connection().execute("SELECT COUNT(*) FROM wrong_pins").fetchone()[0]
    return counted


def test_that_five_wrong_pins_make_a_code_wait_and_then_even_the_right_one_is_not_tried(
    journal: SqlJournal, clock: FakeClock
) -> None:
    assert [refused(journal, "W01") for _ in range(4)] == [AGAIN] * 4
    assert "请等1分钟" in refused(journal, "W01")
    clock.passes(timedelta(seconds=59))
    assert "连着输错太多次" in refused(journal, "w01 ", "1234")
    clock.passes(timedelta(seconds=2))
    assert sign_on(journal, code="W01", pin="1234").name == "阿木古郎"
    assert rows(journal) == 0


def test_that_the_sentence_says_when_it_may_be_tried_again(journal: SqlJournal, clock: FakeClock) -> None:
    clock.at = clock.at.replace(microsecond=0)
    for _ in range(4):
        refused(journal, "W01")
    again = clock.at + timedelta(hours=8, minutes=1, seconds=1)
    assert refused(journal, "W01") == f"工号或口令不对，请等1分钟，{again:%H:%M:%S} 以后再输。"
    clock.passes(timedelta(minutes=2))
    assert "请等2分钟" in refused(journal, "W01")


def test_that_starting_the_program_again_does_not_reset_the_count(
    journal: SqlJournal, app: AppContext, profile: Path, clock: FakeClock
) -> None:
    for _ in range(5):
        refused(journal, "S01")
    again = open_journal(profile, clock, app.projector)
    try:
        with pytest.raises(RuleRefused, match="连着输错太多次"):
            require_supervisor(again, code="S01", pin="9876")
    finally:
        again.close()


def test_that_a_code_that_nobody_has_is_answered_word_for_word_like_one_that_somebody_has(
    journal: SqlJournal,
) -> None:
    assert [refused(journal, "X99") for _ in range(7)] == [refused(journal, "W01") for _ in range(7)]


def test_that_a_right_pin_and_a_new_pin_begin_the_count_anew(journal: SqlJournal) -> None:
    for _ in range(4):
        refused(journal, "W01")
    check_pin(journal, "W01", "1234")
    assert [refused(journal, "W01") for _ in range(4)] == [AGAIN] * 4
    refused(journal, "W01")
    add_staff(journal, code="W01", name="阿木古郎", role="clerk", pin="4321", actor="S01")
    assert check_pin(journal, "W01", "4321").code == "W01"


def test_that_a_lock_is_one_entry_and_codes_at_random_fill_no_disk(journal: SqlJournal) -> None:
    before = journal.connection().execute("SELECT COUNT(*) FROM entries").fetchone()[0]
    for _ in range(5):
        refused(journal, "W01")
    real = journal.connection().execute("SELECT key FROM wrong_pins").fetchone()[0]
    now = ClockReading(datetime.now(UTC), "boot", 0)
    with journal.transaction() as tx:
        for n in range(wrong_pins.MOST + 50):
            tx.put_wrong_pins(wrong_pins.WrongPins(f"k{n}", 1, now), {real})
        tx.commit()
    assert rows(journal) == wrong_pins.MOST + 1
    assert "连着输错太多次" in refused(journal, "W01", "1234")  # what counts for somebody never makes room
    assert journal.connection().execute("SELECT COUNT(*) FROM entries").fetchone()[0] == before + 1


def test_that_a_code_typed_for_another_thing_cannot_be_read_in_the_table(journal: SqlJournal) -> None:
    refused(journal, "999999198502024569" * 40)
    key = journal.connection().execute("SELECT key FROM wrong_pins").fetchone()[0]
    assert len(key) == 32
    assert "9999991985" not in key


@pytest.mark.usefixtures("full_cost_pins")
def test_that_an_unknown_code_costs_the_same_work_as_a_known_one() -> None:
    from argon2 import PasswordHasher

    assert not PasswordHasher().check_needs_rehash(NOBODYS_PIN)


@pytest.mark.usefixtures("full_cost_pins")
def test_that_setting_up_keeps_every_pin_at_the_full_cost(tmp_path: Path) -> None:
    create_profile(tmp_path / "new", demo_hall(), PEOPLE)
    with open_app(tmp_path / "new") as opened:
        for person in opened.journal.staff():
            cost = extract_parameters(person.pin_hash)
            low = RFC_9106_LOW_MEMORY
            assert cost.type is low.type
            assert cost.memory_cost >= low.memory_cost
            assert cost.time_cost >= low.time_cost
            assert cost.hash_len >= low.hash_len
            assert cost.salt_len >= low.salt_len
