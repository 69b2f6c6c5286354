"""Difference between two guide versions that a profile knows, or between the last one and the bureau's draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter.domain.guide.diff.change import GuideDiff
from counter.domain.guide.diff.diff import diff
from counter.domain.guide.publication import KnownVersion
from counter.domain.guide.terms import AttachedFile
from counter.services.guide.versions import guide_versions, library_of_version

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.app import AppContext


def changes_between(app: AppContext, old: KnownVersion | None, new: KnownVersion | None) -> GuideDiff:
    """Difference of two publications with their attached files; None: the guide shipped with the program.

    Raises WorldTrouble where a library is gone or damaged.
    """
    return diff(library_of_version(app, old), library_of_version(app, new), (files_of(old), files_of(new)))


def changes_of_draft(app: AppContext, library: Library, files: Sequence[AttachedFile]) -> GuideDiff:
    """Difference of the last publication (or the shipped guide) and a draft. Raises WorldTrouble as above."""
    last = guide_versions(app.journal).last
    return diff(library_of_version(app, last), library, (files_of(last), tuple(files)))


def files_of(known: KnownVersion | None) -> tuple[AttachedFile, ...]:
    """Files attached to a publication; none to the shipped guide."""
    return () if known is None else known.publication.files
