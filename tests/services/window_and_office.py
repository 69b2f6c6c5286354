"""A window and the office that its boxes are sealed to, on one clock; the test holds the station's key."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace

from counter.domain.ratings.pack import RatingPack, pack_text, read_pack, signed_pack
from counter.domain.ratings.rating import Choice
from counter.domain.ratings.sealed_box import Boxed
from counter.services.keys.back_offices import handler_card
from counter.services.ratings.office.compare_accounts import WindowAccounts, window_accounts
from counter.services.ratings.office.import_pack import ImportedRatings
from counter.services.ratings.pack import OPERATOR, pack_ratings
from counter.services.ratings.seal import seal
from tests.services.rated import Rated
from tests.services.rating_office import RatingOffice


@dataclass
class Both:
    """A window and the office that its boxes are sealed to; the test holds the station's key."""

    window: Rated
    office: RatingOffice

    def pack(self, *, everything: bool = False) -> RatingPack:
        texts: list[str] = []
        pack_ratings(self.window.app, texts.append, actor=OPERATOR, everything=everything)
        return read_pack(texts[0])

    def take(self, pack: RatingPack, **changes: object) -> ImportedRatings:
        """The pack as whoever holds the station's key sends it."""
        forged = signed_pack(replace(pack, **changes), self.window.app.journal.sign)  # type: ignore[arg-type]
        self.office.clock.at = max(self.office.clock.at, self.window.office.clock.at)
        return self.office.take(pack_text(forged))

    def day(self, *choices: Choice | None, never: int = 0) -> None:
        """A day's visits, and the night after it."""
        for choice in choices:
            self.window.rate(choice)
        for _ in range(never):
            self.window.case()
        self.window.next_day()

    def box(self, boxed: Boxed) -> str:
        """A box that nobody at the window was invited for: sealing needs the public key only."""
        return base64.b64encode(seal(handler_card(self.office.app.journal).public_key, boxed)).decode()

    def seen(self) -> WindowAccounts:
        (window,) = window_accounts(self.office.app.journal)
        return window
