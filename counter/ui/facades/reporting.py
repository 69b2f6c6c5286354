"""Facade of the page 上报: how the exchange stands, and joining the window to a hub. Imported with the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.journal.exchange.standing import BatchOutcome
from counter.services.exchange.join_hub import hall_of_enrolment, join_hub, kept_enrolment
from counter.services.exchange.let_in_held import RevokedBatch, let_in_held, revoked_batches
from counter.services.exchange.reporting import clock_words
from counter.services.exchange.reporting_matters import ReportingMatter, reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.hall.staff import check_pin
from counter.services.parcels.parcel_lines import ParcelLine, described, parcel_lines, waiting_lines
from counter.services.parcels.send_again import send_again, sendable
from counter.services.parcels.take_parcel import set_aside, take_parcel
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.exchange import hub_light
from counter.ui.facades.hall import given_content
from counter.ui.facades.light import Light

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

_LONGEST_FILE = 100_000


@dataclass(frozen=True, slots=True)
class ReportingView:
    """What the page shows. ``light``: as in the bar; ``hub``: where it is, "" where the window is not joined to one;
    ``exchanged``: when the last exchange came to its end, for people; ``matters``: what somebody should know;
    ``files``: those that travel beside the records; ``files_only``: an office, whose records stay there;
    ``revoked``: how many batches wait because their key was revoked; ``reachable``: this
    station knows how to reach its hub.
    """

    light: Light
    hub: str
    exchanged: str
    matters: tuple[ReportingMatter, ...]
    files: tuple[ParcelLine, ...] = ()
    files_only: bool = False
    revoked: int = 0
    reachable: bool = False


class ReportingFacade:
    """Members run on the journal lane; they raise ``CounterError`` with one sentence."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def view(self) -> ReportingView:
        """How it stands."""
        app = self._profile.app
        standing = reporting_standing(app)
        matters = reporting_matters(app, standing, app.clock.read().at)
        hub = "登记读不出或不见了" if standing.damaged else _where(app) if standing.joined is not None else ""
        exchanged = "" if standing.exchanged is None else clock_words(standing.exchanged)
        files = parcel_lines(app)
        revoked = len(revoked_batches(app))
        reachable = standing.joined is not None and not standing.damaged
        return ReportingView(
            hub_light(app), hub, exchanged, matters, files, standing.files_only, revoked, reachable
        )

    def waiting_files(self) -> tuple[ParcelLine, ...]:
        """Files that wait for a person, the oldest first, each with what its taking in would change."""
        app = self._profile.app
        return tuple(described(app, one) for one in waiting_lines(app))

    def take_file(self, number: int, by: Consent) -> str:
        """Take in one of them; what became of it."""
        app = self._profile.followed()
        words = take_parcel(app, number, code=by.code, pin=by.pin)
        self._profile.follow(app)
        return words

    def sent_files(self) -> tuple[ParcelLine, ...]:
        """Files that were sent from here and can be sent once more, the newest first."""
        return sendable(self._profile.app)

    def send_again(self, number: int, by: Consent) -> None:
        """Send one of them once more."""
        send_again(self._profile.followed(), number, code=by.code, pin=by.pin)

    def decline_file(self, number: int, by: Consent) -> None:
        """Decide that it is not taken in."""
        set_aside(self._profile.followed(), number, code=by.code, pin=by.pin)

    def revoked_batches(self) -> tuple[RevokedBatch, ...]:
        """Batches that wait because the key that signed them was revoked, the oldest first."""
        return revoked_batches(self._profile.app)

    def let_in(self, batch: str, reason: str, by: Consent, second: Consent | None) -> str:
        """Let one of them in; what became of it."""
        app = self._profile.followed()
        agreed = "" if second is None else check_pin(app.journal, second.code, second.pin).code
        taken = let_in_held(app, batch, reason, code=by.code, pin=by.pin, agreed=agreed)
        if taken.outcome in (BatchOutcome.NEW, BatchOutcome.KNOWN):
            return f"放行了，收进来 {taken.new} 条。"
        return f"没有收进来：{taken.sentence}"

    def hall_of_enrolment(self, file: Path) -> tuple[str, str]:
        """Under which hall the file enrols this window, and what somebody should ask about that, else ""."""
        return hall_of_enrolment(self._profile.app, _read(file))

    def join(self, file: Path, passphrase: str, by: Consent) -> str:
        """Join the window to a hub by its file; where the hub is."""
        app, text = self._profile.followed(), _read(file)
        return join_hub(app, text, lambda: passphrase, by=check_pin(app.journal, by.code, by.pin)).host


def _read(file: Path) -> str:
    try:
        return given_content(file, _LONGEST_FILE, "登记文件").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{file.name} 不是汇聚库的登记文件。", field="file") from None


def _where(app: AppContext) -> str:
    enrolment = kept_enrolment(app.journal)
    return "" if enrolment is None else f"{enrolment.host}（{enrolment.hall}）"
