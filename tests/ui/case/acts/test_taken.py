"""任一窗口可补正 by keys: the applicant's sheet of another window is scanned, papers are taken in, the owner checks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.case.case import CaseState
from counter.domain.document.document import PaperKind
from tests.services.case.neighbours import THERE, qr_of, window_on
from tests.services.case.test_take_elsewhere import told
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
    at.see(QLineEdit, "takeNamedApplicant").setFocus()
    at.write("巴图吉雅")
    assert at.see(QLineEdit, "takeNamedSheet").text()
    at.confirm("takeNamedForm")
    after = at.now(case)
    assert after.state is CaseState.LOOSE
    assert [p.kind for p in after.papers] == [PaperKind.SUPPLEMENT_RECEIPT]
    at.qtbot.waitUntil(lambda: "补正材料接收凭证" in said(at))
    grab(at, "after")
    at.key(at.F3)
    grab(at, "list")
