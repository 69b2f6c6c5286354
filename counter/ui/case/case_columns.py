"""Columns of an opened case by the width there is: what is known gets one of its own on a wide screen; on a narrow one
it takes the place of the paper while it is wanted.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.column_scroll_area import FittingScrollArea

_WIDE = 1680
"""Logical pixels of the page."""
_HEAD, _LISTS, _PAPER = 11, 13, 14
"""Shares of the width of a wide page."""
_NARROW_LISTS, _NARROW_PAPER = 11, 13


class CaseColumns(QWidget):
    """``head`` over ``lists``, beside them one of paper, form and facts; wide: ``head`` over ``facts``, then ``lists``.

    Signals: ``widened(wide)`` when another arrangement is in use.
    """

    widened = Signal(bool)

    def __init__(
        self,
        head: QWidget,
        lists: QWidget,
        sheet: QWidget,
        form: QWidget,
        facts: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._head = FittingScrollArea("caseHead", head)
        self._lists, self._facts = lists, facts
        self._sheet, self._form = _page(sheet, fills=True), _page(form)
        self._wide: bool | None = None
        self._in_form = self._with_facts = False
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(24, 12, 24, 12)
        self._line.setSpacing(24)
        self._columns = [QVBoxLayout() for _ in range(3)]
        for column in self._columns:
            column.setSpacing(8)
            self._line.addLayout(column)
        self._lay_out(wide=False)

    @property
    def wide(self) -> bool:
        """Whether everything is in sight at once."""
        return bool(self._wide)

    @property
    def with_facts(self) -> bool:
        """Whether the facts stand where the paper was."""
        return self._with_facts and not self._wide

    def show_form(self, shown: bool) -> None:
        """The form of an act takes the place of the paper."""
        self._in_form = shown
        if shown:
            self._with_facts = False
        self._show()

    def show_facts(self, shown: bool) -> None:
        """The facts take the place of the paper; on a wide page they are in sight anyway."""
        self._with_facts = shown
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(wide=event.size().width() >= _WIDE)

    def _lay_out(self, *, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        first, second, third = self._columns
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass  # the widgets stay, and go into another column
        first.addWidget(self._head)
        (second if wide else first).addWidget(self._lists, 1)
        last = third if wide else second
        for part in (self._sheet, self._form):
            last.addWidget(part, 1)
        (first if wide else second).addWidget(self._facts, 1)
        shares = (_HEAD, _LISTS, _PAPER) if wide else (_NARROW_LISTS, _NARROW_PAPER, 0)
        for place, share in enumerate(shares):
            self._line.setStretch(place, share)
        self._show()
        self.widened.emit(wide)

    def _show(self) -> None:
        over = self.with_facts
        self._facts.setVisible(self.wide or over)
        self._form.setVisible(self._in_form and not over)
        self._sheet.setVisible(not self._in_form and not over)


def _page(inside: QWidget, *, fills: bool = False) -> QWidget:
    """That widget as a column, or at the top of one."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    if not fills:
        column.addStretch(0)
    return page
