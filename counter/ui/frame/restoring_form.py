"""After a restoring: what is missing, and two people who confirm with their own PINs that they have read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.staff_code_field import StaffCodeField

if TYPE_CHECKING:
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.kit.background import Background

_SHOWN = 8
_WIDE = 150


class RestoringForm(QWidget):
    """Hidden where nothing waits. Signals: ``confirmed``."""

    confirmed = Signal()

    def __init__(self, facade: ProfileFacade, background: Background) -> None:
        super().__init__()
        self.setObjectName("restoringForm")
        self._facade, self._background = facade, background
        self._lines = TextLabel("", wrap=True)
        self._lines.setObjectName("restoringLines")
        self.fields = (
            StaffCodeField("restoringBy", self.tr("第一个人的工号")),
            PinField("restoringPin", self.tr("第一个人的口令")),
            StaffCodeField("restoringAgreed", self.tr("第二个人的工号")),
            PinField("restoringAgreedPin", self.tr("第二个人的口令")),
        )
        self.go = ActButton("restoringConfirm", self.tr("看过了，会补录"), role="plain", enter=True)
        self._problem = ProblemLabel()
        self._problem.setObjectName("restoringProblem")
        self.refusals = Refusals(self._problem)
        for name, one in zip(("code", "pin", "agreed", "agreed_pin"), self.fields, strict=True):
            self.refusals.add(one, name)
        self.refusals.doubt(self.fields[-1], "code", "pin")
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, after in zip(self.fields, (*self.fields[1:], self.go), strict=True):
            field.setFixedWidth(_WIDE)
            field.returnPressed.connect(lambda to=after: to.setFocus(Qt.FocusReason.OtherFocusReason))
            row.addWidget(labelled(field))
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._lines)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.go.clicked.connect(self._confirm)
        self.hide()

    def look(self) -> None:
        """Show what waits to be confirmed, if anything."""
        self._background.run(self._facade.restoring_lines, self._show)

    def _show(self, lines: tuple[str, ...]) -> None:
        self.setVisible(bool(lines))
        more = (
            (self.tr("另有 {0} 行，见“大厅 → 记录”。").format(len(lines) - _SHOWN),)
            if len(lines) > _SHOWN
            else ()
        )
        self._lines.setText("\n".join(f"· {line}" for line in (*lines[:_SHOWN], *more)))

    def _confirm(self) -> None:
        by, pin, agreed, agreed_pin = (field.text() for field in self.fields)
        for field in self.fields[1::2]:
            field.clear()
        self._background.run(
            lambda: self._facade.confirm_restoring(by, pin, agreed, agreed_pin),
            lambda _: self._done(),
            self.refusals.refuse,
        )

    def _done(self) -> None:
        for field in self.fields:
            field.clear()
        self.refusals.clear()
        self.hide()
        self.confirmed.emit()
