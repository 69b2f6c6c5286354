"""What nobody has done yet of a filed case when the next visitor comes: unprinted, unsigned, not handed over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import Possible
from counter.domain.case.case import Case
from counter.ui.words.printing import unprinted


def left_open(case: Case, offers: Sequence[Possible]) -> str:
    """``还有4份没打印、1份承诺没签``; empty where nothing is left. ``offers``: what the case allows now."""
    translate = QCoreApplication.translate
    counted = (
        (len(unprinted(case)), translate("left_open", "{0}份没打印")),
        (_papers(offers, acts.SignPledge), translate("left_open", "{0}份承诺没签")),
        (_papers(offers, acts.Serve), translate("left_open", "{0}份没记送达")),
    )
    told = "、".join(words.format(number) for number, words in counted if number)
    return translate("left_open", "还有{0}").format(told) if told else ""


def _papers(offers: Sequence[Possible], kind: type[acts.CaseAct]) -> int:
    return len({paper for offer in offers if offer.kind is kind for paper in offer.papers})
