"""容缺受理承诺书: the applicant promises to bring the deferrable papers, signed before anything is accepted (L4).

It is not 告知承诺, where the decision itself rests on the promise (DOMAIN §1), and states that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.document.document import Block, Document, Paragraph
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.compose.gap_notice import lapse_words
from counter.domain.papers.parts import frame, materials_table
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.missing_items import deferred_table
from counter.domain.papers.parts.wording import quoted, term_text
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.text.day_words import day_text

NOT_YET = "窗口的时间还没有核定，补交期限写不出来：这一份现在不签，核定后换发写明期限的承诺书再签。"
"""While the clock is in doubt nothing is accepted with gaps (L4), so no signature is asked for."""


def pledge(context: PaperContext) -> Document:
    """The pledge to the organ, without a seal; the applicant signs it."""
    dues = [gap.due for d in context.decided_items for gap in d.verdict.gaps]
    whole = frame.framed(context, _body(context), dues)
    return replace(
        whole,
        addressee=f"{context.issuer.name}：",
        seal_organ="",
        date_text="",
        sign_lines=() if context.untimely else frame.own_sign_lines(context.applicant, "承诺人", "签署承诺"),
    )


def _self(applicant: Applicant) -> str:
    return "本单位" if applicant.kind is ApplicantKind.ORGANISATION else "本人"


def _body(context: PaperContext) -> Iterator[Block]:
    me = _self(context.applicant)
    about = quoted(d.item.name for d in context.decided_items)
    whole = (
        "交齐" if materials_table.all_seen(context) else "提交"
    )  # completeness is not signed for originals that were not checked
    yield Paragraph(
        f"{me}{context.at_hand_over}就“{context.bundle_name}”中的{about}"
        f"提出申请，主要申请材料已经{whole}。下列材料暂时不能提交，自愿申请容缺受理，先受理、后补交："
    )
    yield deferred_table(context, context.decided_items)
    yield Paragraph(_counted(context), plain=True, small=not context.untimely, strong=context.untimely)
    yield Paragraph(f"{me}承诺并知道：")
    for n, words in enumerate(_promises(context), 1):
        yield Paragraph(f"{n}．{words}")
    basis = context.jurisdiction.gap.basis
    in_two = "本承诺书一式两份，承诺人和窗口各执一份。"
    yield Paragraph(f"依据：{basis or PENDING}。{in_two}", plain=True, small=True)


def _counted(context: PaperContext) -> str:
    """The periods begin with acceptance, which waits for the signature."""
    if context.untimely:
        return NOT_YET
    return (
        f"{_periods(context)}，不晚于事项的最迟办结日；上面的日期按{day_text(context.issued_on)}签署计算，改日签署的，"
        "以容缺受理通知书写明的期限为准。"
    )


def _periods(context: PaperContext) -> str:
    """The days published for each material, else the place's own period."""
    term = context.jurisdiction.gap.term
    periods: dict[str, list[str]] = {}
    for decided in context.decided_items:
        for gap in decided.verdict.gaps:
            days = context.deferral_days(decided.item.id, gap.line)
            words = (
                f"{days}个工作日" if days is not None else term_text(term) if term.days is not None else ""
            )
            periods.setdefault(words, []).append(gap.name)
    if len(periods) == 1:
        words = next(iter(periods))
        return f"补交期限从签署的次日起算{words}" if words else "补交期限"
    each = (f"{'、'.join(dict.fromkeys(names))}{words or PENDING}" for words, names in periods.items())
    return f"补交期限从签署的次日起算（{'，'.join(each)}）"


def _promises(context: PaperContext) -> Iterator[str]:
    yield "在期限内补齐上列材料，形式符合要求；已经提交的材料真实、有效。"
    yield "容缺受理后办理时限照常计算；材料补齐前不发办理结果。"
    yield from lapse_words(context)
    yield "本承诺是自愿作出的；不愿承诺的，可以不签，材料补齐后再受理，不影响申请。"
    yield "本承诺书不是告知承诺书，不能代替应当补交的材料，也不表示申请已经批准。"
