"""An organ's recorded decision: how it is known, and which rules it breaks, for a supervisor to read (与规则不符)."""

from __future__ import annotations

from counter.domain.case.acts.acts import TakeNote
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, Conclusion
from counter.domain.case.organ_events import KnownBy
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.text.day_words import day_text


def to_note(item: CaseItem) -> bool:
    """True while no supervisor has noted that the item's decision breaks a rule."""
    return item.conclusion is not None and bool(item.conclusion.against) and not item.conclusion.noted


def broken_rules(item: CaseItem) -> str:
    """Which rules the recorded decision breaks, in sentences; "" where it breaks none."""
    return "".join(b.words for b in item.conclusion.against) if item.conclusion is not None else ""


def check_note(case: Case, act: TakeNote) -> CaseItem:
    """The item it is about. Raises BadInput for empty words, RuleRefused where nothing is to be read."""
    item = case.item(act.item)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
    if not to_note(item):
        raise RuleRefused(f"“{item.asked.name}”没有待阅的与规则不符的决定。", rule="L8", field="item")
    if not act.words.strip():
        raise BadInput("请写明怎么处理的，例如：已告知机关某某。", field="words")
    return item


def known_words(conclusion: Conclusion) -> str:
    """How this window knows of the organ's decision, in plain Chinese; "" in older entries."""
    if conclusion.known_by is KnownBy.PIN:
        return f"首席代表{conclusion.by}以本人口令确认"
    if conclusion.known_by is KnownBy.PAPER:
        day = conclusion.signed_on or conclusion.day
        paper = conclusion.signed_document or conclusion.document
        return f"按机关签发的文书登记：{paper}，{day_text(day)}，签发人{conclusion.by}"
    return ""
