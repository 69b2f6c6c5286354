"""Why (依据): the rule's words, its legal basis and the applicant's own answers behind a line, an item or a refusal."""

from __future__ import annotations

from counter.domain.guide.citation import cited, titled
from counter.domain.guide.condition import Condition, fired
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


def answers_behind(now: Situation, *conditions: Condition) -> tuple[tuple[str, str], ...]:
    """(question, label) pairs of the answers that made all the conditions hold, each question once.

    An answer that the applicant did not give says so: 默认 (a default counted) or 事件已定 (given by the bundle). A
    judgement that has to be made first is named as not answered.
    """
    merged: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        for question in now.waits_for(condition) or ():
            merged.setdefault(question, ())
        for question, options in fired(condition, now.values, now.switches):
            merged[question] = tuple(dict.fromkeys((*merged.get(question, ()), *options)))
    return tuple(
        (wording(now, question), _label(now, question, options)) for question, options in merged.items()
    )


def _label(now: Situation, question_id: str, options: tuple[str, ...]) -> str:
    if not options:
        return "未回答"
    question = now.guide.questions[question_id]
    if question.number:
        return people_words(options[0])
    labels = "、".join(option.label for option in question.options if option.id in options)
    if question_id in now.bundle.given:
        return f"{labels}（事件已定）"
    if not any(option in now.answers.get(question_id, ()) for option in options):
        return f"{labels}（默认）"
    return labels


def why_item(now: Situation, placed: BundleItem, item: Item, refusal: GuideRefusal | None = None) -> Why:
    """Why an item is part of this visit; an insisted one says which refusal the applicant does not accept."""
    text, condition = placed.why, placed.when
    if refusal is not None:
        text, condition = f"申请人坚持提交，由{item.organ}书面决定。{refusal.reason}", refusal.when
    basis = "、".join(basis_of(item)) or None
    return Why(text, basis, placed.evidence, answers_behind(now, condition))


def why_line(
    now: Situation, placed: BundleItem, item: Item, material: Material, use: PaperUse, note: str
) -> Why:
    """Why a paper is asked for by one item: the material as the guide words it, and the answers behind all of it."""
    condition = f"（{material.condition_text}）" if material.condition_text else ""
    text = f"办理“{item.name}”须有“{material.name}”{condition}{note}"
    answers = answers_behind(now, placed.when, material.when, use.when)
    if use.per is not None:
        counted = now.values.get(use.per, ())
        answers = (*answers, (wording(now, use.per), _label(now, use.per, counted)))
    return Why(text, "、".join(basis_of(item)) or None, material.evidence, answers)


def why_common(now: Situation, common: CommonMaterial, use: Condition) -> Why:
    """Why a paper is taken once for the whole visit."""
    return Why(common.why, _titled(common.basis), common.evidence, answers_behind(now, common.when, use))


def why_refused(now: Situation, refusal: GuideRefusal) -> Why:
    """Why a combination is refused, with the answers that made it so."""
    return Why(refusal.reason, _titled(refusal.basis), refusal.evidence, answers_behind(now, refusal.when))


def _titled(basis: str | None) -> str | None:
    """《law》article from the flat wording of refusals and common papers."""
    if not basis or basis.startswith("《"):
        return basis
    law, found, article = basis.partition("第")
    return titled(law) + found + article


def official(*grades: Evidence) -> Evidence:
    """FOUND only when everything it rests on was found."""
    return Evidence.FOUND if all(g is Evidence.FOUND for g in grades) else Evidence.KNOWN
