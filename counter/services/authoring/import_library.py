"""Import a library file into the bureau's draft: merged by id, or replacing everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.authoring.merge import merged
from counter.domain.guide.diff.tally import KindTally, require_consent, tally
from counter.domain.guide.library import canonical
from counter.domain.guide.rows.faults import GuideFault
from counter.services.authoring.draft import GuideDraft, load_draft, save_draft
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.context.ports import StaffRow

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.app import AppContext


@dataclass(frozen=True, slots=True)
class ImportedLibrary:
    """Result of an import. ``changed``: the draft differs from before. ``faults``: grave ones of the draft after it.

    ``tallies``: how many rows of each kind were added, removed and changed.
    """

    draft: GuideDraft
    changed: bool
    faults: tuple[GuideFault, ...]
    tallies: tuple[KindTally, ...] = ()


def preview_import(app: AppContext, library: Library, *, whole: bool = False) -> tuple[KindTally, ...]:
    """What an import would add, remove and change; nothing is saved. Raises RuleRefused at a window."""
    before = load_draft(app).library
    return tally(before, library if whole else merged(before, library))


def import_library(
    app: AppContext, library: Library, clerk: StaffRow, *, whole: bool = False, agreed: str = ""
) -> ImportedLibrary:
    """Save the draft with ``library`` (from ``files/read_and_check``) merged in, or ``whole`` in its place.

    ``agreed``: the word required where rows are removed in bulk (``CONSENT``). Raises RuleRefused at a window and
    without that word, StaleBase where another program saved another draft meanwhile.
    """
    before = load_draft(app)
    library_after = library if whole else merged(before.library, library)
    tallies = tally(before.library, library_after)
    require_consent(tallies, agreed)
    draft = save_draft(app, library_after, before.files, clerk.code, seen=before)
    changed = library_after != before.library
    faults = check_guide(canonical(library_after)).faults if changed else ()
    return ImportedLibrary(draft, changed, tuple(fault for fault in faults if fault.grave), tallies)
