"""Verdicts (结论) of all items of the visit, updated while recording; unwanted items are dropped here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.jurisdiction import PENDING
from counter.domain.visit.clocks import DEFAULT_BASIS
from counter.domain.visit.looked_at import UNSEEN, unseen_for
from counter.domain.visit.material import MaterialState
from counter.domain.visit.originals import ORIGINALS
from counter.domain.visit.verdict import Outcome, Verdict
from counter.domain.visit.visit import Assessment
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import Badge, Rule, TextLabel
from counter.ui.kit.theme import restyle
from counter.ui.words.outcomes import due_words, outcome_tone, outcome_word


class VerdictCard(QFrame):
    """Shows the verdicts of an ``Assessment``. One tab stop: arrows walk the items, Delete leaves one out.

    Signals: ``dropped(item, on)``: the applicant does not want it this time, or wants it again.
    """

    dropped = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdictCard")
        self.setProperty("role", "card")
        self._items: list[str] = []
        self._here = 0
        self._rows: list[tuple[Rule, VerdictRow]] = []
        self._drop = ActButton("dropItem", self.tr("不办这一项"), "Delete", role="quiet")
        self._drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._drop.clicked.connect(self._drop_current)
        policy = self._drop.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._drop.setSizePolicy(policy)
        self._drop.hide()
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.tr("结论"), "title"), 1)
        head.addWidget(self._drop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 6)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._none = TextLabel("", "small", wrap=True)
        self._none.setObjectName("noVerdict")
        self._column.addWidget(self._none)
        self._left_out = DroppedItems()
        self._left_out.wanted.connect(lambda item: self.dropped.emit(item, False))
        self._column.addWidget(self._left_out)

    def show_assessment(self, found: Assessment | None) -> None:
        """Show each item's verdict, and dropped items."""
        verdicts = found.verdicts if found else ()
        self._items = [v.item for v in verdicts]
        while len(self._rows) < len(verdicts):
            pair = (Rule(), VerdictRow())
            self._rows.append(pair)
            for part in pair:
                self._column.insertWidget(self._column.count() - 1, part)
        self._left_out.show_items(found.visit.dropped if found else ())
        nothing = (
            found is not None and found.checklist.nothing_needed and not any(q.open for q in found.asked)
        )
        self._none.setText(
            self.tr("没有在这里办的事项，不用出结论。")
            if nothing
            else self.tr("先回答左边的问题，这里会说每个事项能不能办、差什么。")
        )
        self._none.setVisible(not verdicts and self._left_out.isHidden())
        for index, (rule, row) in enumerate(self._rows):
            shown = index < len(verdicts)
            rule.setVisible(shown and index > 0)
            row.setVisible(shown)
            if shown and found:
                item = verdicts[index].item
                unseen = unseen_for(item, found.checklist.lines_of(item), found.visit.brought)
                row.show_verdict(verdicts[index], unseen=len(unseen))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if verdicts else Qt.FocusPolicy.NoFocus)
        self._go_to(min(self._here, max(0, len(verdicts) - 1)))

    def know_names(self, name_of: Callable[[str], str]) -> None:
        """Set the names of items, for those no longer listed."""
        self._left_out.name_of = name_of

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go_to(max(0, min(len(self._items) - 1, self._here + step)))
        elif key == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self._drop_current()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = next(
            (
                n
                for n, (_, row) in enumerate(self._rows)
                if row.geometry().contains(event.position().toPoint())
            ),
            None,
        )
        if index is not None and index < len(self._items):
            self._go_to(index)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._go_to(self._here)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go_to(self._here)

    def _go_to(self, index: int) -> None:
        self._here = index
        current = self.hasFocus() and bool(self._items)
        for n, (_, row) in enumerate(self._rows):
            row.mark(current and n == index)
        self._drop.setVisible(current)
        spoken = self._rows[index][1].accessibleName() if self._items else ""
        self.setAccessibleName(self.tr("结论，{0}").format(spoken) if spoken else self.tr("结论"))

    def _drop_current(self) -> None:
        if self._items:
            self.dropped.emit(self._items[self._here], True)


_PLAIN = (Outcome.ACCEPT, Outcome.DONE)


class VerdictRow(QWidget):
    """Shows a ``Verdict``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdictRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dot = TextLabel()
        self._name = TextLabel("", wrap=True)
        self._organ = TextLabel("", "small", wrap=True)
        self._badge = Badge("", "act")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._organ)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 7, 0, 7)
        line.setSpacing(8)
        line.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        line.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_verdict(self, verdict: Verdict, *, unseen: int) -> None:
        """``unseen``: number of this item's papers not looked at; faults are shown only when it is 0."""
        waits = verdict.rule == UNSEEN
        defective = sum(g.state == MaterialState.DEFECTIVE for g in verdict.gaps)
        tone = "shared" if waits else outcome_tone(verdict.outcome)
        if verdict.outcome is Outcome.CORRECT and not defective:
            tone = "gap"  # nothing is wrong, something is still missing
        word = self.tr("看完再定") if waits else outcome_word(verdict.outcome)
        if verdict.rule == ORIGINALS:
            word = self.tr("待核原件")  # nobody continues it elsewhere: this window must look
        self._badge.show_word(word, tone)
        restyle(self._dot, light={"received": "good", "gap": "warn", "correct": "bad"}.get(tone, "absent"))
        self._name.setText(verdict.item_name)
        parts = [verdict.organ, *([self.tr("待认定")] if verdict.maybe else [])]
        if verdict.outcome is Outcome.CORRECT:
            if defective:
                parts.append(self.tr("{0} 项不符").format(defective))
            if len(verdict.gaps) > defective:
                parts.append(self.tr("还差 {0} 份").format(len(verdict.gaps) - defective))
        elif waits:
            parts.append(self.tr("还有 {0} 份没看").format(unseen))
        elif verdict.due is not None:
            unsure = f"，{PENDING}" if DEFAULT_BASIS in verdict.due.text else ""
            parts.append(due_words(verdict.due) + unsure)
        self._organ.setText(" · ".join(parts))
        self.setToolTip(f"{verdict.reason}{verdict.due.text if verdict.due is not None else ''}")
        self.setAccessibleName(f"{verdict.item_name}，{verdict.organ}，{word}。{verdict.reason}")

    def mark(self, current: bool) -> None:
        """Mark the item the keys apply to."""
        restyle(self, current=current)


class DroppedItems(QWidget):
    """Hidden while no item was dropped. ``name_of``: item id → name. Signals: ``wanted(item)``."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("droppedItems")
        self.name_of: Callable[[str], str] = str
        self._shown: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(4)
        self.hide()

    def show_items(self, items: Sequence[str]) -> None:
        """Show these as left out."""
        self.setVisible(bool(items))
        if tuple(items) == self._shown:
            return
        self._shown = tuple(items)
        while (one := self._column.takeAt(0)) is not None:
            old = one.widget()
            old.hide()
            old.deleteLater()
        buttons = [self._add(item) for item in items]
        parent = self.parentWidget()
        for first, second in pairwise(([parent] if parent else []) + buttons):
            QWidget.setTabOrder(first, second)

    def _add(self, item: str) -> QWidget:
        name = self.name_of(item)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(TextLabel(self.tr("这次不办：{0}").format(name), "small", wrap=True), 1)
        button = ActButton(f"again_{item}", self.tr("重新加上"), role="link", enter=True)
        button.setAccessibleName(self.tr("重新加上：{0}").format(name))
        button.clicked.connect(lambda: self.wanted.emit(item))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(row)
        return button
