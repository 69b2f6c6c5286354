"""One field of the guide in a form: its head, its control by kind, and the error sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.authoring.editing.cell_writer import UNFILLED
from counter.domain.guide.copies_required import WORDINGS
from counter.domain.guide.rows.columns import NO, YES, Column, InvalidCell, Kind, read_cell
from counter.ui.authoring.editor.text import EditorLine, EditorText
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.drop_down import DropDown
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.theme import Look

_CHARACTERS, _WIDE = 8, "０"  # as wide as any Chinese character


class HeadLabel(TextLabel):
    """``above``: offset of the label from the upper edge of its control."""

    def __init__(self, look: Look, words: str, above: int, parent: QWidget | None = None) -> None:
        super().__init__(words, "small", parent, wrap=True)
        self._look = look
        self.setContentsMargins(0, above, 0, 0)
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(self._look.metrics("small").horizontalAdvance(_WIDE) * _CHARACTERS + 4)


Named = Sequence[tuple[str, str]]
"""Ids with their names, to choose from."""

_LINE = (Kind.ID, Kind.CODE, Kind.COUNT, Kind.DAY)
MOST_CHIPS = 6
_UNCLASSED = ""


class Control(Protocol):
    """The input control of a field; its value is the cell's text."""

    def words(self) -> str:
        """The value as cell text."""
        ...

    def show_words(self, text: str) -> None:
        """Show a cell text."""
        ...


class ChoiceBox(DropDown):
    """A drop-down that ignores the mouse wheel. Signals: ``left`` after a person chose."""

    left = Signal()

    def __init__(self, name: str, label: str, words: Sequence[str], empty: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItem(empty, _UNCLASSED)
        for word in words:
            self.addItem(word, word)
        self.activated.connect(lambda _: self.left.emit())

    def words(self) -> str:
        """The chosen word; empty where none is chosen."""
        return str(self.currentData() or "")

    def show_words(self, text: str) -> None:
        """Choose that word; one that is not offered is shown as it is."""
        index = self.findData(text)
        if index < 0:
            self.addItem(text, text)
            index = self.count() - 1
        self.setCurrentIndex(index)


class ChipBox(Choices):
    """A few words as chips; of exclusive chips the empty one means no statement."""

    def __init__(self, look: Look, name: str, label: str, words: Named, *, many: bool = False) -> None:
        super().__init__(look, name, label, many=many)
        self._many_words = many
        self._offered = tuple(words)
        self.show_options(words)

    def words(self) -> str:
        """The chosen words as cell text."""
        return "、".join(self.chosen)

    def show_words(self, text: str) -> None:
        """Choose the words of the cell text."""
        wanted = text.split("、") if self._many_words else [text]
        known = {option for option, _ in self._offered}
        lost = [(key, key) for key in wanted if key and key not in known]  # shown, so that it can be removed
        self.show_options([*self._offered, *lost], wanted)
        for chip in self._chips:
            chip.assume(not chip.option)  # no choice is no statement


class PickBox(QWidget):
    """A selection of few names among many: the chosen ones are shown, all on demand."""

    def __init__(self, chips: ChipBox, named: Named) -> None:
        super().__init__()
        self.chips = chips
        self._named = dict(named)
        self._chosen_words = TextLabel("", wrap=True)
        self.pick = ActButton(f"{chips.objectName()}Pick", self.tr("选…"), role="link", enter=True)
        self.pick.clicked.connect(self._toggle)
        line = QHBoxLayout()
        line.addWidget(self._chosen_words, 1)
        line.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 5, 0, 0)
        column.addLayout(line)
        column.addWidget(chips)
        chips.hide()
        self.setFocusProxy(self.pick)

    def words(self) -> str:
        """The chosen names as cell text."""
        return self.chips.words()

    def show_words(self, text: str) -> None:
        """Choose the names of the cell text."""
        self.chips.show_words(text)
        names = [self._named.get(key, key) for key in text.split("、") if key]
        self._chosen_words.setText("、".join(names) or self.tr("没有"))
        self.pick.setAccessibleName(
            f"{self.chips.accessibleName()}：{self._chosen_words.text()}，{self.pick.words}"
        )

    def _toggle(self) -> None:
        shown = self.chips.isHidden()
        self.chips.setVisible(shown)
        self.pick.say(self.tr("选好了") if shown else self.tr("选…"))
        if shown:
            self.chips.take_focus()


class NameLine(EditorLine):
    """A line in which a name is typed for an id; matches are offered under it."""

    def __init__(self, name: str, label: str, named: Named, hint: str) -> None:
        super().__init__(name, label, hint)
        self.offer(named)

    def offer(self, named: Named) -> None:
        """Offer these names."""
        self._ids = {f"{words}（{key}）": key for key, words in named}
        self._names = {key: words for words, key in self._ids.items()}
        offers = QCompleter(list(self._ids), self)
        offers.setFilterMode(Qt.MatchFlag.MatchContains)
        offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offers.activated.connect(lambda _: self.left.emit())
        self.setCompleter(offers)

    def words(self) -> str:
        """The chosen id."""
        text = self.text().strip()
        return self._ids.get(text, text)

    def show_words(self, text: str) -> None:
        """Show the name of an id."""
        super().show_words(self._names.get(text, text))


class FieldLine(QWidget):
    """Shows a value of a column and returns the edited value.

    ``named``: ids to choose from where the column refers to some. Signals: ``committed(cell)`` when the focus leaves
    with another value; ``typed(cell)`` while it is being typed (provisional); ``entered`` with Enter.
    """

    committed = Signal(str)
    typed = Signal(str)
    entered = Signal(QWidget)

    def __init__(
        self,
        look: Look,
        name: str,
        column: Column,
        named: Named | None = None,
        parent: QWidget | None = None,
        *,
        required: bool = False,
    ) -> None:
        super().__init__(parent)
        self.column = column
        self._required = required
        self._cell = ""
        self.control = self._make_control(look, name, named)
        head = HeadLabel(look, column.head, 8)
        self.problem = ProblemLabel()
        self.problem.setObjectName(f"{name}Problem")
        self._right = QVBoxLayout()
        self._right.setSpacing(2)
        self._right.addWidget(self.control)
        self._right.addWidget(self.problem)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._right, 1)
        self._connect()

    def show_cell(self, cell: str) -> None:
        """Show the draft's value; a rejected input stays for correction while the draft's value is unchanged."""
        writing = self.control.hasFocus() or (self.problem.isVisibleTo(self) and self.problem.text())
        if cell == self._cell and self.unsettled and writing:
            return
        self._cell = cell
        self._held.show_words(cell)
        self._show_error("")

    def take_focus(self) -> None:
        """Focus the control."""
        if isinstance(self.control, Choices):
            self.control.take_focus()
        else:
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Show why the input was rejected; the input stays for correction."""
        self._show_error(sentence)

    def warn(self, sentence: str, *, grave: bool = True) -> None:
        """Show what is wrong with the draft's value; nothing while a rejected input is shown."""
        if not self.unsettled:
            self._show_error("")
            if sentence:
                self.problem.say(sentence, blocks=grave)

    def put_aside(self) -> tuple[str, str] | None:
        """The rejected input and its error, kept while another row is shown."""
        wrong = (self._held.words(), self.problem.text()) if self.unsettled and self.problem.text() else None
        self._cell = ""
        self._held.show_words("")
        self._show_error("")
        return wrong

    def take_up(self, wrong: tuple[str, str]) -> None:
        """Restore a rejected input."""
        self._held.show_words(wrong[0])
        self._show_error(wrong[1])

    def control_words(self) -> str:
        """The value of the control."""
        return self._held.words().strip()

    @property
    def unsettled(self) -> bool:
        """Whether the control's value differs from the draft's."""
        return self._held.words().strip() != self._cell

    def commit(self) -> None:
        """Hand over the value, or show why it is rejected; the draft then keeps its own."""
        text = self._held.words()
        if text.strip() == self._cell:
            self._show_error("")
            self.typed.emit(self._cell)
            return
        try:
            got = read_cell(self.column, text or None)
        except InvalidCell as wrong:
            self.typed.emit(self._cell)
            self._show_error(self.tr("{0}。没有采用，草稿里还是{1}。").format(wrong.sentence, self._value()))
            return
        if got.value is None and self._required:
            self.typed.emit(self._cell)
            self._show_error(self.tr("必须填写。没有采用，草稿里还是{0}。").format(self._value()))
            return
        self._show_error("")
        self.committed.emit(text)

    @property
    def _held(self) -> Control:
        return self.control  # type: ignore[return-value]  # each of the kinds is a Control

    def _value(self) -> str:
        return self.tr("“{0}”").format(self._cell) if self._cell else self.tr("空着")

    def _show_error(self, sentence: str) -> None:
        blocks = bool(sentence)
        if not sentence and self._required and not self._cell:
            sentence = self.tr("还空着，必须填写。")
        elif not sentence and self._cell == UNFILLED:
            sentence = self.tr("还没有人填。")
        self.problem.say(sentence, blocks=blocks)
        if isinstance(self.control, EditorLine | EditorText):
            self.control.show_problem(sentence if blocks else "")
        self.control.setAccessibleDescription(sentence or self.column.note)

    def _on_typed(self) -> None:
        try:
            got = read_cell(self.column, self._held.words() or None)
        except InvalidCell:
            return
        if got.value is not None or not self._required:
            self.typed.emit(self._held.words())

    def _connect(self) -> None:
        control = self.control
        if isinstance(control, EditorLine | EditorText):
            control.left.connect(self.commit)
            control.typed.connect(self._on_typed)
            control.entered.connect(lambda: self.entered.emit(self))
        elif isinstance(control, ChoiceBox):
            control.left.connect(self.commit)
        elif isinstance(control, PickBox):
            control.chips.changed.connect(self.commit)
        elif isinstance(control, ChipBox):
            control.changed.connect(self.commit)
            control.left.connect(lambda: self.entered.emit(self))

    def _make_control(self, look: Look, name: str, named: Named | None) -> QWidget:
        column, label = self.column, self.column.head
        if column.key == "original_copy":
            return ChoiceBox(name, label, WORDINGS, "")
        match column.kind:
            case Kind.CHOICE:
                return ChoiceBox(name, label, column.choices, self.tr("（没有人定过）"))
            case Kind.TRI:
                words = [(YES, self.tr("是")), (NO, self.tr("否")), ("", self.tr("没有人定过"))]
                return ChipBox(look, name, label, words)
            case Kind.YES:
                return ChipBox(look, name, label, [(YES, self.tr("是")), ("", self.tr("不是"))])
            case Kind.IDS if named is not None:
                chips = ChipBox(look, name, label, named, many=True)
                return chips if len(named) <= MOST_CHIPS else PickBox(chips, named)
            case Kind.ID | Kind.COUNT if named is not None:
                return NameLine(name, label, named, self.tr("打名称里的几个字，从下面选"))
            case Kind.LINES:
                return EditorText(name, label, self.tr("一条一行，Ctrl+Enter 到下一格"), lines=True)
            case kind if kind in _LINE or kind is Kind.IDS:
                return EditorLine(name, label, column.note)
            case _:
                return EditorText(name, label, column.note)
