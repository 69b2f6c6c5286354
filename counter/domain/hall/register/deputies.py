"""A deputy (代班) stands in for who is away, and so must be there on the same days. Pure."""

from __future__ import annotations

from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.text.day_words import day_text


def deputy_away(person: RegisteredStaff, deputy: RegisteredStaff) -> str:
    """What to do where the deputy is away on a day on which the person is, as a clause; "" where the deputy is there.

    An absence without an end is looked at on its first day: nobody knows how long it lasts.
    """
    since, until = person.away_since, person.away_until
    if not person.deputy or since is None or deputy.away_since is None:
        return ""
    last = since if until is None else until
    if deputy.away_since > last or (deputy.away_until is not None and deputy.away_until < since):
        return ""
    whole = (
        f"{day_text(deputy.away_since)}起"
        if deputy.away_until is None
        else (f"{day_text(deputy.away_since)}到{day_text(deputy.away_until)}")
    )
    return f"{deputy.name}自己{whole}不在岗，不能代{person.name}的班：请另找一位，或者先登记{deputy.name}回岗"
