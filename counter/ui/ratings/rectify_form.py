"""Base of the forms of 整改: ``ActForm`` with its rectification and the office's staff."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counter.domain.ratings.office.acts import Offer, RectifyAct
from counter.domain.ratings.office.events import Reached
from counter.domain.ratings.office.rated import Rated, Rectification
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.act_form import ActForm


class RectifyForm(ActForm[Rated, Offer, RectifyAct]):
    """A subclass fills its fields in ``_fill`` and makes the act in ``build``. ``people``: returns the office's
    staff.
    """

    people: Callable[[], Sequence[Clerk]]

    @property
    def loop(self) -> Rectification:
        """Its rectification."""
        loop = self.matter.rectification
        assert loop is not None
        return loop

    def _offer_reached(self, *, declines: bool = True) -> list[tuple[str, str]]:
        return [(r.value, r.value) for r in Reached if declines or r is not Reached.DECLINED]
