"""The main figures of 评价, each with its basis; counts outside the rates are listed under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.labels import TextLabel

if TYPE_CHECKING:
    from counter.domain.ratings.figures import Figures, Share


class HeadFigures(QFrame):
    """Shows the heads of ``Figures``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headFigures")
        self.setProperty("role", "card")
        self._cells = {
            name: _Cell(name, label)
            for name, label in (
                ("satisfied", self.tr("满意率")),
                ("counted", self.tr("计入的评价")),
                ("rated", self.tr("评价率")),
                ("bad", self.tr("差评")),
                ("onTime", self.tr("按期整改率")),
            )
        }
        self._apart = TextLabel("", "small", wrap=True)
        self._apart.setObjectName("apartFigures")
        line = QHBoxLayout()
        line.setSpacing(12)
        for cell in self._cells.values():
            line.addWidget(cell, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._apart)

    def show_figures(self, figures: Figures) -> None:
        """Show these; the tooltip of a hidden figure gives the reason."""
        total, cells, loop = figures.total, self._cells, figures.loop
        none = self.tr("—")
        satisfied = total.satisfied
        cells["satisfied"].say(satisfied.percent if satisfied else none, _of(satisfied))
        cells["counted"].say(
            none if total.counted is None else str(total.counted),
            self.tr("件以上，实名和匿名合计") if total.partly else self.tr("件，实名和匿名合计"),
            "".join(figures.notes),
        )
        rated = figures.rated
        cells["rated"].say(
            rated.percent if rated else none,
            self.tr("{0} / 邀请 {1} 次").format(rated.part, rated.of)
            if rated
            else self.tr("按条件筛选时没有"),
            figures.rated_why,
        )
        bad = total.bad
        part = f"{bad * 100 / total.counted:.1f}%" if bad is not None and total.counted else none
        cells["bad"].say(none if bad is None else str(bad), self.tr("件，占 {0}").format(part))
        on_time = loop.on_time if loop else None
        still = self.tr("还没答复 {0} 件，超期 {1} 件").format(loop.open, loop.overdue) if loop else ""
        cells["onTime"].say(on_time.percent if on_time else none, still)
        apart = figures.apart
        others = self.tr(
            "全部时间和大厅另有不计入满意率的：代录未核实 {0} 件 · 存疑 {1} 件 · 误评、恶意或不是本人 {2} 件"
        ).format(apart.proxy, apart.doubtful, apart.set_aside)
        lines = [others] if apart.every else []
        self._apart.setText("\n".join([*lines, "".join(figures.notes)]).strip())
        self._apart.setVisible(bool(self._apart.text()))


class _Cell(QWidget):
    """A number, its label, and its basis."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(f"figure_{name}")
        self._label = label
        self._number = TextLabel("", "number")
        self._number.setObjectName(f"number_{name}")
        self._note = TextLabel("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TextLabel(label, "small"))
        column.addWidget(self._number)
        column.addWidget(self._note)
        column.addStretch(1)

    def say(self, number: str, note: str, why: str = "") -> None:
        self._number.setText(number)
        self._number.setAccessibleName(f"{self._label} {number} {note}".strip())
        self._note.setText(note)
        self._note.setToolTip(why)
        self._number.setToolTip(why)


def _of(share: Share | None) -> str:
    return f"{share.part} / {share.of}" if share else ""
