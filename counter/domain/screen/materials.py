"""The materials of a mirror: brought, not needed, lacking and by when, needed later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.hall.jurisdiction import GapOutcome
from counter.domain.screen import words as w
from counter.domain.screen.mirror import Mark, MirrorLine, MirrorPart
from counter.domain.text.sentence import as_sentence
from counter.domain.visit.checklist import Line
from counter.domain.visit.looked_at import is_unseen
from counter.domain.visit.material import Brought, MaterialState, Shared
from counter.domain.visit.sharing import demandable, effective_record, not_found
from counter.domain.visit.verdict import Due

MOST_TOGETHER = 4
"""Most materials with the same sentence in one line."""

MOST_LETTERS = 44
"""And only while their names fit on two lines of a ten-inch screen."""


@dataclass(frozen=True, slots=True)
class Materials:
    """Data for the lines of a mirror.

    ``live``: ids of the items that are still open, and ``organs`` what each belongs to. ``today_done``: items that are
    done today. ``corrected``: line → by when it has to be brought (None: no day). ``deferred``: the same of what may
    follow after acceptance. ``lapse``: possible result of an expired deferral in this region.
    """

    lines: Sequence[Line]
    brought: Mapping[str, Brought]
    live: frozenset[str]
    organs: Mapping[str, str]
    done: frozenset[str]
    corrected: Mapping[str, Due | None]
    deferred: Mapping[str, Due | None]
    lapse: GapOutcome
    today: date
    speech: w.Speech

    def say(self, sentence: str, **values: object) -> str:
        """A sentence in the mirror's language."""
        return w.say(self.speech, sentence, **values)

    def by(self, sentence: str, due: Due) -> str:
        """A sentence in the mirror's language, with a day in it."""
        return w.by_day(self.speech, sentence, due, self.today)


@dataclass(frozen=True, slots=True)
class KeptMaterial:
    """A material that is here: what happened to the original, how many sheets stay, how many organs share it."""

    name: str
    look: str
    sheets: int
    originals: bool
    organs: int

    def same_as(self, other: KeptMaterial) -> bool:
        """True when both have the same sentence."""
        return replace(self, name="") == replace(other, name="")


def parts_of(materials: Materials) -> tuple[tuple[MirrorPart, ...], tuple[MirrorPart, ...]]:
    """The parts on the left (brought, not needed) and on the right (lacking, to be brought, later).

    Empty ones are left out. A title counts materials, also where several share a line. For papers that were not looked
    at only the guide's requirement is shown: nothing is called missing, and no day is set.
    """
    kept: list[KeptMaterial] = []
    free: list[MirrorLine] = []
    lacking: list[MirrorLine] = []
    afterwards: list[MirrorLine] = []
    to_bring: list[MirrorLine] = []
    for line in materials.lines:
        if is_unseen(line, materials.brought):
            if any(i in materials.live for i in line.items):
                to_bring.append(MirrorLine(Mark.NONE, line.name, _bring(materials, line)))
            continue
        brought = effective_record(line, materials.brought.get(line.id))
        wanted = any(i in materials.live for i in line.items)
        match brought.state:
            case MaterialState.RECEIVED if not (wanted and _short(materials, line, brought)):
                kept.append(_kept(materials, line, brought))
            case (
                MaterialState.SHARED
                | MaterialState.AWAITING
                | MaterialState.E_LICENCE
                | MaterialState.PLEDGED
                | MaterialState.RELIEVED
            ):
                free.append(MirrorLine(Mark.NONE, line.name, _free_words(materials, line, brought)))
            case MaterialState.LATER if wanted:
                afterwards.append(MirrorLine(Mark.LATER, line.name, _later_words(materials, line)))
            case _ if wanted:
                lacking.append(_lacking(materials, line, brought))
    left = (
        _part(materials, w.BROUGHT, tuple(_together(materials, kept)), len(kept)),
        _part(materials, w.NOT_ASKED, tuple(free), len(free)),
    )
    right = (
        _part(materials, w.LACKING, tuple(lacking), len(lacking)),
        _part(materials, w.TO_BRING, tuple(to_bring), len(to_bring)),
        _part(materials, w.LATER_ON, tuple(afterwards), len(afterwards)),
    )
    return tuple(p for p in left if p.lines), tuple(p for p in right if p.lines)


def free_words_of(brought: Iterable[Brought]) -> frozenset[str]:
    """Words of the clerk in lines, which may contain names."""
    return frozenset(as_sentence(b.note) for b in brought if b.state is MaterialState.DEFECTIVE and b.note)


def _part(materials: Materials, title: str, lines: tuple[MirrorLine, ...], number: int) -> MirrorPart:
    return MirrorPart(materials.say(title, n=number), lines)


def _together(materials: Materials, here: Sequence[KeptMaterial]) -> Iterator[MirrorLine]:
    """Materials with the same sentence share one line: 身份证、健康证明.

    A line is in the position of its first material. Sixteen lines would be too many pages.
    """
    groups: list[list[KeptMaterial]] = []
    for one in here:
        fitting = (g for g in groups if g[0].same_as(one) and _fits(g, one))
        group = next(fitting, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    for group in groups:
        yield _one_line(materials, group)


def _fits(group: Sequence[KeptMaterial], one: KeptMaterial) -> bool:
    return len(group) < MOST_TOGETHER and len(_names([*group, one])) <= MOST_LETTERS


def _one_line(materials: Materials, group: Sequence[KeptMaterial]) -> MirrorLine:
    first = group[0]
    words = materials.say(first.look) if first.look else ""
    if first.sheets:
        one, each = _SHEETS[first.originals]
        words += materials.say(one if len(group) == 1 else each, n=first.sheets)
    if first.organs > 1:
        words += materials.say(w.SHARED_BY, n=first.organs)
    return MirrorLine(Mark.HERE, _names(group), words or materials.say(w.TAKEN))


_SHEETS = {True: (w.ORIGINALS_KEPT, w.ORIGINALS_KEPT_EACH), False: (w.COPIES_KEPT, w.COPIES_KEPT_EACH)}


def _names(group: Sequence[KeptMaterial]) -> str:
    return "、".join(one.name for one in group)


def _kept(materials: Materials, line: Line, brought: Brought) -> KeptMaterial:
    look = ""
    if line.original and not line.originals:
        look = w.SEEN_GIVEN_BACK if brought.original_seen else w.NOT_SEEN
    return KeptMaterial(line.name, look, brought.copies, line.originals > 0, _organs(materials, line))


def _organs(materials: Materials, line: Line) -> int:
    return len({materials.organs[i] for i in line.items if i in materials.organs})


def _short(materials: Materials, line: Line, brought: Brought) -> int:
    """How many sheets are still needed of a paper that is here."""
    if not demandable(line, brought):
        return 0
    wanted = [n.copies for n in line.needs if n.later is None and n.item in materials.live]
    return max(0, max(wanted, default=0) - brought.copies)


_LOOKED_UP = {
    None: w.LOOKED_UP,
    Shared.CONSISTENT: w.LOOKED_UP_RIGHT,
    Shared.CHANGED: w.LOOKED_UP_CHANGED,
    Shared.NOT_FOUND: w.NOT_FOUND,
}
"""Sentence about a paper available by sharing, by the result of looking it up."""


def _free_words(materials: Materials, line: Line, brought: Brought) -> str:
    if brought.state is MaterialState.AWAITING:
        return materials.say(w.MADE_TODAY if line.awaits in materials.done else w.MADE_BEFORE)
    known = {
        MaterialState.SHARED: _LOOKED_UP[brought.shared.answer if brought.shared else None],
        MaterialState.E_LICENCE: w.E_LICENCE,
        MaterialState.PLEDGED: w.PROMISED,
        MaterialState.RELIEVED: w.RELIEVED,
    }
    return materials.say(known[brought.state])


def _later_words(materials: Materials, line: Line) -> str:
    """The guide's own note where it has one."""
    note = next((n.later for n in line.needs if n.later), "")
    return as_sentence(note) if note else materials.say(w.LATER_LINE)


_LAPSES = {
    GapOutcome.REJECT: w.LAPSE_REJECT,
    GapOutcome.REVOKE: w.LAPSE_REVOKE,
    GapOutcome.WITHDRAWN: w.LAPSE_WITHDRAWN,
}
"""What an expired gap may lead to: prepared at the window, decided by the organ (L5), hence 可能."""


def _bring(materials: Materials, line: Line) -> str:
    return materials.say(w.BRING, what=line.wanted) if line.wanted else ""


def _lacking(materials: Materials, line: Line, brought: Brought) -> MirrorLine:
    due = materials.corrected.get(line.id)
    words = ""
    if brought.state is MaterialState.DEFECTIVE:
        words = as_sentence(brought.note)
    elif brought.state is MaterialState.RECEIVED:
        words = materials.say(w.SHORT, n=brought.copies, more=_short(materials, line, brought))
    else:
        words = _bring(materials, line)
    if not_found(brought):
        words = materials.say(w.NOT_FOUND) + words
    if line.id in materials.deferred:
        return MirrorLine(Mark.LATER, line.name, _deferred(materials, materials.deferred[line.id]))
    if due is not None:
        words += materials.by(w.BRING_BY if due.day >= materials.today else w.BRING_OVER, due)
    return MirrorLine(Mark.MISSING, line.name, words)


def _deferred(materials: Materials, due: Due | None) -> str:
    if due is None:
        return materials.say(w.BRING_LATER_OPEN)
    if due.day < materials.today:
        return materials.by(w.BRING_OVER, due)
    return materials.by(w.BRING_LATER, due) + materials.say(_LAPSES[materials.lapse])
