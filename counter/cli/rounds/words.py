"""Rounds of custody in words and as plain values."""

from __future__ import annotations

from counter.domain.case.item_events import Hands
from counter.domain.document.numbering import grouped
from counter.services.rounds.holders import HeldPaper
from counter.services.rounds.waiting import OrganWaiting, UnsignedSlip, WaitingCase

VERBS = {Hands.TO_ORGAN: "送", Hands.TO_WINDOW: "取"}
"""What is done with the papers."""


def organ_words(one: OrganWaiting) -> list[str]:
    """One organ with its cases, as lines."""
    certificates = sum(len(case.certificates) for case in one.cases)
    head = f"要{VERBS[one.hands]}{one.organ}：{len(one.cases)}件办件，原件{one.originals}份，复印件{one.copies}份"
    head += f"，证照{certificates}件" if certificates else ""
    return [head, *(f"  {case_words(case)}" for case in one.cases)]


def case_words(one: WaitingCase) -> str:
    """One case: its sheets."""
    names = [f"{m.name}（原件{m.originals}、复印件{m.copies}）" for m in one.moved]
    names += [f"证照：{name}" for _, name in one.certificates]
    urgent = "【急】" if one.urgent else ""
    return f"{urgent}{grouped(one.number)}　{'、'.join(names)}"


def slip_words(slip: UnsignedSlip) -> str:
    """A slip that waits for its signature."""
    days = "今天出的" if not slip.overdue else f"{slip.days}天没有签收"
    return f"等签收：{slip.number}　{VERBS[slip.hands]}{slip.organ}　{len(slip.cases)}件办件　{days}　{slip.code}"


def held_words(one: HeldPaper) -> str:
    """Who has one original."""
    where = f"{one.holder.label}　{one.organ}".rstrip()
    wrong = f"　{one.mismatch}" if one.mismatch else ""
    mark = "！" if one.red else ""
    return f"{mark}{grouped(one.number)}　{one.name}　原件{one.originals}份　{where}　{one.days}天{wrong}"


def organ_data(one: OrganWaiting) -> dict[str, object]:
    """The same as plain values."""
    return {
        "organ": one.organ,
        "originals": one.originals,
        "copies": one.copies,
        "urgent": one.urgent,
        "cases": [
            {
                "number": case.number,
                "urgent": case.urgent,
                "papers": [
                    {"name": m.name, "originals": m.originals, "copies": m.copies} for m in case.moved
                ],
                "certificates": [name for _, name in case.certificates],
            }
            for case in one.cases
        ],
    }


def slip_data(slip: UnsignedSlip) -> dict[str, object]:
    """The same as plain values."""
    return {
        "slip": slip.number,
        "code": slip.code,
        "organ": slip.organ,
        "way": slip.hands.value,
        "day": slip.day.isoformat(),
        "days": slip.days,
        "cases": [case.number for case in slip.cases],
    }


def held_data(one: HeldPaper) -> dict[str, object]:
    """The same as plain values."""
    return {
        "number": one.number,
        "name": one.name,
        "originals": one.originals,
        "holder": one.holder.value,
        "organ": one.organ,
        "since": one.since.isoformat(),
        "days": one.days,
        "red": one.red,
        "slip": one.slip,
        "mismatch": one.mismatch,
    }
