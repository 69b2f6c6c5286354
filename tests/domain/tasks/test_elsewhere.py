"""What 全厅 lists of other windows: each task once, with its window; also what is left of an ended case."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.case.case import Case
from counter.domain.case.item_events import Result
from counter.domain.document.document import PaperKind
from counter.domain.tasks.elsewhere import tasks_elsewhere
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from tests.settings import calendar, jurisdiction
from tests.stories import Story

HERE, OWNER, THIRD = "15220103", "15220104", "15220105"


def at(case: Case, owner: str, issuer: str) -> Case:
    """The case as that owner's, its papers issued there."""
    return replace(case, owner=owner, papers=tuple(replace(one, station=issuer) for one in case.papers))


def seen(case: Case, station: str) -> set[tuple[str, TaskKind, str]]:
    """As the window lists them: its own under ""."""
    own = {("", one.kind, one.paper) for one in tasks(case, jurisdiction(), calendar(), station)}
    others = tasks_elsewhere(case, jurisdiction(), calendar(), station)
    return own | {(where, one.kind, one.paper) for where, one in others}


def ended() -> Case:
    """Refused; nobody printed the notice."""
    story = Story().accepted().concluded(Result.REJECTED, day="2026-12-01").issued(PaperKind.REJECTION)
    assert not story.case.state.open
    return story.case


def test_that_the_hall_sees_a_notice_nobody_printed_after_the_case_ended() -> None:
    case = at(ended(), OWNER, OWNER)
    paper = case.papers[0].id
    assert seen(case, HERE) == {(OWNER, TaskKind.UNPRINTED, paper)}
    assert seen(case, OWNER) == {("", TaskKind.UNPRINTED, paper)}


def test_that_a_paper_is_listed_where_it_was_issued_and_once() -> None:
    case = at(ended(), OWNER, THIRD)
    paper = case.papers[0].id
    assert seen(case, HERE) == seen(case, OWNER) == {(THIRD, TaskKind.UNPRINTED, paper)}
    assert seen(case, THIRD) == {("", TaskKind.UNPRINTED, paper)}
    running = at(Story().accepted().issued(PaperKind.ACCEPTANCE_NOTICE).case, OWNER, THIRD)
    kinds = {(where, kind) for where, kind, _ in seen(running, HERE)}
    assert kinds == {(OWNER, TaskKind.DECISION), (THIRD, TaskKind.UNPRINTED)}


def test_that_nothing_is_guessed_of_a_case_with_entries_of_a_newer_program() -> None:
    newer = Story().foreign("from.a.newer.program", {"organ": "某局"}).case
    assert tasks_elsewhere(at(newer, OWNER, OWNER), jurisdiction(), calendar(), HERE) == ()
