"""Words of the findings of a review at the window that answers them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from counter.domain.case.oversight.finding_events import FindingStance
from counter.domain.case.oversight.findings import CaseFinding, FindingStep

PUT_RIGHT = "put_right"
"""The answer that what was admitted is put right; the others are stances."""


def findings_words(found: Sequence[CaseFinding]) -> str:
    """A line for each finding that is still open."""
    translate = QCoreApplication.translate
    lines = []
    for one in found:
        if one.said and one.said[0].words:
            form = translate("findings", "{found}（{weight}，{step}，{month}月{day}日前答复）。应当：{title}")
        else:
            form = translate(
                "findings", "{found}（{weight}，{step}，{month}月{day}日前答复）：资料还没有授权到这里"
            )
        lines.append(
            form.format(
                found=one.found,
                weight=one.weight,
                step=one.step,
                month=one.until.month,
                day=one.until.day,
                title=one.title,
            )
        )
    return "\n".join(lines)


def answers_of(finding: CaseFinding) -> tuple[tuple[str, str], ...]:
    """What may be answered now, as (option, caption): the other stance, or that it is put right."""
    translate = QCoreApplication.translate
    put_right = (
        ((PUT_RIGHT, translate("findings", "已整改")),)
        if finding.stance is FindingStance.ADMITTED and finding.step is not FindingStep.PUT_RIGHT
        else ()
    )
    return (
        *put_right,
        *((one.value, str(one.value)) for one in FindingStance if one is not finding.stance),
    )
