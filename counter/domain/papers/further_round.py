"""What the notice of a further round says of why there is one (再次告知的依据, L3)."""

from __future__ import annotations

from collections.abc import Collection

from counter.domain.case.case import Case
from counter.domain.papers.parts.details import ToldAgain


def told_again(case: Case, items: Collection[str]) -> ToldAgain | None:
    """Why these items are told once more, as their newest notice has to say; None where it is their first."""
    last = [i.told[-1] for i in case.items if i.id in items and i.told and i.told[-1].again is not None]
    if not last:
        return None
    one = last[0]
    names = tuple(i.asked.name for i in case.items if i.id in items and i.told and i.told[-1] in last)
    if one.fact_day is not None:
        return ToldAgain(names, one.words, one.fact_document, one.fact_day)
    return ToldAgain(names, by=one.supervisor)
