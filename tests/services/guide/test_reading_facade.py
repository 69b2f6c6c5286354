"""The reading page's desk on a real profile: what it reads, keeps and lets out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import WorldTrouble
from counter.domain.guide.problems import ProblemAnswered, ProblemKind, Report
from counter.ui.facades.window import Clerk, WindowFacade
from tests.facades import facade_of
from tests.printing.pages import bare, text_of

CLERK = Clerk("W01", "阿木古郎")


@pytest.fixture
def facade(profile: Path) -> Iterator[WindowFacade]:
    facade = facade_of(WindowFacade, profile)
    facade.ready()
    yield facade
    facade.close()


def test_that_a_bundle_is_read_by_the_halls_own_switches_and_place(facade: WindowFacade) -> None:
    reading = facade.reading.read(8)
    assert reading.version == facade.guide.version
    organ = reading.line("item:mkt_individual:organ")
    assert organ is not None
    assert organ.text == "乌兰浩特市市场监督管理局"
    assert [reading.lines[f.place].id for f in facade.reading.spell_out(reading).find("jyzsfzj")]


def test_that_what_is_reported_outlives_the_program(
    facade: WindowFacade, profile: Path, tmp_path: Path
) -> None:
    line = facade.reading.read(8).lines[5]
    report = Report(8, line.id, line.where, ProblemKind.UNCLEAR, "看不懂。")
    assert facade.reading.report(report, CLERK).number == 1
    number = facade.reading.write_letter(CLERK).said.number
    facade.close()
    again = facade_of(WindowFacade, profile)
    again.ready()
    try:
        (problem,) = again.reading.problems().problems
        assert problem.letter == number
        file = tmp_path / "信.pdf"
        again.reading.save_letter(number, file)
        assert bare(number) in bare(text_of(file.read_bytes()))
        assert len(again.reading.letter_pages(number)) == 1
        with pytest.raises(WorldTrouble):
            again.reading.save_letter(number, tmp_path / "nowhere" / "信.pdf")
        said = ProblemAnswered(1, civil_date(again.now()).isoformat(), "电话", "下月改。")
        assert again.reading.answer(said, CLERK).answer == said
    finally:
        again.close()
