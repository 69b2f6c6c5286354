"""A clerk has read what a version of the guide changes (同源发布: everybody works by the same guide, and knows it)."""

from __future__ import annotations

from counter.domain.guide.publication import VERSIONS, ChangesSeen, Versions, fold_versions
from counter.domain.journal.entries import NewEntry
from counter.services.context.ports import Journal
from counter.services.guide.versions import get_version


def see_changes(journal: Journal, number: int, *, clerk: str) -> Versions:
    """Record that the clerk read the changes of publication ``number``; said twice, it is written once.

    Raises BadInput for a number that was never taken in here.
    """
    with journal.transaction() as tx:
        known = fold_versions(tx.entries(VERSIONS))
        publication = get_version(known, number).publication
        if not known.has_seen(clerk, number):
            event = ChangesSeen(number, publication.version)
            tx.append(NewEntry(VERSIONS, event, tx.last_id(VERSIONS)), actor=clerk)
            known = fold_versions(tx.entries(VERSIONS))
            tx.commit()
    return known
