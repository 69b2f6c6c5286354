"""A courier file carries what a hub would: twice or late without harm, reported when answered."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace as replaced
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from counter.db.file.errors import JournalBug
from counter.domain.errors import RuleRefused
from counter.domain.papers.verify.trusted_keys import KeyRevoked, KeysTrusted, Revocation
from counter.services.exchange.courier_keys import adopt_statements
from counter.services.exchange.give_order import give_order
from counter.services.exchange.take_in_batches import AT_ONCE
from counter.services.keys.files import public_text
from counter.services.keys.trusted import append, public_of, signed, trusted_keys
from tests.db import toy
from tests.services.exchange.stations import Station, case_id, station
from tests.services.exchange.sticks import (
    copy,
    exchange,
    hall_and_townships,
    hall_at,
    joins,
    take,
    take_bytes,
    waiting,
)

Three = tuple[Station, Station, Station]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Three]:
    with hall_and_townships(tmp_path) as three:
        yield three


# -- what it is for --
def test_that_copied_is_not_reported_until_the_hall_answers(places: Three, tmp_path: Path) -> None:
    hall, near, far = places
    stick = tmp_path / "stick"
    near.accept(1)
    count = waiting(near)
    (up,) = copy(near, stick)
    assert waiting(near) == count
    (taken,) = take(hall, stick)
    assert (taken.outcome, taken.new > 0, taken.missing) == ("new", True, [])
    assert hall.journal.case_row(case_id(1)) is not None
    assert waiting(near) == count
    (down,) = copy(hall, stick)
    assert down.name == "01-A-to-03-0001.counter-mail"
    outcomes = [one.outcome for one in take(near, stick)]
    assert sorted(outcomes) == ["new", "own"]
    assert waiting(near) == 0
    before = up.read_bytes(), down.read_bytes()
    assert [one.outcome for one in take(far, stick)] == ["passed", "passed"]
    assert (up.read_bytes(), down.read_bytes()) == before
    assert near.faults() == hall.faults() == []


def test_that_every_order_of_files_ends_the_same(places: Three, tmp_path: Path) -> None:
    """Three files of one township, the newer ones with everything of the older: in any order, each twice."""
    hall, near, _ = places
    files = []
    for number in (1, 2, 3):
        near.accept(number)
        files += copy(near, tmp_path / f"stick{number}")
    contents = [one.read_bytes() for one in files]
    for number, order in enumerate(permutations(contents)):
        other = hall_copy(hall, tmp_path / f"hall{number}")
        with closing(other.journal):
            named = [take_bytes(other, one).numbers for one in (*order, *order)]
            assert named[-1] == ()
            assert (named[0] == ()) == (order[0] == contents[0])
            entries = other.journal.connection().execute("SELECT COUNT(*) FROM taken_entries").fetchone()[0]
            assert entries == waiting(near)
            assert other.journal.exchange().unplaced() == ()
            assert other.faults() == []


def hall_copy(hall: Station, folder: Path) -> Station:
    """The same profile at another place, as if only it had been there."""
    hall.journal.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(hall.journal.profile, folder)
    return Station(toy.open_journal(folder, hall.clock), hall.clock)


def test_that_two_townships_know_of_each_other_and_old_files_change_nothing(
    places: Three, tmp_path: Path
) -> None:
    hall, near, far = places
    for number, one in ((9, hall), (1, near), (2, far)):
        one.accept(number)
        one.add("ratings", "ratings.batched")  # stays at its window, and its number is part of what is signed
    for number in (1, 2):  # the second way brings what the first told the hall
        exchange(hall, near, far, stick=tmp_path / f"stick{number}")
    near.add(case_id(2))
    for number in (3, 4):
        exchange(hall, near, far, stick=tmp_path / f"stick{number}")
    exchange(hall, near, far, stick=tmp_path / "stick5")
    for number in (1, 2, 9):
        assert all(one.journal.case_row(case_id(number)) is not None for one in places)
        ids = [[entry.id for entry in one.journal.entries(case_id(number))] for one in places]
        assert ids[0] == ids[1] == ids[2]
    assert [one.kind for one in far.journal.entries(case_id(2))][-1] == "material.note"
    for one in (near, far):  # staff, keys and the like of others stay with the hall
        run = one.journal.connection().execute
        assert {len(subject) for (subject,) in run("SELECT subject FROM taken_entries")} == {36}
    before = [one.content() for one in places]
    for number in (5, 1, 4, 2, 3, 3):
        for one in places:
            take(one, tmp_path / f"stick{number}")
    for one, kept in zip(places, before, strict=True):
        now = one.content()
        del now["exchange_marks"], kept["exchange_marks"]  # numbers of the files
        assert now == kept
    assert [one.faults() for one in places] == [[], [], []]


def test_that_an_answer_comes_on_another_townships_stick(places: Three, tmp_path: Path) -> None:
    hall, near, far = places
    near.accept(1)
    far.accept(2)
    written = near.journal.place()[0], far.journal.place()[0]
    copy(near, tmp_path / "lost")
    copy(far, tmp_path / "stick")
    take(hall, tmp_path / "lost")
    take(hall, tmp_path / "stick")
    copy(hall, tmp_path / "stick")  # near's answer lies on far's stick
    take(far, tmp_path / "stick")
    take(near, tmp_path / "stick")
    assert tuple(one.journal.exchange().acknowledged(1) for one in (near, far)) == written


def test_that_a_stolen_windows_key_is_known_at_the_other_end(places: Three, tmp_path: Path) -> None:
    """Revocations and certificates of the hall come along; a hall itself never does."""
    hall, near, far = places
    seed = hall.journal.hall_seed()
    assert seed is not None
    key, day = far.journal.public_key().hex(), hall.clock.at.date().isoformat()
    said = signed(Revocation("04", 1, key, day, "电脑被盗", day, public_of(seed)), seed)
    append(hall.journal, KeyRevoked(said), actor="S01")
    far.accept(2)
    copy(far, tmp_path / "stick")
    exchange(hall, near, stick=tmp_path / "stick")
    assert hall.journal.exchange().held()[0].why == "revoked"
    trust = trusted_keys(near.journal)
    assert trust.revocations[key] == said
    assert len(trust.halls) == 1
    strange = replaced(said, reason="改过")
    content = public_text(KeysTrusted("reported", revocations=(strange,))).encode()
    assert not adopt_statements(far.app, content, ())


def test_that_what_was_taken_in_by_half_is_not_acknowledged(places: Three, tmp_path: Path) -> None:
    """The hall's machine dies in the middle of taking in: the township keeps what it has to report."""
    hall, near, _ = places
    for number in range(1, AT_ONCE // 2):
        near.accept(number)
    copy(near, tmp_path / "stick")
    run = hall.journal.connection().execute
    run(
        f"CREATE TEMP TRIGGER cut BEFORE INSERT ON main.taken_entries WHEN NEW.seq = {AT_ONCE + 20} "
        "BEGIN SELECT RAISE(ABORT, 'cut'); END"
    )
    with pytest.raises(JournalBug, match="cut"):
        take(hall, tmp_path / "stick")
    run("DROP TRIGGER cut")
    give_order(hall.app)
    assert [kept.range.station for kept in hall.journal.exchange().unplaced()] == ["03"]
    assert [one.outcome for one in take(hall, tmp_path / "stick")] == ["new"]
    assert hall.journal.exchange().unplaced() == ()
    assert hall.faults() == []


def test_that_what_follows_a_gap_waits_for_it(places: Three) -> None:
    hall, near, _ = places
    near.accept(1)
    first, *rest = near.batches(size=3)
    hall.take_in(rest, "courier:03")
    give_order(hall.app)
    assert {kept.range.first for kept in hall.journal.exchange().unplaced()} == {one.first for one in rest}
    hall.take_in([first], "courier:03")
    give_order(hall.app)
    assert hall.journal.exchange().unplaced() == ()


# -- what goes wrong on the way --
def test_that_a_hall_put_back_to_an_older_day_asks_for_everything_again(
    places: Three, tmp_path: Path
) -> None:
    hall, near, far = places
    near.accept(1)
    exchange(hall, near, far, stick=tmp_path / "stick1")
    folder = tmp_path / "older"
    hall_copy(hall, folder).journal.close()
    near.accept(2)
    far.accept(3)
    for number in (2, 3):
        exchange(hall, near, far, stick=tmp_path / f"stick{number}")
    assert waiting(near) == waiting(far) == 0
    older = Station(toy.open_journal(folder, hall.clock), hall.clock)
    with closing(older.journal):
        assert older.journal.station().epoch > hall.journal.station().epoch
        older.accept(4)
        for number in (4, 5, 6):
            exchange(older, near, far, stick=tmp_path / f"stick{number}")
        assert waiting(near) == waiting(far) == 0
        for number in (1, 2, 3, 4):
            ids = [[entry.id for entry in one.journal.entries(case_id(number))] for one in (older, near, far)]
            assert ids[0] == ids[1] == ids[2] != []
        for one in (near, far):
            take(one, tmp_path / "stick2")  # from before: its order is no longer the order
            assert positions_of(one) <= positions_of(older)
        assert [one.faults() for one in (older, near, far)] == [[], [], []]


def positions_of(one: Station) -> set[tuple[Any, ...]]:
    """The order as it is known there."""
    return {(kept.range, kept.pos) for kept in one.journal.exchange().placed(0, 1000)}


def test_that_a_window_put_back_gets_its_own_entries_back(places: Three, tmp_path: Path) -> None:
    hall, near, far = places
    near.accept(1)
    exchange(hall, near, far, stick=tmp_path / "stick1")
    folder = tmp_path / "older"
    hall_copy(near, folder).journal.close()
    near.accept(2)
    exchange(hall, near, stick=tmp_path / "stick2")
    older = Station(toy.open_journal(folder, near.clock), near.clock)
    with closing(older.journal):
        assert older.journal.case_row(case_id(2)) is None
        joins(older, hall)
        older.accept(3)
        exchange(hall, older, stick=tmp_path / "stick3")
        assert older.journal.case_row(case_id(2)) is not None
        assert waiting(older) == 0
        assert older.faults() == hall.faults() == []


def test_that_what_has_no_room_in_one_file_comes_with_the_next(
    places: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, near, far = places
    for number in (1, 2, 3):
        near.accept(number)
        copy(near, tmp_path / f"lost{number}")  # a batch each
    with monkeypatch.context() as patch:
        patch.setattr("counter.services.exchange.pack_courier.MOST_IN_ONE", 1)
        for number in range(8):
            exchange(hall, near, far, stick=tmp_path / f"stick{number}")
    assert waiting(near) <= 1  # the other's certificate, adopted with the last files
    for number in (1, 2, 3):
        assert far.journal.entries(case_id(number)) != ()
    assert [one.faults() for one in places] == [[], [], []]


def test_that_a_second_exchange_place_is_refused_until_a_person_says_so(
    places: Three, tmp_path: Path
) -> None:
    hall, near, _ = places
    near.accept(1)
    exchange(hall, near, stick=tmp_path / "stick")
    seed = hall.journal.hall_seed()
    assert seed is not None
    other = station(tmp_path / "02", "02")
    with closing(other.journal):
        joins(other, hall)
        other.journal.keep_hall_seed(seed)
        joins(near, other)
        near.accept(2)
        copy(near, tmp_path / "stick2")
        take(other, tmp_path / "stick2")
        (down,) = copy(other, tmp_path / "stick2")
        count = waiting(near)
        refused = take_bytes(near, down.read_bytes())
        assert (refused.outcome, waiting(near)) == ("refused", count)
        assert "由窗口 01 收，这一份是窗口 02 写的" in refused.sentence
        assert take_bytes(near, down.read_bytes(), new_place=True).outcome == "known"
        for number in (3, 4):  # what the first place had acknowledged is reported again
            exchange(other, near, stick=tmp_path / f"stick{number}")
        assert waiting(near) <= 1
        assert other.journal.entries(case_id(1)) != ()
        assert near.faults() == other.faults() == []


def test_that_a_window_whose_certificate_is_not_here_is_held_and_waits(tmp_path: Path) -> None:
    hall, other = hall_at(tmp_path), hall_at(tmp_path / "other", "02")
    window = station(tmp_path / "05", "05")
    with closing(hall.journal), closing(other.journal), closing(window.journal):
        halls = tuple(trusted_keys(other.journal).halls.values())
        append(window.journal, KeysTrusted("imported", halls=halls), actor="S01")
        with pytest.raises(RuleRefused, match="还没有大厅签发的证书"):
            copy(window, tmp_path / "stick")
        with pytest.raises(RuleRefused, match="持有大厅密钥，还没有给别的窗口签发证书"):
            copy(hall, tmp_path / "stick")
        joins(window, other)
        seed = other.journal.hall_seed()
        assert seed is not None
        window.accept(1)
        copy(window, tmp_path / "stick")
        assert take(hall, tmp_path / "stick")[0].outcome == "passed"  # for another hall
        hall.journal.keep_hall_seed(seed)
        held = take(hall, tmp_path / "stick")[0]
        assert (held.outcome, held.new) == ("held", 0)
        assert "待核实" in held.held[0]
        assert waiting(window) > 0


def test_that_a_missing_file_is_named(places: Three, tmp_path: Path) -> None:
    hall, near, _ = places
    for number in (1, 2, 3):
        near.accept(number)
        copy(near, tmp_path / str(number))
    assert take(hall, tmp_path / "3")[0].numbers == (1, 2)
    assert take(hall, tmp_path / "1")[0].numbers == (2,)
    assert take(hall, tmp_path / "2")[0].numbers == ()
