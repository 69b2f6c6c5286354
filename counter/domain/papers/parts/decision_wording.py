"""Titles and operative words of organs' decisions, by cause and jurisdiction: 不予受理, 撤销受理 … (L5, L8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.case.item_events import Cause, Result
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import GapOutcome, Jurisdiction, Lapse


class DecisionForm(StrEnum):
    """What becomes of the application."""

    REFUSED = "refused"  # 不予受理
    REJECTED = "rejected"  # 不予批准
    REVOKED = "revoked"  # 撤销受理
    WITHDRAWN = "withdrawn"  # 视为撤回申请
    ABANDONED = "abandoned"  # 视为放弃申请
    RETURNED = "returned"  # 退件


@dataclass(frozen=True, slots=True)
class Wording:
    """``title`` of an organ's paper, ``notice_title``: of a paper that only informs; ``does``: the operative words.

    ``result``: its name in the journal. ``again``: the applicant may apply anew.
    """

    title: str
    notice_title: str
    does: str
    result: Result
    again: bool = True


WORDINGS = {
    DecisionForm.REFUSED: Wording(
        "不予受理决定书", "不予受理告知书", "不予受理", Result.REFUSED, again=False
    ),
    DecisionForm.REJECTED: Wording("不予批准决定书", "不予办理告知书", "不予批准", Result.REJECTED),
    DecisionForm.REVOKED: Wording("撤销受理决定书", "撤销受理告知书", "撤销受理", Result.REVOKED),
    DecisionForm.WITHDRAWN: Wording(
        "视为撤回申请告知书", "视为撤回申请告知书", "按撤回申请处理", Result.LAPSED
    ),
    DecisionForm.ABANDONED: Wording(
        "视为放弃申请告知书", "视为放弃申请告知书", "按放弃申请处理", Result.LAPSED
    ),
    DecisionForm.RETURNED: Wording("退件告知书", "退件告知书", "退件，退还全部申请材料", Result.LAPSED),
}

_GAP = {
    GapOutcome.REJECT: DecisionForm.REJECTED,
    GapOutcome.REVOKE: DecisionForm.REVOKED,
    GapOutcome.WITHDRAWN: DecisionForm.WITHDRAWN,
}
_LAPSE = {
    Lapse.ABANDONED: DecisionForm.ABANDONED,
    Lapse.RETURNED: DecisionForm.RETURNED,
    Lapse.REFUSE: DecisionForm.REFUSED,
}
_SERVICES = frozenset({ProcedureClass.PUBLIC_SERVICE, ProcedureClass.ENTERPRISE_SERVICE})


def form_of(cause: Cause, jurisdiction: Jurisdiction) -> DecisionForm:
    """The form of decision that a cause may lead to here (S001 Art. 16(三); DOMAIN §1, §2).

    An applicant who brought something that is still wrong has not given up: the organ refuses, with reasons.
    """
    match cause:
        case Cause.INSISTED:
            return DecisionForm.REFUSED
        case Cause.GAP_EXPIRED | Cause.GAP_WRONG:
            return _GAP[jurisdiction.gap.outcome]
        case Cause.CORRECTION_LAPSED:
            return _LAPSE[jurisdiction.correction.lapse]
        case Cause.CORRECTION_WRONG:
            form = _LAPSE[jurisdiction.correction.lapse]
            return DecisionForm.REFUSED if form is DecisionForm.ABANDONED else form
        case Cause.NEGATIVE_RESULT:
            return DecisionForm.REJECTED


def decides(classes: Iterable[ProcedureClass]) -> bool:
    """False where the paper only informs: a service is rendered, no right is decided."""
    return any(c not in _SERVICES for c in classes)


def title_of(form: DecisionForm, classes: Iterable[ProcedureClass]) -> str:
    """The title: a 决定书 only where an organ decides, else a 告知书."""
    found = set(classes)
    if found == {ProcedureClass.ENTERPRISE_SERVICE} and form is DecisionForm.REFUSED:
        return "不予办理告知书"
    return WORDINGS[form].title if decides(found) else WORDINGS[form].notice_title


def operative(form: DecisionForm, procedure: ProcedureClass) -> str:
    """The operative words for an item of that class: a service is not approved or refused, it is not rendered."""
    if procedure is ProcedureClass.ENTERPRISE_SERVICE and form in (
        DecisionForm.REFUSED,
        DecisionForm.REJECTED,
    ):
        return "不予办理"
    if procedure is ProcedureClass.PUBLIC_SERVICE and form is DecisionForm.REJECTED:
        return "不予办理"
    return WORDINGS[form].does
