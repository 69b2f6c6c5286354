"""Head of the checklist: title and the acts on several rows, each with its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel

_MOST = 6
"""Columns of acts at most."""


class ChecklistHead(QWidget):
    """Signals, one per act: ``all_received``, ``rest_missing``, ``original_seen``, ``originals_seen``,
    ``without_paper``, ``why``.
    """

    all_received = Signal()
    rest_missing = Signal()
    original_seen = Signal()
    originals_seen = Signal()
    without_paper = Signal()
    why = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._title = TextLabel(self.tr("材料清单"), "title")
        line.addWidget(self._title)
        line.addStretch(1)
        self._rows = QGridLayout()
        self._rows.setSpacing(8)
        self._rows.setColumnStretch(_MOST, 1)  # spare width goes after the buttons, not between them
        line.addLayout(self._rows)
        self._placed: tuple[int, bool, tuple[str, ...]] = (0, True, ())
        self._acts: list[ActButton] = []
        for name, words, key, signal in (
            ("actAll", self.tr("全部已收"), "A", self.all_received),
            ("actRest", self.tr("其余都没带"), "Ctrl+0", self.rest_missing),
            ("actSeen", self.tr("原件已核"), self.tr("空格"), self.original_seen),
            ("actSeenAll", self.tr("原件都已看过"), "Y", self.originals_seen),
            ("actOther", self.tr("承诺、电子证照"), "M", self.without_paper),
            ("actWhy", self.tr("为什么要"), "?", self.why),
        ):
            enter = False if name == "actRest" else None  # a surplus Enter must not record sixteen papers
            button = ActButton(name, words, key, role="quiet", parent=self, enter=enter)
            button.clicked.connect(signal)
            self._acts.append(button)
        self._rest = self._acts[1]
        self._shown = list(self._acts)
        self._lay_out(len(self._acts))

    def enable(self, enabled: bool, originals: int = 0) -> None:
        """Show the buttons only with a list; ``originals``: number that one key may record as seen."""
        for act in self._acts:
            act.setVisible(enabled)
            if act.objectName() == "actSeenAll":
                act.say(self.tr("原件都已看过（{0}份）").format(originals))
                act.setEnabled(originals > 0)

    def show_unmarked(self, untouched: int, covered: int) -> None:
        """Number of lines 其余都没带 would mark; with none left, the number it marked and would reset."""
        if untouched:
            self._rest.say(self.tr("其余都没带（{0}份）").format(untouched))
        elif covered:
            self._rest.say(self.tr("收回“其余都没带”（{0}份）").format(covered))
        spoken = bool(untouched or covered)
        self._rest.setVisible(spoken)
        self._shown = [act for act in self._acts if spoken or act is not self._rest]
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """May become narrow: the buttons wrap into rows."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Captions or fonts changed: measure again."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """As many buttons per row as fit, beside the title where all do."""
        widths = [act.sizeHint().width() + 8 for act in self._shown]
        beside = self._title.sizeHint().width() + 8
        if sum(widths) + beside <= self.width():
            self._lay_out(len(self._acts), beside=True)
            return
        many = len(widths)
        while many > 1 and _wide(widths, many) > self.width():
            many -= 1
        self._lay_out(max(1, many), beside=False)

    def _lay_out(self, across: int, *, beside: bool = True) -> None:
        """In one row beside the title, or in rows under it."""
        shown = self._shown
        layout = (across, beside, tuple(act.objectName() for act in shown))
        if layout == self._placed:
            return
        self._placed = layout
        for act in self._acts:
            self._rows.removeWidget(act)
        for index, act in enumerate(shown):
            self._rows.addWidget(act, index // across, index % across, Qt.AlignmentFlag.AlignLeft)
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if beside else directions.TopToBottom)


def _wide(widths: list[int], across: int) -> int:
    """Width of a grid with that many columns, each as wide as its widest button."""
    return sum(max(widths[column::across]) for column in range(min(across, len(widths))))
