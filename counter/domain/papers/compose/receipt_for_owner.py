"""补正材料接收凭证 of a window that takes papers in for another one (代收): what came and when; the owner checks it.

It judges nothing: whether the papers suffice is for the owner (待原窗口核对).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counter.domain.calendar.workdays import CHINA
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.document.numbering import grouped
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.qr_essentials import qr_text, read_essentials
from counter.domain.papers.parts.wording import by_day
from counter.domain.text.day_words import day_text
from counter.domain.visit.identified_party import TO_CHECK as NUMBER_TO_CHECK
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Due

TO_CHECK = "待原窗口核对"
"""Mark of such a receipt: nothing on it says that the papers suffice."""

PROGRESS = "查询进度：凭办件编号到原窗口"

PRACTICE = "代收补正材料的办法"
"""What the hall has yet to settle before these receipts are more than a proposal."""


@dataclass(frozen=True, slots=True)
class TakenForOwner(Details):
    """``papers``: name and what was recorded of each. ``owner``: code of the window that decides; ``sheet``: number of
    the applicant's paper. ``still``: name and last day of what is still missing, where the case is known here (else
    None).
    """

    papers: tuple[tuple[str, Brought], ...]
    owner: str
    brought_by: str = ""
    relation: str = ""
    sheet: str = ""
    still: tuple[tuple[str, Due | None], ...] | None = None


def receipt_for_owner(context: PaperContext) -> Document:
    """The receipt. ValueError without its details."""
    details = context.details
    if not isinstance(details, TakenForOwner):
        raise ValueError("a receipt for another window needs to know what was brought")
    dues = [due for _, due in details.still or ()]
    plain = frame.framed(context, (), dues)
    essentials = replace(read_essentials(plain.qr), materials=len(details.papers))
    return replace(
        plain,
        body=(*_body(context, details), plain.body[-1]),  # who applied is for the owner to say
        sign_lines=(frame.SIGN_LINE.format(who="交件人"),),
        marks=frame.also_open((*_marks(plain), TO_CHECK), PRACTICE),
        foot=tuple(
            PROGRESS if line == context.jurisdiction.wording["progress"] else line for line in plain.foot
        ),
        qr=qr_text(essentials),
    )


def _marks(plain: Document) -> tuple[str, ...]:
    """Without that of a doubtful number: nobody is identified here."""
    return tuple(mark for mark in plain.marks if not mark.endswith(NUMBER_TO_CHECK))


def _body(context: PaperContext, details: TakenForOwner) -> Iterator[Block]:
    yield Paragraph(_opening(context, details))
    rows = tuple(
        (str(n), name, str(brought.copies or "—"), _result(brought))
        for n, (name, brought) in enumerate(details.papers, 1)
    )
    yield Table(("序号", "材料", "份数", "核对结果"), rows, (0.08, 0.5, 0.1, 0.32), numeric=(0, 2))
    yield Paragraph(
        f"{TO_CHECK}：这件办件由窗口{details.owner}主办，本窗口只代为收下，材料是否齐全、是否符合，由原窗口核对以后办理。",
        strong=True,
    )
    if not context.untimely:
        yield Paragraph(f"交来的日期以本凭证为准，原窗口按{day_text(context.issued_on)}这一天计算。")
    yield from _still(context, details)


def _opening(context: PaperContext, details: TakenForOwner) -> str:
    at = context.issued_at.astimezone(CHINA)
    moment = "" if context.untimely else f"于{day_text(at.date())}{at.hour}时{at.minute:02d}分"
    sheet = f"凭{details.sheet}，" if details.sheet else ""
    count = f"{len(details.papers)}种材料"
    return (
        f"你就办件{grouped(context.case_number)}，{sheet}{moment}在本窗口补交下列{count}{_bearer(details)}。"
    )


def _bearer(details: TakenForOwner) -> str:
    if not details.brought_by or details.relation in ("本人", "申请人"):
        return ""
    relation = f"，与申请人关系：{details.relation}" if details.relation else ""
    return f"（由{details.brought_by}代交{relation}）"


def _result(brought: Brought) -> str:
    if brought.state is MaterialState.DEFECTIVE:
        return f"不符合：{brought.note}" if brought.note else "不符合"
    return "已代收，原件已看过" if brought.original_seen else "已代收"


def _still(context: PaperContext, details: TakenForOwner) -> Iterator[Block]:
    if details.still is None:
        yield Paragraph("还要补什么、最迟哪天交，以原窗口发给你的文书为准。")
    elif details.still:
        over = any(_is_over(context, due) for _, due in details.still)
        unchanged = "期限不变" + ("；已过期限的，是否采纳由作决定的部门定" if over else "")
        yield Paragraph(f"按这里收到的记录，下面{len(details.still)}种材料还没有交，{unchanged}：")
        rows = tuple((str(n), name, _by(context, due)) for n, (name, due) in enumerate(details.still, 1))
        yield Table(("序号", "材料", "最迟交到"), rows, (0.08, 0.56, 0.36), numeric=(0,))
    else:
        yield Paragraph("按这里收到的记录，通知书要求的材料都已交来。")


def _is_over(context: PaperContext, due: Due | None) -> bool:
    return due is not None and not context.untimely and due.day < context.issued_on


def _by(context: PaperContext, due: Due | None) -> str:
    if due is None or context.untimely:
        return "按原通知书"
    return f"{day_text(due.day)}（已过）" if _is_over(context, due) else by_day(due)
