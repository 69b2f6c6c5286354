"""A situation question: digits choose, arrows walk, one tab stop; or a number typed in digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_note import FieldNote
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.group import ControlGroup
from counter.ui.kit.controls.grown_width import GrownWidth
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.visit.situation import Asked


class QuestionBox(ControlGroup):
    """Shows an ``Asked``. ``strokes``: shared by all questions, so that one key stroke never answers two of them.

    Signals: ``answered(question, options)``; ``left(question)`` with Enter, or after the only choice;
    ``back(question)`` and ``onward(question)`` with the arrows of a number, which has no options to walk.
    """

    answered = Signal(str, tuple)
    left = Signal(str)
    back = Signal(str)
    onward = Signal(str)

    def __init__(
        self, look: Look, asked: Asked, strokes: StrokeFilter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(asked.id)
        self.asked = asked
        self._look = look
        self._strokes = strokes
        self.order = TextLabel("", "small")
        GrownWidth(look, self.order, _NUMBER)
        self._text = TextLabel("", "small", wrap=True)
        for label in (self.order, self._text):
            label.leave_reading_to_parent()
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.order, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._text, 1)
        self._flow = FlowLayout()
        self._note_label = TextLabel("", "small", wrap=True)
        self._pending = TextLabel("", "gap", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(head)
        column.addLayout(self._flow)
        column.addWidget(self._note_label)
        column.addWidget(self._pending)
        self._chips: list[Chip] = []
        self.number: NumberField | None = None
        self._bounds: TextLabel | None = None
        self._make_chips()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The options as shown, in order."""
        return tuple(self._chips)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Its focusable widgets in order."""
        return self.chips if self.number is None else (self.number,)

    def show_asked(self, number: int, asked: Asked) -> None:
        """Show the current state of the question."""
        remake = asked.options != self.asked.options  # another guide may word the same answer differently
        remake = (remake and not asked.number) or asked.number is not self.asked.number
        self.asked = asked
        if remake:
            self._make_chips()
        self.order.setText(str(number))
        many = self.tr("（可多选，回车到下一题）") if asked.many else ""
        self._text.setText(asked.text + many)
        self.setToolTip(asked.help or "")
        self.setAccessibleName(f"{number}，{asked.text}{many}")
        for chip in self._chips:
            chosen = chip.option in asked.chosen
            chip.setChecked(chosen)
            chip.assume(chosen and not asked.answered)
        tips = [o.tip for o in asked.options if o.tip and o.id in asked.chosen]
        pending = [o.pending for o in asked.options if o.pending and o.id in asked.chosen]
        self._show(self._note_label, tips)
        self._show(self._pending, pending)
        self._show_number(asked)
        self._rove()

    def take_focus(self) -> None:
        """Focus the chosen option, or the first, or the number field."""
        if self.number is not None:
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for chip in self._chips:
            if chip.isChecked():
                chip.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self._chips:
            self._chips[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def picks(self, typed: str) -> bool:
        """The key stands for one of the options."""
        return typed.isdigit() and 1 <= int(typed) <= len(self._chips)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        again = self._strokes.again(event) or event.isAutoRepeat()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not again:
                self.left.emit(self.asked.id)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._walk(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._walk(1)
        elif self.picks(event.text()):
            if not again:
                self._pick(self._chips[int(event.text()) - 1])
        else:
            super().keyPressEvent(event)

    def _make_chips(self) -> None:
        for old in self._chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = []
        self._make_number()
        if self.number is not None:
            return
        for number, option in enumerate(self.asked.options, start=1):
            chip = Chip(self._look, option.id, option.label, number, self)
            chip.setObjectName(f"{self.asked.id}_{option.id}")
            chip.setToolTip(option.tip or option.pending or "")
            if not self.asked.many:
                self.radio.mark(chip)
            chip.clicked.connect(lambda _=False, pressed=chip: self._pick(pressed))
            chip.came.connect(lambda: self._show_current(True))
            chip.left.connect(lambda: self._show_current(False))
            self._flow.addWidget(chip)
            self._chips.append(chip)

    def _make_number(self) -> None:
        gone = [part for part in (self.number, self._bounds) if part is not None]
        self.number, self._bounds = None, None
        for old in gone:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        if not self.asked.number:
            return
        field = self.number = NumberField(f"{self.asked.id}_number", self._strokes, self)
        field.typed.connect(self._say_number)
        field.left.connect(lambda: self.left.emit(self.asked.id))
        field.back.connect(lambda: self.back.emit(self.asked.id))
        field.onward.connect(lambda: self.onward.emit(self.asked.id))
        field.came.connect(lambda: self._show_current(True))
        field.gone.connect(lambda: self._show_current(False))
        self._bounds = TextLabel("", "small", parent=self)
        self._bounds.setFixedHeight(field.sizeHint().height())
        self._bounds.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._flow.addWidget(field)
        self._flow.addWidget(self._bounds)

    def _show_number(self, asked: Asked) -> None:
        if self.number is None or self._bounds is None or asked.most is None:
            return
        self.number.show_number(asked.least, asked.most, "".join(asked.chosen[:1]), asked.text)
        self._say_bounds()

    def _say_bounds(self) -> None:
        """Show the allowed range beside the number, coloured as a gap when the input is outside."""
        if self.number is None or self._bounds is None:
            return
        wrong = self.number.wrong
        bounds = self.tr("人（{0}到{1}）").format(self.asked.least, self.asked.most)
        self._bounds.set_role("gap" if wrong else "small")
        self._bounds.setText(wrong or bounds)

    def _say_number(self, digits: str) -> None:
        self._say_bounds()
        options = (digits,) if digits else ()
        if options != self.asked.chosen:
            self.answered.emit(self.asked.id, options)

    def _pick(self, chip: Chip) -> None:
        asked = self.asked
        if not asked.many:
            self.answered.emit(asked.id, (chip.option,))
            self.left.emit(asked.id)
            return
        before = asked.chosen if asked.answered else ()
        alone = {o.id for o in asked.options if o.exclusive}
        if chip.option in before:
            options = tuple(o for o in before if o != chip.option)
        elif chip.option in alone:
            options = (chip.option,)
        else:
            options = (*(o for o in before if o not in alone), chip.option)
        self.answered.emit(asked.id, options)

    def _walk(self, step: int) -> None:
        focused = [i for i, chip in enumerate(self._chips) if chip.hasFocus()]
        if focused:
            index = (focused[0] + step) % len(self._chips)
            self._chips[index].setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self) -> None:
        """One tab stop: the chosen chip, else the first."""
        stop = next((c for c in self._chips if c.isChecked()), self._chips[0] if self._chips else None)
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)

    def _show_current(self, current: bool) -> None:
        # of equal size: nothing moves under the pointer
        self._text.set_role("current" if current else "small")
        for chip in self._chips:
            chip.show_digit(current)

    @staticmethod
    def _show(label: TextLabel, sentences: list[str]) -> None:
        label.setText("\n".join(sentences))
        label.setVisible(bool(sentences))


_NUMBER, _WIDTH = 20, 72


class NumberField(Field):
    """``strokes``: shared with the questions around it, so that the stroke that moved the focus here types nothing.

    Signals: ``typed(text)``: the digits, empty unless a number from ``least`` to ``most``; ``left`` with Enter on
    valid input; ``back`` and ``onward`` with the arrows up and down; ``came`` and ``gone`` with the focus.
    """

    typed = Signal(str)
    left = Signal()
    back = Signal()
    onward = Signal()
    came = Signal()
    gone = Signal()

    def __init__(self, name: str, strokes: StrokeFilter, parent: QWidget | None = None) -> None:
        super().__init__(name, "", parent=parent, keyed=True)
        self._strokes = strokes
        self._least, self._most = 0, 0
        self.setFixedWidth(_WIDTH)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,4}"), self))
        self.textEdited.connect(self._emit_typed)

    def show_number(self, least: int, most: int, chosen: str, words: str) -> None:
        """Show the recorded answer; input being typed stays. ``words``: the question, for screen readers."""
        self._least, self._most = least, most
        self.setAccessibleName(words)
        if self._number() != chosen and not (self.hasFocus() and not chosen and self.isModified()):
            self.setText(chosen)
        self.show_problem(self.wrong)

    @property
    def wrong(self) -> str:
        """Why the input is invalid; empty where it is valid."""
        text = self.text()
        if not text or self._number():
            return ""
        return self._sentence()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        goes_on = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        writes = goes_on or event.text().isdigit()
        if writes and (self._strokes.again(event) or event.isAutoRepeat()):
            return  # a double stroke is one: 1 person is not 11
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            (self.back if event.key() == Qt.Key.Key_Up else self.onward).emit()
        elif not goes_on:
            super().keyPressEvent(event)
        elif not self.wrong:
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setModified(False)
        self.gone.emit()

    def _sentence(self) -> str:
        return self.tr("写{0}到{1}之间的整数").format(self._least, self._most)

    def _say_limit(self) -> None:
        """What was left out here is no digit, or one too many: the length that any field has is not the reason."""
        FieldNote.show_at(self, self._sentence())

    def _number(self) -> str:
        text = self.text()
        fits = text.isascii() and text.isdecimal() and self._least <= int(text) <= self._most
        return str(int(text)) if fits else ""

    def _emit_typed(self) -> None:
        self.show_problem(self.wrong)
        self.typed.emit(self._number())
