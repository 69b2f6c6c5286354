"""What every form of 整改 is made of: ``ActForm`` about a rating instead of a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from counter.domain.ratings.office.acts import RectifyAct
from counter.domain.ratings.office.events import Reached
from counter.domain.ratings.office.rated import Rated, Rectification
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.controls.long_field import LongField

if TYPE_CHECKING:
    from datetime import date

    from counter.domain.case.acts.acts import Possible
    from counter.domain.case.case import Case
    from counter.domain.ratings.office.acts import Offer
    from counter.ui.desks.window import Clerk


class RectifyForm(ActForm):
    """A subclass fills its fields in ``_fill`` and makes the act in ``build``. ``people``: who is of the office."""

    people: Sequence[Clerk] = ()

    kind: type[RectifyAct] | None = None

    def begin(self, rated: Rated, offer: Offer, today: date) -> None:
        """Begin the act on this rating. ``ActForm`` speaks of a case and only hands both back."""
        self.kind = offer.kind
        self.open_for(cast("Case", rated), cast("Possible", offer), today)

    def go_on(self, rated: Rated, offer: Offer) -> None:
        """The rating changed under the hands; what was typed stays."""
        self.follow(cast("Case", rated), cast("Possible", offer))

    @property
    def rated(self) -> Rated:
        """The rating in hand."""
        return cast("Rated", self.case)

    @property
    def loop(self) -> Rectification:
        """Its rectification."""
        loop = self.rated.rectification
        assert loop is not None
        return loop

    def build(self, supervisor: str = "") -> RectifyAct:
        """The act as it stands in the fields."""
        raise NotImplementedError

    def _add(self, label: str, widget: QWidget, *fields: str) -> QWidget:
        row = super()._add(label, widget, *fields)
        if isinstance(widget, LongField):
            widget.edited.connect(self.touch)
            widget.left.connect(lambda: self._leave(widget))
        return row

    def _offer_reached(self, *, declines: bool = True) -> list[tuple[str, str]]:
        return [(r.value, r.value) for r in Reached if declines or r is not Reached.DECLINED]
