"""Facade of guide versions at the window (``WindowFacade.guide_versions``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import unreadable
from counter.domain.hall.rights import Capability
from counter.services.spreadsheet.given_file import read_given

if TYPE_CHECKING:
    from datetime import date

    from counter.domain.guide.diff.change import GuideDiff
    from counter.domain.guide.publication import KnownVersion, Versions
    from counter.services.context.app import AppContext
    from counter.services.guide.preview_pack import PackPreview
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk

MARKED_DAYS = 30
"""Days for which the window marks changes of a new version."""

_MOST_PACK = 200_000_000
_MOST_CARD = 100_000


@dataclass(frozen=True, slots=True)
class GuideStatus:
    """Known versions of the guide as of the last query. ``guide_version``: of the guide in use at this window.
    ``overlay``: the demo overlay in use, if any. ``waiting``: another version is in force; ``VersionsFacade.use``
    puts it into use between two visits.
    """

    versions: Versions
    today: date
    guide_version: str
    overlay: str | None = None
    waiting: bool = False

    @property
    def in_use(self) -> KnownVersion | None:
        """The publication in use; None: the guide shipped with the program."""
        return self.versions.in_use(self.guide_version, self.today)

    @property
    def coming(self) -> KnownVersion | None:
        """The next publication, effective on a coming day."""
        return self.versions.coming(self.today)

    @property
    def recent(self) -> KnownVersion | None:
        """The publication in use, during its first 30 days."""
        current = self.in_use
        if current is None or (self.today - current.publication.effective).days > MARKED_DAYS:
            return None
        return current

    def unread(self, clerk: Clerk | None) -> KnownVersion | None:
        """The publication in use, where that clerk has not confirmed having read its changes."""
        current = self.in_use
        if current is None or clerk is None or self.versions.has_seen(clerk.code, current.publication.number):
            return None
        return current


class VersionsFacade:
    """Versions of the guide as the window needs them: known, in use and waiting."""

    def __init__(self, facade: ProfileFacade) -> None:
        self._facade = facade
        self._waiting: AppContext | None = None
        self._diffs: dict[tuple[str, str], GuideDiff] = {}
        self._copies = facade.platform.file_copies()

    # -- at once --
    @property
    def news(self) -> GuideStatus:
        """As of the last query; initially as the profile was opened."""
        app = self._facade.app
        return GuideStatus(
            app.versions,
            civil_date(app.clock.read().at),
            app.guide.version,
            app.guide.overlay,
            self._waiting is not None,
        )

    def use(self) -> None:
        """Put the waiting version into use; only between two visits: a visit keeps the guide it began with."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._facade.change(guide=waiting.guide, index=waiting.index)

    # -- journal --
    def renew(self) -> GuideStatus:
        """Query again: another program may have imported a version, or a day may have come."""
        app = self._facade.followed()
        followed = self._facade.platform.follow_guide(app)
        if followed.versions is not app.versions:
            self._facade.change(versions=followed.versions)
        self._waiting = followed if followed.guide.version != app.guide.version else None
        return self.news

    def see(self, number: int, clerk: Clerk) -> GuideStatus:
        """Record that the clerk has read the changes of that version."""
        from counter.services.guide.versions import mark_changes_read

        app = self._facade.app
        self._facade.change(versions=mark_changes_read(app.journal, number, clerk=clerk.code))
        return self.news

    def preview_pack(self, file: Path) -> PackPreview:
        """What a pack claims; changes nothing. Raises BadInput for another file."""
        from counter.services.guide.preview_pack import preview_pack

        return preview_pack(self._facade.app, given_file(file, _MOST_PACK))

    def take_in(self, file: Path, code: str, pin: str) -> GuideStatus:
        """Import the pack, by a supervisor. Raises RuleRefused and BadInput as ``services.guide.import_pack``."""
        from counter.services.guide.import_pack import import_guide
        from counter.services.hall.staff import authorised

        app = self._facade.app
        by = authorised(app.journal, Capability.RELEASE_GUIDE, code=code, pin=pin)
        self._facade.change(versions=import_guide(app, given_file(file, _MOST_PACK), by).versions)
        return self.renew()

    def fingerprint(self, card: Path) -> str:
        """Fingerprint of a bureau's card, to be compared by people. Raises BadInput for another file."""
        from counter.domain.guide.pack import read_card
        from counter.domain.papers.verify.trusted_keys import readable_fingerprint

        return readable_fingerprint(read_card(_text(card)).public_key)

    def trust(self, card: Path, code: str, pin: str) -> str:
        """Trust that bureau, by a supervisor who compared the fingerprint; returns its name. Raises RuleRefused,
        BadInput.
        """
        from counter.services.guide.trust_bureau import trust_bureau

        fingerprint, text = self.fingerprint(card), _text(card)
        journal = self._facade.app.journal
        return trust_bureau(journal, text, fingerprint=fingerprint, code=code, pin=pin, replace=True).bureau

    # -- papers --
    def changes_of(self, number: int) -> GuideDiff:
        """Changes of that version against the one before it (or the guide shipped with the program)."""
        from counter.services.guide.versions import get_version

        versions = self._facade.app.versions
        return self._diff(versions.before(number), get_version(versions, number))

    def changes_since(self, version: str) -> GuideDiff | None:
        """Changes between a case's ``guide_version`` and the guide in use; None where they are equal, or the old one
        is not available.
        """
        app = self._facade.app
        current = self.news.in_use
        then = app.versions.of_version(version)
        if version == app.guide.version or current is None:
            return None
        shipped = {app.shipped.guide(overlay).version for overlay in {None, app.hall.overlay}}
        return None if then is None and version not in shipped else self._diff(then, current)

    def open_file(self, name: str) -> Path:
        """Temporary copy of a blank form or sample named by the guide in use, for the system's program.

        Raises WorldTrouble where the file did not come with the guide, or is damaged.
        """
        app = self._facade.app
        current = self.news.in_use
        files = () if current is None else current.publication.files
        held = next((file for file in files if file.name == name), None)
        if held is None:
            raise WorldTrouble(f"“{name}”没有随指南发到这里，请向指南的发布单位要。")
        return self._copies.copy_of(app.guides, held)

    def print_form(self, material: str, name: str, clerk: Clerk) -> tuple[str, int]:
        """Print a blank form or sample of that material and count it; the printer, and how many went out today.

        Raises BadInput where it is no PDF, WorldTrouble where the file or the printer is missing.
        """
        from counter.services.visit.give_form import print_form

        facade = self._facade
        label, given = print_form(
            facade.app, material, name, clerk=clerk.code, printer=facade.preferences.printer
        )
        return label, given.today

    def close(self) -> None:
        """Take the copies away."""
        self._copies.close()

    def _diff(self, old: KnownVersion | None, new: KnownVersion) -> GuideDiff:
        from counter.services.guide.compare import changes_between

        key = ("" if old is None else old.publication.digest, new.publication.digest)
        if key not in self._diffs:
            self._diffs[key] = changes_between(self._facade.app, old, new)
        return self._diffs[key]


def _text(file: Path) -> str:
    try:
        return given_file(file, _MOST_CARD).decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{file.name} 不是公钥文件。", field="file") from wrong


def given_file(file: Path, most: int) -> bytes:
    try:
        content = read_given(file, most)
    except (OSError, ValueError) as trouble:
        raise BadInput(unreadable(file.name, trouble), field="file") from trouble
    if content is None:
        raise BadInput(f"{file.name} 太大，不像是指南编辑室的文件。", field="file")
    return content
