"""What the page 流转 asks of an open profile. All of it reads or writes the journal: ``Lane.JOURNAL``; ``print``,
``save`` and ``export`` may take seconds: ``Lane.PAPERS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.facades.sheets import SheetFacade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from counter.domain.case.acts.acts import RegisterResult
    from counter.domain.case.acts.rounds import OnSlip, SeenMismatch, SlipSigned
    from counter.domain.case.item_events import Hands
    from counter.domain.case.rounds.events import MismatchEnd
    from counter.services.rounds.all_rounds import AllRounds, RoundsReader
    from counter.services.rounds.slips import SlipMade
    from counter.services.rounds.waiting import UnsignedSlip
    from counter.ui.facades.clerk import Clerk


class RoundsFacade(SheetFacade):
    """Calls of one page; imports wait until it is first shown."""

    _reader: RoundsReader | None = None

    def view(self) -> AllRounds:
        """What is to go, to come back, not signed, and who holds what (``services.rounds``)."""
        from counter.services.rounds.all_rounds import RoundsReader

        app = self._profile.followed()
        reader = self._reader = self._reader or RoundsReader()
        return self._profile.kept.read(app, "rounds", (), lambda: reader.read(app))

    def find(self, text: str) -> UnsignedSlip:
        """The unsigned slip of a code or number. Raises BadInput for any other."""
        from counter.services.rounds.waiting import find_slip

        return find_slip(self._profile.followed(), text)

    def make(
        self,
        organ: str,
        hands: Hands,
        wanted: Sequence[OnSlip],
        urgent: frozenset[str],
        clerk: Clerk,
    ) -> SlipMade:
        """One slip over all that is chosen."""
        from counter.services.rounds.slips import make_slip

        app = self._profile.followed()
        return make_slip(app, organ, hands, wanted, self._profile.row(clerk), urgent=urgent)

    def confirm(
        self,
        slip: UnsignedSlip,
        signed: SlipSigned,
        arrived: Mapping[str, Sequence[RegisterResult]],
        clerk: Clerk,
    ) -> None:
        """The organ signed."""
        from counter.services.rounds.slips import confirm_slip

        app = self._profile.followed()
        confirm_slip(app, slip.holder, slip.id, signed, self._profile.row(clerk), arrived=arrived)

    def drop(self, slip: UnsignedSlip, clerk: Clerk) -> None:
        """Nothing went on it: it is void."""
        from counter.services.rounds.slips import drop_slip

        drop_slip(self._profile.followed(), slip.holder, slip.id, self._profile.row(clerk))

    def wrong(self, case: str, seen: SeenMismatch, clerk: Clerk) -> None:
        """A paper is not as the slip says."""
        from counter.services.rounds.mismatch import record_mismatch

        record_mismatch(self._profile.followed(), case, seen, self._profile.row(clerk))

    def settle(self, case: str, mismatch: str, end: MismatchEnd, words: str, clerk: Clerk) -> None:
        """That is over."""
        from counter.services.rounds.mismatch import settle_mismatch

        app = self._profile.followed()
        settle_mismatch(app, case, mismatch, end, words, self._profile.row(clerk))

    def export(self, file: Path, clerk: Clerk) -> None:
        """Write who holds what as a workbook; that is on record."""
        from counter.services.rounds.holders import export_holders

        app = self._profile.followed()
        with self._profile.platform.whole_file(file) as half:
            half.write(export_holders(app, self._profile.row(clerk)))
