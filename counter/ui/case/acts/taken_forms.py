"""代收材料 for a case that is not known here, and 核对代收材料 at the window that owns it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from counter.domain.case.acts.acts import CaseAct, CheckTaken, NamedPaper, TakeNamed
from counter.domain.errors import BadInput
from counter.domain.visit.material import Brought, MaterialState
from counter.ui.case.acts.case_form import CaseForm, Half
from counter.ui.kit.controls.day_field import CountField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import name_field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.case import day_and_time

_ROWS = 4
"""Lines shown at first; another one comes as soon as the last has a name, up to what one act may hold."""
_MOST_ROWS = 40
_COUNT_WIDTH = 72


class TakeNamedForm(CaseForm):
    """Papers by the name on the applicant's sheet, a line each; who applied, who brought them."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "takeNamedForm", self.tr("代收材料"), self.tr("代收，出具接收凭证"))
        self._asks = TextLabel("", "second", wrap=True)
        self._asks.hide()
        self._body.addWidget(self._asks)
        self._papers = QWidget()
        self._rows = self._arrange_rows()
        self._seen = self._choices("takeNamedSeen", self.tr("看过原件的是哪几行"), many=True, optional=True)
        self._applicant = Field(
            "takeNamedApplicant", self.tr("申请人"), self.tr("姓名、名称，照文书抬头写"), for_name=True
        )
        self._who = Field("takeNamedBy", self.tr("谁送来的"), self.tr("本人送来的不用写"), for_name=True)
        self._relation = Field("takeNamedRelation", self.tr("与申请人的关系"))
        self._sheet = Field("takeNamedSheet", self.tr("凭哪份文书"), self.tr("文书编号"))
        self._add(self.tr("交来的材料，名称照通知书抄，一行一种；后面写份数"), self._papers, "papers")
        self._add(self.tr("看过原件的是哪几行（没有就不选）"), self._seen, "seen")
        self._add(self.tr("申请人"), self._applicant, "applicant")
        self._add_pair(Half(self._who, "brought_by"), Half(self._relation, "relation"))
        self._add(self.tr("凭哪份文书"), self._sheet, "sheet")

    def take_sheet(self, number: str, asks: str) -> None:
        self._sheet.setText(number)
        self._asks.setText(self.tr("扫到的文书：{0}。具体是哪几样，看纸上的表。").format(asks))
        self._asks.setVisible(bool(asks))

    def take_focus(self) -> None:
        """Focus the first name."""
        self._focus(self._rows[0][0])

    def build(self) -> CaseAct:
        seen = set(self._seen.chosen)
        papers = tuple(
            NamedPaper(name.text().strip(), copies.count_or_none("papers") or 0, str(row) in seen)
            for row, (name, copies) in enumerate(self._rows, 1)
            if name.text().strip()
        )
        return TakeNamed(
            self.matter.number,
            papers,
            self._applicant.text(),
            self._who.text(),
            self._relation.text(),
            self._sheet.text(),
        )

    def _fill(self) -> None:
        for name, copies in self._rows:
            name.clear()
            copies.setText("1")
        self._seen.show_options((), ())
        self._show_rows()
        for field in (self._applicant, self._who, self._relation, self._sheet):
            field.clear()

    def _arrange_rows(self) -> list[tuple[Field, CountField]]:
        grid = QGridLayout(self._papers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        heads = TextLabel(self.tr("材料名称"), "small"), TextLabel(self.tr("份数"), "small")
        for column, head in enumerate(heads):
            grid.addWidget(head, 0, column)
        rows = []
        for row in range(_MOST_ROWS):
            name = Field(f"takeNamedPaper{row}", self.tr("第{0}行，材料名称").format(row + 1))
            copies = CountField(
                f"takeNamedCopies{row}",
                self.tr("第{0}行，份数").format(row + 1),
                units=self.tr("份 张"),
                most=999,
            )
            copies.setFixedWidth(_COUNT_WIDTH)
            for column, field in enumerate((name, copies)):
                name_field(field, heads[column])
                grid.addWidget(field, row + 1, column)
            name.textEdited.connect(lambda _: self._show_rows())
            rows.append((name, copies))
        return rows

    def _show_rows(self) -> None:
        """One empty line more than are written, and as many lines to choose from."""
        last = max((n for n, (name, _) in enumerate(self._rows, 1) if name.text().strip()), default=0)
        shown = min(max(_ROWS, last + 1), _MOST_ROWS)
        for n, line in enumerate(self._rows, 1):
            for field in line:
                field.setVisible(n <= shown)
        chosen = self._seen.chosen
        self._seen.show_options([(str(n), self.tr("第{0}行").format(n)) for n in range(1, shown + 1)], chosen)


class CheckTakenForm(CaseForm):
    """What other windows took in; only what is not as recorded there is chosen, with the reason."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "checkTakenForm", self.tr("核对代收材料"), self.tr("材料在手，核对过了"))
        self._taken = TextLabel("", wrap=True)
        self._body.addWidget(self._taken)
        self._wrong = self._choices("checkTakenWrong", self.tr("不符合的"), many=True, optional=True)
        self._reason = Field("checkTakenReason", self.tr("哪里不符合"), self.tr("有不符合的才写"))
        self._add(self.tr("不符合的（都对就不选）"), self._wrong, "materials")
        self._add(self.tr("哪里不符合"), self._reason, "note")

    def build(self) -> CaseAct:
        note = self._reason.text().strip()
        if self._wrong.chosen and not note:
            raise BadInput(self.tr("请写明哪里不符合。"), field="note")
        brought = self.matter.brought
        return CheckTaken(
            {
                line: Brought(MaterialState.DEFECTIVE, copies=brought[line].copies, note=note)
                for line in self._wrong.chosen
            }
        )

    def _fill(self) -> None:
        names = {line.id: line.name for line in self.matter.lines}
        told = []
        for one in self.matter.taken_elsewhere:
            if not one.checked:
                papers = "、".join((*(names[line] for line in one.lines), *one.unnamed))
                words = self.tr("窗口 {0}，{1} 收：{2}").format(one.station, day_and_time(one.at), papers)
                if one.unnamed:
                    words += self.tr("（“{0}”不在清单里，请看实物）").format("、".join(one.unnamed))
                told.append(words)
        self._taken.setText("\n".join(told))
        lines = [(line, names[line]) for line in self.offered.lines if line in names]
        self._wrong.show_options(lines, ())
        self._reason.clear()
