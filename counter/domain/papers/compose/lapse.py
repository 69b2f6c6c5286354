"""What comes of a deferred paper that is not brought: prepared for the organ, decided by the organ alone (L5)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import PENDING, GapOutcome
from counter.domain.papers.parts.by_procedure import by_class
from counter.domain.papers.parts.context import PaperContext

_OUTCOMES = {
    GapOutcome.REJECT: "决定不予批准并书面说明理由",
    GapOutcome.REVOKE: "决定撤销受理并书面说明理由",
    GapOutcome.WITHDRAWN: "决定按撤回申请处理并书面告知",
}


def lapse_words(context: PaperContext) -> Iterator[str]:
    """One sentence for what an organ decides, another for what a company does: a company refuses nobody."""
    classes = tuple(by_class(context.deals))
    gap, issuer = context.jurisdiction.gap, context.issuer.name
    pending = "" if gap.settled else f"（该后果{PENDING}）"
    if any(c is not ProcedureClass.ENTERPRISE_SERVICE for c in classes):
        yield (
            f"到期没有补齐，或者补齐后仍不符合要求的，由{issuer}{_OUTCOMES[gap.outcome]}{pending}；"
            "没有该机关的决定，不自动生效。"
        )
    if ProcedureClass.ENTERPRISE_SERVICE in classes:
        yield f"到期没有补齐的，由{issuer}按其公开的服务规定处理，可以重新申请。"


def remedy_words(context: PaperContext, procedure: ProcedureClass) -> str:
    """The remedies against such a decision where the class has them; empty for the others."""
    remedy = context.jurisdiction.remedies[procedure]
    if remedy.review_days is None or remedy.lawsuit_months is None:
        return ""
    return (
        f"对不予批准等决定不服的，可以自收到决定书之日起{remedy.review_days}日内申请行政复议，"
        f"或者{remedy.lawsuit_months}个月内向人民法院提起行政诉讼。"
    )
