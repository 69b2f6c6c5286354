"""Keep a blank form or a sample beside the bureau's draft, by hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.guide.attached_files import check_file
from counter.domain.guide.terms import AttachedFile
from counter.services.authoring.draft import require_bureau

if TYPE_CHECKING:
    from counter.services.context.services import House


def attach_guide_file(house: House, name: str, content: bytes) -> AttachedFile:
    """The file as the draft may name it; the draft itself is saved by ``save_draft``.

    Raises BadInput for a kind, name or size that no window should open, RuleRefused at a window.
    """
    require_bureau(house)
    check_file(name, content)
    return AttachedFile(name, house.guides.keep_file(content), len(content))
