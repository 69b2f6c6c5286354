"""岗位权限: the table of roles and capabilities as the program asks it, to read. Nothing can be changed here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from counter.domain.hall.rights import CAPABILITY_WORDS, GRANT_WORDS, RIGHTS, Capability, Grant
from counter.domain.hall.roles import ROLE_TITLES, StaffRole
from counter.ui.facades.clerk import Clerk
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import Rule, TextLabel
from counter.ui.kit.messages import Message

_TONES = {Grant.YES: "strong", Grant.NO: "second"}


class RightsPage(QWidget):
    """A column for each role, a row for each capability. Signals: ``announced(message)``, never sent."""

    announced = Signal(Message)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 16, 24)
        column.setSpacing(12)
        column.addWidget(TextLabel(self.tr("岗位权限"), "title"))
        words = self.tr("一个人在一个大厅只有一个岗位。程序按这张表让谁做、不让谁做，这里只能看。")
        column.addWidget(TextLabel(words, "second", wrap=True))
        column.addWidget(self._card())
        column.addStretch(1)
        self._area = ColumnScrollArea("rightsTable", inside, reads=True)
        self._area.setAccessibleName(self.tr("岗位权限"))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._area)

    @property
    def half_done(self) -> str:
        """Nothing can be begun here."""
        return ""

    def set_clerk(self, _clerk: Clerk | None) -> None:
        """The table is the same for everybody."""

    def on_shown(self) -> None:
        """The arrow keys scroll."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def cell(self, role: StaffRole, capability: Capability) -> str:
        """What the page says there."""
        return GRANT_WORDS[RIGHTS[role, capability]]

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 3)
        for at, role in enumerate(StaffRole, 1):
            grid.addWidget(TextLabel(ROLE_TITLES[role], "strong", wrap=True), 0, at)
            grid.setColumnStretch(at, 2)
        for number, capability in enumerate(Capability):
            row = 1 + 2 * number
            grid.addWidget(Rule(), row, 0, 1, 1 + len(StaffRole))
            grid.addWidget(TextLabel(CAPABILITY_WORDS[capability], wrap=True), row + 1, 0)
            for at, role in enumerate(StaffRole, 1):
                tone = _TONES.get(RIGHTS[role, capability], "")
                said = TextLabel(self.cell(role, capability), tone, wrap=True)
                said.setObjectName(f"right_{role}_{capability}")
                said.setAccessibleName(f"{ROLE_TITLES[role]}：{CAPABILITY_WORDS[capability]}：{said.text()}")
                grid.addWidget(said, row + 1, at)
        return card
