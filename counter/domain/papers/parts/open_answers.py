"""Effects of each possible answer to an open question, so that the applicant need not come twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counter.domain.visit.checklist import Checklist
from counter.domain.visit.checklist_builder import resolve_in
from counter.domain.visit.situation import Asked, asked_in, situate
from counter.domain.visit.visit import Setting, Visit

_FOR_THE_CLERK = "后改选"
"""End of the guide's advice: what the clerk does on the screen; left out on the sheet."""

_MOST_NAMES = 4
"""At most so many names in one effect; more are counted."""


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """A question whose answer is missing or 不清楚. ``answered``: 不清楚 as answered, or empty.

    ``advice``: how a window settles it; ``effects``: what each other answer would change, in words.
    """

    question: str
    answered: str
    advice: str
    effects: tuple[str, ...]


def open_answers(setting: Setting, visit: Visit, asked: Sequence[Asked]) -> tuple[OpenAnswer, ...]:
    """Every question of the visit that is still open (许可法 Art. 32: 一次告知全部内容)."""
    found = []
    for one in asked:
        unsure = [o for o in one.options if o.id in one.chosen and o.pending]
        if one.open or unsure:
            answered = "、".join(o.label for o in unsure)
            advice = "".join((o.pending or "").replace(_FOR_THE_CLERK, "") for o in unsure)
            found.append(OpenAnswer(one.text, answered, advice, _effects(setting, visit, one)))
    return tuple(found)


def _effects(setting: Setting, visit: Visit, asked: Asked) -> tuple[str, ...]:
    """One sentence per effect, naming every answer that has it; 不清楚 answers are left out."""
    current, questions = _under(setting, visit, None)
    labels: dict[str, list[str]] = {}
    for option in asked.options:
        if option.pending:
            continue
        changed, more = _under(setting, visit, (asked.id, option.id))
        labels.setdefault(_effect(current, changed, more - questions), []).append(f"“{option.label}”")
    return tuple(f"答{'或'.join(named)}：{effect}" for effect, named in labels.items())


def _under(
    setting: Setting, visit: Visit, answer: tuple[str, str] | None
) -> tuple[Checklist, frozenset[str]]:
    """The list, and the texts of open questions, of the visit, with one more answer if given."""
    answers = dict(visit.answers) if answer is None else {**visit.answers, answer[0]: (answer[1],)}
    situation = situate(setting.guide, setting.guide.bundles[visit.bundle], answers, setting.switches)
    still_open = frozenset(q.text for q in asked_in(situation, visit.insisted) if q.open)
    return resolve_in(situation, visit.insisted), still_open


def _effect(current: Checklist, changed: Checklist, asked: frozenset[str]) -> str:
    refused = [r.reason for r in changed.stops if r not in current.stops]
    if refused:
        return f"不能办，{''.join(refused).rstrip('。')}"
    items, before = {i.id: i.name for i in changed.items}, {i.id: i.name for i in current.items}
    lines, lines_before = {x.id: x.name for x in changed.lines}, {x.id: x.name for x in current.lines}
    parts = [
        _named("多办", "项", [name for key, name in items.items() if key not in before]),
        _named("不办", "项", [name for key, name in before.items() if key not in items]),
        _named("多备", "样材料", [name for key, name in lines.items() if key not in lines_before]),
        _named("少备", "样材料", [name for key, name in lines_before.items() if key not in lines]),
        *(f"{r.reason.rstrip('。')}" for r in changed.warnings if r not in current.warnings),
        f"再回答{len(asked)}个问题" if asked else "",
    ]
    return "，".join(part for part in parts if part) or "清单不变"


def _named(verb: str, counted: str, names: Iterable[str]) -> str:
    every = list(names)
    if not every:
        return ""
    more = "等" if len(every) > _MOST_NAMES else ""
    return f"{verb}{len(every)}{counted}（{'、'.join(every[:_MOST_NAMES])}{more}）"
