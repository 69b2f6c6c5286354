"""View of the editor's tree: names that wrap, conditions in grey, a dot and text for marks."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPalette,
    QPolygonF,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from counter.domain.authoring.editing.node import Node
from counter.ui.authoring.editor.tree import EditorTree, Index, TreeRole
from counter.ui.kit.row_painting import paint_current
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowTree

_PAD, _DOT, _INDENT = 6, 6, 14
MOST_LINES = 3
_KEPT = 500
"""Texts laid out that are kept: a view asks for each twice when it measures its rows, and at every painting."""


class EditorTreeView(WholeRowTree):
    """Signals: ``picked(node, sheet)`` when the current row changes (``sheet``: of a head); ``chosen`` with Enter."""

    picked = Signal(object, str)
    chosen = Signal()

    def __init__(self, look: Look, model: EditorTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editorTree")
        self.setAccessibleName(self.tr("指南的目录：一件事、事项、材料"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.viewport().setAutoFillBackground(False)
        self.setIndentation(_INDENT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._look = look
        self._tree = model
        self.setModel(model)
        self.setItemDelegate(WordsDelegate(look, self))
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def go_to(self, index: QModelIndex) -> None:
        """Select a row and expand its ancestors."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The delegate paints the current row; the style draws nothing more."""
        plain = QStyleOptionViewItem(option)
        known = cast("Any", plain)
        clear = QColor(Qt.GlobalColor.transparent)
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            known.palette.setColor(group, QPalette.ColorRole.Highlight, clear)
        known.state &= ~QStyle.StateFlag.State_HasFocus
        super().drawRow(painter, plain, cast("QModelIndex", index))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A small triangle for rows with children, in any style."""
        if not self._tree.hasChildren(index):
            return
        middle = QPointF(rect.right() - _INDENT / 2, rect.center().y())
        down = self.isExpanded(cast("QModelIndex", index))
        points = ((-4, -2), (4, -2), (0, 3)) if down else ((-2, -4), (-2, 4), (3, 0))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("second"))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in points]))
        painter.restore()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.picked.emit(self._tree.node(current), self._tree.sheet(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class WordsDelegate(QStyledItemDelegate):
    """Paints name, grey text and mark of a row (``TreeRole``), one below the other."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._laid_out: dict[tuple[str, int, bool, int], QTextLayout] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width() - _INDENT * _depth(index, self._view)
        head, words, when, mark = self._texts(index)
        metrics = self._look.metrics("small" if head else "text")
        if not (when or mark) and metrics.horizontalAdvance(words) < width - 2 * _PAD:
            return QSize(width, metrics.height() + 2 * _PAD)  # most of thousands of rows
        high = sum(layout.boundingRect().height() for layout, _ in self._layouts(index, width - 2 * _PAD))
        return QSize(width, int(high) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        known = cast("Any", option)  # the stubs omit the fields of a style option
        rect: QRect = known.rect
        state: QStyle.StateFlag = known.state
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = isinstance(self._view, QTreeView) or self._view.hasFocus()
        if state & QStyle.StateFlag.State_Selected and seen:
            paint_current(painter, look, rect.adjusted(0, 1, -2, -1), mark=False, rounded=6)
            painter.setPen(Qt.PenStyle.NoPen)
            if self._view.hasFocus():
                painter.setBrush(look.colour("act"))
                painter.drawRect(QRect(rect.left(), rect.top() + 6, 3, rect.height() - 12))
        y = float(rect.top() + _PAD)
        for layout, role in self._layouts(index, rect.width() - 2 * _PAD):
            painter.setPen(look.colour(role))
            left = float(rect.left() + _PAD)
            if role == "correct":
                painter.setBrush(look.colour("correct"))
                middle = y + layout.boundingRect().height() / 2
                painter.drawEllipse(QPointF(left + _DOT / 2, middle), _DOT / 2, _DOT / 2)
                left += _DOT + 4
            layout.draw(painter, QPointF(left, y))
            y += layout.boundingRect().height()
        painter.restore()

    def _layouts(self, index: Index, width: int) -> list[tuple[QTextLayout, str]]:
        head, words, when, mark = self._texts(index)
        found = [(self._layout(words, width, small=head), "second" if head else "ink")]
        if when:
            found.append((self._layout(when, width, small=True), "second"))
        if mark:
            found.append((self._layout(mark, width - _DOT - 4, small=True), "correct"))
        return found

    def _texts(self, index: Index) -> tuple[bool, str, str, str]:
        held = index.data(TreeRole.TEXTS)
        if isinstance(held, tuple):
            return held
        head, words = bool(index.data(TreeRole.HEAD)), str(index.data() or "")
        return head, words, str(index.data(TreeRole.WHEN) or ""), str(index.data(TreeRole.MARK) or "")

    def _layout(self, text: str, width: int, *, small: bool = False) -> QTextLayout:
        key = (text, width, small, self._look.preferences.letters)
        known = self._laid_out.get(key)
        if known is None:
            if len(self._laid_out) >= _KEPT:
                self._laid_out.clear()
            known = self._laid_out[key] = self._lay_out(text, width, small=small)
        return known

    def _lay_out(self, text: str, width: int, *, small: bool) -> QTextLayout:
        layout = QTextLayout(text, self._look.font("small" if small else "text"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y, many = 0.0, 0
        while many < MOST_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width))
            line.setPosition(QPointF(0, y))
            y += line.height()
            many += 1
        layout.endLayout()
        last = layout.lineAt(max(0, many - 1))
        end = last.textStart() + last.textLength() if many else 0
        return self._lay_out(f"{text[: end - 2]}…", width, small=small) if end < len(text) else layout


def _depth(index: Index, view: QAbstractItemView) -> int:
    """The depth of a row in a tree; 0 in a list."""
    steps, above = int(isinstance(view, QTreeView)), index.parent()
    while above.isValid():
        steps, above = steps + 1, above.parent()
    return steps


def node_of(index: Index) -> Node | None:
    """The row of the library behind a row of the tree."""
    found = index.data(TreeRole.NODE)
    return found if isinstance(found, Node) else None
