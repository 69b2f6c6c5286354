"""What lies here is counted against the list; a difference is confirmed, recorded once, and waits to be explained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.db.check.check import check
from counter.db.journal.transaction import SqlTransaction
from counter.domain.case.acts.custody import held_here
from counter.domain.case.archive_events import CaseArchived
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.item_events import Hands
from counter.domain.errors import BadInput
from counter.domain.hall.day_counts import (
    CountDiffered,
    CountDifference,
    CountedKind,
    CountsByHand,
    is_news,
    read_count,
)
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.tasks.task import TaskKind
from counter.services.day.close_day import NOTHING_COUNTED, close_day, day_document
from counter.services.day.counting import explain_difference
from counter.services.rounds.holders import PaperHolder, who_holds
from counter.services.tasks.count_differences import open_differences
from counter.services.tasks.list_tasks import list_tasks
from tests.services.office import FRIDAY, Office, office_on
from tests.services.rounds.test_rounds import filed, sent, signed

TODAY = FRIDAY.date()
ORIGINALS = CountedKind.ORIGINALS


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        filed(opened)
        yield opened


def listed(office: Office) -> int:
    """Sheets of originals that are listed as lying here."""
    return sum(one.count for one in office.app.journal.held().originals())


def waits(office: Office) -> list[str]:
    return [task.words for task in list_tasks(office.app, kinds=(TaskKind.COUNT_DIFFERS,))]


def test_that_a_count_as_listed_is_on_the_sheet_and_no_task(office: Office) -> None:
    here = listed(office)
    closed = close_day(office.app, TODAY, clerk=office.clerk, counts=CountsByHand(here, 0, (here, 0)))
    (originals, certificates) = closed.said.counts
    assert (originals.listed, originals.counted, originals.differs) == (here, here, False)
    assert (certificates.counted, sum(thing.count for thing in originals.things)) == (0, here)
    assert "相符" in str(day_document(office.app, closed).body)
    assert waits(office) == []


def test_that_nobody_has_to_count_and_the_sheet_says_so(office: Office) -> None:
    closed = close_day(office.app, TODAY, clerk=office.clerk, counts=NOTHING_COUNTED)
    assert [one.counted for one in closed.said.counts] == [None, None]
    assert "未点" in str(day_document(office.app, closed).body)
    assert waits(office) == []


def test_that_a_difference_is_confirmed_recorded_once_and_a_task_until_it_is_explained(
    office: Office,
) -> None:
    here = listed(office)
    wrong = CountsByHand(here - 1, None, (here, 0))
    with pytest.raises(BadInput, match="再点一遍") as refused:
        close_day(office.app, TODAY, clerk=office.clerk, counts=wrong)
    assert refused.value.field == "counts"
    assert waits(office) == []
    sure = CountsByHand(here - 1, None, (here, 0), confirmed=True)
    close_day(office.app, TODAY, clerk=office.clerk, counts=sure)
    (words,) = waits(office)
    assert f"应有{here}份，实点{here - 1}份" in words
    close_day(office.app, TODAY, clerk=office.clerk, anew=True, reason="又来了人", counts=sure)
    assert len(open_differences(office.app.journal)) == 1  # the same one, known already

    with pytest.raises(BadInput, match="请写明原因"):
        explain_difference(office.app, ORIGINALS, "  ", found=True, clerk=office.clerk)
    explain_difference(office.app, ORIGINALS, "夹在另一件的袋子里", found=True, clerk=office.clerk)
    assert waits(office) == []
    with pytest.raises(BadInput, match="没有等说明的不符"):
        explain_difference(office.app, ORIGINALS, "再说一次", found=True, clerk=office.clerk)
    assert not check(office.app.journal).faults


def test_that_what_was_found_and_is_missing_again_is_news(office: Office) -> None:
    here = listed(office)
    sure = CountsByHand(here - 1, None, None, confirmed=True)
    close_day(office.app, TODAY, clerk=office.clerk, counts=sure)
    explain_difference(office.app, ORIGINALS, "找到了", found=True, clerk=office.clerk)
    close_day(office.app, TODAY, clerk=office.clerk, anew=True, reason="再点", counts=sure)
    assert len(waits(office)) == 1
    explain_difference(office.app, ORIGINALS, "已退还，漏了登记", found=False, clerk=office.clerk)
    close_day(office.app, TODAY, clerk=office.clerk, anew=True, reason="再点", counts=sure)
    assert waits(office) == []  # explained, and still so: nobody is asked twice


def test_that_a_list_that_changed_while_somebody_counted_is_counted_anew(office: Office) -> None:
    here = listed(office)
    filed(office)
    with pytest.raises(BadInput, match="清单刚才变了") as refused:
        close_day(office.app, TODAY, clerk=office.clerk, counts=CountsByHand(here, 0, (here, 0)))
    assert refused.value.field == "seen"
    assert close_day(office.app, TODAY, clerk=office.clerk).said.sheet == 1  # nothing was recorded before


def test_that_what_went_to_an_organ_is_not_listed_until_it_is_back(office: Office) -> None:
    here = listed(office)
    made = sent(office)
    away = here - listed(office)
    assert away > 0
    signed(office, made)
    assert listed(office) == here - away
    assert sent is not None
    assert not check(office.app.journal).faults
    with pytest.raises(BadInput, match="没有要"):
        sent(office, Hands.TO_WINDOW)  # the organ still needs them


def by_rounds(office: Office) -> list[tuple[str, str, int]]:
    """What the list of 流转 says lies at the window."""
    papers = who_holds(office.app).papers
    return sorted((p.number, p.name, p.originals) for p in papers if p.holder is PaperHolder.WINDOW)


def by_count(office: Office) -> list[tuple[str, str, int]]:
    """What is to be counted."""
    return sorted((one.number, one.name, one.count) for one in office.app.journal.held().originals())


def test_that_the_list_to_count_by_is_what_rounds_say_lies_at_the_window(office: Office) -> None:
    case = filed(office)
    assert by_count(office) == by_rounds(office) != []
    made = sent(office)
    assert by_count(office) == by_rounds(office)
    signed(office, made)
    assert by_count(office) == by_rounds(office)
    forms = {line.name for line in office.now(case).lines if line.form}
    assert forms
    assert forms.isdisjoint(name for _, name, _ in by_count(office)), "a form stays in the file of its organ"


def test_that_what_went_to_the_archive_with_its_case_is_not_counted(office: Office) -> None:
    case = office.now(filed(office))
    station = office.app.journal.station().code
    assert held_here(case, station)
    assert held_here(case, "B9999") == ()
    archive = CaseArchived("1号", 10, TODAY, date(2036, 12, 31))
    assert held_here(with_fields(case, archived=archive), station) == ()


def test_that_a_closing_killed_before_its_difference_is_recorded_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sure = CountsByHand(listed(office) - 1, None, None, confirmed=True)
    before, whole = office.app.journal.place(), SqlTransaction.append

    def dies(self: SqlTransaction, new: NewEntry, *, actor: str) -> Entry:
        if isinstance(new.payload, CountDiffered):
            raise KeyboardInterrupt
        return whole(self, new, actor=actor)

    with monkeypatch.context() as patched:
        patched.setattr(SqlTransaction, "append", dies)
        with pytest.raises(KeyboardInterrupt):
            close_day(office.app, TODAY, clerk=office.clerk, counts=sure)
    assert office.app.journal.place() == before
    closed = close_day(office.app, TODAY, clerk=office.clerk, counts=sure)
    assert (closed.said.sheet, closed.again, len(waits(office))) == (1, False, 1)
    assert close_day(office.app, TODAY, clerk=office.clerk, counts=sure).again, "pressed twice: one closing"
    assert len(open_differences(office.app.journal)) == 1


@pytest.mark.parametrize("typed", ["-1", "1.5", "十", "１２", "123456", "1 2"])
def test_that_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="要填数字"):
        read_count(typed, ORIGINALS)


counts = st.none() | st.integers(0, 6)


@given(counts, counts, counts, counts, st.integers(0, 6), st.booleans(), st.booleans())
def test_that_a_difference_is_news_exactly_when_nobody_knows_it(
    counted: int | None,
    taken: int | None,
    before: int | None,
    before_taken: int | None,
    on_list: int,
    explained: bool,
    found: bool,
) -> None:
    now = CountDiffered(TODAY, ORIGINALS, on_list, counted, taken)
    then = CountDiffered(TODAY, ORIGINALS, on_list, before, before_taken)
    assert is_news(None, now)
    known = CountDifference("e", then, explained or found, found)
    if found or now.off_by != then.off_by:
        assert is_news(known, now)
    elif now == then:
        assert not is_news(known, now)
