"""What ``case show`` tells of records of several windows that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.case.case import Case
from counter.domain.case.conflict import CaseClaim
from counter.domain.case.conflict_words import about_words, claim_words


def conflicts_data(case: Case) -> list[dict[str, object]]:
    """What is contradictory in a case; ``n`` counts claims through all of them, as ``--stands`` names them."""
    counted = iter(range(1, 1 + sum(len(one.claims) for one in case.conflicts)))
    return [
        {
            "slot": one.slot.value,
            "about": one.key,
            "soft": one.soft,
            "claims": [{"n": next(counted), **_claim_data(claim)} for claim in one.claims],
        }
        for one in case.conflicts
    ]


def _claim_data(claim: CaseClaim) -> dict[str, object]:
    return {
        "entry": claim.entry,
        "station": claim.station,
        "epoch": claim.epoch,
        "actor": claim.actor,
        "at": claim.at.isoformat(),
        "kind": claim.kind,
        "text": claim.words,
        "papers": list(claim.papers),
    }


def conflict_words(case: Case) -> Iterable[str]:
    """What is contradictory in a case, as text: who said what, where and when."""
    n = 0
    for one in case.conflicts:
        yield f"  矛盾  {about_words(case, one)}{'（只作记录）' if one.soft else ''}"
        for claim in one.claims:
            n += 1
            yield f"        {n}. {claim_words(case, claim)}"
