"""An act on cases that two people sign (双人): the second is a supervisor, and never the first under another code."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.hall.consent import Consent
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.people import people_today
from counter.services.hall.staff import consented


def second_supervisor(journal: Journal, clerk: StaffRow, consent: Consent, act: str) -> StaffRow:
    """The supervisor who signs ``act`` beside ``clerk``. Raises RuleRefused for the same person, before a PIN is tried,
    and for anybody but a supervisor with the own PIN.
    """
    code = consent.code.strip().upper()
    name = next((row.name for row in people_today(journal) if row.code == code), "")
    if code == clerk.code or (name and name == clerk.name):
        raise RuleRefused(
            f"{act}要两个人签名：办理的人不能自己同意，请另一位值班负责人输入口令。",
            rule="two_people",
            field="supervisor",
        )
    return consented(journal, consent)
