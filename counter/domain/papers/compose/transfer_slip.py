"""物料流转单: which sheets changed hands, originals counted apart, signed on both sides (DOMAIN §2; L12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.document.numbering import grouped
from counter.domain.errors import RuleRefused
from counter.domain.hall.jurisdiction import TO_FILL
from counter.domain.hall.window_name import window_name
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.wording import addressee, quoted
from counter.domain.people.identity import mask_phone

PURPOSES = {
    Hands.TO_ORGAN: "窗口收件后送机关审查",
    Hands.TO_WINDOW: "机关转回窗口",
    Hands.TO_APPLICANT: "退还申请人",
}
"""Why sheets change hands, where no reason was written."""

_FIRST_COPY = {
    Hands.TO_ORGAN: "第1联（共2联）　随件交收件机关",
    Hands.TO_WINDOW: "第1联（共2联）　交发件机关",
    Hands.TO_APPLICANT: "第1联（共2联）　交申请人",
}
_WHEN = "　　　年　　月　　日　　时"
_SIGN_HEIGHT = 18.0
"""Millimetres for a handwritten signature above the time."""

SIDES = (0.17, 0.415, 0.415)


@dataclass(frozen=True, slots=True)
class Transfer(Details):
    """For the 物料流转单: which sheets change hands; telephones "" where the unit's own is to be printed.

    ``because``: why papers go back to the applicant, where items ended without a decision (``acts/returning``).
    """

    hands: Hands
    moved: tuple[MovedPaper, ...]
    given_by: str
    taken_by: str
    note: str = ""
    given_phone: str = ""
    taken_phone: str = ""
    because: str = ""


def transfer_slip(context: PaperContext) -> Document:
    """The slip. ValueError without its details; RuleRefused (L12) where an identity paper's original is on it."""
    transfer = context.details
    if not isinstance(transfer, Transfer):
        raise ValueError("a transfer slip needs to know what changes hands")
    _no_identity_paper(context, transfer)
    whole = frame.framed(context, (), ())
    return replace(
        whole,
        addressee="",
        marks=("时间待核",) if context.untimely else (),
        body=tuple(_body(context, transfer)),
        seal_organ="",
        date_text="",
        sign_lines=(),
        copy_text=_FIRST_COPY[transfer.hands],
    )


def _no_identity_paper(context: PaperContext, transfer: Transfer) -> None:
    """An identity paper is shown and handed back at once: its original can never travel (居民身份证法 Art. 15)."""
    shown = {h.line.id for h in context.handed if h.line.never_kept}
    kept = [m.name for m in transfer.moved if m.line in shown and m.originals]
    if kept:
        raise RuleRefused(
            f"{quoted(kept)}的原件要当场退还，不能列入物料流转单；只能流转复印件。", rule="L12", field="moved"
        )


def _body(context: PaperContext, transfer: Transfer) -> Iterator[Block]:
    moved = transfer.moved
    originals, copies = sum(m.originals for m in moved), sum(m.copies for m in moved)
    yield Table(
        head=(),
        rows=(
            ("办件编号", grouped(context.case_number)),
            ("申请人", _name(context)),
            ("办理事项", f"“{context.bundle_name}”：{'、'.join(d.item.name for d in context.decided_items)}"),
            ("用途", _purpose(transfer)),
        ),
        widths=(0.17, 0.83),
        numeric=(0,),
    )
    yield Table(
        head=("序号", "材料", "原件（份）", "复印件（份）", "点收"),
        rows=tuple(
            (str(n), m.name, str(m.originals or "—"), str(m.copies or "—"), "")
            for n, m in enumerate(moved, 1)
        ),
        widths=(0.08, 0.49, 0.14, 0.16, 0.13),
        numeric=(0, 2, 3),
    )
    yield Paragraph(
        f"以上共{len(moved)}种：原件{originals}份，复印件{copies}份，双方当面点清后签名。", plain=True
    )
    given, taken = _parties(context, transfer)
    yield Table(
        head=("", "发件方", "收件方"),
        rows=tuple(zip(("单位", "经办人", "电话"), given, taken, strict=True)),
        widths=SIDES,
        numeric=(0,),
    )
    yield signatures()


def signatures() -> Table:
    """Where both sides sign; each place names its side, since its columns are not those of the table above."""
    return Table(
        head=(),
        rows=(("签名", f"发件方：\n\n{_WHEN}", f"收件方：\n\n{_WHEN}"),),
        widths=SIDES,
        numeric=(0,),
        least=_SIGN_HEIGHT,
    )


def _purpose(transfer: Transfer) -> str:
    """Why the sheets change hands; to the applicant also what of his applications has ended, in writing."""
    plain = transfer.note or PURPOSES[transfer.hands]
    return f"{plain}。{transfer.because}" if transfer.because else plain


def _parties(context: PaperContext, transfer: Transfer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Unit, person and telephone of who gives and who takes."""
    contacts = context.jurisdiction.contacts
    hall = f"{context.hall}{window_name(context.window)}", contacts.hall_phone or f"（{TO_FILL}）"
    organ = context.issuer.name, context.issuer.phone or context.phone or f"（{TO_FILL}）"
    applicant = f"申请人：{_name(context)}", _phone(context)
    giver, taker = {
        Hands.TO_ORGAN: (hall, organ),
        Hands.TO_WINDOW: (organ, hall),
        Hands.TO_APPLICANT: (hall, applicant),
    }[transfer.hands]
    return (
        (giver[0], transfer.given_by, transfer.given_phone or giver[1]),
        (taker[0], transfer.taken_by, transfer.taken_phone or taker[1]),
    )


def _name(context: PaperContext) -> str:
    return addressee(context.applicant).removesuffix("：")


def _phone(context: PaperContext) -> str:
    """Telephone of the person acting for the applicant, masked (L11)."""
    who = context.applicant.agent or context.applicant.guardian
    person = who.person if who is not None else context.applicant.person
    return mask_phone(person.phone, context.jurisdiction.masks.phone) if person and person.phone else "—"
