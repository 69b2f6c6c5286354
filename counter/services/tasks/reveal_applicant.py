"""Show whom one record is about, by a supervisor's own PIN and for a stated reason; this look is on record too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.case.events import ApplicantIdentifiedSealed
from counter.domain.case.fold import fold
from counter.domain.case.item_events import DecisionVoidedSealed, ItemToldSealed
from counter.domain.case.organ_events import DecisionNotedSealed
from counter.domain.case.paper_events import PaperVoidedSealed
from counter.domain.case.person_events import LookReason
from counter.domain.errors import BadInput
from counter.domain.journal.kinds import KINDS
from counter.services.hall.staff import require_supervisor
from counter.services.hall.station_log import log_view
from counter.services.tasks.records import check_may_see_records

if TYPE_CHECKING:
    from counter.domain.journal.entries import Entry
    from counter.services.context.app import AppContext

PLACE = "records"


@dataclass(frozen=True, slots=True)
class RevealedApplicant:
    """Whom a record is about. ``words``: the sealed words of the entry, such as the reason of a further notice."""

    number: str
    bundle_name: str
    applicant: str
    words: str


def reveal_applicant(
    app: AppContext, *, subject: str, entry: str, reason: str, code: str, pin: str
) -> RevealedApplicant:
    """The applicant of the case ``subject`` and the sealed words of one of its entries, once the look is on record.

    Raises RuleRefused for anybody but a supervisor with the own PIN; BadInput for a reason that is none of
    ``LookReason``, for a record that is not about a case, and where the person was forgotten.
    """
    if reason not in {one.value for one in LookReason}:
        raise BadInput("要先选一个查看的理由：" + "、".join(LookReason) + "。", field="reason")
    supervisor = require_supervisor(app.journal, code=code, pin=pin)
    check_may_see_records(app.journal, supervisor.code)
    entries = app.journal.entries(subject)
    case = fold(entries)
    if case is None:
        raise BadInput("这条记录不是哪一件办件的，没有申请人。", field="record")
    if case.applicant is None:
        raise BadInput("这一件的个人信息已经清除，看不到了。", field="record")
    log_view(app.journal, case_id=subject, clerk=supervisor.code, place=PLACE, reason=reason)
    own = next((one for one in entries if one.id == entry), None)
    return RevealedApplicant(
        case.number, case.opened.bundle_name, case.applicant.name, "" if own is None else _sealed_words(own)
    )


def _sealed_words(entry: Entry) -> str:
    kind = KINDS.by_name.get(entry.kind)
    if kind is None or not kind.knows(entry):
        return ""
    match kind.both(entry)[1]:
        case ItemToldSealed(again=again, fact_document=document):
            return "；".join(filter(None, (again, document)))
        case PaperVoidedSealed(reason=words) | DecisionVoidedSealed(reason=words):
            return words
        case ApplicantIdentifiedSealed(reason=words) | DecisionNotedSealed(words=words):
            return words
    return ""
