"""All that the window of the 差评处理室 knows of the house (bootstrap builds it); members as in ``ui.desks.window``.

Nothing here reaches a rated station: what is written stays in the office's own journal (L10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from counter.domain.ratings.figures import Figures
    from counter.domain.ratings.office.acts import Offer, RectifyAct
    from counter.domain.ratings.office.rated import Rated
    from counter.domain.ratings.rating import ReasonList
    from counter.services.context.ports import RatingFilter, RatingRow, StationIdentity
    from counter.services.ratings.office.compare_accounts import WindowAccounts
    from counter.services.ratings.office.import_pack import TakenIn
    from counter.services.ratings.office.ledger import RectificationView
    from counter.ui.desks.window import Clerk, Light, PageImage, Preferences


class OfficeDesk(Protocol):
    """Everything the office window gets, and nothing else."""

    # -- at once, before ready --
    @property
    def resources(self) -> Path:
        """The folder with fonts, theme, icons and translations."""
        ...

    @property
    def preferences(self) -> Preferences:
        """Theme and size as last saved."""
        ...

    def now(self) -> datetime:
        """The office's clock, UTC and aware."""
        ...

    # -- background --
    def ready(self) -> None:
        """Open the journal; afterwards everything else may be asked."""
        ...

    def warm(self) -> None:
        """Once ready: start what makes papers. Nobody who signs on waits for it."""
        ...

    def sign_on(self, code: str, pin: str) -> Clerk:
        """The person of that code and PIN. Raises RuleRefused with one sentence when they do not fit."""
        ...

    def check_supervisor(self, code: str, pin: str) -> Clerk:
        """The supervisor of that code and PIN: the second person who sets a rating aside. Raises RuleRefused."""
        ...

    def confirm_clock(self, code: str, pin: str) -> Clerk:
        """The supervisor who says that the clock is right although it went back."""
        ...

    def save_preferences(self, preferences: Preferences) -> None:
        """Remember theme and size."""
        ...

    def lights(self) -> Sequence[Light]:
        """The status lights, left to right."""
        ...

    def take_in(self, file: Path, clerk: Clerk, trusted_by: tuple[str, str] | None = None) -> TakenIn:
        """Open a station's pack: what was new in it is counted from now on. Raises BadInput for what is no pack.

        RuleRefused of ``public_key`` where nobody vouches for the station's key yet; ``trusted_by``: code and PIN of
        the supervisor who then does.
        """
        ...

    def fingerprint(self, file: Path) -> str:
        """The fingerprint of the station's key that a pack is signed with."""
        ...

    def packs(self) -> int:
        """How many packs were ever taken in."""
        ...

    def window_accounts(self) -> Sequence[WindowAccounts]:
        """What each window's accounts say, and what does not agree."""
        ...

    def figures(self, wanted: RatingFilter, clerk: Clerk) -> Figures:
        """The numbers of these ratings; small groups are not told."""
        ...

    def ratings(self, wanted: RatingFilter, clerk: Clerk) -> Sequence[RatingRow]:
        """The ratings themselves, newest first. Raises RuleRefused for a group too small to be looked into."""
        ...

    def export_ratings(self, file: Path, wanted: RatingFilter, clerk: Clerk) -> None:
        """Write the ratings and their figures as a workbook (Excel)."""
        ...

    def export_rectifications(self, file: Path, clerk: Clerk) -> None:
        """Write 整改台账 as a workbook (Excel)."""
        ...

    def rectifications(self, clerk: Clerk, *, closed: bool) -> Sequence[RectificationView]:
        """What is to be put right, the nearest day first; ``closed``: also what is done."""
        ...

    def unconfirmed(self, clerk: Clerk) -> Sequence[RatingRow]:
        """代录 and doubtful ratings that nobody has confirmed yet: they count in no rate before."""
        ...

    def rated(self, rating: str) -> Rated | None:
        """One rating with everything that was done about it."""
        ...

    def rectify(self, rating: str, act: RectifyAct, clerk: Clerk, base: str) -> Rated:
        """Do something with a rating; as it then stands. StaleBase when it changed since ``base``."""
        ...

    def log_look(self, rating: str, clerk: Clerk) -> None:
        """Note that the rater's full personal data were shown."""
        ...

    # -- papers --
    def answer_pages(self, rated: Rated) -> Sequence[PageImage]:
        """The pages of the newest 差评整改反馈单, for the preview. Not a copy: nothing is logged."""
        ...

    def copy_answer(self, rated: Rated, file: Path, clerk: Clerk) -> int:
        """Write it as PDF; it gets an entry, and the copy serial is returned."""
        ...

    def print_answer(self, rated: Rated, clerk: Clerk, printer: str = "") -> tuple[int, str]:
        """Send it to the print queue: the copy serial and the printer's label. WorldTrouble: nothing was counted."""
        ...

    # -- at once, after ready --
    @property
    def station(self) -> StationIdentity:
        """Which office this is."""
        ...

    def staff(self) -> Sequence[Clerk]:
        """The people of the office."""
        ...

    def reasons(self) -> ReasonList:
        """The reason list in force."""
        ...

    def offers(self, rated: Rated, clerk: Clerk) -> Sequence[Offer]:
        """What can be done with a rating now, the most urgent first."""
        ...
