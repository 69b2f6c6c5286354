"""From a visit with a gap to the signed pledge and its notice, by keys alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.papers.paper_list import PaperList
from tests.ui.case.acts.conftest import CLERK, At
from tests.ui.hands import Key


def gap_visit(at: At) -> None:
    """Everything in but the one paper that may come later, up to the filed case."""
    at.begin()
    at.answer()
    at.keys("A")
    assert at.window.intake is not None
    at.window.intake.middle.list.go_to("signboard_3")
    at.keys("4")
    at.name_somebody()
    at.press_twice()
    at.settle()


def give_word(at: At) -> None:
    """There is no printer: the deciding key leads to the word that what was signed was made elsewhere."""
    at.key(Key.Key_F9)
    assert at.see(Choices, "pledgeHandedOver").isAncestorOf(at.focus())
    at.keys("1")


def sign(at: At) -> None:
    give_word(at)
    at.confirm("pledgeForm")


def test_that_one_button_leads_and_before_a_pledge_is_signed_it_is_printed(at: At) -> None:
    gap_visit(at)
    assert at.focus().objectName() == "printAll"
    assert at.button("pledgeFormDo").property("quiet")
    assert not at.button("printAll").property("quiet")
    give_word(at)
    assert not at.button("pledgeFormDo").property("quiet")
    assert at.button("printAll").property("quiet")


def test_that_nothing_is_signed_on_a_sheet_that_never_came_out(at: At) -> None:
    gap_visit(at)
    form = at.window.intake.result.panel.acts.form  # type: ignore[union-attr]
    case = form.matter
    at.key(Key.Key_F9)
    at.settle()
    assert "还没有出过纸" in form.problem
    assert not at.button("pledgeFormDo").property("armed")
    assert at.now(case).pledges == ()
    sign(at)
    told = [line.text for line in at.now(case).history if line.kind == "paper.printed"]
    assert len(told) == 1
    assert "纸质件已当面交" in told[0]


def test_that_a_pledge_that_came_out_asks_for_nobodys_word(at: At, tmp_path: Path) -> None:
    gap_visit(at)
    case = at.window.intake.result.panel.acts.form.matter  # type: ignore[union-attr]
    pledge = next(p for p in case.papers if p.kind == PaperKind.PLEDGE)
    at.key(Key.Key_Escape)
    at.key(Key.Key_Escape)
    at.station.copy_out(pledge.id, tmp_path / "承诺书.pdf", CLERK)
    at.opened(case)
    at.key(Key.Key_Return)
    assert at.focus().objectName() == "pledgeFormDo"
    assert not at.button("pledgeFormDo").property("quiet")
    assert not at.shows("pledgeHandedOver")
    at.confirm("pledgeForm")
    assert at.now(case).pledges
    assert not [line for line in at.now(case).history if line.kind == "paper.printed"]


def test_that_a_pledge_is_signed_right_after_filing_and_only_then_the_notice_exists(at: At) -> None:
    gap_visit(at)
    case = at.window.intake.result.panel.acts.form.matter  # type: ignore[union-attr]
    assert not [p for p in case.papers if p.kind == PaperKind.GAP_NOTICE]
    sign(at)
    now = at.now(case)
    assert now.item("signboard").state is ItemState.GAPPED  # type: ignore[union-attr]
    assert now.pledges[0].name == "巴图吉雅"
    rows = at.see(PaperList, "paperList")
    assert "容缺受理通知书" in rows.item(rows.currentRow()).text()
    assert not at.shows("pledgeForm")
    assert at.focus().objectName() == "printAll"


def test_that_one_press_signs_nothing(at: At) -> None:
    gap_visit(at)
    case = at.window.intake.result.panel.acts.form.matter  # type: ignore[union-attr]
    give_word(at)
    at.key(Key.Key_F9)
    at.armed("pledgeFormDo")
    at.key(Key.Key_Escape)
    at.settle()
    assert at.now(case).pledges == ()


def test_that_an_unsigned_case_may_be_left_and_is_signed_later_in_find_case(at: At) -> None:
    gap_visit(at)
    case = at.window.intake.result.panel.acts.form.matter  # type: ignore[union-attr]
    at.key(Key.Key_Escape)
    assert at.window.intake.result.left_open.endswith("1份承诺没签")  # type: ignore[union-attr]
    at.next_visit()
    assert at.focus().objectName() == "findBox"
    at.opened(case)
    assert at.focus().objectName() == "actSignPledge"
    at.key(Key.Key_Return)
    sign(at)
    assert at.now(case).item("signboard").state is ItemState.GAPPED  # type: ignore[union-attr]


def test_that_the_result_never_says_accepted_before_the_signature(at: At) -> None:
    gap_visit(at)
    told = at.see(QLabel, "resultSentence").text()
    assert "待签容缺承诺 1 项" in told
    assert "容缺受理 1 项" not in told


def test_that_nobody_signs_without_a_name(at: At) -> None:
    gap_visit(at)
    give_word(at)
    at.see(QLineEdit, "pledgeName").clear()
    at.confirm("pledgeForm")
    name = at.see(QLabel, "actProblem")
    assert "谁签的字" in name.text() or "签的字" in name.text()
    assert at.focus().objectName() == "pledgeName"


def test_that_who_would_rather_not_pledge_gets_a_correction_notice_instead(at: At) -> None:
    gap_visit(at)
    case = at.window.intake.result.panel.acts.form.matter  # type: ignore[union-attr]
    signer = at.see(Choices, "pledgeSigner")
    signer.take_focus()
    at.keys(str(signer.options.index("declined") + 1))
    assert not at.shows("pledgeName")
    at.confirm("pledgeForm")
    now = at.now(case)
    assert now.item("signboard").state is ItemState.TO_CORRECT  # type: ignore[union-attr]
    assert now.pledges == ()
    assert [p for p in now.papers if p.kind == PaperKind.CORRECTION_NOTICE]


def test_that_the_pledge_can_be_printed_while_its_form_is_open(at: At) -> None:
    gap_visit(at)
    assert at.shows("pledgeForm")
    assert at.button("printAll").isVisible()
    at.key(Key.Key_P, at.CONTROL)
    assert at.shows("pledgeForm")
    assert "打印" in at.message()  # no printer here: the key was heard


def test_that_who_signed_is_asked_in_one_line_on_a_usual_screen(at: At) -> None:
    """With six items and seven papers each line more hid half of the word for a paper made elsewhere."""
    at.window.resize(1280, 768)  # as narrow as where a bar stands beside what the form asks
    gap_visit(at)
    chips = [one for one in at.see(Choices, "pledgeSigner").findChildren(Chip) if one.isVisible()]
    assert len(chips) == 2
    assert len({chip.y() for chip in chips}) == 1
    handed = at.see(Choices, "pledgeHandedOver")
    assert handed.visibleRegion().boundingRect() == handed.rect()
