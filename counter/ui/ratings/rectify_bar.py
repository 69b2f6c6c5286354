"""Buttons of the possible acts on a rating: the next step prominent, the others quiet."""

from __future__ import annotations

from counter.domain.ratings.office.acts import Offer
from counter.ui.kit.controls.act_bar import OfferBar
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.ratings.rectify_words import rectify_word


class RectifyBar(OfferBar[Offer]):
    """The steps of 整改."""

    def rest(self, resting: bool) -> None:
        """While a form is open, its button is the prominent one."""
        for button in self.findChildren(ActButton):
            if button.property("role") == "primary":
                button.be_quiet(resting)

    def _caption(self, offer: Offer) -> tuple[str, str]:
        word = rectify_word(offer.kind)
        return (word.label if offer.urgent else word.again or word.label), word.letter
