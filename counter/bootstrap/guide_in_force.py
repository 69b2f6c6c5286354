"""The guide in force in a profile: the newest version whose effective date has come, or the shipped guide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from counter import config

if TYPE_CHECKING:
    from counter.db.guide.shelf import GuideShelf
    from counter.db.guide.store import GuideFiles
    from counter.domain.guide.bundle_search import FindingIndex
    from counter.domain.guide.model import Guide
    from counter.domain.guide.publication import KnownVersion, Versions
    from counter.domain.hall.hall import HallConfig
    from counter.services.context.app import AppContext


def guide_in_force(
    versions: Versions, day: date, store: GuideFiles, shipped: GuideShelf, hall: HallConfig
) -> tuple[Guide, FindingIndex]:
    """The guide in force on a date, with its search index.

    Raises WorldTrouble naming the file where a version in force is missing: no other version replaces it.
    """
    known = versions.in_force(day)
    if known is None:
        return shipped.guide(hall.overlay), shipped.index()
    return _published(known, store)


def follow_guide(app: AppContext) -> AppContext:
    """The app context with the guide and versions currently in force.

    Returns ``app`` itself where nothing was published, imported or read since and no effective date has come.
    """
    from counter.db.guide.shelf import GuideShelf
    from counter.db.guide.store import GuideFiles
    from counter.domain.calendar.workdays import civil_date
    from counter.services.guide.versions import guide_versions

    versions = guide_versions(app.journal)
    if versions == app.versions:
        versions = app.versions
    known = versions.in_force(civil_date(app.clock.read().at))
    current = app.guide.version
    same = versions.of_version(current) is None if known is None else known.publication.version == current
    if same:
        return app if versions is app.versions else replace(app, versions=versions)
    assert isinstance(app.guides, GuideFiles)  # ``build_app`` opens no other kind
    assert isinstance(app.shipped, GuideShelf)
    if known is None:
        guide, index = app.shipped.guide(app.hall.overlay), app.shipped.index()
    else:
        guide, index = _published(known, app.guides)
    return replace(app, versions=versions, guide=guide, index=index)


def _published(known: KnownVersion, store: GuideFiles) -> tuple[Guide, FindingIndex]:
    from counter.db.guide.shelf import GuideShelf

    folder = store.compiled_folder(known.publication.digest)
    shelf = GuideShelf(folder, names=config.resources_folder() / "names")
    return shelf.guide(None), shelf.index()
