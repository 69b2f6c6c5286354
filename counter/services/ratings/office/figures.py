"""The office's figures (评价统计): sums of published cells, so that no difference of two reveals a person; lists by
right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import RuleRefused
from counter.domain.hall.rights import Capability, may
from counter.domain.journal.kinds import kind_of
from counter.domain.ratings.cells import CellQuestion, summed, taken
from counter.domain.ratings.figures import (
    CLERK_WHY,
    HIDDEN_WHY,
    INVITED_WHY,
    NO_RATE_WHY,
    PARTLY_WHY,
    PERIOD_WHY,
    Apart,
    Figures,
    Group,
    Loop,
    Share,
    by_size,
    graded,
    group_of,
    reasons_of,
    share,
    shown_groups,
)
from counter.domain.ratings.office.events import RatingsTakenIn
from counter.domain.ratings.rating import Grade, ReasonList
from counter.services.context.ports import Journal, RatingFilter, RatingRow, StaffRow
from counter.services.ratings.office.cells import Published, publish_cells

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

OFFICE = "office"
"""The subject of what the office writes about itself: packs taken in, exports."""

EVERY = 1_000_000
"""More ratings than an office ever has: a list that must be whole asks for so many."""

_BAD_LOOPS = ("open", "answered", "closed")
_TO_WORK_ON = ("proxy", "doubtful", "set_aside")
_UNSAID = "（没有写明）"


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may see. ``drill``: ratings one by one."""

    drill: bool


def rights_of(person: StaffRow) -> Rights:
    """A supervisor may open groups; everybody at the office may see figures."""
    return Rights(drill=person.active and may(person.role, Capability.AUDIT))


def figures(app: AppContext, wanted: RatingFilter, rights: Rights, reasons: ReasonList) -> Figures:
    """The figures of a filter: days, hall, bundle and mode are used; grade, standing and loop are ignored.

    They are sums of published cells (``domain/ratings/cells``), so that no two results differ by few ratings. There are
    none by clerk.
    """
    published, today = publish_cells(app), civil_date(app.clock.read().at)
    every = _apart(app.journal)
    if wanted.clerk:
        return Figures(Group("", "", None), None, CLERK_WHY, None, (), (), (), (), every, rights.drill)
    chosen = replace(wanted, grade="", standing="", loop=())
    question = CellQuestion(
        chosen.since or "", chosen.until or "", chosen.hall, chosen.bundle or 0, chosen.mode
    )
    shown = _Shown(published, question, today)
    whole = shown.group()
    if whole.hidden:
        return Figures(whole, None, HIDDEN_WHY, None, (), (), (), (), every, rights.drill, shown.notes)
    rated, why = _rated(app.journal, chosen, sum(published.counted.values()))
    loop = _loop(app) if chosen == RatingFilter() else None
    names = published.names
    return Figures(
        total=whole,
        rated=rated,
        rated_why=why,
        loop=loop,
        halls=by_size(shown.group("hall", hall, hall) for hall in shown.values("hall")),
        bundles=by_size(shown.group("bundle", bundle, names[bundle]) for bundle in shown.values("bundle")),
        reasons=reasons_of(summed(cell.reasons for _, cell in shown.cells), reasons),
        trend=tuple(shown.group("month", month, month) for month in shown.values("month")),
        apart=every,
        drill=rights.drill,
        notes=shown.notes,
    )


class _Shown:
    """What may be shown of a question: the cells wholly within it, and what they leave out."""

    def __init__(self, published: Published, question: CellQuestion, today: date) -> None:
        self.cells = tuple((cell.key, cell) for cell in taken(published.cells, question, today))
        self._asked = {key: n for key, n in published.counted.items() if question.touches(key)}
        cut = any(not question.takes(key, today) for key in self._asked)
        published_sum = sum(sum(cell.grades.values()) for _, cell in self.cells)
        late = published_sum != sum(self._asked.values())
        self.notes = (PARTLY_WHY, PERIOD_WHY) if cut else (PARTLY_WHY,) if late else ()

    def values(self, name: str) -> list[Any]:
        """Halls, bundles or months with any ratings, in order."""
        return sorted({getattr(key, name) for key in self._asked})

    def group(self, name: str = "", value: object = "", label: str = "") -> Group:
        """The whole, or one hall, bundle or month."""
        grades = summed(c.grades for key, c in self.cells if not name or getattr(key, name) == value)
        asked = sum(n for key, n in self._asked.items() if not name or getattr(key, name) == value)
        shown = {grade: grades.get(grade.value, 0) for grade in Grade} if sum(grades.values()) else None
        key, words = (str(value), label or _UNSAID) if name else ("", "")
        return Group(key, words, shown, partly=shown is not None and sum(shown.values()) < asked)


def _apart(journal: Journal) -> Apart:
    """Numbers of all ratings that are in no rate."""
    counts = {standing: n for (standing,), n in journal.rating_counts(("standing",), RatingFilter())}
    return Apart(*(counts.get(standing, 0) for standing in _TO_WORK_ON))


def drill(app: AppContext, wanted: RatingFilter, rights: Rights, limit: int = 2000) -> tuple[RatingRow, ...]:
    """The ratings of a group one by one, newest first.

    What has to be worked on (``wanted.loop``, or a standing that waits for a call or a review) may always be listed:
    that is the office's duty (L10). Of everything else only groups that may be shown are opened. Raises RuleRefused
    without the right, and for a selection that is too small.
    """
    if not rights.drill:
        raise RuleRefused("逐件查看评价要由值班负责人来做。", rule="duty", field="by")
    journal = app.journal
    if (wanted.loop and "none" not in wanted.loop) or wanted.standing in _TO_WORK_ON:
        return journal.ratings(wanted, limit)
    counted = replace(wanted, grade="", standing="counted", loop=())
    if _whole(journal, counted, graded(journal.rating_counts(("grade",), counted)).get((), {})).hidden:
        raise RuleRefused(f"这一组评价太少，不能逐件看。{HIDDEN_WHY}", rule="L9")
    halls, bundles = (
        {g.key for g in shown_groups(_groups(journal, (by,), counted)) if not g.hidden}
        for by in ("hall", "bundle")
    )
    rows = journal.ratings(wanted, limit)
    return tuple(row for row in rows if row.hall in halls and str(row.bundle) in bundles)


def _whole(journal: Journal, counted: RatingFilter, grades: Mapping[Grade, int]) -> Group:
    """The whole selection; hidden also where one of its parts is hidden."""
    whole = group_of("", "", grades)
    parts = (  # hidden parts must not be available as a selection of their own
        ("hall", counted.hall, replace(counted, hall="")),
        ("bundle", counted.bundle, replace(counted, bundle=None)),
        ("clerk", counted.clerk, replace(counted, clerk="")),
        ("mode", counted.mode, replace(counted, mode="")),
    )
    for part, value, wider in parts:
        if value in ("", None) or whole.hidden:
            continue
        among = shown_groups(_groups(journal, (part,), wider))
        if any(g.key == str(value) and g.hidden for g in among):
            whole = replace(whole, grades=None)
    return whole


def _groups(
    journal: Journal, by: tuple[str, ...], counted: RatingFilter
) -> dict[tuple[str, str], dict[Grade, int]]:
    """(key, label) → grades. A bundle with two names is one group, under the last name."""
    groups: dict[str, dict[Grade, int]] = {}
    labels: dict[str, str] = {}
    for columns, grades in graded(journal.rating_counts((*by, "grade"), counted)).items():
        sums = groups.setdefault(columns[0], {})
        labels[columns[0]] = columns[-1]
        for grade, n in grades.items():
            sums[grade] = sums.get(grade, 0) + n
    return {(key, labels[key] or _UNSAID): sums for key, sums in groups.items()}


def _rated(journal: Journal, chosen: RatingFilter, counted: int) -> tuple[Share | None, str]:
    """评价率, where it can be known: packs count closed invitations only in total, without day or bundle."""
    if chosen != RatingFilter():
        return None, NO_RATE_WHY
    packs: dict[str, int] = {}
    for entry in journal.entries(OFFICE):
        if (pack := kind_of(RatingsTakenIn).read(entry)) is not None:
            packs.setdefault(pack.digest, pack.invited)  # the same file once more brings no new invitation
    return share(counted, sum(packs.values())), INVITED_WHY


def _loop(app: AppContext) -> Loop:
    """Results of bad ratings; one reopened by a bad second rating is open."""
    today = civil_date(app.clock.read().at).isoformat()
    in_time = late = undated = waiting = overdue = 0
    counts = app.journal.rating_counts(("loop", "due", "answered"), RatingFilter(loop=_BAD_LOOPS))
    for (loop, due, answered), n in counts:
        if loop == "open":
            waiting += n
            overdue += n if due and due < today else 0
        elif not due:
            undated += n
        elif answered <= due:
            in_time += n
        else:
            late += n
    return Loop(in_time, late, undated, waiting, overdue)
