"""归档: the list of finished cases on their way to the archive, and the card with what one of them lacks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.document.numbering import grouped
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import at_left
from counter.ui.kit.lists.two_lines import ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows, hug_rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.case.archive.missing import Lack
    from counter.services.archive.list_files import ArchiveRow

_TONES = {
    ArchiveStage.LACKING: "correct",
    ArchiveStage.CHANGED: "correct",
    ArchiveStage.RIPE: "act",
    ArchiveStage.ARCHIVED: "act",
    ArchiveStage.PACKED: "act",
    ArchiveStage.WAITING: "gap",
}


class ArchiveCard(FittingFrame):
    """What the current case lacks, and the next step."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = TextLabel("", "strong", wrap=True)
        self._facts = TextLabel("", "second", wrap=True)
        self._lacks = TextLabel("", "body", wrap=True)
        self._lacks.setObjectName("archiveLacks")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for label in (self._title, self._facts, self._lacks):
            column.addLayout(at_left(look, label))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        # in the largest letters of a small window the step takes the room: what is read here scrolls
        area = FittingScrollArea("archiveCard", inside, reads=True, least=3)
        area.setAccessibleName(self.tr("选中的这一件，还缺什么"))
        outside.addWidget(area)

    def show_row(self, row: ArchiveRow | None) -> None:
        """Show that one, nothing for None."""
        if row is None:
            for label in (self._title, self._facts, self._lacks):
                label.setText("")
            return
        self._title.setText(f"{grouped(row.number)}　{row.bundle}")
        self._facts.setText("\n".join(self._about(row)))
        lacks = [
            self.tr("{0}\n　　到哪里补：{1}").format("\n".join(self._lacking(one) for one in same), where)
            for (_, where), same in groupby(row.lacks, key=lambda one: (one.stops, one.where))
        ]
        whole = self.tr("什么都不缺。") if not row.period else ""
        if row.stage is ArchiveStage.CHANGED:
            whole = self.tr("打包以后又有变动，再办一遍就补上。")
        self._lacks.setText("\n\n".join(lacks) or whole)
        self._lacks.setVisible(bool(self._lacks.text()))

    def _lacking(self, one: Lack) -> str:
        return (self.tr("缺：{0}") if one.stops else self.tr("请看：{0}")).format(one.words)

    def _about(self, row: ArchiveRow) -> list[str]:
        lines = [self.tr("{0}办完").format(row.finished.isoformat())]
        if not row.period:
            lines[0] += self.tr("，{0}起可以归档").format(row.ripe.isoformat())
        if row.period:
            number = self.tr("，档号 {0}").format(row.file_number) if row.file_number else ""
            lines.append(self.tr("保管期限 {0}{1}").format(row.period, number))
        if row.version:
            lines.append(self.tr("归档信息包第{0}版").format(row.version))
        return lines


class _ArchiveRows(Rows["ArchiveRow"]):
    """Rows are ``ArchiveRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join([row.stage.label, grouped(row.number), row.bundle])
        return None


def lines_of(row: ArchiveRow) -> TwoLines:
    """The bundle; how far it is on its way, the number and when it was finished."""
    stops = sum(one.stops for one in row.lacks)
    words = f"{row.stage.label} {stops}" if row.stage is ArchiveStage.LACKING else row.stage.label
    tags = ((words, _TONES.get(row.stage, "act")),)
    return TwoLines(row.bundle, grouped(row.number), (row.finished.isoformat(), "second"), tags=tags)


class ArchiveList(RowList):
    """Signals: ``current(row)`` as one walks, None where none is left; ``opened(row)`` with Enter."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "archiveList", QCoreApplication.translate("archive", "办完的件"), parent)
        self._rows = _ArchiveRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of))
        hug_rows(self, look)

    @property
    def rows(self) -> Sequence[ArchiveRow]:
        """What is listed."""
        return self._rows.rows

    def row(self) -> ArchiveRow | None:
        """The current one."""
        return self._rows.row(self.currentIndex())

    def show_rows(self, rows: Sequence[ArchiveRow], case: str = "") -> None:
        """Show these; the one of that id is current, else the first."""
        self._rows.put_rows(rows)
        at = next((n for n, row in enumerate(rows) if row.case == case), 0)
        if not self.go_to_row(at):
            self.current.emit(None)

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        if (row := self._rows.row(self.currentIndex())) is not None:
            self.opened.emit(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))
