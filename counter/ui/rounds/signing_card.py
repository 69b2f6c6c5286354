"""Who of the organ signed a slip and when; the number of each certificate that came along."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from counter.domain.case.acts.rounds import SlipSigned
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel

if TYPE_CHECKING:
    from counter.ui.rounds.paper_lines import PaperLine


class SigningCard(QFrame):
    """Signals: ``changed`` after a person typed; ``numbered(text)`` as the certificate's number is typed."""

    changed = Signal()
    numbered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signingCard")
        self.setProperty("role", "card")
        self.name = Field("signedBy", self.tr("部门谁签的字"), self.tr("照单子上的签名"), for_name=True)
        self.day = DayField("signedDay", self.tr("签收日期"))
        self.number = Field("certificateNumber", self.tr("证照编号"), self.tr("取到了的照证照输入"))
        self.place = Field("certificatePlace", self.tr("格号"), self.tr("例如 A-03"))
        self._problem = ProblemLabel()
        self._problem.setObjectName("signingProblem")
        self._number_label = TextLabel(self.tr("证照编号"), "second")
        self._place_label = TextLabel(self.tr("格号"), "second")
        self.number.textEdited.connect(self.numbered)
        for field in (self.name, self.day, self.number, self.place):
            field.setMaxLength(60)
            field.textEdited.connect(lambda _: self._on_edited())
        self._arrange()

    @property
    def half_done(self) -> bool:
        """True while something typed would be lost."""
        return bool(self.name.text().strip())

    def begin(self, today: date, *, certificates: bool) -> None:
        """For another slip. ``certificates``: some are to come along."""
        for field in (self.name, self.number, self.place):
            field.clear()
        self.day.today = today
        self.day.show_day(today)
        self.say("")
        for part in (self.number, self.place, self._number_label, self._place_label):
            part.setVisible(certificates)

    def show_line(self, line: PaperLine | None) -> None:
        """The current line: a certificate's number can be typed."""
        certificate = line is not None and bool(line.item)
        self.number.setEnabled(certificate)
        self.number.setText(line.given if line is not None and certificate else "")

    def signed(self, today: date, left: tuple[tuple[str, str], ...]) -> SlipSigned:
        """As typed. Raises BadInput for a day that is none."""
        return SlipSigned(self.name.text().strip(), self.day.day(today), left)

    def say(self, sentence: str) -> None:
        """What is wrong with it."""
        self._problem.say(sentence)

    def refuse(self, sentence: str, field: str) -> None:
        """Show the sentence, and put the cursor where it can be mended."""
        self.say(sentence)
        fields = {"signed_by": self.name, "day": self.day, "number": self.number}
        target = fields.get(field)
        if target is not None and target.isVisibleTo(self) and target.isEnabled():
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self.say("")
        self.changed.emit()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        grid.addWidget(TextLabel(self.tr("谁签的字"), "second"), 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(TextLabel(self.tr("哪天"), "second"), 0, 2)
        grid.addWidget(self.day, 0, 3)
        grid.addWidget(self._number_label, 1, 0)
        grid.addWidget(self.number, 1, 1)
        grid.addWidget(self._place_label, 1, 2)
        grid.addWidget(self.place, 1, 3)
        grid.addWidget(self._problem, 2, 0, 1, 4)
