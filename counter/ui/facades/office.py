"""Facade of the 差评处理室: an app context that holds the handler's key.

Nothing reaches a rated station: entries stay in the office's own journal (L10).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput, CounterError
from counter.domain.file_errors import unreadable
from counter.services.spreadsheet.given_file import read_given
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.light import is_joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from counter.domain.ratings.office.acts import Offer, RectifyAct
    from counter.domain.ratings.office.rated import Rated
    from counter.domain.ratings.rating import ReasonList
    from counter.services.ratings.office.import_pack import ImportedRatings
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.light import Light


class OfficeFacade(ProfileFacade):
    """Calls shared by several pages of the office; threads as in ``ui.facades.base``."""

    kind = "office"

    # -- journal --
    def ready(self) -> None:
        """Open the app context; raises WorldTrouble for a profile without the handler's key."""
        from counter.services.keys.back_offices import handler_seed

        super().ready()
        handler_seed(self.app.journal)

    def lights(self) -> Sequence[Light]:
        """Clock and printer, for an office has neither scanner nor second screen; and the hub where it is joined."""
        return tuple(
            light for light in super().lights() if light.id in ("clock", "printer") or is_joined(light)
        )

    def take_in(self, file: Path, clerk: Clerk, trusted_by: tuple[str, str] | None = None) -> ImportedRatings:
        """Import a station's pack and count its new ratings. Raises BadInput for another file.

        RuleRefused on ``public_key`` while the station's key is not trusted; ``trusted_by``: code and PIN of the
        supervisor who trusts it.
        """
        from counter.services.ratings.office.import_pack import import_ratings

        app, text = self.followed(), given_pack(file)
        trusted = "" if trusted_by is None else self.check_supervisor(*trusted_by).code
        return import_ratings(app, text, self.row(clerk), trusted)

    def in_order(self, files: Sequence[Path]) -> Sequence[Path]:
        """Packs in the order in which their windows made them; what is none comes last and is refused in its turn."""
        from counter.domain.ratings.pack import read_pack

        def place(file: Path) -> tuple[bool, str, int, int, str]:
            try:
                pack = read_pack(given_pack(file))
            except CounterError:
                return (True, file.name, 0, 0, "")
            return (False, pack.station, pack.epoch, pack.until, pack.made_at)

        return sorted(files, key=place)

    def fingerprint(self, file: Path) -> str:
        """Fingerprint of the station key that signed a pack."""
        from counter.domain.papers.verify.trusted_keys import readable_fingerprint
        from counter.domain.ratings.pack import read_pack

        return readable_fingerprint(read_pack(given_pack(file)).public_key)

    def rated(self, rating: str) -> Rated | None:
        """One rating with its history."""
        from counter.services.ratings.office.ledger import rated_of

        return rated_of(self.app, rating)

    def rectify(self, rating: str, act: RectifyAct, clerk: Clerk, base: str) -> Rated:
        """Perform an act on a rating; the rating after it. StaleBase when it changed since ``base``."""
        from counter.services.ratings.office.rectify import perform_rectify

        return perform_rectify(self.followed(), rating, act, self.row(clerk), base, self.reasons)

    # -- at once --
    @cached_property
    def reasons(self) -> ReasonList:
        """The reason list in force."""
        from counter.domain.ratings.rating import reasons_from

        return reasons_from(self.platform.read_toml(self.resources / "ratings" / "reasons-1.toml"))

    def offers(self, rated: Rated, clerk: Clerk) -> Sequence[Offer]:
        """Acts available on a rating, the most urgent first."""
        from counter.domain.calendar.workdays import civil_date
        from counter.domain.hall.rights import Capability, may
        from counter.domain.ratings.office.offers import offers
        from counter.domain.ratings.office.rules import Office

        app = self.app
        there = [row for row in self._staff if row.active]
        office = Office(
            today=civil_date(app.clock.read().at),
            calendar=app.calendar,
            people={row.code: row.name for row in there},
            supervisors=frozenset(row.code for row in there if may(row.role, Capability.CORRECT)),
            actor=clerk.code,
        )
        return offers(rated, office)


def given_pack(file: Path) -> str:
    from counter.domain.ratings.pack import LONGEST

    try:
        content = read_given(file, LONGEST)
        if content is None:
            raise BadInput(f"{file.name} 太大，不是评价包。", field="file")
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{file.name} 不是评价包，或者文件损坏。请窗口再导出一份。", field="file") from wrong
    except (OSError, ValueError) as wrong:
        raise BadInput(unreadable(file.name, wrong), field="file") from wrong
