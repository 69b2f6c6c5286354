"""撤回申请书: the applicant withdraws items in writing; signed by hand before anything ends, without a seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counter.domain.case.item_events import MovedPaper
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.wording import quoted
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.text.day_words import day_text
from counter.domain.text.sentence import as_sentence


@dataclass(frozen=True, slots=True)
class Leaving:
    """One item the applicant withdraws: its name, the guide's name of its organ, and its state."""

    name: str
    organ: str
    state: str


@dataclass(frozen=True, slots=True)
class Withdrawal(Details):
    """For the 撤回申请书: what is withdrawn and why.

    ``dependent``: names of items that end with it; ``back``: papers to return; ``others``: other items go on.
    """

    items: tuple[Leaving, ...]
    dependent: tuple[str, ...]
    reason: str
    back: tuple[MovedPaper, ...]
    others: bool


def withdrawal(context: PaperContext) -> Document:
    """The application to every organ concerned. ValueError without its details."""
    details = context.details
    if not isinstance(details, Withdrawal):
        raise ValueError("an application to withdraw needs to know what is withdrawn")
    whole = frame.framed(context, _body(context, details), ())
    organs = dict.fromkeys(context.jurisdiction.organ(i.organ).name for i in details.items)
    return replace(
        whole,
        addressee=f"{'、'.join(organs)}：",
        seal_organ="",
        date_text="",
        sign_lines=frame.own_sign_lines(context.applicant, "申请人", "撤回申请"),
    )


def _self(applicant: Applicant) -> str:
    return "本单位" if applicant.kind is ApplicantKind.ORGANISATION else "本人"


def _body(context: PaperContext, details: Withdrawal) -> Iterator[Block]:
    me = _self(context.applicant)
    yield Paragraph(
        f"{me}于{day_text(context.handed_over_on)}就“{context.bundle_name}”提出申请，现自愿撤回下列事项的申请："
    )
    yield Table(
        head=("序号", "事项", "机关", "现在的情况"),
        rows=tuple(
            (str(n), i.name, context.jurisdiction.organ(i.organ).name, i.state)
            for n, i in enumerate(details.items, 1)
        ),
        widths=(0.09, 0.41, 0.32, 0.18),
        numeric=(0,),
    )
    if details.dependent:
        yield Paragraph(f"{quoted(details.dependent)}要等上列事项办成才能办，随之不再办理。")
    yield Paragraph(f"撤回的原因：{as_sentence(details.reason)}")
    yield Paragraph(f"{me}知道：{_knows(details)}")
    yield from _back(me, details)


def _knows(details: Withdrawal) -> str:
    """The effect of the signature, and its limits."""
    others = "其他事项照常办理，" if details.others else ""
    return (
        "本申请书签字并由窗口登记以后，上列事项才终止办理；在此以前各项期限照常计算，机关已经作出决定的，"
        f"按决定办理。{others}撤回的事项以后可以重新申请，材料和时限重新计算。撤回是自愿的，不想撤回的可以不签。"
    )


def _back(me: str, details: Withdrawal) -> Iterator[Block]:
    if not details.back:
        yield Paragraph("窗口没有为上列事项单独收存的材料。")
        return
    kept = "其他事项还要用的材料继续留用；" if details.others else ""
    yield Paragraph(f"窗口收存的下列材料请退还{me}（{kept}以退还时双方点清签名的物料流转单为准）：")
    yield Table(
        head=("序号", "材料", "原件（份）", "复印件（份）"),
        rows=tuple(
            (str(n), m.name, str(m.originals or "—"), str(m.copies or "—"))
            for n, m in enumerate(details.back, 1)
        ),
        widths=(0.09, 0.57, 0.16, 0.18),
        numeric=(0, 2, 3),
    )
