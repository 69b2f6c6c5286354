"""The hall's list of the organs' staff (机关人员名单): who confirms by PIN, who signs an organ's papers (L8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from counter.domain.errors import BadInput, RuleRefused

REPRESENTATIVE = "representative"
"""首席代表: confirms drafts here with a PIN, and may sign papers."""

SIGNER = "signer"
"""签发人: signs the organ's papers elsewhere; has no PIN here."""

ORGAN_ROLES = (REPRESENTATIVE, SIGNER)
"""Roles on the list of people not on duty at the window."""


@dataclass(frozen=True, slots=True)
class OrganPerson:
    """One person on the list. ``in_person``: may confirm with a PIN of their own.

    ``mandate``: number of the letter by which the person may confirm decisions (S001 Art. 34); "" where the hall's
    register names none of the organ's, so that the list alone counts; None where it lacks. ``away``: until when and who
    stands in, as a Chinese clause; "" for who is there.
    """

    code: str
    name: str
    organ: str
    in_person: bool
    mandate: str | None = ""
    away: str = ""


def of_organ(people: Iterable[OrganPerson], organ: str) -> tuple[OrganPerson, ...]:
    """The people on the list of that organ."""
    return tuple(p for p in people if p.organ == organ)


def nobody_listed(organ: str) -> str:
    """What to do where the list has nobody of an organ."""
    return f"名单里还没有{organ}的首席代表或者签发人，请值班负责人先在登记册的“人员”里登记。"


def get_signer(people: Iterable[OrganPerson], code: str, organ: str) -> OrganPerson:
    """The person of that organ on the list. Raises BadInput where nobody is listed or the code is not the organ's."""
    listed = of_organ(people, organ)
    if not listed:
        raise BadInput(nobody_listed(organ), field="signer")
    code_sought = code.strip().upper()
    found = next((p for p in listed if p.code == code_sought), None)
    if found is None:
        have = "、".join(f"{p.code} {p.name}" for p in listed)
        what = f"名单里没有“{code_sought[:20]}”" if code_sought else "这是机关的决定，请从名单里选签发人"
        raise BadInput(f"{what}；{organ}的有：{have}。", field="signer")
    return found


def check_representative(
    person: OrganPerson | None, organ: str, acting: Collection[tuple[str, str]]
) -> OrganPerson:
    """The organ's representative, somebody else than ``acting`` (code, name), who drafted and who records it.

    Raises RuleRefused (L8) otherwise: only the organ's own people confirm its decision, nobody their own draft, and
    where the hall's register has mandates of the organ only who is there with one to confirm decisions.
    """
    if person is None or not person.in_person or person.organ != organ:
        raise RuleRefused(
            f"这要{organ}的首席代表输入本人的口令；不在场的，按机关签发的文书登记。",
            rule="L8",
            field="representative",
        )
    if any(person.code == code or person.name == name for code, name in acting):
        raise RuleRefused(
            "拟稿、登记的人不能自己确认；机关已经签字的，按机关签发的文书登记。",
            rule="L8",
            field="representative",
        )
    if person.away:
        raise RuleRefused(
            f"登记册写着{person.name}{person.away}。已经回来的，请值班负责人改登记册；"
            "机关已经签字的，按机关签发的文书登记。",
            rule="L8",
            field="representative",
        )
    if person.mandate is None:
        raise RuleRefused(
            f"登记册里没有{organ}给{person.name}今天有效的授权书（确认决定）："
            "请按机关签发的文书登记，或者先登记新的授权书。",
            rule="L8",
            field="representative",
        )
    return person
