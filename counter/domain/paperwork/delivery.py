"""送达回证: what was served, how, and who signed for it or would not (DOMAIN §2; S001 Art. 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.identity import mask_phone
from counter.domain.paper_record import Way
from counter.domain.papers import Block, Document, Table
from counter.domain.paperwork import frame
from counter.domain.paperwork.context import PaperContext
from counter.domain.paperwork.details import Delivery

WAYS = {Way.WINDOW: "窗口领取", Way.POST: "邮寄送达", Way.ELECTRONIC: "电子送达"}
"""How a paper reaches the applicant (S001 Art. 19)."""

_WHEN = "　　年　　月　　日　　时　　分"


def proof_of_delivery(context: PaperContext) -> Document:
    """The proof, to be signed by hand. ValueError without its details."""
    delivery = context.details
    if not isinstance(delivery, Delivery):
        raise ValueError("a proof of delivery needs to know what is served")
    whole = frame.framed(context, (), ())
    return replace(
        whole,
        addressee="",
        body=tuple(_body(context, delivery)),
        seal_organ="",
        date_text="",
        sign_lines=(),
        copy_text="第1联（共2联）　办理机关存卷",
    )


def _body(context: PaperContext, delivery: Delivery) -> Iterator[Block]:
    applicant = context.applicant
    person = applicant.person
    phone = mask_phone(person.phone, context.jurisdiction.masks.phone) if person and person.phone else "—"
    yield Table(
        head=(),
        rows=(
            ("受送达人", applicant.name or (person.name if person else "")),
            ("事项名称", f"{context.bundle_name}：{'、'.join(d.item.name for d in context.deals)}"),
            ("送达方式", WAYS[delivery.way]),
            ("送达地址", delivery.address or "—"),
            ("联系电话", phone),
        ),
        widths=(0.2, 0.8),
    )
    yield Table(
        head=("序号", "送达的文书", "文书编号", "份数"),
        rows=tuple(
            (str(n), p.title, p.number or "—", str(p.copies)) for n, p in enumerate(delivery.papers, 1)
        ),
        widths=(0.08, 0.4, 0.42, 0.1),
        numeric=(0, 3),
    )
    yield Table(
        head=(),
        rows=(
            ("受送达人签名", f"\n{_WHEN}"),
            ("代收人签名", f"与申请人关系：{delivery.relation or '＿＿＿＿＿＿'}\n{_WHEN}"),
            ("拒签情况", f"\n见证人：　　　　　　　{_WHEN}"),
            ("送达人", f"{context.clerk}\n{_WHEN}"),
        ),
        widths=(0.2, 0.8),
    )
