"""The hall's data for its archive, as commands read it: ``resources/archive/archive.toml``."""

from __future__ import annotations

from counter.cli.io.program import Program
from counter.domain.case.archive.profile import ArchiveProfile, archive_profile_from


def archive_profile(program: Program) -> ArchiveProfile:
    """Days to wait, fonds, names of metadata. Raises BadInput naming what is wrong in the file."""
    return archive_profile_from(program.read_toml(program.resources() / "archive" / "archive.toml"))
