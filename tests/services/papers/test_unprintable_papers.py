"""No character keeps a paper from leaving: a mark stands in its place, told on the sheet and in the log, and proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from counter.domain.case import events
from counter.domain.case.fold import fold
from counter.domain.case.print_log import SheetStep
from counter.domain.document.document import ROLL, PaperKind
from counter.domain.errors import BadInput
from counter.domain.guide.library import guide_of, library_of
from counter.domain.journal import codec
from counter.domain.papers.verify.proof import Proof, TextCheck
from counter.domain.people.applicant import Applicant, check_applicant
from counter.printing.type import machine_fonts
from counter.services.context.app import AppContext
from counter.services.hall.staff import add_staff
from counter.services.papers.copy_paper import CopiedSheet, copy_paper
from counter.services.visit.file_case import Filed
from counter.services.visit.give_guide_sheet import give_guide_sheet
from counter.ui.words.printing import log_line, row_note
from tests.domain.visit.test_assess import RESTAURANT
from tests.printing.pages import text_of
from tests.services.proving import proved, real_app, today
from tests.services.visit.test_file_case import complete, file
from tests.settings import somebody

NOWHERE = "\U0003134a"
HIDDEN = "\u202e"


@pytest.fixture(autouse=True)
def _no_fonts_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_fonts, "last_resorts", tuple)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    """A window of a real hall whose guide was taken in before its characters were proved."""
    with real_app(tmp_path_factory.mktemp("real") / "profile") as opened:
        library: Any = library_of(opened.guide)
        for item in library["items"].values():
            item["name"] += HIDDEN
        for paper in library["papers"].values():
            paper["name"] = f"{paper['name']}{NOWHERE}"
        yield replace(opened, guide=guide_of(library))


@pytest.fixture(scope="module")
def filed(app: AppContext) -> Filed:
    """A case filed under it, by somebody whose name no font has."""
    return file(app, complete(app, replace(RESTAURANT, applicant=_called(f"王{NOWHERE}"))))


def _called(name: str) -> Applicant:
    known = somebody()
    assert known.person is not None
    return replace(known, name=name, person=replace(known.person, name=name))


def _left(app: AppContext, filed: Filed, paper: str, page: str = "A4") -> CopiedSheet:
    return copy_paper(
        app.journal,
        app.projector,
        app.papers,
        case_id=filed.case.id,
        wanted=paper,
        clerk="W01",
        page=page,
    )


def test_that_every_paper_of_the_case_leaves_marked_and_proves_the_same(
    app: AppContext, filed: Filed
) -> None:
    assert filed.papers
    for paper in filed.papers:
        left = _left(app, filed, paper.id)
        text = "".join(text_of(left.pdf).split())
        assert "〓处是字体里没有的字符" in text
        assert "以手写为准" in text
        assert {"U+3134A", "U+202E 文字方向控制符"} >= set(left.lacking) != set()
        report = proved(app, left.pdf)
        assert (report.proof, report.text) == (Proof.GENUINE, TextCheck.SAME), report.difference


def test_that_the_log_says_how_many_and_never_which(app: AppContext, filed: Filed) -> None:
    _left(app, filed, filed.papers[0].id)
    entries = [e for e in app.journal.entries(filed.case.id) if e.kind == "paper.copied"]
    assert b'"lacking":2' in entries[-1].payload
    assert b"3134A" not in entries[-1].payload.upper()
    case = fold(app.journal.entries(filed.case.id))
    assert case is not None
    assert any("2个字印成了〓" in line.text for line in case.history)


def test_that_a_sheet_without_marks_has_the_bytes_it_always_had() -> None:
    assert codec.write(events.PaperCopied("p", "n", 1, "pdf")) == {
        "paper": "p",
        "number": "n",
        "copy": 1,
        "purpose": "pdf",
    }
    old = {"paper": "p", "number": "n", "copy": 1, "purpose": "pdf"}
    assert codec.read(events.PaperCopied, old).lacking == 0


def test_that_the_strip_and_the_small_form_leave_too(app: AppContext, filed: Filed) -> None:
    forms = {PaperKind.ACCEPTANCE_NOTICE, PaperKind.REGISTRATION_PROOF}
    paper = next(p for p in filed.papers if p.document.kind in forms)
    for page in ("A5", ROLL):
        assert "〓" in text_of(_left(app, filed, paper.id, page).pdf)


def test_that_the_sheet_for_who_only_asks_leaves_too(app: AppContext) -> None:
    given = give_guide_sheet(app.journal, app.papers, app.setting(), RESTAURANT, clerk="W01")
    assert "以手写为准" in "".join(text_of(given.pdf).split())


def test_that_a_rare_or_made_up_character_in_a_name_blocks_nothing(app: AppContext) -> None:
    for char in (NOWHERE, "\ue000", "\U0010fffd", "\U000323b0", "\u0378"):
        findings = check_applicant(_called(f"王{char}"), today(app))
        about = [finding for finding in findings if finding[0] == "person.name"]
        assert [blocks for _, _, blocks in about] == [False], (char, findings)
        assert "〓" in about[0][1]


def test_that_the_window_says_beside_the_paper_what_a_hand_has_to_write(
    app: AppContext, filed: Filed
) -> None:
    left = _left(app, filed, filed.papers[0].id)
    case = fold(app.journal.entries(filed.case.id))
    assert case is not None
    paper = next(p for p in case.papers if p.id == filed.papers[0].id)
    sheet = next(one for one in paper.sheets if one.copy == left.copy)
    assert sheet.lacking == 2
    assert "有2个字印成了〓，请手写补上" in log_line(sheet)
    marked = replace(paper, sheets=(replace(sheet, step=SheetStep.QUEUED),))
    assert "有2个字印成了〓，请手写补上" in row_note(marked, {})


def test_that_nobody_on_duty_gets_a_name_with_hidden_characters(app: AppContext) -> None:
    with pytest.raises(BadInput, match=r"文字方向控制符（U\+202E）"):
        add_staff(app.journal, code="W09", name="王\u202e二", role="clerk", pin="1234", actor="S01")
