"""What became of the files of a stick: one row each, how much was new, known, missing, refused, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.ui.kit.controls.labels import Badge, Rule, TextLabel

_TONES = {
    "new": "received",
    "known": "shared",
    "held": "gap",
    "passed": "shared",
    "own": "shared",
    "refused": "correct",
}
_COLUMNS = 7


class CourierTable(QWidget):
    """Rows as ``counter courier take-in --json`` answers them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("courierTable")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)

    def show_rows(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Show these in place of those before."""
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        if rows:
            heads = (
                self.tr("文件"),
                self.tr("情况"),
                self.tr("新的"),
                self.tr("已有"),
                self.tr("已上报"),
                self.tr("缺的"),
                self.tr("没有收"),
            )
            self._line(0, tuple(TextLabel(head, "small") for head in heads))
        for number, row in enumerate(rows):
            self._show(row, 1 + 4 * number)
        self._grid.setRowStretch(1 + 4 * len(rows), 1)

    def _show(self, row: Mapping[str, object], at: int) -> None:
        rule = Rule()
        self._grid.addWidget(rule, at, 0, 1, _COLUMNS)
        missing, refused = _words(row, "missing"), _words(row, "refused")
        figures = (
            str(row.get("new", 0)),
            str(row.get("known", 0)),
            str(row.get("acknowledged", 0)),
            str(len(missing)),
            str(len(refused)),
        )
        name = TextLabel(Path(str(row.get("file", ""))).name, "strong")
        badge = Badge(str(row.get("said", "")), _TONES.get(str(row.get("outcome", "")), "shared"))
        self._line(at + 1, (name, badge, *(TextLabel(figure) for figure in figures)))
        about = [str(row.get("about", ""))]
        about += [self.tr("还缺 {0}").format(one) for one in missing]
        if row.get("numbers"):
            words = self.tr("{0}：后面的份里也带着，不用另找")
            about.append(words.format(row["numbers"]))
        if files := _words(row, "files"):
            about.append(self.tr("随带的文件：{0}，在“上报”页里看").format("、".join(files)))
        said = TextLabel("\n".join(one for one in about if one), "second", wrap=True)
        said.setVisible(bool(said.text()))
        self._grid.addWidget(said, at + 2, 0, 1, _COLUMNS)
        wrong = TextLabel(
            "\n".join((*refused, *_words(row, "held"))), "correct" if refused else "gap", wrap=True
        )
        wrong.setVisible(bool(wrong.text()))
        self._grid.addWidget(wrong, at + 3, 0, 1, _COLUMNS)

    def _line(self, at: int, parts: Sequence[QWidget]) -> None:
        for column, part in enumerate(parts):
            side = Qt.AlignmentFlag.AlignLeft if column < 2 else Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(part, at, column, side | Qt.AlignmentFlag.AlignVCenter)


def _words(row: Mapping[str, object], name: str) -> list[str]:
    found = row.get(name)
    return [str(one) for one in found] if isinstance(found, list) else []
