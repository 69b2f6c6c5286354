"""特别程序告知书、特别程序结束告知书: how long the clock is stopped, and the last day after that (许可法 45)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.case.clock_events import PAUSE_WORDS
from counter.domain.case.item_events import Pause
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.by_procedure import by_class, overdue_words
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.element_words import special_words
from counter.domain.papers.parts.wording import by_day, you
from counter.domain.text.day_words import day_text
from counter.domain.visit.verdict import Due

LICENCE_LEFT_OUT = "《中华人民共和国行政许可法》第四十五条"
"""The time that hearings, tests and the like need is not counted, and notified in writing."""


IN_TWO = "本告知书一式两份，申请人、窗口各执一份。"


@dataclass(frozen=True, slots=True)
class Procedure(Details):
    """For the 特别程序告知书: what is done, why, and how long it takes, in ``days`` of ``unit`` or ``until`` a day."""

    pause: Pause
    what: str
    basis: str
    days: int | None
    until: date | None
    unit: TimeUnit
    accepted_on: date | None


@dataclass(frozen=True, slots=True)
class ProcedureOver(Details):
    """For the 特别程序结束告知书: since when the clock was stopped, by which notice, and the ``days`` not counted.

    ``announced`` days or ``until``: the duration on the notice; both None where the organ's own notice gave it.
    ``before``: the day by which the decision was due before.
    """

    pause: Pause
    notice: str
    since: date
    ended: date
    days: int
    unit: TimeUnit
    announced: int | None
    until: date | None
    before: Due | None


def procedure_notice(context: PaperContext) -> Document:
    """The notice before the clock stops. ValueError without its details.

    Its QR holds no day by which the decision is due: while the clock is stopped there is none.
    """
    details = context.details
    if not isinstance(details, Procedure):
        raise ValueError("a notice of a special procedure needs to know what is done")
    return frame.framed(context, _body(context, details), ())


def procedure_end(context: PaperContext) -> Document:
    """The notice after it ended, with the new last day. ValueError without its details."""
    over = context.details
    if not isinstance(over, ProcedureOver):
        raise ValueError("the end of a special procedure needs to know what ended")
    return frame.framed(context, _end_body(context, over), [d.due for d in context.decided_items])


def _body(context: PaperContext, details: Procedure) -> Iterator[Block]:
    decided = context.decided_items[0]
    accepted = f"于{day_text(details.accepted_on)}受理" if details.accepted_on is not None else "已经受理"
    yield Paragraph(
        f"{you(context.applicant)}就“{context.bundle_name}”中的“{decided.item.name}”提出的申请，"
        f"{context.issuer.name}{accepted}。作出决定以前，依法需要{PAUSE_WORDS[details.pause]}，"
        "现将所需时间书面告知如下："
    )
    yield Table(
        head=(),
        rows=(
            ("特别程序", f"{PAUSE_WORDS[details.pause]}：{details.what}"),
            ("所需时间", _needed(details.days, details.until, details.unit)),
            *_published(context, details),
            ("何时停止计时", "自本告知书送达的次日起；送达以前照常计算"),
            ("何时恢复计时", "自该程序结束的次日起"),
            ("现最迟办结", _by(context, decided.due)),
        ),
        widths=(0.22, 0.78),
        numeric=(0,),
        strong=((1, 1),),
    )
    yield Paragraph(
        "停止计时的天数不计入办理时限，最迟办结日期相应顺延。该程序结束后，"
        f"{context.issuer.name}另行书面告知实际用了多少时间和顺延以后的最迟办结日期。"
        "本告知书不要求提交任何材料；已经书面告知要补交的，原期限不变。"
    )
    yield Paragraph(f"依据：{_bases(context, details.basis)}。{IN_TWO}", plain=True, small=True)


def _published(context: PaperContext, details: Procedure) -> Iterator[tuple[str, str]]:
    """What the guide publishes of that procedure, for comparison with the time announced."""
    elements = context.elements.item(context.decided_items[0].item.id)
    if named := elements.procedures_like(PAUSE_WORDS[details.pause]):
        yield "办事指南公布的时间", special_words(replace(elements, special_procedures=named))


def _end_body(context: PaperContext, over: ProcedureOver) -> Iterator[Block]:
    decided = context.decided_items[0]
    notice = f"（{over.notice}）" if over.notice else ""
    yield Paragraph(
        f"{you(context.applicant)}就“{context.bundle_name}”中的“{decided.item.name}”提出的申请，因需要"
        f"{PAUSE_WORDS[over.pause]}，{day_text(over.since)}书面告知{notice}以后停止计算办理时限。"
        f"该程序于{day_text(over.ended)}结束，自次日起恢复计算："
    )
    announced = (
        ""
        if over.announced is None and over.until is None
        else _needed(over.announced, over.until, over.unit)
    )
    rows = [
        ("停止计时", f"{day_text(over.since)}的次日起，到{day_text(over.ended)}（含当日）止"),
        (
            "不计入时限",
            f"{over.days}{_unit(over.unit)}{f'（告知时写的是：{announced}）' if announced else ''}",
        ),
        ("原最迟办结", _by(context, over.before)),
        ("现最迟办结", _by(context, decided.due)),
    ]
    yield Table(head=(), rows=tuple(rows), widths=(0.22, 0.78), numeric=(0,), strong=((3, 1),))
    for decided_items in by_class(context.decided_items).values():
        yield Paragraph(overdue_words(context, decided_items), plain=True, small=True)
    yield Paragraph(f"依据：{_bases(context, '')}。{IN_TWO}", plain=True, small=True)


def _needed(days: int | None, until: date | None, unit: TimeUnit) -> str:
    if until is not None:
        return f"到{day_text(until)}（含当日）"
    return f"{days}{_unit(unit)}"


def _unit(unit: TimeUnit) -> str:
    return "日" if unit is TimeUnit.NATURAL else "个工作日"


def _by(context: PaperContext, due: Due | None) -> str:
    return PENDING if due is None or context.untimely else by_day(due)


def _bases(context: PaperContext, own: str) -> str:
    """The licensing law where it rules the item, and what was cited for this procedure."""
    licence = any(d.item.procedure is ProcedureClass.LICENCE for d in context.decided_items)
    found = [LICENCE_LEFT_OUT if licence else "", own]
    return "；".join(b for b in found if b) or PENDING
