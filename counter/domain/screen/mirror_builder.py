"""A visit, and a filed case, as the applicant's screen shows them (镜屏): a ``Mirror`` from the page's data (L11).

The digest has two halves of 64 hex digits. The first is of what was shown without personal data and without the clerk's
free words: it may be stored openly in the journal (``shown_digest``). The second is of everything, numbers in full: it
is only compared in memory and in the encrypted draft, because a short number could be guessed from its hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import msgspec

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.correction import open_gaps
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_state import ItemState
from counter.domain.guide.published_elements import elements_of
from counter.domain.journal.entries import canonical_bytes
from counter.domain.screen import words as w
from counter.domain.screen.materials import Materials, free_words_of, parts_of
from counter.domain.screen.mirror import Mark, Mirror, MirrorLine, MirrorPart, MirrorQuestion
from counter.domain.screen.next_steps import Saying, after_filing, after_verdict, lines_of
from counter.domain.screen.people import people_of
from counter.domain.screen.terms_of_items import terms_part
from counter.domain.visit.identified_party import RECEIVED_ONLY, blocking_findings
from counter.domain.visit.situation import Asked
from counter.domain.visit.verdict import Due, Outcome, Verdict
from counter.domain.visit.visit import Assessment, Setting

HALF = 64
"""Hex digits of each half of a digest."""


def shown_digest(digest: str) -> str:
    """The half of a mirror's digest that contains nothing personal, for the journal."""
    return digest[:HALF]


def mirror_of_visit(
    assessment: Assessment, setting: Setting, speech: w.Speech = w.CHINESE, *, keep: bool = False
) -> Mirror:
    """The current visit: what is recorded, brought, lacking, and what follows from deciding now (``keep``: 只收件).

    Every question can be changed while nothing is filed; the open ones come first.
    """
    verdicts = assessment.keep_verdicts if keep else assessment.verdicts
    mirror = _of_visit(assessment, verdicts, setting, w.CHINESE)
    digest = _digest(mirror, free_words_of(assessment.visit.brought.values()))
    spoken = _of_visit(assessment, verdicts, setting, speech) if speech else mirror
    return replace(spoken, digest=digest)


def mirror_of_case(case: Case, setting: Setting, speech: w.Speech = w.CHINESE) -> Mirror:
    """A filed case: what was recorded and what follows when. Nothing is asked any more."""
    mirror = _of_case(case, setting, w.CHINESE)
    digest = _digest(mirror, free_words_of(case.brought.values()))
    return replace(_of_case(case, setting, speech) if speech else mirror, digest=digest)


def _of_visit(
    assessment: Assessment, verdicts: tuple[Verdict, ...], setting: Setting, speech: w.Speech
) -> Mirror:
    visit, checklist = assessment.visit, assessment.checklist
    today = civil_date(setting.now)
    live = frozenset(v.item for v in verdicts)
    doubtful = visit.applicant is not None and bool(blocking_findings(visit.applicant, today))
    left, lacking = parts_of(
        Materials(
            lines=checklist.lines,
            brought=visit.brought,
            live=live,
            organs={v.item: v.organ for v in verdicts},
            done=frozenset(v.item for v in verdicts if v.outcome is Outcome.DONE),
            corrected=_dues((v for v in verdicts if v.outcome is not _GAPS), held=doubtful),
            deferred=_dues((v for v in verdicts if v.outcome is _GAPS), held=doubtful),
            lapse=setting.jurisdiction.gap.outcome,
            today=today,
            speech=speech,
        )
    )
    style = Saying(today, speech, frozenset(setting.jurisdiction.correction.returned))
    follows = MirrorPart(
        w.say(speech, w.NEXT),
        lines_of((v.organ, v.item_name, _after(v, style, doubtful=doubtful)) for v in verdicts),
    )
    known = MirrorPart(w.say(speech, w.TO_KNOW), tuple(_to_know(assessment, setting, speech)))
    named = ((item.id, item.name) for item in checklist.items)
    terms = terms_part(named, assessment.elements, speech)
    right = (*lacking, follows, terms, known) if checklist.items else (known, *lacking, follows)
    return Mirror(
        title=checklist.bundle_name,
        people=people_of(visit.applicant, setting.jurisdiction.masks, speech),
        answers=tuple(
            (q.text, "、".join(o.label for o in q.options if o.id in q.chosen))
            for q in assessment.asked
            if q.chosen
        ),
        questions=tuple(_question(q) for q in sorted(assessment.asked, key=lambda q: (not q.open, q.folded))),
        left=left,
        right=tuple(p for p in right if p.lines),
    )


_GAPS = Outcome.ACCEPT_WITH_GAPS


def _after(verdict: Verdict, style: Saying, *, doubtful: bool) -> str:
    """What follows; nothing while a number of the party is doubtful, because nothing is decided then."""
    if doubtful and verdict.outcome not in RECEIVED_ONLY:
        return style.say(w.UNSETTLED)
    return after_verdict(verdict, style)


def _dues(verdicts: Iterator[Verdict], *, held: bool) -> dict[str, Due | None]:
    """Line → the nearest day on which any item wants it; ``held``: no day yet."""
    found: dict[str, Due | None] = {}
    for gap in (g for v in verdicts for g in v.gaps):
        if held:
            found[gap.line] = None
            continue
        before = found.get(gap.line)
        nearer = before is None or (gap.due is not None and gap.due.day < before.day)
        found[gap.line] = gap.due if nearer else before
    return found


def _question(asked: Asked) -> MirrorQuestion:
    return MirrorQuestion(
        id=asked.id,
        words=asked.text,
        options=() if asked.number else tuple((o.id, o.label) for o in asked.options),
        several=asked.many,
        chosen=asked.chosen,
        least=asked.least,
        most=asked.most,
    )


def _to_know(assessment: Assessment, setting: Setting, speech: w.Speech) -> Iterator[MirrorLine]:
    """Why something cannot be done or is left out, in the guide's words, and its notes on the answers."""
    checklist = assessment.checklist
    for stop in checklist.stops:
        words = w.say(speech, w.CANNOT_GO_ON) if not checklist.insisted else ""
        yield MirrorLine(Mark.NONE, stop.reason, words)
    for warning in checklist.warnings:
        yield MirrorLine(Mark.NONE, warning.reason)
    for item_id in assessment.visit.dropped:
        item = setting.guide.items.get(item_id)
        if item is not None:
            yield MirrorLine(Mark.NONE, item.name, w.say(speech, w.DROPPED))
    needless = checklist.nothing_needed and not checklist.not_here  # else its reason is above
    if needless and not any(q.open for q in assessment.asked):
        yield MirrorLine(Mark.NONE, w.say(speech, w.NOTHING_NEEDED))
    for tip in checklist.tips:
        yield MirrorLine(Mark.NONE, tip)


def _of_case(case: Case, setting: Setting, speech: w.Speech) -> Mirror:
    today = civil_date(setting.now)
    live = [i for i in case.items if not i.state.closed or _may_come_again(i)]
    left, lacking = parts_of(
        Materials(
            lines=case.lines,
            brought=case.brought,
            live=frozenset(i.id for i in live),
            organs={i.id: i.asked.organ for i in case.items},
            done=frozenset(i.id for i in case.items if i.state.finished),
            corrected={line: due for i in live if i.told for line, due in _parts_told(i)},
            deferred={g.line: g.due for i in live for g in i.gap_dues},
            lapse=setting.jurisdiction.gap.outcome,
            today=today,
            speech=speech,
        )
    )
    style = Saying(today, speech, frozenset())
    follows = lines_of((i.asked.organ, i.asked.name, after_filing(i, style)) for i in case.items)
    elements = case.elements.at_present(elements_of(setting.guide, (i.id for i in live)))
    terms = terms_part(((i.id, i.asked.name) for i in live), elements, speech)
    return Mirror(
        title=case.opened.bundle_name,
        people=people_of(case.applicant, setting.jurisdiction.masks, speech),
        answers=tuple((a.text, "、".join(a.labels)) for a in case.opened.answers),
        left=left,
        right=tuple(p for p in (*lacking, MirrorPart(w.say(speech, w.NEXT), follows), terms) if p.lines),
        filed=True,
    )


def _may_come_again(item: CaseItem) -> bool:
    return item.state is ItemState.RETURNED and bool(item.told) and item.told[-1].returned


def _parts_told(item: CaseItem) -> Iterator[tuple[str, Due | None]]:
    lines = open_gaps(item)
    last = item.told[-1]
    return ((g.line, g.due or last.due) for g in last.gaps if g.line in lines)


def _digest(mirror: Mirror, free_words: frozenset[str]) -> str:
    """Both halves; ``free_words``: beginnings of lines whose words only the second may cover."""
    whole = msgspec.to_builtins(mirror)
    shown = {
        "title": mirror.title,
        "answers": mirror.answers,
        "questions": whole["questions"],
        "parts": [[_plain(part, free_words) for part in side] for side in (mirror.left, mirror.right)],
        "filed": mirror.filed,
    }
    return sha256(canonical_bytes(shown)).hexdigest() + sha256(canonical_bytes(whole)).hexdigest()


def _plain(part: MirrorPart, free_words: frozenset[str]) -> list[object]:
    """A part without the clerk's free words."""
    lines = []
    for line in part.lines:
        noted = next((note for note in free_words if line.words.startswith(note)), "")
        lines.append([line.mark.value, line.name, line.words.removeprefix(noted)])
    return [part.title, lines]
