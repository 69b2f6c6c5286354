"""Asking another window to clear a person's data, at its case: a supervisor by keys; a clerk is not offered it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from counter.ui.kit.controls.act_button import ActButton
from tests.services.case.neighbours import HERE, THERE, Neighbours, seen, window_on
from tests.ui.case.acts.conftest import At
from tests.ui.case.acts.test_left_forms import swap


def said(at: At) -> str:
    return "".join(w.text() for w in at.window.findChildren(QLabel) if w.isVisible())


def test_that_a_supervisor_asks_the_owner_by_keys_and_the_owner_has_the_task(at: At, tmp_path: Path) -> None:
    with window_on(tmp_path / "there", THERE) as other:
        both = Neighbours(at.office, other)
        both.trust()
        theirs = other.file(other.visit())
        both.tell(other, at.office)
        at.opened(theirs)
        assert not at.shows("caseForgets")
        at.alt("6")
        assert "请求清除个人信息由值班负责人办" in said(at)
        swap(at, "S01", "9876")
        at.opened(theirs)
        at.qtbot.waitUntil(lambda: at.shows("caseForgetOpen"))
        assert at.see(ActButton, "caseForgetOpen").accessibleName() == "请求清除…，Alt+6"
        assert f"只有主办的窗口 {THERE} 能清除" in said(at)
        at.alt("6")
        at.alt("=")
        assert "还没有选" in said(at)
        at.keys("1")
        at.alt("=")
        at.qtbot.waitUntil(lambda: bool(seen(at.office, theirs.id).forgetting_asked))
        at.qtbot.waitUntil(lambda: "已经请求" in said(at))
        assert "本人申请" in seen(at.office, theirs.id).history[-1].text
        both.tell(at.office, other)
        (asked,) = seen(other, theirs.id).forgetting_asked
        assert HERE in asked


def test_that_nothing_is_asked_of_the_own_window(at: At) -> None:
    mine = at.filed(at.visit())
    at.opened(mine)
    at.alt("6")
    assert "这件由本窗口主办，不用请求" in said(at)
