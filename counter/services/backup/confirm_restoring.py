"""Two people confirm after a restoring that they have read what is missing (双人, decision 0027)."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.hall.backup.events import SUBJECT, ProfileRestored, RestoringConfirmed
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.restorings import unconfirmed_restoring
from counter.services.hall.rights import check_agrees, check_right
from counter.services.hall.second_person import check_second


def confirm_restoring(journal: Journal, by: StaffRow, agreed: StaffRow | None) -> ProfileRestored:
    """Confirm the last restoring; ``by`` and ``agreed`` proved by their own PINs.

    Raises RuleRefused for those who may not, where a second person could agree and nobody is named, and where nothing
    waits.
    """
    waiting = unconfirmed_restoring(journal)
    if waiting is None:
        raise RuleRefused("没有等着确认的恢复。", rule="restoring", field="by")
    if agreed is None:
        check_right(journal, by, Capability.ADMINISTER)
    else:
        check_agrees(journal, by)
    second = check_second(journal, by, "" if agreed is None else agreed.code, "确认恢复以后缺的清单")
    event = RestoringConfirmed(waiting.backup, by.code, second)
    with journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()
    return waiting
