"""Focus within a visit: to the field an obstacle refers to, and from the applicant's form to the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from counter.domain.visit.looked_at import unseen_lines
from counter.domain.visit.visit import Assessment
from counter.ui.kit.announcement import announce
from counter.ui.kit.messages import Message, Tone
from counter.ui.visit.panels.find_column import FindColumn
from counter.ui.visit.panels.middle_column import MiddleColumn
from counter.ui.visit.panels.right_column import RightColumn


class FocusRoute(QObject):
    """``found``: assessment of the current visit, None between two. The issuing button is never a target: surplus
    Enters after a form would reach it. Signals: ``announced(message)`` where only issuing is left.
    """

    announced = Signal(Message)

    def __init__(
        self,
        left: FindColumn,
        middle: MiddleColumn,
        right: RightColumn,
        found: Callable[[], Assessment | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._left, self._middle, self._right, self._found = left, middle, right, found
        middle.list.follow(left.situation.onward)

    def jump(self, field: str) -> None:
        """Focus the field that resolves an obstacle; who only hears is told again where the focus is there already."""
        before: QWidget | None = QApplication.focusWidget()
        self._focus(field)
        if before is not None and before is QApplication.focusWidget():
            found = self._found()
            said = (
                [one.sentence for one in found.obstacles if one.field == field] if found is not None else []
            )
            announce(before, "".join(said) or before.accessibleName())

    def _focus(self, field: str) -> None:
        head, _, tail = field.partition(".")
        if head == "applicant":
            self._right.applicant.focus_field(tail)
        elif head == "whose":
            self._right.applicant.whose.setFocus(Qt.FocusReason.OtherFocusReason)
        elif head in ("materials", "unasked"):
            self._middle.jump(field)
        elif field == "duplicate_reason":
            self._right.duplicate.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not any(map(self._left.focus_question, (field, self._answered_last()))):
            self._left.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered_last(self) -> str:
        """Where the whole bundle stands in the way, its last answer is what can be changed: in the find box the next
        digit would begin another visit.
        """
        found = self._found()
        answered = [one.id for one in found.asked if one.answered] if found is not None else []
        return answered[-1] if answered else ""

    def after_form(self, *, finished: bool) -> None:
        """The applicant's form was completed, or left with Esc (not ``finished``).

        Focus its first fault, else where the focus came from, else the next step.
        """
        found = self._found()
        if found is None:
            self._left.box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        obstacles = [obstacle.field for obstacle in found.obstacles]
        if finished and (fault := self._right.applicant.fault):
            self._right.applicant.focus_field(fault)
        elif not self._go_back(self._right.applicant.came_from):
            self._go_on(found, [field for field in obstacles if not field.startswith("applicant")])

    def _go_back(self, before: QWidget | None) -> bool:
        """Focus the question or list row that had it."""
        if before is None or not isValid(before) or not before.isVisible() or not before.isEnabled():
            return False
        if not (self._left.isAncestorOf(before) or self._middle.isAncestorOf(before)):
            return False
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _go_on(self, found: Assessment, obstacles: list[str]) -> None:
        if obstacles:
            self.jump(obstacles[0])
            return
        unseen = unseen_lines(found.checklist.lines, found.visit.brought)
        if unseen:
            self._middle.focus_line(unseen[0].id)
            return
        self._right.applicant.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.announced.emit(Message(Tone.SAID, self.tr("都齐了。按 F9 看要出具什么，再按一次 F9 才出具。")))
