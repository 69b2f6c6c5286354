"""物料流转: sheets moved between parties, originals counted separately, and who gave and received them."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from counter.domain.case.acts.acts import CaseAct, MovePapers
from counter.domain.case.acts.custody import HeldSheets, at_organ, at_window
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.visit.checklist import Line
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.day_field import CountField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import name_field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.acts import move_word

_COUNT_WIDTH = 72


class MoveForm(CaseForm):
    """Shows only what the giving side holds; all of it moves unless a count is changed.

    Papers of items that ended without a decision go back to the applicant, and only those.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, "moveForm", self.tr("物料流转"), self.tr("登记，出具流转单"))
        self._move = self._choices("moveHands", self.tr("往哪里"))
        self._organ = self._choices("moveOrgan", self.tr("哪个部门"))
        self._sheets = QWidget()
        self._grid = QGridLayout(self._sheets)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._counts: list[tuple[Line, CountField, CountField]] = []
        self._back: set[str] = set()
        self._giver = Field("moveGiver", self.tr("交件人"), for_name=True)
        self._taker = Field("moveTaker", self.tr("接件人"), for_name=True)
        self._note_field = Field("moveNote", self.tr("说明"), self.tr("没有的不写"))
        self._add(self.tr("往哪里"), self._move, "hands")
        self._add(self.tr("哪个部门"), self._organ, "organ")
        self._add(self.tr("流转的材料"), self._sheets, "moved")
        self._add(self.tr("交件人"), self._giver, "given_by")
        self._add(self.tr("接件人"), self._taker, "taken_by")
        self._add(self.tr("说明"), self._note_field, "note")
        self._move.changed.connect(self._name_people)
        for choices in (self._move, self._organ):
            choices.changed.connect(self._show_sheets)

    def build(self) -> CaseAct:
        moved = [
            MovedPaper(line.id, line.name, originals, copies)
            for line, one, other in self._counts
            if (originals := (one.count_or_none("moved") or 0))
            + (copies := (other.count_or_none("moved") or 0))
            > 0
        ]
        return MovePapers(
            organ=self._organ.chosen[0],
            hands=Hands(self._move.chosen[0]),
            moved=tuple(moved),
            given_by=self._giver.text(),
            taken_by=self._taker.text(),
            note=self._note_field.text(),
        )

    def _fill(self) -> None:
        organs = tuple(dict.fromkeys(i.asked.organ for i in self.matter.items))
        self._organ.show_options([(o, o) for o in organs], self._whose(organs)[:1])
        self._back = {line.id for line in to_give_back(self.matter)}
        first = Hands.TO_APPLICANT if self._back else Hands.TO_ORGAN
        self._move.show_options([(h.value, move_word(h)) for h in Hands], (first.value,))
        self._note_field.clear()
        self._name_people()
        self._show_sheets()

    def _whose(self, organs: tuple[str, ...]) -> tuple[str, ...]:
        """First the departments with papers to return."""
        over = {i for line in to_give_back(self.matter) for i in line.items}
        return tuple(i.asked.organ for i in self.matter.items if i.id in over) or organs

    def _name_people(self) -> None:
        """Known persons of either side."""
        move, applicant = Hands(self._move.chosen[0]), self.matter.applicant
        there = applicant.name if applicant and move is Hands.TO_APPLICANT else ""
        people = ("", self.clerk) if move is Hands.TO_WINDOW else (self.clerk, there)
        for field, name in zip((self._giver, self._taker), people, strict=True):
            field.setText(name)

    def _show_sheets(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()
        self._counts = []
        organ, move = self._organ.chosen[0], Hands(self._move.chosen[0])
        mine = {i.id for i in self.matter.items if i.asked.organ == organ}
        for line in self.matter.lines:
            held = _held(self.matter, line, organ, move)
            if mine & set(line.items) and held != HeldSheets(0, 0):
                self._add_line(line, held)
        if not self._counts:
            self._grid.addWidget(
                TextLabel(self.tr("那里现在没有这件办件的材料。"), "second", wrap=True), 0, 0
            )

    def _add_line(self, line: Line, held: HeldSheets) -> None:
        row = len(self._counts)
        back = Hands(self._move.chosen[0]) is Hands.TO_APPLICANT and bool(self._back)
        goes = line.id in self._back if back else True
        self._grid.addWidget(TextLabel(line.name, wrap=True), row, 0)
        fields = []
        for number, (word, count) in enumerate(
            ((self.tr("原件"), held.originals), (self.tr("复印件"), held.copies))
        ):
            field = CountField(
                f"move_{line.id}_{number}",
                self.tr("{0}，{1}份数").format(line.name, word),
                units=self.tr("份 张"),
                most=999,
            )
            field.setText(str(count if goes else 0))
            field.setFixedWidth(_COUNT_WIDTH)
            field.setEnabled(count > 0)
            field.textEdited.connect(lambda _: self.touch())
            field.returnPressed.connect(lambda field=field: self._leave(field))
            said = TextLabel(word, "small")
            name_field(field, said)
            self._grid.addWidget(said, row, 1 + 2 * number)
            self._grid.addWidget(field, row, 2 + 2 * number)
            fields.append(field)
        self._counts.append((line, fields[0], fields[1]))


def _held(case: Case, line: Line, organ: str, move: Hands) -> HeldSheets:
    return at_organ(case, line, organ) if move is Hands.TO_WINDOW else at_window(case, line)
