"""The verdicts (结论) of all items of the visit, live while ticking; what is not wanted is left out here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.visit.looked_at import unseen_for
from counter.domain.visit.visit import Assessment
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.rule import Rule
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.visit.panels.dropped_items import DroppedItems
from counter.ui.visit.panels.verdict_row import VerdictRow


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
        """Show each item's verdict, and what was left out."""
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
        for place, (rule, row) in enumerate(self._rows):
            shown = place < len(verdicts)
            rule.setVisible(shown and place > 0)
            row.setVisible(shown)
            if shown and found:
                item = verdicts[place].item
                unseen = unseen_for(item, found.checklist.lines_of(item), found.visit.brought)
                row.show_verdict(verdicts[place], unseen=len(unseen))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if verdicts else Qt.FocusPolicy.NoFocus)
        self._go_to(min(self._here, max(0, len(verdicts) - 1)))

    def know_names(self, name_of: Callable[[str], str]) -> None:
        """What an item is called, for those that are not on the list any more."""
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
        place = next(
            (
                n
                for n, (_, row) in enumerate(self._rows)
                if row.geometry().contains(event.position().toPoint())
            ),
            None,
        )
        if place is not None and place < len(self._items):
            self._go_to(place)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._go_to(self._here)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go_to(self._here)

    def _go_to(self, place: int) -> None:
        self._here = place
        current = self.hasFocus() and bool(self._items)
        for n, (_, row) in enumerate(self._rows):
            row.mark(current and n == place)
        self._drop.setVisible(current)
        spoken = self._rows[place][1].accessibleName() if self._items else ""
        self.setAccessibleName(self.tr("结论，{0}").format(spoken))

    def _drop_current(self) -> None:
        if self._items:
            self.dropped.emit(self._items[self._here], True)
