"""A 一次性告知单 that was given can be shown later, and names nobody; one that was not written was not given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.case.sheet_events import SheetGiven
from counter.domain.errors import WorldTrouble
from counter.domain.journal import codec
from counter.domain.papers.compose.guide_sheet import guide_sheet
from counter.domain.visit.visit import Visit
from counter.services.context.app import AppContext
from counter.services.visit.give_guide_sheet import give_guide_sheet
from counter.ui.facades.window import Clerk, WindowFacade
from tests.facades import facade_of
from tests.settings import somebody

CLERK = Clerk("W01", "阿木古郎")
ASKED = Visit(8, {"q_entity": ("individual",), "q_agent": ("self",)}, applicant=somebody())


@pytest.fixture
def facade(profile: Path) -> Iterator[WindowFacade]:
    facade = facade_of(WindowFacade, profile)
    facade.ready()
    yield facade
    facade.close()


def test_that_the_entry_says_what_was_told_under_which_guide_and_answers(app: AppContext) -> None:
    given = give_guide_sheet(app.journal, app.papers, app.setting(), ASKED, clerk="W01")
    (entry,) = app.journal.entries(given.id)
    said = codec.read(SheetGiven, entry.read())
    assert (entry.kind, entry.actor, said) == ("sheet.given", "W01", given.said)
    assert said.guide_version == app.guide.version
    assert "mkt_individual" in said.items
    assert "f_mkt_individual" in said.lines
    assert "q_premises" in said.open
    assert {a.question: a.options for a in said.answers}["q_entity"] == ("individual",)


def test_that_nobody_is_named_in_the_entry_or_on_the_sheet(app: AppContext) -> None:
    given = give_guide_sheet(app.journal, app.papers, app.setting(), ASKED, clerk="W01")
    (entry,) = app.journal.entries(given.id)
    assert entry.personal is None
    assert somebody().name not in entry.payload.decode()
    assert somebody().name not in repr(guide_sheet(app.journal.station(), app.setting(), ASKED))


def test_that_a_sheet_that_was_not_kept_was_not_given(app: AppContext) -> None:
    def full(_pdf: bytes) -> None:
        raise WorldTrouble("磁盘满了。")

    before = _entries(app)
    with pytest.raises(WorldTrouble):
        give_guide_sheet(app.journal, app.papers, app.setting(), ASKED, clerk="W01", keep=full)
    assert _entries(app) == before


def test_that_the_desk_writes_the_sheet_whole_and_logs_it(facade: WindowFacade, tmp_path: Path) -> None:
    before = _entries(facade.app)
    assert facade.guide_sheet_pages(ASKED)
    with pytest.raises(WorldTrouble):
        facade.guide_sheet(ASKED, tmp_path / "nowhere" / "a.pdf", CLERK)
    assert _entries(facade.app) == before
    facade.guide_sheet(ASKED, tmp_path / "a.pdf", CLERK)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert _entries(facade.app) == before + 1


def _entries(app: AppContext) -> int:
    """How many entries the journal holds."""
    from counter.db.check.check import check

    return check(app.journal).entries  # type: ignore[arg-type]
