"""Building a condition without code: “当 [题] 答 [选项]” line by line, with the whole sentence updated while it
grows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.authoring.editing.condition_builder import (
    AnswerRow,
    AnyRow,
    Offered,
    RowGroup,
    SwitchRow,
    condition_of,
    group_of,
)
from counter.domain.guide.condition import Condition
from counter.ui.authoring.editor.field import ChoiceBox
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import TABLE, FieldBeside, in_one_line
from counter.ui.kit.theme import Look

_ALL, _ANY, _NONE, _NOT_ALL = "all", "any", "none", "not_all"
_YES, _NO = "yes", "no"
DEEPEST = 3
_ASKED = 14
"""Letters of a question beside its sign; with less room the sign stands under it."""


class ConditionRow(QFrame):
    """One row. Signals: ``changed``; ``dropped(self)``."""

    changed = Signal()
    dropped = Signal(object)

    def __init__(self, look: Look, name: str, offered: Offered, row: AnswerRow | SwitchRow) -> None:
        super().__init__()
        self.setObjectName(name)
        self._offered = offered
        self._answers = isinstance(row, AnswerRow)
        words = offered.questions if self._answers else offered.switches
        label = self.tr("哪一题") if self._answers else self.tr("哪一条本地规定")
        empty = self.tr("选一题…") if self._answers else self.tr("选一条…")
        self.which = NamedBox(f"{name}Which", label, list(words.items()), empty)
        signs = [(_YES, self.tr("答")), (_NO, self.tr("没有答"))]
        if not self._answers:
            signs = [(_YES, self.tr("有这条规定")), (_NO, self.tr("没有这条规定"))]
        self.sign = NamedBox(f"{name}Sign", self.tr("是还是不是"), signs, "")
        self.sign.removeItem(0)
        self.sign.setMinimumContentsLength(8)
        self.sign.show_key(_NO if row.negated else _YES)
        self.options = Choices(
            look, f"{name}Options", self.tr("哪些回答，可以多选"), many=True, optional=True
        )
        drop = ActButton(f"{name}Drop", self.tr("去掉"), role="quiet", enter=True)
        drop.clicked.connect(lambda: self.dropped.emit(self))
        asked = QWidget()
        head = QHBoxLayout(asked)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(TextLabel(self.tr("当") if self._answers else self.tr("本地"), "small"))
        head.addWidget(self.which, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(FieldBeside(look, asked, in_one_line(self.sign, drop), least=_ASKED, most=TABLE))
        column.addWidget(self.options)
        self.options.setVisible(self._answers)
        self.which.show_key(row.question if isinstance(row, AnswerRow) else row.switch)
        self._offer(row.options if isinstance(row, AnswerRow) else ())
        self.which.left.connect(self._on_which)
        self.sign.left.connect(self.changed)
        self.options.changed.connect(self.changed)

    def row(self) -> AnyRow:
        """The condition of the row."""
        negated = self.sign.key() == _NO
        if self._answers:
            return AnswerRow(self.which.key(), self.options.chosen, negated)
        return SwitchRow(self.which.key(), negated)

    def take_focus(self) -> None:
        """Focus the first empty control."""
        if self._answers and self.which.key():
            self.options.take_focus()
        else:
            self.which.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_which(self) -> None:
        self._offer(())
        if self._answers:
            self.options.take_focus()
        self.changed.emit()

    def _offer(self, chosen: Sequence[str]) -> None:
        options = list(self._offered.options.get(self.which.key(), ()))
        known = {option for option, _ in options}
        options += [(option, option) for option in chosen if option not in known]
        self.options.show_options(options, chosen)


class NamedBox(ChoiceBox):
    """A drop-down of names with keys."""

    def __init__(self, name: str, label: str, named: Sequence[tuple[str, str]], empty: str) -> None:
        super().__init__(name, label, (), empty)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        for key, words in named:
            self.addItem(words, key)
        self.currentTextChanged.connect(self.setToolTip)

    def key(self) -> str:
        """The chosen key."""
        return str(self.currentData() or "")

    def show_key(self, key: str) -> None:
        """Choose that key; an unknown key is shown as it is."""
        self.show_words(key)


class ConditionGroup(QFrame):
    """Rows of which all or one must hold. Signals: ``changed``; ``dropped(self)``."""

    changed = Signal()
    dropped = Signal(object)

    def __init__(self, look: Look, name: str, offered: Offered, group: RowGroup, depth: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        self._look = look
        self._name = name
        self._offered = offered
        self._depth = depth
        self._made = 0
        self._rows: list[ConditionRow | ConditionGroup] = []
        if depth:
            self.setProperty("role", "note-act")
        self.mode = Choices(look, f"{name}Mode", self.tr("全部满足还是任一满足"))
        modes = [
            (_ALL, self.tr("下面全部满足")),
            (_ANY, self.tr("下面任一满足")),
            (_NONE, self.tr("下面一个也不满足")),
        ]
        if _mode_of(group) == _NOT_ALL:
            modes.append((_NOT_ALL, self.tr("下面没有全部满足")))
        self.mode.show_options(modes, (_mode_of(group),))
        self.mode.changed.connect(self.changed)
        head = QHBoxLayout()
        head.addWidget(self.mode, 1)
        if depth:
            drop = ActButton(f"{name}Drop", self.tr("去掉这一组"), role="quiet", enter=True)
            drop.clicked.connect(lambda: self.dropped.emit(self))
            head.addWidget(drop)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(*((10, 8, 10, 8) if depth else (0, 0, 0, 0)))
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._inside)
        column.addLayout(self._adders())
        for row in group.rows:
            self._add(row)
        self._show_mode()

    def group(self) -> RowGroup:
        """The group of conditions in the rows."""
        rows = tuple(row.group() if isinstance(row, ConditionGroup) else row.row() for row in self._rows)
        mode = self.mode.chosen[0] if self.mode.chosen else _ALL
        if len(rows) < 2 and mode in (_ALL, _ANY):
            return RowGroup(rows=rows)
        return RowGroup(mode in (_ALL, _NOT_ALL), rows, negated=mode in (_NONE, _NOT_ALL))

    def add(self, row: AnyRow) -> None:
        """Add an empty row."""
        self._add(row).take_focus()
        self.changed.emit()

    def take_focus(self) -> None:
        """Focus the last row, or the button that adds one."""
        if self._rows:
            self._rows[-1].take_focus()
        else:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _adders(self) -> QHBoxLayout:
        self.more = ActButton(f"{self._name}More", self.tr("加一题"), role="link", enter=True)
        self.more.clicked.connect(lambda: self.add(AnswerRow()))
        local = ActButton(f"{self._name}Local", self.tr("加一条本地规定"), role="link", enter=True)
        local.clicked.connect(lambda: self.add(SwitchRow()))
        nested = ActButton(f"{self._name}Nested", self.tr("加一组"), role="link", enter=True)
        nested.clicked.connect(lambda: self.add(RowGroup(self.mode.chosen == (_ANY,), (AnswerRow(),))))
        line = QHBoxLayout()
        line.setSpacing(14)
        shown = (True, bool(self._offered.switches), self._depth < DEEPEST)
        for button, wanted in zip((self.more, local, nested), shown, strict=True):
            line.addWidget(button)
            if not wanted:
                button.hide()
        line.addStretch(1)
        return line

    def _add(self, row: AnyRow) -> ConditionRow | ConditionGroup:
        self._made += 1
        name = f"{self._name}_{self._made}"
        made: ConditionRow | ConditionGroup
        if isinstance(row, RowGroup):
            made = ConditionGroup(self._look, name, self._offered, row, self._depth + 1)
        else:
            made = ConditionRow(self._look, name, self._offered, row)
        made.changed.connect(self.changed)
        made.dropped.connect(self._drop)
        self._rows.append(made)
        self._inside.addWidget(made)
        self._show_mode()
        return made

    def _drop(self, row: ConditionRow | ConditionGroup) -> None:
        self._rows.remove(row)
        self._inside.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_mode()
        self.take_focus()
        self.changed.emit()

    def _show_mode(self) -> None:
        self.mode.setVisible(len(self._rows) > 1 or self.mode.chosen not in ((_ALL,), (_ANY,)))


def _mode_of(group: RowGroup) -> str:
    if group.negated:
        return _NOT_ALL if group.every and len(group.rows) > 1 else _NONE
    return _ALL if group.every else _ANY


class ConditionBuilder(QWidget):
    """Signals: ``changed`` when the condition changes, or is incomplete."""

    changed = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self.root: ConditionGroup | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def begin(self, condition: Condition, offered: Offered) -> None:
        """Show a condition; one that always holds has no rows: an empty first one is offered."""
        if self.root is not None:
            self._column.removeWidget(self.root)
            self.root.hide()
            self.root.deleteLater()
        group = group_of(condition)
        if not group.rows and not group.negated and offered.questions:
            only = next(iter(offered.questions)) if len(offered.questions) == 1 else ""
            group = RowGroup(rows=(AnswerRow(only),))
        self.root = ConditionGroup(self._look, self._name, offered, group)
        self.root.changed.connect(self.changed)
        self._column.addWidget(self.root)

    def condition(self) -> Condition | None:
        """The condition; None while a row is incomplete. Empty rows of a fresh builder are ignored."""
        if self.root is None:
            return None
        group = self.root.group()
        untouched = (
            len(group.rows) == 1 and isinstance(group.rows[0], AnswerRow) and not group.rows[0].options
        )
        return condition_of(RowGroup() if untouched and not group.negated else group)

    def take_focus(self) -> None:
        """Focus the first empty control."""
        if self.root is not None:
            self.root.take_focus()
