"""Nobody is invited to rate while the clock is doubted: a box of a wrong day lies alone or leaves too late (L9)."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.services.context.ports import Journal
from counter.services.ratings.refuse import RefusalCause, refuse_rating


def require_sure_clock(journal: Journal, actor: str) -> None:
    """Raises RuleRefused (L9), recorded, while the clock is doubted."""
    if journal.untimely():
        refuse_rating(journal, RefusalCause.CLOCK, actor=actor)
        raise RuleRefused(
            "电脑的时间待核，现在不能请申请人评价：评价会记错日子，保不住密。请值班负责人先点“时钟”核对、确认。",
            rule="L9",
        )
