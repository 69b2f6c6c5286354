"""Clock, consequence and remedy of each procedure class, as papers state them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.calendar.workdays import add_days
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.hall.jurisdiction import HALL, PENDING, Term
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.wording import CLASS_WORDS, by_day, term_text
from counter.domain.text.day_words import day_text
from counter.domain.visit.clocks import DEFAULT_BASIS
from counter.domain.visit.verdict import Due, Outcome

REFUSAL_BASIS = "《中华人民共和国行政许可法》第三十二条第一款第一项、第二项、第二款"
"""不需要许可、不属于职权: notified at once, in writing with seal and date."""


SUIT_AFTER_REVIEW = 15
"""Days to sue after a review that had to come first (行政复议法 Art. 34)."""


@dataclass(frozen=True, slots=True)
class AnswerDeadline:
    """By when the applicant has to be notified whether an item is accepted: by the jurisdiction, and by statute."""

    local: Due | None
    statute: Due | None

    @property
    def first(self) -> Due | None:
        """The binding one: the jurisdiction's own where it has one."""
        return self.local or self.statute


def answer_by(context: PaperContext, procedure: ProcedureClass) -> AnswerDeadline:
    """Both notice clocks of a class, from hand-over (L6). None while the time itself is in doubt."""
    notice = context.jurisdiction.notice[procedure]
    return AnswerDeadline(_due(context, notice.local), _due(context, notice.statute))


def _due(context: PaperContext, term: Term | None) -> Due | None:
    if context.untimely or term is None or term.days is None or term.unit is None:
        return None
    day, provisional = add_days(context.calendar, context.answered_from, term.days, term.unit)
    return Due(day, provisional, term_text(term))


def by_class(decided_items: Iterable[DecidedItem]) -> dict[ProcedureClass, tuple[DecidedItem, ...]]:
    """The items of a paper by procedure class, in their order."""
    found: dict[ProcedureClass, tuple[DecidedItem, ...]] = {}
    for decided in decided_items:
        found[decided.item.procedure] = (*found.get(decided.item.procedure, ()), decided)
    return found


def notice_words(
    context: PaperContext, procedure: ProcedureClass, decided_items: tuple[DecidedItem, ...]
) -> str:
    """What happens next to items of that class taken in, in one paragraph.

    Only a licence becomes accepted by silence (行政许可法 Art. 32(1)(4)); no other class is given that sentence.
    """
    notice = context.jurisdiction.notice[procedure]
    if procedure is ProcedureClass.ENTERPRISE_SERVICE:
        return f"企事业单位服务：本窗口代收并转交材料，{notice.statute.text or PENDING}。"
    open_ones = tuple(d for d in decided_items if silence_counts(d))
    ahead = (
        "上表“最迟答复”是告知是否受理的日子；" if notice.local is not None and not context.untimely else ""
    )
    sentences = [f"{ahead}{notice.statute.text}。"] if notice.statute.text and open_ones else []
    if notice.deemed and open_ones:
        sentences.append(_deemed_words(context, procedure))
    if any(d.verdict.outcome is Outcome.PROPOSE_REFUSAL for d in decided_items):
        sentences.append(
            "申请人坚持提交的，由该机关依法决定是否受理；不予受理的，出具加盖印章、注明日期的书面决定，说明理由。"
        )
    if any(waiting(d) for d in decided_items):
        sentences.append("等前面事项的，自该事项办结、材料转到之日起计算答复时限。")
    return f"{CLASS_WORDS[procedure]}事项：{''.join(sentences) or '由该机关依法书面答复。'}"


def waiting(decided: DecidedItem) -> bool:
    """Only an earlier item's result is awaited, here or by the organ it is sent to (DOMAIN §6)."""
    sent_on = decided.verdict.outcome is Outcome.RECEIVED and bool(decided.verdict.waits_for)
    return decided.verdict.outcome is Outcome.WAIT or sent_on


def silence_counts(decided: DecidedItem) -> bool:
    """False where silence is no acceptance: an earlier item is awaited, or the organ has to refuse in writing."""
    return decided.verdict.outcome is not Outcome.PROPOSE_REFUSAL and not waiting(decided)


def _deemed_words(context: PaperContext, procedure: ProcedureClass) -> str:
    """What silence means. Where the jurisdiction has its own period the paper states that day alone."""
    notice = context.jurisdiction.notice[procedure]
    notify = "材料不齐全或者不符合法定形式的，书面一次告知需要补正的全部内容；"
    ahead = f"上表“最迟答复”是本地要求的日子；{notify}" if notice.local is not None else notify
    whole = "法律规定的期限是" if notice.local is not None else ""
    if (
        context.organ == HALL
    ):  # the organ's days begin when the organ has the material, and this paper is not its own
        return (
            f"{ahead}{whole}该机关收到材料{term_text(notice.statute)}内，"
            "逾期不告知的，自该机关收到申请材料之日起即为受理。"
        )
    due = None if notice.local is not None else answer_by(context, procedure).statute
    by = f"，即{by_day(due)}" if due is not None else ""
    return (
        f"{ahead}{whole}收到材料{term_text(notice.statute)}内{by}，逾期没有告知的，"
        f"自收到申请材料之日{_day_of(context)}起即为受理，本凭证即为受理凭证。"
    )


def _day_of(context: PaperContext) -> str:
    return "" if context.untimely else f"（{day_text(context.answered_from)}）"


def notice_basis(context: PaperContext) -> str:
    """Legal basis of the clocks stated on a receipt."""
    found = []
    for procedure, decided_items in by_class(context.decided_items).items():
        notice = context.jurisdiction.notice[procedure]
        licence = procedure is ProcedureClass.LICENCE
        if any(silence_counts(d) for d in decided_items):
            found.append(notice.statute.basis)
        if licence and any(d.verdict.outcome is Outcome.PROPOSE_REFUSAL for d in decided_items):
            found.append(REFUSAL_BASIS)
        if notice.local is not None and not all(waiting(d) for d in decided_items):
            found.append(notice.local.basis)
    return "、".join(dict.fromkeys(basis for basis in found if basis))


def time_words(procedure: ProcedureClass, decided_items: tuple[DecidedItem, ...] = ()) -> str:
    """How the time of an accepted item is counted (行政许可法 Art. 45, 82; 民法典 Art. 201)."""
    if decided_items and all(d.item.statutory.unit is TimeUnit.AT_ONCE for d in decided_items):
        return f"{CLASS_WORDS[procedure]}中的上列事项属于即办事项，材料齐全的当场办理。"
    if procedure is ProcedureClass.LICENCE:
        return (
            "行政许可自受理次日起按工作日计算办结时限，依法需要听证、检验、检测、检疫、鉴定、专家评审的时间"
            "不计在内，另行书面告知。"
        )
    if procedure is ProcedureClass.ENTERPRISE_SERVICE:
        return "企事业单位服务的时限按该单位公开的服务承诺执行。"
    return f"{CLASS_WORDS[procedure]}自受理次日起计算办结时限。"


def overdue_words(context: PaperContext, decided_items: tuple[DecidedItem, ...]) -> str:
    """What to do when no result comes in time: remedies only where the class of ``decided_items`` has them.

    A failure to decide must go to administrative review first, within 60 days of the end of the statutory period,
    and to court within 15 days of the review decision (行政复议法 2023 Art. 11, 20, 23(1)(3), 34): the direct suit
    within 6 months is for decisions, not for silence. Where no number of days is known none is printed.
    """
    ask = f"到期没有收到结果的，可以询问本窗口或者拨打{context.jurisdiction.contacts.complaint}"
    remedy = context.jurisdiction.remedies[decided_items[0].item.procedure]
    if remedy.review_days is None or remedy.lawsuit_months is None:
        return f"{ask}。"
    if all(d.verdict.statutory is not None and not _unconfirmed(d.verdict.statutory) for d in decided_items):
        return (
            f"{ask}，也可以自法定期限届满之日起{remedy.review_days}日内先申请行政复议，对行政复议决定不服的，"
            f"再自收到决定书之日起{SUIT_AFTER_REVIEW}日内向人民法院提起行政诉讼。"
        )
    return f"{ask}，也可以依法先申请行政复议，对行政复议决定不服的，再向人民法院提起行政诉讼。"


def _unconfirmed(statutory: Due) -> bool:
    """True for the licensing law's own period, which the organ has yet to confirm: nothing is counted from its end."""
    return DEFAULT_BASIS in statutory.text
