"""A conflict in plain Chinese: what it is about, and who recorded what, where and when; never a person's name."""

from __future__ import annotations

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.case import Case
from counter.domain.case.conflict import CaseClaim, Conflict


def about_words(case: Case, conflict: Conflict) -> str:
    """What the records contradict each other about: an item, a paper, a line of the list, or the whole case."""
    item, paper, line = case.item(conflict.key), case.paper(conflict.key), case.checklist.line(conflict.key)
    if item is not None:
        return item.asked.name
    if paper is not None:
        return f"《{paper.title}》{paper.number}"
    if (certificate := case.certificate(conflict.key)) is not None:
        return certificate.name
    return line.name if line is not None else "整件办件"


def claim_words(case: Case, claim: CaseClaim) -> str:
    """``窗口 15220103 W01 2026-11-20 12:02：受理：食品经营许可，文书 …``; which machine, where it is one window's."""
    at = f"{claim.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    papers = "、".join(p.number or f"《{p.title}》" for p in case.papers if p.id in claim.papers)
    issued = f"，文书 {papers}" if papers else ""
    of_one = any(one.of_one_window for one in case.conflicts if claim in one.claims)
    machine = f"（第{claim.epoch}期）" if of_one else ""
    return f"窗口 {claim.station}{machine} {claim.actor} {at}：{claim.words}{issued}"
