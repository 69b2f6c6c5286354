"""事项编号 of an agreement: typed as ids, or found by the item's name or pinyin; the names stand below the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.row_views import is_enter
from counter.ui.kit.whole_rows import WholeRowItems

_BETWEEN = "、"
_SEPARATORS = re.compile(r"[、,，;；\s]+")
_MOST_OFFERED, _MOST_NAMED = 8, 12
_ROW_EDGE = 8
_ID = int(Qt.ItemDataRole.UserRole) + 1
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

FindItems = Callable[[str], Sequence[tuple[str, str]]]
"""Items by name, pinyin or id: id and name."""


class ItemsField(Field):
    """``offers``: items found for what is typed; ``names``: of the ids typed; ``unknown``: ids that the guide does not
    have. All three stand below the field.
    """

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.setMaxLength(10_000)
        self.setPlaceholderText(self.tr("打事项名称或拼音首字母来找，例如 spjy"))
        self.names = TextLabel("", "small", wrap=True)
        self.names.setObjectName("itemNames")
        self.unknown = ProblemLabel()
        self.unknown.setObjectName("unknownItems")
        self._find: FindItems = lambda _: ()
        self._name_of: Callable[[str], str] = lambda _: ""
        self.offers = WholeRowItems()
        self.offers.setObjectName("itemOffers")
        self.offers.setAccessibleName(self.tr("找到的事项"))
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.itemClicked.connect(lambda _: self._take())
        self.offers.hide()
        self.textEdited.connect(self._offer)
        self.textChanged.connect(lambda _: self._show_names())

    def know(self, find: FindItems, name_of: Callable[[str], str]) -> None:
        """Set how items are found, and the name of an id ("" for one that the guide does not have)."""
        self._find, self._name_of = find, name_of
        self._show_names()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:  # a click on an offer takes it
            self.offers.hide()
        self._show_names()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While items are offered the arrows walk them, Enter takes one, Esc closes them."""
        if self.offers.isHidden():
            super().keyPressEvent(event)
        elif is_enter(event):
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self.offers.hide()
        elif event.key() in _STEPS:
            row = self.offers.currentRow() + _STEPS[Qt.Key(event.key())]
            self.offers.setCurrentRow(max(0, min(row, self.offers.count() - 1)))
        else:
            super().keyPressEvent(event)

    def _offer(self, text: str) -> None:
        before = text[: self.cursorPosition()]
        typed = _SEPARATORS.split(before)[-1]
        taken = set(_SEPARATORS.split(text))
        found = [(i, name) for i, name in self._find(typed) if i not in taken] if typed else []
        self.offers.clear()
        for item, name in found[:_MOST_OFFERED]:
            row = QListWidgetItem(f"{name}　{item}")
            row.setData(_ID, item)
            row.setSizeHint(QSize(0, self.fontMetrics().height() + _ROW_EDGE))
            self.offers.addItem(row)
        rows = self.offers.count()
        self.offers.setCurrentRow(0)
        self.offers.setFixedHeight(rows * (self.fontMetrics().height() + _ROW_EDGE) + 2 * _ROW_EDGE)
        self.offers.setVisible(bool(rows))

    def _take(self) -> None:
        """Put the id in place of what was typed for it."""
        row = self.offers.currentItem()
        if row is None:
            return
        text, here, item = self.text(), self.cursorPosition(), str(row.data(_ID))
        typed = _SEPARATORS.split(text[:here])[-1]
        before, after = text[: here - len(typed)], text[here:]
        self.setText(before + item + after)
        self.setCursorPosition(len(before) + len(item))
        self.setModified(True)
        self.offers.hide()
        self.textEdited.emit(self.text())

    def _show_names(self) -> None:
        ids = [one for one in _SEPARATORS.split(self.text()) if one]
        named = [(one, self._name_of(one)) for one in ids]
        known = [name for _, name in named if name]
        more = self.tr("等{0}个").format(len(known)) if len(known) > _MOST_NAMED else ""
        self.names.setText("；".join(known[:_MOST_NAMED]) + more)
        self.names.setVisible(bool(known))
        typing = _SEPARATORS.split(self.text()[: self.cursorPosition()])[-1] if self.hasFocus() else ""
        unknown = [one for one, name in named if not name and one != typing]
        words = self.tr("办事指南里没有：{0}").format(_BETWEEN.join(unknown)) if unknown else ""
        self.unknown.say(words, blocks=False)
        self.setAccessibleDescription(words or self.names.text())
