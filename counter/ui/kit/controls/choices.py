"""Options as chips: digits choose, arrows walk, one tab stop; single or multiple choice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.group import ControlGroup
from counter.ui.kit.controls.laid_out_once import laid_out_once
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Choices(ControlGroup):
    """``many``: several may be chosen, Space or a digit toggles one. ``optional``: none may be chosen.

    Signals: ``changed`` after a person chose; ``left`` with Enter, or after a digit chose the only one;
    ``unanswered`` with Enter where a choice is required; ``remade`` after the chips were replaced, whose tab order
    must be set.
    """

    changed = Signal()
    left = Signal()
    unanswered = Signal()
    remade = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        label: str,
        parent: QWidget | None = None,
        *,
        many: bool = False,
        optional: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._look = look
        self._many = many
        self._optional = optional
        self._stroke = StrokeFilter(self)
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Chosen options in order."""
        return tuple(c.option for c in self._chips if c.isChecked())

    @property
    def options(self) -> tuple[str, ...]:
        """All options."""
        return tuple(c.option for c in self._chips)

    def show_options(self, options: Sequence[tuple[str, str]], chosen: Collection[str] = ()) -> None:
        """Set the options as (option, caption); those in ``chosen`` are checked."""
        if [o for o, _ in options] != list(self.options):
            self._make(options)
        for chip, (_, words) in zip(self._chips, options, strict=True):
            chip.say(words)
            chip.setAccessibleName(words)
        self.choose(chosen)

    def choose(self, chosen: Collection[str]) -> None:
        """Check exactly these; emits nothing, as no person chose."""
        for chip in self._chips:
            chip.setChecked(chip.option in chosen)
        self._rove()

    def take_focus(self) -> None:
        """Focus the tab stop."""
        stop = next((c for c in self._chips if c.focusPolicy() is Qt.FocusPolicy.StrongFocus), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, key = event.text(), event.key()
        if text.isdigit() and self._stroke.again(event):
            return
        here = next((i for i, chip in enumerate(self._chips) if chip.hasFocus()), 0)
        if text.isdigit() and 1 <= int(text) <= len(self._chips) and not event.isAutoRepeat():
            chip = self._chips[int(text) - 1]
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
            self._pick(chip, not chip.isChecked() or not self._many)
            if not self._many:
                self._lead_on()
        elif key in _STEPS and self._chips:
            step = _STEPS[Qt.Key(key)]
            self._chips[(here + step) % len(self._chips)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.left if self.chosen or self._optional else self.unanswered).emit()
        else:
            super().keyPressEvent(event)

    def _lead_on(self) -> None:
        self.left.emit()
        after = QApplication.focusWidget()
        if after is not None and not self.isAncestorOf(after):
            self._stroke.lead_to(after)

    def _make(self, options: Sequence[tuple[str, str]]) -> None:
        for old in self._chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = []
        for number, (option, words) in enumerate(options, start=1):
            chip = Chip(self._look, option, words, number, self)
            chip.setObjectName(f"{self.objectName()}_{number}")
            if not self._many:
                self.radio.mark(chip)
            chip.clicked.connect(lambda on=False, pressed=chip: self._pick(pressed, on or not self._many))
            chip.came.connect(lambda: self._show_digits(True))
            chip.left.connect(lambda: self._show_digits(False))
            self._flow.addWidget(chip)
            self._chips.append(chip)
        with laid_out_once(self):
            for chip in self._chips:
                chip.show()
        self.updateGeometry()
        self.remade.emit()

    def _pick(self, chip: Chip, on: bool) -> None:
        for other in self._chips:
            if other is chip:
                other.setChecked(on)
            elif not self._many:
                other.setChecked(False)
        self._rove()
        self.changed.emit()

    def _rove(self) -> None:
        """One tab stop: the first chosen chip, else the first."""
        stop = next((c for c in self._chips if c.isChecked()), self._chips[0] if self._chips else None)
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)

    def _show_digits(self, shown: bool) -> None:
        for chip in self._chips:
            chip.show_digit(shown)
