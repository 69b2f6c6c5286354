"""Acts of two people (双人): who agrees, and what was done by one because nobody else could agree then."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.hall.rights import Capability, may_agree
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.people import people_today


def check_second(journal: Journal, by: StaffRow, agreed: str, what: str) -> str:
    """The code of the second person, whose PIN was just checked; "" where nobody else could agree: somebody confirms
    later.

    ``what``: the act, for the refusal. Raises RuleRefused where somebody could agree and nobody is named, for the same
    person under any code, and for one who may not agree.
    """
    others = {row.code: row for row in _who_could(journal, by)}
    code = agreed.strip().upper()
    if not code and others:
        have = "、".join(f"{row.code} {row.name}" for row in others.values())
        raise RuleRefused(
            f"{what}要两个人：请另一位也输入口令（{have}）。", rule="two_people", field="agreed"
        )
    if code and code not in others:
        raise RuleRefused(
            "第二个人要是另一位值班负责人或系统管理员，用自己的口令。", rule="two_people", field="agreed"
        )
    return code


def _who_could(journal: Journal, by: StaffRow) -> list[StaffRow]:
    return [
        row
        for row in people_today(journal)
        if row.active
        and may_agree(row.role, Capability.ADMINISTER)
        and row.code != by.code
        and row.name != by.name
        and row.pin_hash
    ]
