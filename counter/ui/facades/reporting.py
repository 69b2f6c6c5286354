"""Facade of the page 上报: how the exchange stands, and joining the window to a hub. Imported with the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.services.exchange.join_hub import join_hub, kept_enrolment
from counter.services.exchange.reporting import clock_words
from counter.services.exchange.reporting_matters import ReportingMatter, reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.hall.staff import check_pin
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.exchange import hub_light
from counter.ui.facades.hall import given_content
from counter.ui.facades.light import Light

_LONGEST_FILE = 100_000


@dataclass(frozen=True, slots=True)
class ReportingView:
    """What the page shows. ``light``: as in the bar; ``hub``: where it is, "" where the window is not joined to one;
    ``exchanged``: when the last exchange came to its end, for people; ``matters``: what somebody should know.
    """

    light: Light
    hub: str
    exchanged: str
    matters: tuple[ReportingMatter, ...]


class ReportingFacade:
    """Members run on the journal lane; they raise ``CounterError`` with one sentence."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def view(self) -> ReportingView:
        """How it stands."""
        app = self._profile.app
        standing, enrolment = reporting_standing(app), kept_enrolment(app.journal)
        matters = reporting_matters(app, standing, app.clock.read().at)
        hub = "" if enrolment is None or standing.joined is None else f"{enrolment.host}（{enrolment.hall}）"
        exchanged = "" if standing.exchanged is None else clock_words(standing.exchanged)
        return ReportingView(hub_light(app), hub, exchanged, matters)

    def join(self, file: Path, passphrase: str, by: Consent) -> str:
        """Join the window to a hub by its file; where the hub is."""
        try:
            text = given_content(file, _LONGEST_FILE, "登记文件").decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput(f"{file.name} 不是汇聚库的登记文件。", field="file") from None
        app = self._profile.followed()
        return join_hub(app, text, passphrase, by=check_pin(app.journal, by.code, by.pin)).host
