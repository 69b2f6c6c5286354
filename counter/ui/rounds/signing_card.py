"""Who of the organ signed a slip and when; the number of each certificate that came along."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from counter.domain.case.acts.rounds import SlipSigned
from counter.ui.kit.acts.field_grid import FieldGrid
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.rounds.paper_lines import PaperLine


class SigningCard(FieldGrid):
    """Signals: as ``FieldGrid``; ``numbered(text)`` as the certificate's number is typed."""

    numbered = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, "signingCard", "")
        self.setAccessibleName(self.tr("签收"))
        self.name = Field("signedBy", self.tr("部门谁签的字"), self.tr("照单子上的签名"), for_name=True)
        self.day = DayField("signedDay", self.tr("签收日期"))
        self.number = Field("certificateNumber", self.tr("证照编号"), self.tr("取到了的照证照输入"))
        self.place = Field("certificatePlace", self.tr("格号"), self.tr("例如 A-03"))
        for field in (self.name, self.day, self.number, self.place):
            field.setMaxLength(60)
        self._add(self.tr("谁签的字"), self.name, "signed_by")
        self._add(self.tr("哪天"), self.day, "day", beside=True)
        self._add(self.tr("证照编号"), self.number, "number")
        self._add(self.tr("格号"), self.place, "place", beside=True)
        self._end()
        self.number.textEdited.connect(self.numbered)

    def begin(self, today: date, *, certificates: bool) -> None:
        """For another slip. ``certificates``: some are to come along."""
        for field in (self.name, self.number, self.place):
            field.clear()
        self.day.today = today
        self.day.show_day(today)
        self.say("")
        for part in (self.number, self.place):
            part.setVisible(certificates)

    def show_line(self, line: PaperLine | None) -> None:
        """The current line: a certificate's number can be typed."""
        certificate = line is not None and bool(line.item)
        self.number.setEnabled(certificate)
        self.number.setText(line.given if line is not None and certificate else "")

    def signed(self, today: date, left: tuple[tuple[str, str], ...]) -> SlipSigned:
        """As typed. Raises BadInput for a day that is none."""
        return SlipSigned(self.name.text().strip(), self.day.day(today), left)
