"""The acts on one rating, at the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.ratings.office.acts import Offer, RectifyAct
from counter.domain.ratings.office.rated import Rated
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.keeping_act_host import KeepingActHost
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_bar import OfferBar
from counter.ui.kit.theme import Look
from counter.ui.ratings.rectify_words import rectify_word

if TYPE_CHECKING:
    from counter.ui.kit.acts.act_form import ActForm

    RatingActForm: TypeAlias = ActForm[Rated, Offer, RectifyAct]


class RectifyActs(KeepingActHost[Rated, Offer, RectifyAct, Rated]):
    """The steps of 整改; forms are kept by the id of the rating."""

    def __init__(
        self, facade: OfficeFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(background, look, parent)
        self._facade = facade

    def _name_of(self, matter: Rated) -> str:
        return matter.id

    def _kept_words(self, form: str, matter: Rated) -> tuple[str, str]:
        still = self.tr("您没办完的“{0}”还在，填的都在，在“整改”里接着办。")
        over = self.tr("您没办完的“{0}”现在不用办了，当时填的没有留。")
        return still.format(form), over.format(form)

    def _offers(self, matter: Rated) -> Sequence[Offer]:
        return self._facade.offers(matter, self._clerk) if self._clerk is not None else ()

    def _make(self, offer: Offer) -> RatingActForm:
        from counter.ui.ratings.rectify_forms import FORMS  # the forms are not imported at start-up

        form = FORMS[offer.kind](self._look)
        form.people = self._facade.staff
        return form

    def _today(self) -> date:
        return civil_date(self._facade.now())

    def _work(self, form: RatingActForm, clerk: Clerk) -> Callable[[Rated], Rated]:
        act, reviewer = form.build(), form.consent()

        def work(rated: Rated) -> Rated:
            if reviewer is not None:
                self._facade.check_supervisor(reviewer.code, reviewer.pin)
            return self._facade.rectify(rated.id, act, clerk, rated.base)

        return work

    def _look_again(self, matter: Rated) -> Rated | None:
        return self._facade.rated(matter.id)

    def _keep(self, result: Rated) -> str:
        known = len(self._matter.history) if self._matter else 0
        self._matter = result
        done = "；".join(line.text.rstrip("。") for line in result.history[known:])
        return self.tr("已记下：{0}。").format(done)

    def _overtaken_words(self) -> tuple[str, str]:
        return (
            self.tr("这件差评刚被别处改过，这一步不用办了。"),
            self.tr("这件差评刚被别处改过，已换成最新情况；填的都还在，请看过再按。"),
        )


class RectifyBar(OfferBar[Offer]):
    """The steps of 整改."""

    def _caption(self, offer: Offer) -> tuple[str, str]:
        word = rectify_word(offer.kind)
        return (word.label if offer.urgent else word.again or word.label), word.letter
