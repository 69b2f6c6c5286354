"""Put a library from a file into the bureau's draft: joined by id, or instead of all that was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.guide.diff.tally import KindTally, require_consent, tally
from counter.domain.guide.library import canonical
from counter.domain.guide.merge import merged
from counter.domain.guide.rows.faults import GuideFault
from counter.services.authoring.draft import GuideDraft, load_draft, save_draft
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.context.ports import StaffRow

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.services import AppContext


@dataclass(frozen=True, slots=True)
class PutIn:
    """``changed``: whether the draft differs from what it was. ``faults``: grave ones of the draft as it now stands.

    ``tallies``: how many rows of each kind came, went and changed.
    """

    draft: GuideDraft
    changed: bool
    faults: tuple[GuideFault, ...]
    tallies: tuple[KindTally, ...] = ()


def look_before_putting(app: AppContext, library: Library, *, whole: bool = False) -> tuple[KindTally, ...]:
    """What ``import_library`` would bring, take and change; nothing is saved. Raises RuleRefused at a window."""
    before = load_draft(app).library
    return tally(before, library if whole else merged(before, library))


def put_into_draft(
    app: AppContext, library: Library, clerk: StaffRow, *, whole: bool = False, agreed: str = ""
) -> PutIn:
    """Save the draft with ``library`` (as ``files/read_and_check`` gave it) joined in, or ``whole`` instead of it.

    ``agreed``: the word that has to be said where rows go in bulk (``guide_tally.CONSENT``). Raises RuleRefused at a
    window and without that word, StaleBase where another program saved another draft meanwhile.
    """
    before = load_draft(app)
    library_after = library if whole else merged(before.library, library)
    tallies = tally(before.library, library_after)
    require_consent(tallies, agreed)
    draft = save_draft(app, library_after, before.files, clerk.code, seen=before)
    changed = library_after != before.library
    faults = check_guide(canonical(library_after)).faults if changed else ()
    return PutIn(draft, changed, tuple(fault for fault in faults if fault.grave), tallies)
