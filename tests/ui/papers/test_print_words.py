"""What is said of papers is true: a signed sheet came out, and what was saved as PDF is not printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter.domain.case.case import Case, Pledge
from counter.domain.case.item_events import Signer
from counter.domain.case.print_log import SentSheet, SheetStep
from counter.printing.spool.spool import NO_SERVICE
from counter.services.context.preferences import Preferences
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import LINE
from counter.ui.kit.theme import Look
from counter.ui.visit.panels.result_panel import left_open
from counter.ui.words.printing import sent_words
from tests.services.office import office_on
from tests.settings import RESOURCES


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder: Path = tmp_path_factory.mktemp("print-words")
    with office_on(folder / "profile") as office:
        yield office.file(office.visit())


def sent(case: Case) -> Case:
    """One sheet of each paper is on its way to the printer."""
    sheet = SentSheet(1, SheetStep.QUEUED, case.opened_at)
    return replace(case, papers=tuple(replace(paper, copies=1, sheets=(sheet,)) for paper in case.papers))


def test_that_nobody_is_asked_to_see_a_sheet_come_out_that_came_back_signed(case: Case) -> None:
    case = sent(case)
    assert len(case.papers) > 1
    assert sent_words(case) == f"已送打印 {len(case.papers)} 张。看着纸出来，再按 F4。"
    first, *others = case.papers
    pledge = Pledge(first.id, first.number, (), Signer.APPLICANT, date(2026, 11, 20))
    one = replace(case, pledges=(pledge,))
    assert sent_words(one).startswith(f"已送打印 {len(others)} 张。看着纸出来")
    every = replace(case, pledges=tuple(replace(pledge, paper=paper.id) for paper in case.papers))
    assert sent_words(every) == f"送打印的 {len(case.papers)} 张已经签了字，按 F4 记已出纸。"


def test_that_what_was_saved_as_pdf_is_told_with_what_is_not_printed(case: Case) -> None:
    many = len(case.papers)
    assert left_open(case, ()) == f"还有{many}份没打印"
    first, *others = case.papers
    saved = replace(case, papers=(replace(first, copies=1), *others))
    assert left_open(saved, ()) == f"还有{many}份没打印（1份存了 PDF）"
    whole = replace(case, papers=tuple(replace(paper, copies=1) for paper in case.papers))
    assert left_open(whole, ()) == f"还有{many}份没打印（存了 PDF）"


def test_that_why_nothing_is_printed_is_read_in_one_line(qtbot: QtBot) -> None:
    look = Look(RESOURCES, Preferences())
    look.load_fonts()
    look.apply(look.preferences)
    words = f"{NO_SERVICE}可以先按 Ctrl+S 存成 PDF。"
    label = TextLabel(words, "small", wrap=True)
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.fontMetrics().horizontalAdvance(words) <= LINE * look.px("small")
