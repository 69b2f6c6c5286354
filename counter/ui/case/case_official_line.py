"""查件: the number that the province's platform gave to the case as a whole; those of items stand with the items."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter.domain.case.case import Case
from counter.domain.case.official_events import official_words
from counter.ui.kit.controls.labels import TextLabel


class CaseOfficialLine(TextLabel):
    """The number in its parts, to be selected and copied; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "second", parent, wrap=True)
        self.setObjectName("detailOfficial")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def show_case(self, case: Case) -> None:
        """Its number."""
        number = case.official_of("")
        self.setText(self.tr("官方编号 {0}").format(official_words(number)) if number else "")
        self.setVisible(bool(number))
