"""Rows that describe a result as a thing (证照、决定书), shared by the forms that record one."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.certificate_rules import result_names
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.item_state import ItemState
from counter.domain.case.results.events import Medium, ResultForm
from counter.ui.case.acts.case_form import CaseForm, Half
from counter.ui.kit.controls.day_field import CountField, DayField
from counter.ui.kit.controls.field import Field
from counter.ui.words.results import form_word, medium_word


class ThingForm(CaseForm):
    """A form about one item with the rows of one result. Names come from the guide, the issuer from the item; the
    number is never filled in.
    """

    def _add_thing(self) -> dict[str, QWidget]:
        """Make the rows of a result; they belong at the end of the form."""
        self._form = self._choices("thingForm", self.tr("是什么"))
        self._name = Field("thingName", self.tr("名称"), self.tr("证照上印的名称"))
        self._number = Field("thingNumber", self.tr("编号"), self.tr("证照编号、文号；没有的不写"))
        self._issuer = Field("thingIssuer", self.tr("发证机关"))
        self._issued_on = DayField("thingIssuedOn", self.tr("发证日期"))
        self._valid_from = DayField("thingValidFrom", self.tr("有效期起"))
        self._valid_until = DayField("thingValidUntil", self.tr("有效期止"))
        self._medium = self._choices("thingMedium", self.tr("纸质还是电子"))
        self._originals = CountField(
            "thingOriginals", self.tr("正本份数"), self.tr("例如 1"), units=self.tr("份 本"), most=999
        )
        self._duplicates = CountField(
            "thingDuplicates", self.tr("副本份数"), self.tr("没有的不写"), units=self.tr("份 本"), most=999
        )
        self._place = Field("thingPlace", self.tr("放在哪一格"), self.tr("例如 A-03"))
        rows = {
            "form": self._add(self.tr("是什么"), self._form, "form"),
            "name": self._add(self.tr("名称"), self._name, "name"),
            "number": self._add(self.tr("编号（照证照抄，不预填）"), self._number, "number"),
            "issued": self._add_pair(Half(self._issuer, "issuer"), Half(self._issued_on, "issued_on")),
            "valid": self._add_pair(
                Half(self._valid_from, "valid_from", self.tr("有效期起（没有写的空着）")),
                Half(self._valid_until, "valid_until", self.tr("有效期止（空着就是长期）")),
            ),
            "medium": self._add(self.tr("纸质还是电子"), self._medium, "medium"),
            "copies": self._add_pair(
                Half(self._originals, "originals"), Half(self._duplicates, "duplicates")
            ),
            "place": self._add(self.tr("放在哪一格"), self._place, "place"),
        }
        self._medium.changed.connect(self._follow_medium)
        self._thing_rows = rows
        return rows

    def _fill_thing(self) -> None:
        """What is known of the chosen item's result: never its number."""
        item = self._filed_item
        decided = item.state not in (ItemState.DONE, ItemState.GRANTED) and item.state.closed
        first = ResultForm.DECISION if decided else ResultForm.CERTIFICATE
        self._form.show_options([(one.value, form_word(one)) for one in ResultForm], (first.value,))
        self._medium.show_options([(one.value, medium_word(one)) for one in Medium], (Medium.PAPER.value,))
        names = result_names(self.matter, item)
        self._name.setText(names[0] if names and first is ResultForm.CERTIFICATE else "")
        self._issuer.setText(item.asked.organ)
        for field in (self._number, self._valid_from, self._valid_until, self._duplicates, self._place):
            field.clear()
        self._issued_on.show_day(self.today)
        self._originals.setText("1")
        self._follow_medium()

    def _show_thing(self, *, shown: bool) -> None:
        """Show the rows, or hide them where nothing is here yet."""
        for row in self._thing_rows.values():
            row.setVisible(shown)
        if shown:
            self._follow_medium()

    def _follow_medium(self) -> None:
        on_paper = self._chosen_medium.on_paper
        for row in ("copies", "place"):
            self._thing_rows[row].setVisible(on_paper)

    @property
    def _chosen_medium(self) -> Medium:
        return Medium(self._medium.chosen[0]) if self._medium.chosen else Medium.PAPER

    def _thing(self) -> GivenResult:
        """The result as entered. Raises BadInput for what cannot be read."""
        medium = self._chosen_medium
        on_paper = medium.on_paper
        return GivenResult(
            name=self._name.text(),
            number=self._number.text(),
            issuer=self._issuer.text(),
            medium=medium,
            form=ResultForm(self._form.chosen[0]),
            issued_on=self._day_or_none(self._issued_on, "issued_on"),
            valid_from=self._day_or_none(self._valid_from, "valid_from"),
            valid_until=self._day_or_none(self._valid_until, "valid_until"),
            originals=self._originals.count_or_none("originals") or 0 if on_paper else 0,
            duplicates=self._duplicates.count_or_none("duplicates") or 0 if on_paper else 0,
            place=self._place.text() if on_paper else "",
        )

    def _day_or_none(self, field: DayField, name: str) -> date | None:
        return field.day_or_none(self.today, name)
