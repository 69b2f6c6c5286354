"""Lines of a bundle's guide after its items: common papers, refusals, hints, local rules, where to go."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.guide.condition import switches_in
from counter.domain.guide.copies_required import read
from counter.domain.hall.jurisdiction import Contacts
from counter.domain.reading.lines import (
    Certainty,
    LineContext,
    LineKind,
    ReadLine,
    basis_words,
    certainty_of,
    head_line,
)

REFUSED = {"barred": "不得办理", "not_needed": "不需要办", "elsewhere": "到别处办"}


def lines_after_items(reader: LineContext) -> Iterator[ReadLine]:
    """All lines after the items."""
    yield from _common(reader)
    yield from _refusals(reader)
    yield from _hints(reader)
    yield from _switch_lines(reader)
    yield from _where_to(reader.place.contacts)


def _common(reader: LineContext) -> Iterator[ReadLine]:
    relevant = [c for c in reader.guide.common if reader.conditions.questions_in(c.when)]
    if relevant:
        yield head_line("common", "一次来访只交一份的")
    for common in relevant:
        for n, (use, wording) in enumerate(zip(common.papers, common.original_copy, strict=True), 1):
            paper = reader.guide.papers[use.paper]
            when = reader.when(reader.conditions.words(common.when))
            shown = read(wording, 1, never_kept=paper.never_kept).text
            more = (shown, *when, common.why, basis_words(common.basis))
            yield ReadLine(
                f"material:common/{paper.id}",
                LineKind.MATERIAL,
                paper.name,
                f"共用材料“{paper.name}”",
                f"材料{n}",
                tuple(x for x in more if x),
                certainty_of(common.evidence),
            )


def _refusals(reader: LineContext) -> Iterator[ReadLine]:
    if reader.bundle.refusals:
        yield head_line("refusals", f"不能办、不用办的情形（{len(reader.bundle.refusals)}种）")
    for n, refusal in enumerate(reader.bundle.refusals, 1):
        item = f"只对事项“{reader.guide.items[refusal.item].name}”" if refusal.item else "整件事"
        more = (*reader.when(reader.conditions.words(refusal.when)), item, basis_words(refusal.basis))
        yield ReadLine(
            f"refusal:{n}",
            LineKind.NOTE,
            refusal.reason,
            f"不能办的情形“{refusal.reason}”",
            REFUSED.get(refusal.kind, ""),
            more,
            certainty_of(refusal.evidence),
        )


def _hints(reader: LineContext) -> Iterator[ReadLine]:
    asked = reader.conditions
    hints = [
        *reader.bundle.hints,
        *(h for h in reader.guide.common_hints if asked.questions_in(h.when)),
    ]
    if hints:
        yield head_line("hints", f"提醒（{len(hints)}条）")
    for n, hint in enumerate(hints, 1):
        yield ReadLine(
            f"hint:{n}",
            LineKind.NOTE,
            hint.text,
            f"提醒“{hint.text}”",
            str(n),
            reader.when(asked.words(hint.when)),
            certainty_of(hint.evidence),
        )


def _switch_lines(reader: LineContext) -> Iterator[ReadLine]:
    guide, bundle = reader.guide, reader.bundle
    every = [
        *(a.when for a in bundle.questions),
        *(p.when for p in bundle.items),
        *(m.when for p in bundle.items for m in guide.items[p.item].materials),
        *(r.when for r in bundle.refusals),
        *(h.when for h in bundle.hints),
    ]
    used = dict.fromkeys(s for condition in every for s in switches_in(condition))
    if used:
        yield head_line("switches", f"用得着的本地规定（{len(used)}条）")
    for key in used:
        switch = guide.switches[key]
        on = reader.switches.get(key, switch.default)
        yield ReadLine(
            f"switch:{key}",
            LineKind.NOTE,
            switch.text,
            f"本地规定“{switch.text}”",
            "按有" if on else "按没有",
            (basis_words(switch.basis),),
            certainty_of(switch.evidence),
        )


def _where_to(contacts: Contacts) -> Iterator[ReadLine]:
    yield head_line("where", "到哪里办、什么时候办")
    for key, label, text in (
        ("address", "办理地点", contacts.hall_address),
        ("hours", "办公时间", contacts.hours),
        ("phone", "咨询电话", contacts.hall_phone),
        ("complaint", "监督投诉", contacts.complaint),
    ):
        standing = Certainty.PLAIN if text else Certainty.TO_FILL
        yield ReadLine(f"where:{key}", LineKind.FACT, text, label, label, (), standing)
