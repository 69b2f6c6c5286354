"""查件: the numbers that the province's platform gave to the case and its items."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter.domain.case.case import Case
from counter.domain.case.official_events import official_words
from counter.ui.kit.controls.labels import TextLabel


class CaseOfficialLine(TextLabel):
    """One line for each number, in its parts; hidden where there is none. It can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "second", parent, wrap=True)
        self.setObjectName("detailOfficial")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def show_case(self, case: Case) -> None:
        """Its numbers, those of items with the item's name where there are several items."""
        self.setText("\n".join(_words(self, case, one.item, one.number) for one in case.official))
        self.setVisible(bool(case.official))


def _words(line: QWidget, case: Case, item_id: str, number: str) -> str:
    item = case.item(item_id)
    of = "" if item is None or len(case.items) == 1 else f"　{item.asked.name}"
    return line.tr("官方编号 {0}").format(official_words(number)) + of
