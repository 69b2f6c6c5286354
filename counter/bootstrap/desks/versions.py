"""The versions of the guide as one window knows them: answers ``ui.desks.versions`` from one open house."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from counter.bootstrap.desks.guide_file_copies import GuideFileCopies
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.spreadsheet.given_file import read_given
from counter.ui.desks.versions import GuideNews
from counter.ui.desks.window import Clerk

if TYPE_CHECKING:
    from counter.domain.authoring.diff.change import GuideDiff
    from counter.domain.guide.publication import KnownVersion
    from counter.services.context.services import House
    from counter.services.guide.preview_pack import PackTold

_MOST_PACK = 200_000_000
_MOST_CARD = 100_000


class StationVersions:
    """Versions known, in use and waiting. ``house``: the open house; ``followed``: the same by what other programs
    changed, on the journal's thread only; ``change``: gives the house other parts, from any thread.
    """

    def __init__(
        self, house: Callable[[], House], followed: Callable[[], House], change: Callable[..., House]
    ) -> None:
        self._house, self._followed, self._change = house, followed, change
        self._waiting: House | None = None
        self._diffs: dict[tuple[str, str], GuideDiff] = {}
        self._copies = GuideFileCopies()

    # -- at once --
    @property
    def news(self) -> GuideNews:
        """As last asked."""
        house = self._house()
        return GuideNews(
            house.versions,
            civil_date(house.clock.read().at),
            house.guide.version,
            house.guide.overlay,
            self._waiting is not None,
        )

    def use(self) -> None:
        """Put the version that waits into use."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._change(guide=waiting.guide, index=waiting.index)

    # -- background --
    def renew(self) -> GuideNews:
        """Ask the journal anew which version is in force today."""
        from counter.bootstrap.guide_in_force import follow_guide

        house = self._followed()
        now = follow_guide(house)
        if now.versions is not house.versions:
            self._change(versions=now.versions)
        self._waiting = now if now.guide.version != house.guide.version else None
        return self.news

    def see(self, number: int, clerk: Clerk) -> GuideNews:
        """Record that the clerk has read what that version changes."""
        from counter.services.guide.mark_changes_read import see_changes

        house = self._house()
        self._change(versions=see_changes(house.journal, number, clerk=clerk.code))
        return self.news

    def look_at_pack(self, file: Path) -> PackTold:
        """What a pack says of itself."""
        from counter.services.guide.preview_pack import look_at_pack

        return look_at_pack(self._house(), _content(file, _MOST_PACK))

    def take_in(self, file: Path, code: str, pin: str) -> GuideNews:
        """Take the pack in, by a supervisor."""
        from counter.services.guide.import_pack import take_in_guide
        from counter.services.hall.staff import require_supervisor

        house = self._house()
        by = require_supervisor(house.journal, code=code, pin=pin)
        self._change(versions=take_in_guide(house, _content(file, _MOST_PACK), by).versions)
        return self.renew()

    def fingerprint(self, card: Path) -> str:
        """The fingerprint of a bureau's card."""
        from counter.domain.guide.pack import read_card
        from counter.domain.papers.verify.trusted_keys import spoken_fingerprint

        return spoken_fingerprint(read_card(_text(card)).public_key)

    def trust(self, card: Path, code: str, pin: str) -> str:
        """Believe that bureau: the supervisor saw the fingerprint, and that of a key which it takes the place of."""
        from counter.services.guide.trust_bureau import trust_bureau

        said, text = self.fingerprint(card), _text(card)
        journal = self._house().journal
        return trust_bureau(journal, text, fingerprint=said, code=code, pin=pin, replace=True).bureau

    # -- papers --
    def changes_of(self, number: int) -> GuideDiff:
        """What that version changes against the one known before it."""
        from counter.services.guide.versions import get_version

        versions = self._house().versions
        return self._diff(versions.before(number), get_version(versions, number))

    def changes_since(self, version: str) -> GuideDiff | None:
        """What differs between a case's guide and the one in use."""
        house = self._house()
        now = self.news.in_use
        then = house.versions.of_version(version)
        if version == house.guide.version or now is None:
            return None
        shipped = {house.shipped.guide(overlay).version for overlay in {None, house.hall.overlay}}
        return None if then is None and version not in shipped else self._diff(then, now)

    def open_file(self, name: str) -> Path:
        """A copy of a blank form or sample of the guide in use; it can be read, not written."""
        house = self._house()
        now = self.news.in_use
        files = () if now is None else now.publication.files
        held = next((file for file in files if file.name == name), None)
        if held is None:
            raise WorldTrouble(f"“{name}”没有随指南发到这里，请向指南的发布单位要。")
        return self._copies.copy_of(house.guides, held)

    def close(self) -> None:
        """Take the copies away."""
        self._copies.close()

    def _diff(self, old: KnownVersion | None, new: KnownVersion) -> GuideDiff:
        from counter.services.guide.compare import changes_between

        key = ("" if old is None else old.publication.digest, new.publication.digest)
        if key not in self._diffs:
            self._diffs[key] = changes_between(self._house(), old, new)
        return self._diffs[key]


def _text(file: Path) -> str:
    try:
        return _content(file, _MOST_CARD).decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{file.name} 不是公钥文件。", field="file") from wrong


def _content(file: Path, most: int) -> bytes:
    try:
        content = read_given(file, most)
    except OSError as trouble:
        raise BadInput(f"{file.name} 打不开，请换一个文件。", field="file") from trouble
    if content is None:
        raise BadInput(f"{file.name} 太大，不像是指南编辑室的文件。", field="file")
    return content
