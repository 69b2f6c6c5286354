"""The applicant in four masked lines; full values are shown only while the button is held."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter.domain.people.applicant import Applicant, ApplicantKind, Finding, Person
from counter.domain.people.identity import ID_TYPE_WORDS, IdType, mask_id, mask_phone
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel

_LONGEST = 40
"""Letters of a value that are shown while nobody asks for all."""
_UNBROKEN = re.compile(r"[!-~]{20,}")
"""More than the card has room for in a line, with large letters too; a masked 身份证 has 18."""


class ApplicantSummary(QWidget):
    """Shows an ``Applicant``. ``name`` begins the object names of its parts.

    Signals: ``looked`` when the full values are shown.
    """

    looked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._applicant: Applicant | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[TextLabel, TextLabel]] = []
        for row in range(5):
            pair = (TextLabel("", "small"), TextLabel("", wrap=True))
            pair[1].setObjectName(f"{name}Line{row}")
            self._grid.addWidget(pair[0], row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(pair[1], row, 1)
            self._labels.append(pair)
        self._problem = ProblemLabel()
        self._see = ActButton(f"{name}See", self.tr("按住看全"), role="quiet", enter=False)
        self._see.pressed.connect(self._show_all)
        self._see.released.connect(lambda: self._fill(masked=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid)
        column.addWidget(self._problem)
        column.addWidget(self._see, 0, Qt.AlignmentFlag.AlignRight)
        self.show_applicant(None)

    def show_applicant(self, applicant: Applicant | None) -> None:
        """Show the applicant, masked."""
        self._applicant = applicant
        self._fill(masked=True)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Show what blocks, or if nothing does, what is doubtful."""
        found = tuple(findings)
        blocking = [sentence for _, sentence, blocks in found if blocks]
        self._problem.say(
            "\n".join(blocking or [sentence for _, sentence, _ in found]), blocks=bool(blocking)
        )

    def _show_all(self) -> None:
        self._fill(masked=False)
        self.looked.emit()

    def _fill(self, *, masked: bool) -> None:
        rows = self._rows(masked=masked)
        longest = _LONGEST if masked else None
        for row, (name, value) in enumerate(self._labels):
            shown = row < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(rows[row][0])
                name.setVisible(bool(rows[row][0]))
                words = _shortened(rows[row][1], longest)
                value.setText(_breakable(words))
                value.setAccessibleName(words)
        self._see.setVisible(self._applicant is not None)

    def _rows(self, *, masked: bool) -> list[tuple[str, str]]:
        applicant = self._applicant
        if applicant is None:
            return [("", self.tr("还没有登记。扫身份证，或按 F7 填写。"))]
        rows = []
        if applicant.kind is ApplicantKind.PERSON:
            rows.append((self.tr("姓名"), applicant.name))
        else:
            planned = applicant.kind is ApplicantKind.PLANNED
            rows.append((self.tr("拟用名称") if planned else self.tr("单位"), applicant.name))
            if applicant.uscc:
                rows.append((self.tr("代码"), applicant.uscc))
        rows += self._person_rows(applicant, masked=masked)
        return rows[: len(self._labels)]

    def _person_rows(self, applicant: Applicant, *, masked: bool) -> list[tuple[str, str]]:
        rows = []
        person = applicant.person
        if person is not None:
            if applicant.kind is not ApplicantKind.PERSON:
                rows.append((self.tr("联系人"), person.name))
            rows.append((self._id_word(person), _shown_id(person, masked=masked)))
            if person.phone:
                rows.append((self.tr("电话"), mask_phone(person.phone) if masked else person.phone))
        if applicant.guardian is not None:
            relation = f"（{applicant.guardian.relation}）" if applicant.guardian.relation else ""
            rows.append((self.tr("监护人"), f"{applicant.guardian.person.name}{relation}"))
        if applicant.agent is not None:
            rows.append((self.tr("代理人"), applicant.agent.person.name))
        elif applicant.guardian is None:
            rows.append((self.tr("方式"), self.tr("本人")))
        return rows

    def _id_word(self, person: Person) -> str:
        short = person.id_type is IdType.RESIDENT_ID
        return self.tr("身份证") if short else ID_TYPE_WORDS[person.id_type][:4]


def _shortened(words: str, longest: int | None) -> str:
    """What does not fit in two lines would push what is wrong with it out of sight; held down, the button shows all."""
    if longest is None or len(words) <= longest:
        return words
    return QCoreApplication.translate("ApplicantSummary", "{0}…（共{1}个字）").format(
        words[:longest], len(words)
    )


def _breakable(words: str) -> str:
    """A foreign name without a space would be wider than the card; numbers are shorter and stay whole."""
    return _UNBROKEN.sub(lambda run: "\u200b".join(run.group()), words)


def _shown_id(person: Person, *, masked: bool) -> str:
    if not person.id_number:
        return "—"
    return mask_id(person.id_number) if masked else person.id_number
