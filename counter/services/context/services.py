"""The parts every service and both doors work with, built once by ``bootstrap`` and passed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.domain.calendar.workdays import Calendar
    from counter.domain.guide.bundle_search import FindingIndex
    from counter.domain.guide.model import Guide
    from counter.domain.guide.publication import KnownVersion, Versions
    from counter.domain.hall.hall import HallConfig
    from counter.domain.hall.jurisdiction import Jurisdiction
    from counter.domain.visit.visit import Setting
    from counter.services.context.ports import Clock, GuideStore, Journal, PaperMaker, ShippedGuides
    from counter.services.context.print_queue import PrintQueue
    from counter.services.context.projection import Projector
    from counter.services.context.sheet_reader import SheetReader


@dataclass(frozen=True, slots=True)
class AppContext:
    """One open profile: journal, guide in force, the hall's settings, the place's rules, the paper maker.

    ``versions``: what was published or taken in, as of opening (``follow_guide`` renews it); ``guides``: their files;
    ``shipped``: the guides that came with the program.
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
        """Where a visit happens, at this moment."""
        from counter.domain.calendar.workdays import civil_date
        from counter.domain.visit.visit import (
            Setting,  # the whole domain; a door that only opens does not need it
        )

        now = self.clock.read().at
        known = self.versions.in_force(civil_date(now))
        publication = (
            None if known is None else known.publication
        )  # one whose guide is not used yet rules nothing
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
            publication=publication
            if publication is not None and publication.version == self.guide.version
            else None,
        )

    def _guide_at(self, known: KnownVersion) -> Guide | None:
        from counter.services.context.earlier_guide import earlier_guide

        return earlier_guide(self.guides, known)
