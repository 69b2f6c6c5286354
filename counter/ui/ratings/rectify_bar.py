"""What can be done with a rating now: the next step prominent, the rest quiet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from counter.domain.ratings.office.acts import Offer
from counter.ui.kit.controls.act_bar import ActBar
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.ratings.rectify_words import rectify_word

if TYPE_CHECKING:
    from counter.domain.case.acts.acts import Possible


class RectifyBar(ActBar):
    """``ActBar`` for a rating's offers, which have the same parts. Signals: ``chosen(offer)``."""

    def show_steps(self, offers: Sequence[Offer]) -> None:
        """Show what can be done, the urgent one prominent."""
        self.show_offers(cast("Sequence[Possible]", offers))

    def step_of(self, letter: str) -> Offer | None:
        """The act that Alt with this letter opens."""
        steps = cast("tuple[Offer, ...]", self.offers)
        return next((o for o in steps if rectify_word(o.kind).letter == letter), None)

    def rest(self, resting: bool) -> None:
        """While a form is open beside it, the form's button is the one that shines."""
        for button in self.findChildren(ActButton):
            if button.property("role") == "primary":
                button.be_quiet(resting)

    def _button(self, offer: Possible, *, prominent: bool) -> ActButton:
        step = cast("Offer", offer)
        word = rectify_word(step.kind)
        role = "primary" if prominent else "quiet"
        label = word.label if step.urgent else word.again or word.label
        button = ActButton(f"act{step.kind.__name__}", label, f"Alt+{word.letter}", role=role, enter=True)
        button.setToolTip(step.why)
        button.setAccessibleDescription(step.why)
        button.clicked.connect(lambda: self.chosen.emit(step))
        return button
