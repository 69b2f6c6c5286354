"""任一窗口可补正 by keys: the applicant's sheet of another window is scanned, papers are taken in, the owner checks."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.case.acts.acts import NamedPaper, TakeNamed
from counter.domain.case.case import CaseState
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.services.case.perform import perform
from counter.services.case.scanned_case import scanned_case
from tests.services.case.neighbours import THERE, Neighbours, qr_of, task_words, window_on
from tests.services.case.test_take_elsewhere import name_of, told
from tests.services.office import item
from tests.services.papers.test_receipt_counts import LICENCE
from tests.ui.case.acts.conftest import At


def said(at: At) -> str:
    return "".join(w.text() for w in at.window.findChildren(QLabel) if w.isVisible())


def grab(at: At, name: str) -> None:
    if folder := os.environ.get("COUNTER_SHOTS"):
        at.window.grab().save(f"{folder}/{name}.png")


def test_that_a_scanned_sheet_of_another_window_leads_to_taking_papers_in(at: At, tmp_path: Path) -> None:
    with window_on(tmp_path / "there", THERE) as owner:
        case, _ = told(owner)
        code = qr_of(owner, case, PaperKind.CORRECTION_NOTICE)
    at.key(at.F3)
    at.scan(code)
    at.qtbot.waitUntil(lambda: at.shows("takeNamedForm"))
    assert f"窗口 {THERE} 主办" in said(at)
    grab(at, "form")
    assert at.focus().objectName() == "takeNamedPaper0"
    at.write("租赁合同")
    for more in ("平面图", "设备清单", "健康证明", "管理制度", "承诺书"):  # a line more comes with each
        at.key(at.RETURN)
        at.key(at.RETURN)
        at.write(more)
    grab(at, "lines")
    at.see(QLineEdit, "takeNamedApplicant").setFocus()
    at.write("巴图吉雅")
    assert at.see(QLineEdit, "takeNamedSheet").text()
    at.confirm("takeNamedForm")
    after = at.now(case)
    assert after.state is CaseState.LOOSE
    assert [len(one.unnamed) for one in after.taken_elsewhere] == [6]
    assert [p.kind for p in after.papers] == [PaperKind.SUPPLEMENT_RECEIPT]
    at.qtbot.waitUntil(lambda: "补正材料接收凭证" in said(at))
    grab(at, "after")
    at.key(at.F3)
    grab(at, "list")


def test_that_a_known_case_of_another_window_takes_papers_and_offers_nothing_else(
    at: At, tmp_path: Path
) -> None:
    with window_on(tmp_path / "there", THERE) as owner:
        both = Neighbours(owner, at.office)
        both.trust()
        case, _ = told(owner)
        code = qr_of(owner, case, PaperKind.CORRECTION_NOTICE)
        both.tell(owner, at.office)
        at.key(at.F3)
        at.scan(code)
        at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
        assert f"窗口 {THERE} 主办" in said(at)
        assert not at.shows("actDecide")
        at.keys("1")
        at.see(QLineEdit, "supplementBy").setFocus()
        at.write("巴图吉雅")
        grab(at, "known")
        at.confirm("supplementForm")
        assert "补正材料接收凭证" in said(at)
        both.tell(at.office, owner)
        assert any("外窗口代收" in words for words in task_words(owner, case.id))


def test_that_the_owner_is_led_to_the_papers_another_window_took_in(at: At, tmp_path: Path) -> None:
    with window_on(tmp_path / "there", THERE) as other:
        both = Neighbours(at.office, other)
        both.trust()
        case, line = told(at.office)
        there = scanned_case(other.app, qr_of(at.office, case, PaperKind.CORRECTION_NOTICE))
        act = TakeNamed(there.number, (NamedPaper(name_of(case, line)),), "巴图吉雅")
        perform(other.app, case.id, act, other.clerk)
        both.tell(other, at.office)
    at.opened(case)
    assert at.focus().objectName() == "actCheckTaken"
    assert "待原窗口核对" in at.facts()
    at.open_act("0", "checkTakenForm")
    assert f"窗口 {THERE}" in said(at)
    grab(at, "check")
    at.confirm("checkTakenForm")
    assert item(at.now(case), LICENCE).state is ItemState.ACCEPTED
    grab(at, "checked")
