"""Reasons (依据) of a line, an item or a refusal: the rule's words, its legal basis and the applicant's answers."""

from __future__ import annotations

from counter.domain.guide.citation import cited, titled
from counter.domain.guide.condition import Condition, deciding_answers
from counter.domain.guide.model import (
    BundleItem,
    CommonMaterial,
    Evidence,
    GuideRefusal,
    Item,
    Material,
    PaperUse,
)
from counter.domain.visit.checklist import Why
from counter.domain.visit.situation import Situation, people_words, wording


def basis_of(item: Item) -> tuple[str, ...]:
    """The item's legal basis as citations."""
    return cited(item.legal_basis)


def answers_behind(situation: Situation, *conditions: Condition) -> tuple[tuple[str, str], ...]:
    """(question, label) pairs of the answers that made all the conditions hold, each question once.

    An answer that the applicant did not give is marked 默认 (a default) or 事件已定 (given by the bundle); a
    judgement not made yet reads 未回答.
    """
    merged: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        for question in situation.waits_for(condition) or ():
            merged.setdefault(question, ())
        for question, options in deciding_answers(condition, situation.values, situation.switches):
            merged[question] = tuple(dict.fromkeys((*merged.get(question, ()), *options)))
    return tuple(
        (wording(situation, question), _label(situation, question, options))
        for question, options in merged.items()
    )


def _label(situation: Situation, question_id: str, options: tuple[str, ...]) -> str:
    if not options:
        return "未回答"
    question = situation.guide.questions[question_id]
    if question.number:
        return people_words(options[0])
    labels = "、".join(option.label for option in question.options if option.id in options)
    if question_id in situation.bundle.given:
        return f"{labels}（事件已定）"
    if not any(option in situation.answers.get(question_id, ()) for option in options):
        return f"{labels}（默认）"
    return labels


def why_item(
    situation: Situation, placed: BundleItem, item: Item, refusal: GuideRefusal | None = None
) -> Why:
    """Why an item is part of this visit; for an insisted one, the refusal that the applicant does not accept."""
    text, condition = placed.why, placed.when
    if refusal is not None:
        text, condition = f"申请人坚持提交，由{item.organ}书面决定。{refusal.reason}", refusal.when
    basis = "、".join(basis_of(item)) or None
    return Why(text, basis, placed.evidence, answers_behind(situation, condition))


def why_line(
    situation: Situation, placed: BundleItem, item: Item, material: Material, use: PaperUse, note: str
) -> Why:
    """Why a paper is asked for by one item: the material as the guide words it, and the answers behind all of it."""
    condition = f"（{material.condition_text}）" if material.condition_text else ""
    text = f"办理“{item.name}”须有“{material.name}”{condition}{note}"
    answers = answers_behind(situation, placed.when, material.when, use.when)
    if use.per is not None:
        counted = situation.values.get(use.per, ())
        answers = (*answers, (wording(situation, use.per), _label(situation, use.per, counted)))
    return Why(text, "、".join(basis_of(item)) or None, material.evidence, answers)


def why_common(situation: Situation, common: CommonMaterial, use: Condition) -> Why:
    """Why a paper is taken once for the whole visit."""
    return Why(
        common.why, _titled(common.basis), common.evidence, answers_behind(situation, common.when, use)
    )


def why_refused(situation: Situation, refusal: GuideRefusal) -> Why:
    """Why a combination is refused, with the answers that made it so."""
    return Why(
        refusal.reason, _titled(refusal.basis), refusal.evidence, answers_behind(situation, refusal.when)
    )


def _titled(basis: str | None) -> str | None:
    """《law》article from the flat wording of refusals and common papers."""
    if not basis or basis.startswith("《"):
        return basis
    law, found, article = basis.partition("第")
    return titled(law) + found + article


def official(*grades: Evidence) -> Evidence:
    """FOUND when every grade is FOUND, else KNOWN."""
    return Evidence.FOUND if all(g is Evidence.FOUND for g in grades) else Evidence.KNOWN
