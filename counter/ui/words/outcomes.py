"""Labels and colours of outcomes and dates for cards and lists."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.domain.visit.verdict import Due, Outcome

_TONES = {
    Outcome.ACCEPT: "received",
    Outcome.DONE: "received",
    Outcome.ACCEPT_WITH_GAPS: "gap",
    Outcome.CORRECT: "correct",
    Outcome.WAIT: "shared",
    Outcome.PROPOSE_REFUSAL: "correct",
    Outcome.RECEIVED: "shared",
}


def outcome_word(outcome: Outcome) -> str:
    """Label of an outcome."""
    translate = QCoreApplication.translate
    return {
        Outcome.ACCEPT: translate("outcome", "受理"),
        Outcome.DONE: translate("outcome", "当场办结"),
        Outcome.ACCEPT_WITH_GAPS: translate("outcome", "容缺受理"),
        Outcome.CORRECT: translate("outcome", "补正"),
        Outcome.WAIT: translate("outcome", "待前序"),
        Outcome.PROPOSE_REFUSAL: translate("outcome", "拟不予受理"),
        Outcome.RECEIVED: translate("outcome", "收件转办"),
    }[outcome]


def outcome_tone(outcome: Outcome) -> str:
    """Colour role of an outcome."""
    return _TONES[outcome]


def due_words(due: Due) -> str:
    """``12月4日（含当日）前``; notes a year without a published calendar."""
    translate = QCoreApplication.translate
    words = translate("outcome", "{0}月{1}日（含当日）前").format(due.day.month, due.day.day)
    return words + translate("outcome", "，暂定") if due.provisional else words
