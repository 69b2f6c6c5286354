"""Base of forms about a case: adds item selection and the organs' people to ``ActForm``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.case.acts.handing_over import WindowFacts
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.hall.organ_people import OrganPerson, of_organ
from counter.ui.facades.clerk import Clerk
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.even_grid import EvenGrid
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow

_BETWEEN = 12


@dataclass(frozen=True, slots=True)
class Half:
    """One of two controls in a line: ``called`` by refusals; ``label`` where it says more than the field's name;
    ``share`` of the width beside the other's.
    """

    field: Field | Choices
    called: str
    label: str = ""
    share: int = 1


class CaseForm(ActForm[Case, Possible, CaseAct]):
    """``organ_people``: needs the hall's list of organs' people; ``colleagues``: who serves here; ``windows``: its
    other windows; ``_item``: for forms about one item.

    Signals: ``lead_changed`` where it began to wait for paper, or does so no longer.
    """

    lead_changed = Signal()

    organ_people: Callable[[], Sequence[OrganPerson]]
    colleagues: Callable[[], Sequence[Clerk]]
    windows: WindowFacts
    _item: Choices

    @property
    def waits_for_paper(self) -> bool:
        """Something has to come out of the printer first: printing is what comes next, not this form."""
        return False

    def take_sheet(self, number: str, asks: str) -> None:
        """Number of the applicant's sheet that was scanned to open this form, and what it asks; most need none."""

    @property
    def _filed_item(self) -> CaseItem:
        item = self.matter.item(self._item.chosen[0])
        assert item is not None
        return item

    @property
    def _people(self) -> tuple[OrganPerson, ...]:
        """People of the organ that decides the item."""
        return of_organ(self.organ_people(), self._filed_item.asked.organ)

    def _add_pair(self, one: Half, other: Half) -> QWidget:
        """Two controls that are read together in one line, below each other where it is too short. Returns the line."""
        rows = [FieldRow(half.label or half.field.accessibleName(), half.field) for half in (one, other)]
        shares = (one.share, other.share)
        line = EvenGrid(rows, len(rows), _BETWEEN, along=Qt.AlignmentFlag.AlignTop, shares=shares)
        added = self._add("", line, one.called, other.called)
        self._at |= {half.called: half.field for half in (one, other)}
        return added

    def _item_names(self) -> list[tuple[str, str]]:
        """The items on offer, with their names."""
        return [(i.id, i.asked.name) for i in self.matter.items if i.id in self.offered.items]

    def _offer_items(self) -> None:
        """Offer the items of a form about one, the first chosen."""
        names = self._item_names()
        self._item.show_options(names, names[0][:1])
