"""Kind of applicant: a person, an organisation, or a planned one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.domain.people.applicant import ApplicantKind
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.group import ControlGroup
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look


class KindChips(ControlGroup):
    """One tab stop; digits pick, arrows walk. Signals: ``chosen(kind)``; ``picked`` after a digit chose it."""

    chosen = Signal(ApplicantKind)
    picked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("申请人是"))
        words = {
            ApplicantKind.PERSON: self.tr("个人"),
            ApplicantKind.ORGANISATION: self.tr("单位"),
            ApplicantKind.PLANNED: self.tr("拟设立"),
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._chips: list[Chip] = []
        for number, (kind, word) in enumerate(words.items(), start=1):
            chip = Chip(look, kind.value, word, number)
            chip.setObjectName(f"kind_{kind.value}")
            chip.clicked.connect(lambda _=False, kind=kind: self._choose(kind))
            chip.came.connect(lambda: self._show_current(True))
            chip.left.connect(lambda: self._show_current(False))
            self.radio.mark(chip)
            line.addWidget(chip)
            self._chips.append(chip)
        line.addStretch(1)
        self._strokes = StrokeFilter(self)
        self.kind = ApplicantKind.PERSON
        self.show_kind(self.kind)

    def show_kind(self, kind: ApplicantKind) -> None:
        """Show that kind as chosen."""
        self.kind = kind
        for chip in self._chips:
            mine = chip.option == kind.value
            chip.setChecked(mine)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if mine else Qt.FocusPolicy.ClickFocus)

    def lead_to(self, field: QWidget) -> None:
        """The digit moved the focus there: its repeat is not typed into the name."""
        self._strokes.lead_to(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        focused = [i for i, chip in enumerate(self._chips) if chip.hasFocus()]
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        again = self._strokes.again(event) or event.isAutoRepeat()
        if text.isdigit() and 1 <= int(text) <= len(self._chips):
            if not again:
                self._choose(ApplicantKind(self._chips[int(text) - 1].option))
                self.picked.emit()
        elif event.key() in steps and focused:
            step = steps[Qt.Key(event.key())]
            self._chips[(focused[0] + step) % len(self._chips)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _choose(self, kind: ApplicantKind) -> None:
        self.show_kind(kind)
        self.chosen.emit(kind)

    def _show_current(self, current: bool) -> None:
        for chip in self._chips:
            chip.show_digit(current)
