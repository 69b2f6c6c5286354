"""流转 is read again of the cases in which something was written, and says the same as if all of it were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import MovePapers
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands, MovedPaper
from counter.services.rounds.all_rounds import AllRounds, RoundsReader
from counter.services.rounds.holders import who_holds
from counter.services.rounds.waiting import to_fetch, to_send, unsigned_slips
from tests.services.office import Office, office_on
from tests.services.rounds.test_rounds import MAP, ORGAN, filed, granted, sent, signed
from tests.statements import statements


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def read_of(office: Office, reader: RoundsReader) -> list[str]:
    """The cases whose entries it read."""
    with statements(office.app.journal) as asked:
        reader.read(office.app)
    return [said for said in asked if "payload" in said and "FROM entries" in said]


def anew(office: Office) -> AllRounds:
    """All of it, case by case, as the command line reads it."""
    app = office.app
    return AllRounds(
        office.app.setting().now.date(), to_send(app), to_fetch(app), unsigned_slips(app), who_holds(app)
    )


def test_that_only_the_case_in_which_something_was_written_is_read_again(office: Office) -> None:
    cases = [filed(office) for _ in range(3)]
    reader = RoundsReader()
    assert len(read_of(office, reader)) == 3
    assert read_of(office, reader) == []
    office.do(cases[1], MovePapers(ORGAN, Hands.TO_ORGAN, (MovedPaper(MAP, "图", 1, 0),), "我", "那顺"))
    (again,) = read_of(office, reader)
    assert cases[1].id in again
    assert read_of(office, reader) == []


def test_that_it_says_the_same_as_if_every_case_were_read(office: Office) -> None:
    """From one act to the next, over days and to the end."""
    reader = RoundsReader()

    def holds() -> None:
        assert reader.read(office.app) == anew(office)

    holds()
    one, two = filed(office), filed(office)
    holds()
    made = sent(office)
    holds()
    office.later(days=1)
    holds()
    signed(office, made, (two.id, MAP))
    holds()
    granted(office, one)
    holds()
    office.later(days=30)
    holds()
    office.app.journal.forget(two.id, actor="S01", reason="保存期满")
    holds()
    assert two.id not in {held.case for held in reader.read(office.app).held.papers}


def test_that_other_settings_count_at_once(office: Office) -> None:
    filed(office)
    signed(office, sent(office))
    office.later(days=20)
    reader = RoundsReader()
    assert reader.read(office.app).held.red
    term = replace(office.app.jurisdiction.originals_out, days=300)
    app = replace(office.app, jurisdiction=replace(office.app.jurisdiction, originals_out=term))
    assert not reader.read(app).held.red


def test_that_a_case_of_which_another_window_wrote_is_read_each_time(office: Office) -> None:
    """What came of it changes without an entry of this window."""
    case: Case = filed(office)
    assert office.app.journal.entries_known_by([case.id]).keys() == {case.id}
    shared = "station, epoch, seq, id, at, boot, monotonic_ns, actor, kind, version, subject, base"
    rest = "payload, sealed, taken, untimely, prev, hash"
    office.app.journal.connection().execute(  # type: ignore[attr-defined]
        f"INSERT INTO taken_entries ({shared}, {rest}) SELECT {shared}, {rest} FROM entries"
        " WHERE subject = ? LIMIT 1",
        (case.id,),
    )
    assert office.app.journal.entries_known_by([case.id]) == {}
