"""A checklist as plain values and as lines of text: every line with its allowed states and its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from counter.domain.guide.model import GuideRefusal, TimeLimit
from counter.domain.visit.checklist import Checklist, ChecklistItem, Line, Why
from counter.domain.visit.received import STATE_WORDS
from counter.domain.visit.situation import Asked


def asked_data(question: Asked) -> dict[str, object]:
    """One question as it is currently asked."""
    return {
        "id": question.id,
        "text": question.text,
        "many": question.many,
        "folded": question.folded,
        "answered": question.answered,
        "chosen": list(question.chosen),
        "options": [{"id": o.id, "label": o.label} for o in question.options],
        **number_data(question),
    }


def number_data(question: Asked) -> dict[str, object]:
    """The bounds of a number of people; empty for a question with options."""
    if question.most is None:
        return {"judgement": True} if question.judgement else {}
    return {"number": {"least": question.least, "most": question.most}}


def answers_words(question: Asked) -> str:
    """The possible answers: the options with their ids, or the bounds of a number."""
    if question.most is not None:
        return f"人数，{question.least}到{question.most}"
    listed = "、".join(f"{o.id} {o.label}" for o in question.options)
    return f"可多选：{listed}" if question.many else listed


def checklist_data(checklist: Checklist) -> dict[str, object]:
    """Items, materials, refusals and remarks."""
    return {
        "items": [_item(i) for i in checklist.items],
        "materials": [_line(x) for x in checklist.lines],
        "stops": [_refusal(r) for r in checklist.stops],
        "warnings": [_refusal(r) for r in checklist.warnings],
        "hints": list(checklist.hints),
        "tips": list(checklist.tips),
        "saved": checklist.saved,
        "nothing_needed": checklist.nothing_needed,
    }


def _item(item: ChecklistItem) -> dict[str, object]:
    return {
        "id": item.id,
        "name": item.name,
        "organ": item.organ,
        "kind": item.kind,
        "procedure": item.procedure.value,
        "result": item.result,
        "after": list(item.after),
        "undecided": item.maybe,
        "open": list(item.open),
        "statutory": _limit(item.statutory),
        "promised": None if item.promised is None else _limit(item.promised),
        "basis": list(item.basis),
        "evidence": item.evidence.value,
        "why": _why(item.why),
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "name": line.name,
        "group": line.group,
        "issuer": line.issuer,
        "wanted": line.wanted,
        "original": line.original,
        "copies": line.copies,
        "each_person": line.each,
        "undecided": line.open,
        "never_kept": line.never_kept,
        "initial": line.initial.value,
        "states": [s.value for s in line.allowed],
        "awaits": line.awaits,
        "items": list(line.items),
        "needs": [
            {
                "item": n.item,
                "material": n.material,
                "name": n.material_name,
                "main": n.main.value,
                "deferrable": n.deferrable.value,
                "later": n.later,
            }
            for n in line.needs
        ],
        "evidence": line.evidence.value,
        "why": [_why(w) for w in line.why],
    }


def _why(why: Why) -> dict[str, object]:
    return {
        "text": why.text,
        "basis": why.basis,
        "evidence": why.evidence.value,
        "answers": [{"question": q, "answer": a} for q, a in why.answers],
    }


def _limit(limit: TimeLimit) -> dict[str, object]:
    return {
        "text": limit.text,
        "days": limit.days,
        "unit": None if limit.unit is None else limit.unit.value,
        "basis": limit.basis,
        "evidence": limit.evidence.value,
    }


def _refusal(refusal: GuideRefusal) -> dict[str, object]:
    return {
        "item": refusal.item,
        "kind": refusal.kind,
        "reason": refusal.reason,
        "basis": refusal.basis,
        "evidence": refusal.evidence.value,
    }


def checklist_words(checklist: Checklist, questions: Sequence[Asked]) -> str:
    """The whole list as text."""
    return "\n".join(_sheet(checklist, questions))


def _sheet(checklist: Checklist, questions: Sequence[Asked]) -> Iterable[str]:
    yield f"{checklist.bundle}  {checklist.bundle_name}（指南 {checklist.guide_version}）"
    for refusal in (*checklist.stops, *checklist.warnings):
        basis = f"（{refusal.basis}）" if refusal.basis else ""
        yield f"  ! {refusal.reason}{basis}"
    yield "情形"
    for question in questions:
        chosen = "、".join(o.label for o in question.options if o.id in question.chosen)
        options = "／".join(o.label for o in question.options) or answers_words(question)
        yield f"  {question.id}  {question.text}  {chosen or f'〔未答〕{options}'}"
    if checklist.nothing_needed:
        yield "按这些回答不在这里办，原因见上。" if checklist.not_here else "按这些回答无须办理。"
    yield "事项"
    for item in checklist.items:
        mark = " · 待认定" if item.maybe else ""
        yield f"  {item.id}  {item.name} · {item.organ} · {item.statutory.text}{mark}"
        yield f"      因为：{_because(item.why)}"
    yield f"材料（本次少交 {checklist.saved} 份）"
    for line in checklist.lines:
        states = "／".join(STATE_WORDS[s] for s in line.allowed)
        yield f"  {line.id}  {line.name} · {line.wanted} · {states}"
        for why in line.why:
            yield f"      因为：{_because(why)}"
    for hint in (*checklist.tips, *checklist.hints):
        yield f"  提示：{hint}"


def _because(why: Why) -> str:
    answers = "；".join(f"{q}——{a}" for q, a in why.answers)
    because = f"（您的回答：{answers}）" if answers else ""
    basis = f"　依据：{why.basis}" if why.basis else ""
    pending = "" if why.evidence.official else "　待部门核定"
    return f"{why.text}{because}{basis}{pending}"
