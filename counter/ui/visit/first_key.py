"""A digit answers or marks at once, although the keys of a scan may begin with it: they then take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from counter.ui.kit.controls.question_box import QuestionBox

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from counter.ui.visit.intake_page import IntakePage


def taken_back_by(page: IntakePage, event: QKeyEvent) -> Callable[[], None] | None:
    """What leaves the visit and the focus as they were before the key; None where the key has to wait, because it does
    something else than answer a question or record the state of a paper.
    """
    focus = QApplication.focusWidget()
    if focus is None or page.visits.visit is None or page.filing.running:
        return None
    if focus is page.middle.list:
        return _of_a_mark(page, event.text())
    return _of_an_answer(page, event.text(), focus)


def _of_a_mark(page: IntakePage, digit: str) -> Callable[[], None] | None:
    papers = page.middle.list
    if not papers.marks(digit):
        return None
    line, put_back = papers.current_line(), page.visits.bookmark()

    def take_back() -> None:
        put_back()
        papers.go_to(line)

    return take_back


def _of_an_answer(page: IntakePage, digit: str, focus: QWidget) -> Callable[[], None] | None:
    box = focus.parentWidget()
    questions = page.left.situation
    if not (isinstance(box, QuestionBox) and questions.isAncestorOf(box) and box.picks(digit)):
        return None
    question, put_back = box.asked.id, page.visits.bookmark()

    def take_back() -> None:
        put_back()
        questions.focus_question(question)

    return take_back
