"""Confirms several originals as seen (原件都已看过), listing each before anything is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.visit.checklist import Line
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.two_press import SETTLE_MS


class OriginalsPanel(QFrame):
    """Opened by the first press; the second press of the same key, or its button, confirms. Enter does nothing.

    Signals: ``confirmed(ids)`` of exactly the listed lines; ``closed`` with Esc, nothing recorded.
    """

    confirmed = Signal(tuple)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("originalsPanel")
        self.setProperty("role", "note-act")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(self.tr("都看过了，再按一次 Y；没有，按 Esc"))
        self._ids: tuple[str, ...] = ()
        self._title = TextLabel("", "strong", wrap=True)
        self._names = TextLabel("", wrap=True)
        self._names.setObjectName("originalsNamed")
        self._yes = ActButton("originalsSeen", "", "Y", enter=False)
        self._yes.clicked.connect(self._confirm)
        self._no = ActButton("originalsNotSeen", self.tr("没有都看过"), "Esc", role="quiet", enter=False)
        self._no.clicked.connect(self.closed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        acts = QHBoxLayout()
        acts.addWidget(self._yes)
        acts.addWidget(self._no)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        for part in (self._title, self._names):
            column.addWidget(part)
        column.addLayout(acts)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """Ids of the listed lines; none while closed."""
        return () if self.isHidden() else self._ids

    @property
    def is_ready(self) -> bool:
        """The next press is another stroke than the opening one."""
        return not self.isHidden() and not self._settle.isActive()

    def open_for(self, lines: Sequence[Line]) -> None:
        """List these lines and wait for the second press."""
        self._ids = tuple(line.id for line in lines)
        self._title.setText(self.tr("下面 {0} 份的原件，都亲眼看过了吗？").format(len(lines)))
        self._names.setText("\n".join(f"{n}．{line.name}" for n, line in enumerate(lines, 1)))
        self._yes.say(self.tr("都看过，登记（{0}份）").format(len(lines)))
        self.setAccessibleName(f"{self._title.text()}{self._names.text()}")
        self._settle.start()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y and Esc; other keys are swallowed, so that none acts on the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.text() in ("y", "Y") and not event.isAutoRepeat():
            self._confirm()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or event.modifiers() & _WITH:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        if self.is_ready:
            self.confirmed.emit(self._ids)


_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
