"""The application context: what services, window and command line work with, built once by ``bootstrap``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from counter.domain.errors import WorldTrouble

if TYPE_CHECKING:
    from counter.domain.calendar.workdays import Calendar
    from counter.domain.guide.bundle_search import FindingIndex
    from counter.domain.guide.model import Guide
    from counter.domain.guide.publication import KnownVersion, Versions
    from counter.domain.hall.hall import HallConfig
    from counter.domain.hall.jurisdiction import Jurisdiction
    from counter.domain.visit.visit import Setting
    from counter.services.context.guide_ports import GuideStore, ShippedGuides
    from counter.services.context.paper_files import SheetReader
    from counter.services.context.ports import Clock, Journal, PaperMaker
    from counter.services.context.print_queue import PrintQueue
    from counter.services.context.projection import Projector


@dataclass(frozen=True, slots=True)
class AppContext:
    """One open profile: journal, guide in force, settings of the hall, rules of the region, PDF maker.

    ``versions``: guide versions published or imported, as of opening (``follow_guide`` renews them); ``guides``: their
    files; ``shipped``: the guides installed with the program.
    """

    journal: Journal
    clock: Clock
    guide: Guide
    index: FindingIndex
    hall: HallConfig
    jurisdiction: Jurisdiction
    calendar: Calendar
    projector: Projector
    papers: PaperMaker
    queue: PrintQueue
    sheets: SheetReader
    guides: GuideStore
    versions: Versions
    shipped: ShippedGuides

    def setting(self) -> Setting:
        """Guide, rules and time that a visit is judged by, as of this moment."""
        from counter.domain.calendar.workdays import civil_date
        from counter.domain.visit.visit import (
            Setting,  # loads the whole domain: opening a profile does not need it
        )

        now = self.clock.read().at
        # A newer one may wait for a visit to end: what counts is the version in use, not the newest in force.
        known = self.versions.in_use(self.guide.version, civil_date(now))
        return Setting(
            guide=self.guide,
            switches=self.hall.switches_for(self.guide),
            authority=self.hall.authority,
            jurisdiction=self.jurisdiction,
            calendar=self.calendar,
            now=now,
            demo=self.hall.demo,
            versions=self.versions,
            guide_at=self._guide_at,
            ships=self._ships,
            publication=None if known is None else known.publication,
            serves=self.hall.serves,
        )

    def _ships(self, version: str) -> bool:
        """Whether that version of the guide came with this program, which no publication is older than."""
        return version in {self.shipped.guide(overlay).version for overlay in {None, self.hall.overlay}}

    def _guide_at(self, known: KnownVersion) -> Guide | None:
        """The guide of a version; None where its file is gone (``counter check`` reports that)."""
        try:
            return read_guide(self.guides, known.publication.digest)  # type: ignore[arg-type]  # hashed by identity
        except WorldTrouble:
            return None


@lru_cache(maxsize=2)
def read_guide(guides: GuideStore, digest: str) -> Guide:
    """The guide in a stored library. Cached: the content of a digest never changes, and every view of a case asks."""
    import msgspec

    from counter.domain.guide.library import guide_of

    return guide_of(msgspec.json.decode(guides.library(digest)))
