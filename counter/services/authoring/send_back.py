"""Send a submitted draft back to its editors with a reason (退回)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.guide.publication import VERSIONS, SentBack, Versions
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.services.authoring.draft import load_draft
from counter.services.authoring.review_draft import require_submitted
from counter.services.guide.versions import guide_versions
from counter.services.hall.staff import authorised

if TYPE_CHECKING:
    from counter.services.context.app import AppContext


def send_back_guide(app: AppContext, reason: str, *, code: str, pin: str) -> Versions:
    """Record the reason; the draft is open again, also where it was approved already.

    Raises BadInput without a reason, RuleRefused for anyone but a supervisor, at a window, or where nothing was
    submitted (or it was changed since).
    """
    draft = load_draft(app)
    if not reason.strip():
        raise BadInput("请写明退回的理由：编辑人员要知道改哪里。", field="reason")
    by = authorised(app.journal, Capability.RELEASE_GUIDE, code=code, pin=pin)
    with app.journal.transaction() as tx:
        require_submitted(guide_versions(tx), draft)
        event = SentBack(draft.digest, reason.strip())
        tx.append(NewEntry(VERSIONS, event, tx.last_id(VERSIONS)), actor=by.code)
        tx.commit()
    return guide_versions(app.journal)
