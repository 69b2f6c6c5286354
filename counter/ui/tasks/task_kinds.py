"""Filter of 待办 by kind, each with its count."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from counter.domain.tasks.by_case import OF_PAPERS
from counter.domain.tasks.task import TaskKind
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.theme import Look

ALL = "all"


class TaskKinds(QWidget):
    """One tab stop; arrows walk and pick. Signals: ``chosen(kind)``, None for all; ``rebuilt`` with other chips."""

    chosen = Signal(object)
    rebuilt = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.kind: TaskKind | None = None
        self._counts: dict[TaskKind, int] = {}
        self._cases = 0
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self)
        self.show_counts({})

    def show_counts(self, counts: Mapping[TaskKind, int], cases: int = 0) -> None:
        """Offer the kinds that exist, in the order of ``TaskKind``; the current one stays, even at 0. ``cases``: how
        many have anything to be done.
        """
        shown = {kind: counts.get(kind, 0) for kind in TaskKind if counts.get(kind) or kind is self.kind}
        if shown == self._counts and cases == self._cases and self._chips:
            return
        focused = any(chip.hasFocus() for chip in self._chips)
        self._counts, self._cases = shown, cases
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        words = {ALL: self.tr("全部 {0} 件").format(cases)}
        sheets, matters = self.tr("{0} {1} 份"), self.tr("{0} {1} 项")
        for kind, number in shown.items():
            words[kind.value] = (sheets if kind in OF_PAPERS else matters).format(kind.label, number)
        self._chips = [self._chip(option, label) for option, label in words.items()]
        self._show_kind(focus=focused)
        self.rebuilt.emit()

    def stay_before(self, following: QWidget) -> None:
        """Put the chips before ``following`` in the tab order."""
        for one, next_one in pairwise([*self._chips, following]):
            QWidget.setTabOrder(one, next_one)

    def step(self, by: int) -> None:
        """Choose the next or previous kind, cyclically."""
        options = [chip.option for chip in self._chips]
        mine = self.kind.value if self.kind else ALL
        at = (options.index(mine) + by) % len(options)
        announce(self, self._chips[at].text())  # the focus stays in the list
        self._choose(options[at])

    def choose(self, kind: TaskKind | None) -> None:
        """Choose that kind."""
        self._choose(kind.value if kind else ALL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _chip(self, option: str, label: str) -> Chip:
        chip = Chip(self._look, option, label, 10, self)
        chip.setObjectName(f"tasks_{option}")
        chip.clicked.connect(lambda _=False, option=option: self._choose(option))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _choose(self, option: str) -> None:
        self.kind = None if option == ALL else TaskKind(option)
        self._show_kind(focus=any(chip.hasFocus() for chip in self._chips))
        self.chosen.emit(self.kind)

    def _show_kind(self, *, focus: bool) -> None:
        mine = self.kind.value if self.kind else ALL
        for chip in self._chips:
            chip.setChecked(chip.option == mine)
            chip.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chip.option == mine else Qt.FocusPolicy.ClickFocus
            )
            if focus and chip.option == mine:
                chip.setFocus(Qt.FocusReason.OtherFocusReason)
