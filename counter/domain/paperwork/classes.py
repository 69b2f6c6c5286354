"""What each procedure class owes the applicant: its own clock, consequence and remedy, never another's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.guide import ProcedureClass
from counter.domain.jurisdiction import PENDING, Term
from counter.domain.paperwork.context import Deal, PaperContext
from counter.domain.paperwork.words import CLASS_WORDS, by_day, day_text, term_text
from counter.domain.verdict import Due, Outcome
from counter.domain.workdays import add_days

_ITS_OWN = (Outcome.WAIT, Outcome.PROPOSE_REFUSAL)
"""Held for a reason silence cannot heal: an earlier item's result, or a refusal the organ has to write."""


@dataclass(frozen=True, slots=True)
class Answer:
    """By when the applicant has to hear whether an item is accepted: the place's clock, and the statute's."""

    local: Due | None
    statute: Due | None

    @property
    def first(self) -> Due | None:
        """The clock that ends first in law here: the place's own where it has one."""
        return self.local or self.statute


def answer_by(context: PaperContext, procedure: ProcedureClass) -> Answer:
    """Both notice clocks of a class, from hand-over (L6). None while the time itself is in doubt."""
    notice = context.jurisdiction.notice[procedure]
    return Answer(_due(context, notice.local), _due(context, notice.statute))


def _due(context: PaperContext, term: Term | None) -> Due | None:
    if context.untimely or term is None or term.days is None or term.unit is None:
        return None
    day, provisional = add_days(context.calendar, context.handed_over_on, term.days, term.unit)
    return Due(day, provisional, term_text(term))


def by_class(deals: Iterable[Deal]) -> dict[ProcedureClass, tuple[Deal, ...]]:
    """The items of a paper by procedure class, in their order."""
    found: dict[ProcedureClass, tuple[Deal, ...]] = {}
    for deal in deals:
        found[deal.item.procedure] = (*found.get(deal.item.procedure, ()), deal)
    return found


def notice_words(context: PaperContext, procedure: ProcedureClass, deals: tuple[Deal, ...]) -> str:
    """What happens next to items of that class taken in, in one paragraph.

    Only a licence becomes accepted by silence (行政许可法 Art. 32(1)(4)); no other class is given that sentence.
    """
    notice = context.jurisdiction.notice[procedure]
    if procedure is ProcedureClass.ENTERPRISE_SERVICE:
        return f"企事业单位服务：本窗口代收并转交材料，{notice.statute.text or PENDING}。"
    sentences = [f"{notice.statute.text}。"] if notice.statute.text else []
    if notice.deemed and any(d.verdict.outcome not in _ITS_OWN for d in deals):
        sentences.append(_deemed_words(context, procedure))
    return f"{CLASS_WORDS[procedure]}事项：{''.join(sentences) or '由该机关依法书面答复。'}"


def _deemed_words(context: PaperContext, procedure: ProcedureClass) -> str:
    term, due = context.jurisdiction.notice[procedure].statute, answer_by(context, procedure).statute
    by = f"，即{by_day(due)}，" if due is not None else ""
    return (
        f"材料不齐全或者不符合法定形式的，书面一次告知需要补正的全部内容；收到材料{term_text(term)}内{by}"
        f"没有告知的，自收到申请材料之日{_day_of(context)}起即为受理，本凭证即为受理凭证。"
    )


def _day_of(context: PaperContext) -> str:
    return "" if context.untimely else f"（{day_text(context.handed_over_on)}）"


def notice_basis(context: PaperContext) -> str:
    """Legal basis of the clocks stated on a receipt."""
    found = []
    for procedure in by_class(context.deals):
        notice = context.jurisdiction.notice[procedure]
        found += [t.basis for t in (notice.statute, notice.local) if t is not None and t.basis]
    return "、".join(dict.fromkeys(found))


def time_words(procedure: ProcedureClass) -> str:
    """How the time of an accepted item is counted (行政许可法 Art. 45, 82; 民法典 Art. 201)."""
    if procedure is ProcedureClass.LICENCE:
        return (
            "行政许可自受理次日起按工作日计算办结时限，依法需要听证、检验、检测、检疫、鉴定、专家评审的时间"
            "不计在内，另行书面告知。"
        )
    if procedure is ProcedureClass.ENTERPRISE_SERVICE:
        return "企事业单位服务的时限按该单位公开的服务承诺执行。"
    return f"{CLASS_WORDS[procedure]}自受理次日起计算办结时限。"


def overdue_words(context: PaperContext, deals: tuple[Deal, ...]) -> str:
    """What can be done when nothing comes by the day: remedies only where the class of ``deals`` has them.

    A failure to decide is reviewed within 60 days and sued within 6 months of the end of the statutory period
    (行政复议法 Art. 20, 行政诉讼法 Art. 46); where no number of days is known none is printed.
    """
    ask = f"到期没有收到结果的，可以询问本窗口或者拨打{context.jurisdiction.contacts.complaint}"
    remedy = context.jurisdiction.remedies[deals[0].item.procedure]
    if remedy.review_days is None or remedy.lawsuit_months is None:
        return f"{ask}。"
    if all(d.verdict.statutory is not None for d in deals):
        return (
            f"{ask}，也可以自法定期限届满之日起{remedy.review_days}日内申请行政复议，或者"
            f"{remedy.lawsuit_months}个月内向人民法院提起行政诉讼。"
        )
    return f"{ask}，也可以依法申请行政复议或者提起行政诉讼。"
