"""Results of the lint in words: shares, whether reached, what is to be confirmed."""

from __future__ import annotations

from counter.domain.authoring.lint.finding import Tally
from counter.domain.authoring.lint.lint import CheckResult
from counter.domain.guide.model import Tri

ASKED = "需人工确认"
REACHED = {Tri.YES: "达到", Tri.NO: "未达到", Tri.UNKNOWN: "未知"}


def percent(share: float) -> str:
    """A share as percent, never rounded up to a target that is not reached."""
    tenths = int(share * 1000 + 1e-9)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def target_words(result: CheckResult) -> str:
    """The target in words."""
    if result.indicator is not None and result.indicator.count is not None:
        return f"{result.indicator.count}个以上"
    return percent(result.target) if result.target is not None else ""


def tally_words(tally: Tally, unit: str) -> str:
    """Units met of all, and the number of unknown ones."""
    if not tally.base:
        return "没有要看的"
    unknown = f"，{tally.unknown}{unit}未知" if tally.unknown else ""
    return f"{tally.met}/{tally.base}{unit}{unknown}"


def share_words(result: CheckResult) -> str:
    """The share, a range where something is unknown, or the confirmation."""
    confirmation = result.confirmation
    if confirmation is not None:
        counted = f"{percent(confirmation.share)}，" if confirmation.share is not None else ""
        return f"{counted}{confirmation.by} {confirmation.day.isoformat()} 确认：{confirmation.text}"
    if not result.check.computed:
        return ASKED
    if result.share is None or result.most is None:
        return "没有要看的"
    if result.tally.unknown == 0:
        return percent(result.share)
    if result.tally.unknown == result.tally.base:
        return "未知"
    return (
        f"至少{percent(result.share)}，未知的全部达到也只有{percent(result.most)}"
        if (result.most < 1)
        else f"至少{percent(result.share)}"
    )


def reached_words(result: CheckResult) -> str:
    """Whether reached, not reached, unknown, or to be confirmed."""
    if result.confirmation is None and not result.check.computed:
        return ASKED
    return REACHED[result.reached] if result.tally.base or result.confirmation else "—"
