"""The verdicts (结论) of all items of the visit, live while ticking."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.domain.visit import Assessment
from counter.ui.widgets.rule import Rule
from counter.ui.widgets.text_label import TextLabel
from counter.ui.widgets.verdict_row import VerdictRow


class VerdictCard(QFrame):
    """Shows the verdicts of an ``Assessment``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdictCard")
        self.setProperty("role", "card")
        self._rows: list[tuple[Rule, VerdictRow]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 6)
        self._column.setSpacing(0)
        self._column.addWidget(TextLabel(self.tr("结论"), "title"))
        self._none = TextLabel(
            self.tr("先回答左边的问题，这里会说每个事项能不能办、差什么。"), "small", wrap=True
        )
        self._column.addWidget(self._none)

    def show_assessment(self, found: Assessment | None) -> None:
        """Show each item's verdict."""
        verdicts = found.verdicts if found else ()
        while len(self._rows) < len(verdicts):
            pair = (Rule(), VerdictRow())
            self._rows.append(pair)
            for part in pair:
                self._column.addWidget(part)
        self._none.setVisible(not verdicts)
        for place, (rule, row) in enumerate(self._rows):
            shown = place < len(verdicts)
            rule.setVisible(shown and place > 0)
            row.setVisible(shown)
            if shown and found:
                lines = found.checklist.lines_of(verdicts[place].item)
                begun = any(line.id in found.visit.brought for line in lines)
                row.show_verdict(verdicts[place], begun=begun)
