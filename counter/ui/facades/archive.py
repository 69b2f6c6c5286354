"""What the part 归档 of the hall's page asks of an open profile; it reads the journal: ``Lane.JOURNAL``."""

from __future__ import annotations

import tomllib
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.domain.case.archive.profile import ArchiveProfile
    from counter.services.archive.list_files import ArchiveRow
    from counter.ui.facades.base import ProfileFacade


class ArchiveFacade:
    """Calls of one page; imports wait until it is first shown."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def files(self) -> tuple[ArchiveRow, ...]:
        """Finished cases on their way to the archive (``services.archive.list_files``)."""
        from counter.services.archive.list_files import list_files

        return list_files(self._profile.followed(), self._archive)

    @cached_property
    def _archive(self) -> ArchiveProfile:
        from counter.domain.case.archive.profile import archive_profile_from

        file = self._profile.resources / "archive" / "archive.toml"
        return archive_profile_from(tomllib.loads(file.read_text(encoding="utf-8")))
