"""What the window knows of the guide's versions (``Desk.guide_versions``, built by bootstrap)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from counter.domain.authoring.diff.change import GuideDiff
    from counter.domain.guide.publication import KnownVersion, Versions
    from counter.services.guide.preview_pack import PackTold
    from counter.ui.desks.clerk import Clerk

MARKED_DAYS = 30
"""How long the window marks what a new version changed."""


@dataclass(frozen=True, slots=True)
class GuideNews:
    """What was known of versions when it was last asked. ``guide_version``: of the guide in use at this window.

    ``overlay``: the demo overlay in use, where there is one. ``waiting``: another version is in force by now; it is
    used as soon as ``VersionsDesk.use`` is called, between two visits.
    """

    versions: Versions
    today: date
    guide_version: str
    overlay: str | None = None
    waiting: bool = False

    @property
    def in_use(self) -> KnownVersion | None:
        """The publication in use; None: what ships with the program."""
        return self.versions.in_use(self.guide_version, self.today)

    @property
    def coming(self) -> KnownVersion | None:
        """The next one, whose day is still to come."""
        return self.versions.coming(self.today)

    @property
    def recent(self) -> KnownVersion | None:
        """The publication in use while it is still new (30 days)."""
        now = self.in_use
        if now is None or (self.today - now.publication.effective).days > MARKED_DAYS:
            return None
        return now

    def unread(self, clerk: Clerk | None) -> KnownVersion | None:
        """The publication in use, where that clerk has not yet said to have read its changes."""
        now = self.in_use
        if now is None or clerk is None or self.versions.has_seen(clerk.code, now.publication.number):
            return None
        return now


class VersionsDesk(Protocol):
    """Everything the window asks about versions of the guide."""

    # -- at once --
    @property
    def news(self) -> GuideNews:
        """As last asked; at the start as the house was opened."""
        ...

    def use(self) -> None:
        """Put the version that waits into use; only between two visits: a visit keeps the guide it began with."""
        ...

    # -- background (journal) --
    def renew(self) -> GuideNews:
        """Ask anew: another program may have taken a version in, and a day may have come."""
        ...

    def see(self, number: int, clerk: Clerk) -> GuideNews:
        """Record that the clerk has read what that version changes."""
        ...

    # -- papers --
    def changes_of(self, number: int) -> GuideDiff:
        """What that version changes against the one known before it (or what ships with the program)."""
        ...

    def changes_since(self, version: str) -> GuideDiff | None:
        """What differs between a case's ``guide_version`` and the guide in use; None where they are the same, or where
        the old one is no longer here."""
        ...

    def open_file(self, name: str) -> Path:
        """A copy, for the system's own program to show, of a blank form or a sample as the guide in use names it.

        Raises WorldTrouble where the file did not come with the guide, or is damaged.
        """
        ...

    # -- background (journal): a new version --
    def look_at_pack(self, file: Path) -> PackTold:
        """What a pack says of itself; nothing changes. Raises BadInput for another file."""
        ...

    def take_in(self, file: Path, code: str, pin: str) -> GuideNews:
        """Take the pack in, by a supervisor. Raises RuleRefused and BadInput as ``services.guide.import_pack``."""
        ...

    def fingerprint(self, card: Path) -> str:
        """The fingerprint of a bureau's card, to be compared. Raises BadInput for another file."""
        ...

    def trust(self, card: Path, code: str, pin: str) -> str:
        """Believe that bureau, by a supervisor who compared the fingerprint; its name. Raises RuleRefused, BadInput."""
        ...
