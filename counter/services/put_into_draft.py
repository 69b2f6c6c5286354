"""Put a library from a file into the bureau's draft: joined by id, or instead of all that was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.guide_faults import Fault
from counter.domain.guide_library import Library, canonical
from counter.domain.guide_merge import merged
from counter.services.check_guide import check_guide
from counter.services.guide_draft import GuideDraft, load_draft, save_draft
from counter.services.ports import StaffRow

if TYPE_CHECKING:
    from counter.services.house import House


@dataclass(frozen=True, slots=True)
class PutIn:
    """``changed``: whether the draft differs from what it was. ``faults``: grave ones of the draft as it now stands."""

    draft: GuideDraft
    changed: bool
    faults: tuple[Fault, ...]


def put_into_draft(house: House, library: Library, clerk: StaffRow, *, whole: bool = False) -> PutIn:
    """Save the draft with ``library`` (as ``check_guide`` gave it) joined in, or ``whole`` instead of it.

    Raises RuleRefused at a window, StaleBase where another program saved another draft meanwhile.
    """
    before = load_draft(house)
    now = library if whole else merged(before.library, library)
    draft = save_draft(house, now, before.files, clerk.code, seen=before)
    changed = now != before.library
    faults = check_guide(canonical(now)).faults if changed else ()
    return PutIn(draft, changed, tuple(fault for fault in faults if fault.grave))
