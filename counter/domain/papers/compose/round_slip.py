"""物料流转单（汇总）: sheets of many cases that go to one organ or come back, signed on both sides (DOMAIN §2; L12).

It names cases by number only: no applicant stands on a paper that other cases' papers travel with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.document.numbering import grouped
from counter.domain.hall.jurisdiction import TO_FILL
from counter.domain.hall.window_name import window_name
from counter.domain.papers.compose.transfer_slip import PURPOSES, SIDES, signatures
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.qr_essentials import Essentials, qr_text

_COPIES = {
    Hands.TO_ORGAN: "第1联（共2联）　随件交收件机关",
    Hands.TO_WINDOW: "第1联（共2联）　交发件机关",
}


@dataclass(frozen=True, slots=True)
class CaseOnSlip:
    """One case on the slip: its sheets, and names of certificates to be fetched. ``urgent``: its day is near."""

    number: str
    matter: str
    moved: tuple[MovedPaper, ...]
    certificates: tuple[str, ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class RoundTransfer(Details):
    """For the 物料流转单（汇总）. ``organ``: guide name of the organ; ``code``: text of the bar code."""

    hands: Hands
    organ: str
    cases: tuple[CaseOnSlip, ...]
    given_by: str = ""
    taken_by: str = ""
    code: str = ""


def round_slip(context: PaperContext) -> Document:
    """The slip. ValueError without its details, or where nothing is on it."""
    transfer = context.details
    if not isinstance(transfer, RoundTransfer) or not transfer.cases:
        raise ValueError("a round slip needs to know what travels")
    return replace(
        frame.framed(context, (), ()),
        addressee="",
        marks=("时间待核",) if context.untimely else (),
        body=tuple(_body(context, transfer)),
        seal_organ="",
        date_text="",
        sign_lines=(),
        code=transfer.code,
        qr=qr_text(_essentials(context, transfer)),
        code_text=transfer.code,
        copy_text=_COPIES[transfer.hands],
    )


def _essentials(context: PaperContext, transfer: RoundTransfer) -> Essentials:
    """Counted over all cases of the slip; the case is the one that holds it."""
    return Essentials(
        case_number=context.case_number,
        kind=context.kind.value,
        number=context.paper_number,
        issued=context.issued_on,
        items=len(transfer.cases),
        materials=sum(len(one.moved) + len(one.certificates) for one in transfer.cases),
        deadline=None,
        copy=context.copy,
        case_id=context.case_id,
    )


def _body(context: PaperContext, transfer: RoundTransfer) -> Iterator[Block]:
    moved = [m for one in transfer.cases for m in one.moved]
    originals, copies = sum(m.originals for m in moved), sum(m.copies for m in moved)
    certificates = sum(len(one.certificates) for one in transfer.cases)
    unit = context.jurisdiction.organ(transfer.organ).name
    urgent = sum(one.urgent for one in transfer.cases)
    yield Table(
        head=(),
        rows=(
            ("用途", f"{PURPOSES[transfer.hands]}（{unit}）"),
            ("合计", _total(len(transfer.cases), len(moved), originals, copies, certificates, urgent)),
        ),
        widths=(0.17, 0.83),
        numeric=(0,),
    )
    rows = tuple(_rows(transfer))
    yield Table(
        head=("序号", "办件编号、事项", "材料", "原件\n（份）", "复印件\n（份）", "点收"),
        rows=rows,
        widths=(0.07, 0.33, 0.32, 0.09, 0.1, 0.09),
        numeric=(0, 3, 4),
    )
    yield Paragraph("双方当面逐行点清后签名；没有交接的，在“点收”栏写“未交”，登记时写明。", plain=True)
    here = f"{context.hall}{window_name(context.window)}"
    phone = context.jurisdiction.contacts.hall_phone or f"（{TO_FILL}）"
    there = context.jurisdiction.organ(transfer.organ).phone or f"（{TO_FILL}）"
    hall, organ = (here, transfer.given_by, phone), (unit, transfer.taken_by, there)
    if transfer.hands is Hands.TO_WINDOW:
        hall, organ = (here, transfer.taken_by, phone), (unit, transfer.given_by, there)
    given, taken = (hall, organ) if transfer.hands is Hands.TO_ORGAN else (organ, hall)
    yield Table(
        head=("", "发件方", "收件方"),
        rows=tuple(zip(("单位", "经办人", "电话"), given, taken, strict=True)),
        widths=SIDES,
        numeric=(0,),
    )
    yield signatures()


def _total(cases: int, lines: int, originals: int, copies: int, certificates: int, urgent: int) -> str:
    words = f"{cases}件办件，材料{lines}行：原件{originals}份，复印件{copies}份"
    if certificates:
        words += f"；要取的证照{certificates}件"
    return words + (f"；急件{urgent}件，列在最前" if urgent else "")


def _rows(transfer: RoundTransfer) -> Iterator[tuple[str, ...]]:
    n = 0
    for one in transfer.cases:
        short = grouped(one.number).partition(" ")[2]  # a page may begin with it
        named = f"{grouped(one.number)}\n{'【急】' if one.urgent else ''}{one.matter}"
        for moved in one.moved:
            n += 1
            yield str(n), named, moved.name, str(moved.originals or "—"), str(moved.copies or "—"), ""
            named = short
        for certificate in one.certificates:
            n += 1
            yield str(n), named, f"证照（取回）：{certificate}", "", "—", ""
            named = short
