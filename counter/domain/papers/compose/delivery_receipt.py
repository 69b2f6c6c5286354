"""送达回证: what was served, how, and who signed for it or would not (DOMAIN §2; S001 Art. 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counter.domain.case.paper_events import Way
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.hall.window_name import window_name
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.wording import addressee
from counter.domain.people.applicant import Applicant, ApplicantKind, Person
from counter.domain.people.identity import mask_phone

WAYS = {Way.WINDOW: "窗口领取", Way.POST: "邮寄", Way.ELECTRONIC: "电子送达"}
"""How a paper reaches the applicant (S001 Art. 19)."""

WHEN = "　　　年　　月　　日　　时"
POSTAL_ROOM = 62.0
"""Millimetres kept free for the slip of the post office."""

_SIGN_ROOM = 15.0
_LABEL = (0.17, 0.83)


@dataclass(frozen=True, slots=True)
class ServedPaper:
    """One row of a 送达回证: title, number, sheets."""

    title: str
    number: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class ServedResult:
    """One certificate on it: name, number in full, its sheets in words (正本1份、副本1份)."""

    name: str
    number: str
    sheets: str


@dataclass(frozen=True, slots=True)
class ReturnedOriginal:
    """One original of the applicant's that goes back on the same sheet."""

    name: str
    sheets: int


@dataclass(frozen=True, slots=True)
class Delivery(Details):
    """For the 送达回证: what is served, how, and to whom (name and relation of a substitute).

    ``results``, ``originals``: certificates and originals handed out on the same sheet. ``checked``: the document of
    who collects, its number masked. ``matters``: lines of 事项名称, one for each case; ``others``: further addressees.
    """

    papers: tuple[ServedPaper, ...]
    way: Way
    address: str = ""
    receiver: str = ""
    relation: str = ""
    results: tuple[ServedResult, ...] = ()
    originals: tuple[ReturnedOriginal, ...] = ()
    checked: str = ""
    matters: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def proof_of_delivery(context: PaperContext) -> Document:
    """The proof, to be signed by hand. ValueError without its details."""
    delivery = context.details
    if not isinstance(delivery, Delivery):
        raise ValueError("a proof of delivery needs to know what is served")
    return replace(
        frame.framed(context, (), ()),
        addressee="",
        body=tuple(_body(context, delivery)),
        seal_organ="",
        date_text="",
        sign_lines=(),
        marks=("时间待核",) if context.untimely else (),
        copy_text="第1联（共2联）　存入办件卷宗",
    )


def _body(context: PaperContext, delivery: Delivery) -> Iterator[Block]:
    yield Table(head=(), rows=tuple(_who(context, delivery)), widths=_LABEL, numeric=(0,))
    yield from _things(delivery)
    yield Table(
        head=(),
        rows=tuple(_signatures(context, delivery)),
        widths=(0.17, 0.43, 0.4),
        numeric=(0,),
        least=_SIGN_ROOM,
    )
    if delivery.way is Way.POST:
        yield Table(head=(), rows=(("邮寄回执粘贴处",),), widths=(1.0,), least=POSTAL_ROOM)
    yield Paragraph(_remark(context, delivery), plain=True, small=True)


def _things(delivery: Delivery) -> Iterator[Table]:
    if delivery.results:
        yield Table(
            head=("序号", "领取的证照（决定书）", "编号", "份数"),
            rows=tuple(
                (str(n), r.name, r.number or "—", r.sheets) for n, r in enumerate(delivery.results, 1)
            ),
            widths=(0.08, 0.37, 0.33, 0.22),
            numeric=(0,),
        )
    if delivery.papers or not (delivery.results or delivery.originals):
        yield Table(
            head=("序号", "送达的文书", "文书编号", "份数"),
            rows=tuple(
                (str(n), p.title, p.number or "—", str(p.copies)) for n, p in enumerate(delivery.papers, 1)
            ),
            widths=(0.08, 0.42, 0.4, 0.1),
            numeric=(0, 3),
        )
    if delivery.originals:
        yield Table(
            head=("序号", "退还的原件", "份数"),
            rows=tuple((str(n), o.name, str(o.sheets)) for n, o in enumerate(delivery.originals, 1)),
            widths=(0.08, 0.82, 0.1),
            numeric=(0, 2),
        )


def _who(context: PaperContext, delivery: Delivery) -> Iterator[tuple[str, str]]:
    yield "受送达人", "、".join((addressee(context.applicant).removesuffix("："), *delivery.others))
    own = f"“{context.bundle_name}”：{'、'.join(d.item.name for d in context.decided_items)}"
    yield "事项名称", "\n".join(delivery.matters or (own,))
    yield "送达机关", context.jurisdiction.seal_name(context.organ)
    yield "送达方式", _ways(delivery.way)
    yield "送达地址", delivery.address or (_at_window(context) if delivery.way is Way.WINDOW else "")
    yield "联系电话", _phone(context, delivery)
    if delivery.checked:
        yield "领取人证件", delivery.checked


def _phone(context: PaperContext, delivery: Delivery) -> str:
    """In full only for delivery by post, where the carrier has to call first (L11: where the form requires it)."""
    for whose, person in _reachable(context.applicant):
        if person.phone:
            by_post = delivery.way is Way.POST
            number = person.phone if by_post else mask_phone(person.phone, context.jurisdiction.masks.phone)
            return f"{number}（{whose}{person.name}）" if whose else number
    return "—"


def _reachable(applicant: Applicant) -> Iterator[tuple[str, Person]]:
    """Who can be called, nearest first; in words whose number it is where the addressee's name does not say it."""
    if applicant.agent is not None:
        yield "代理人", applicant.agent.person
    if applicant.guardian is not None:
        yield "法定代理人", applicant.guardian.person
    if applicant.person is not None:
        yield "负责人" if applicant.kind is ApplicantKind.ORGANISATION else "", applicant.person


def _ways(way: Way) -> str:
    """All three ways of service, the chosen one marked, so that the form can be completed by hand."""
    return "　　".join(f"{'■' if one is way else '□'}{name}" for one, name in WAYS.items())


def _at_window(context: PaperContext) -> str:
    return f"{context.hall}{window_name(context.window)}"


def _signatures(context: PaperContext, delivery: Delivery) -> Iterator[tuple[str, str, str]]:
    stands_in = bool(delivery.receiver and delivery.relation)
    yield "受送达人\n签名或盖章", "", f"送达时间：\n{WHEN}"
    yield (
        "代收人签名",
        delivery.receiver if stands_in else "",
        f"与申请人关系：{delivery.relation if stands_in else ''}\n{WHEN}",
    )
    yield "拒绝签收", "事由：", f"见证人签名：\n{WHEN}"
    yield "送达人", context.clerk, f"签名：\n{WHEN}"


def _remark(context: PaperContext, delivery: Delivery) -> str:
    """How the form is to be filled in for that way, in one line."""
    match delivery.way:
        case Way.POST:
            return "邮寄的，把邮政回执贴在上面，送达时间照回执上的签收日期填写。"
        case Way.ELECTRONIC:
            return "电子送达的，在送达时间栏填写系统记录的到达时间，并附系统记录。"
        case _:  # at the window; a public notice has no such form
            return "代收的，核对代收人身份并写明与申请人的关系；不愿签收的，写明事由，由见证人签名。"
