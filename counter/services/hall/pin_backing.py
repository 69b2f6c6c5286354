"""Check who stands behind a PIN that another person sets or gives a code for (``domain.hall.pin_giving``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.pin_giving import PinBacking, backing_for, is_second_signature
from counter.domain.hall.rights import Capability, may_agree
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.configure_hall import configured_at_setup
from counter.services.hall.people import people_of, today_of


@dataclass(frozen=True, slots=True, repr=False)
class PinBacker:
    """What is shown beside the giver's PIN: a second person whose PIN was just checked, or a recovery key as typed,
    which is asked where it is needed; "" where none is offered. Has no repr.
    """

    agreed: StaffRow | None = None
    ask_recovery_key: Callable[[], str] = str


NOBODY = PinBacker()


@dataclass(frozen=True, slots=True)
class Backed:
    """What the journal says of it: code of the second person, or that a recovery key was typed."""

    agreed: str = ""
    recovery: bool = False


def check_backing(journal: Journal, person: StaffRow, by: StaffRow, backer: PinBacker) -> Backed:
    """Check that enough people stand behind a PIN for ``person``, with the role that the person has or gets.

    Raises RuleRefused naming who else may agree, or asking for the recovery key; BadInput for a wrong one.
    """
    people, today = people_of(journal), today_of(journal)
    keepers = [
        row
        for row in people.on(today)
        if row.active and may_agree(row.role, Capability.ADMINISTER) and not _same(row, by)
    ]
    here = [
        row
        for row in keepers
        if row.pin_hash and not _same(row, person) and people.away(row.code, today) is None
    ]
    agreed = backer.agreed
    if agreed is not None:
        if not may_agree(agreed.role, Capability.ADMINISTER) or _same(agreed, by) or _same(agreed, person):
            raise RuleRefused(
                "第二个人要是另一位值班负责人或系统管理员，输入自己的口令；也不能是要口令的本人。",
                rule="two_people",
                field="agreed",
            )
        return Backed(agreed=agreed.code)
    needed = backing_for(
        person.role,
        demo=journal.station().demo,
        bureau=configured_at_setup(journal).bureau,
        others_in_hall=bool(keepers),
        others_here=bool(here),
    )
    signs = is_second_signature(person.role)
    why = f"{person.name}能作第二个人签字" if signs else f"{person.name}写的指南要另一个人核对"
    if needed is PinBacking.SECOND:
        have = "、".join(f"{row.code} {row.name}" for row in here)
        raise RuleRefused(
            f"{why}，给口令要本人以外的两个人：请另一位也输入口令（{have}）。",
            rule="two_people",
            field="agreed",
        )
    if needed is PinBacking.NOTHING:
        return Backed()
    recovery_key = backer.ask_recovery_key()
    if not recovery_key.strip():
        raise RuleRefused(
            f"{why}，这台电脑上没有另一位能同意：请从保险柜取恢复密钥"
            "（本机的，或者大厅的），输入它作第二个证明。",
            rule="two_people",
            field="recovery_key",
        )
    if not journal.is_recovery_key(recovery_key):
        raise BadInput("这不是本机的恢复密钥，也不是本大厅的。请核对抄件。", field="recovery_key")
    return Backed(recovery=True)


def _same(row: StaffRow, other: StaffRow) -> bool:
    """The same person under any code."""
    return row.code == other.code or row.name == other.name
