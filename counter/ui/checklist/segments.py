"""States of a checklist row as segments, and the keys that set them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState, Shared

CONTEXT = "segments"


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: the state it sets, its label, its key (``cap`` as shown), and its colour role when set.

    ``answer``: lookup result of a shareable paper, recorded beside the state.
    """

    state: MaterialState
    source: object
    key: str
    role: str
    answer: Shared | None = None

    @property
    def word(self) -> str:
        """The clerk's short label for the state."""
        return QCoreApplication.translate(CONTEXT, str(self.source))

    @property
    def cap(self) -> str:
        """Text on the key cap."""
        return QCoreApplication.translate(CONTEXT, self.key)


_BY_KEY = (
    Segment(MaterialState.RECEIVED, QT_TRANSLATE_NOOP("segments", "已收"), "1", "received"),
    Segment(MaterialState.MISSING, QT_TRANSLATE_NOOP("segments", "缺"), "2", "gap_soft"),
    Segment(MaterialState.DEFECTIVE, QT_TRANSLATE_NOOP("segments", "不符"), "3", "correct"),
    Segment(MaterialState.DEFERRED, QT_TRANSLATE_NOOP("segments", "容缺"), "4", "gap"),
)
_SPACE = str(QT_TRANSLATE_NOOP("segments", "空"))
_BROUGHT = Segment(MaterialState.RECEIVED, QT_TRANSLATE_NOOP("segments", "已收"), _SPACE, "received")
"""For a shareable paper that is brought all the same: the key of the original seen, as on every row."""

_WITHOUT_PAPER = (
    Segment(MaterialState.AWAITING, QT_TRANSLATE_NOOP("segments", "待前序"), "M", "shared"),
    Segment(MaterialState.SHARED, QT_TRANSLATE_NOOP("segments", "共享"), "M", "shared"),
    Segment(MaterialState.E_LICENCE, QT_TRANSLATE_NOOP("segments", "电子证照"), "M", "shared"),
    Segment(MaterialState.PLEDGED, QT_TRANSLATE_NOOP("segments", "承诺"), "M", "shared"),
    Segment(MaterialState.LATER, QT_TRANSLATE_NOOP("segments", "后交"), "M", "shared"),
)


_SHARED = (
    Segment(MaterialState.SHARED, QT_TRANSLATE_NOOP("segments", "一致"), "1", "shared", Shared.CONSISTENT),
    Segment(MaterialState.SHARED, QT_TRANSLATE_NOOP("segments", "已变更"), "2", "shared", Shared.CHANGED),
    Segment(MaterialState.MISSING, QT_TRANSLATE_NOOP("segments", "查无"), "3", "gap_soft", Shared.NOT_FOUND),
)
"""The three lookup answers of a shareable paper, shown where other rows have their states (L2)."""


def segments_of(line: Line, state: MaterialState) -> tuple[Segment, ...]:
    """Segments of a row: the keyed states the guide allows, and one for a state without paper (M).

    A shareable row has its three answers, and 已收 for a paper brought all the same.
    """
    if has_answers(line):
        return (*_SHARED, _BROUGHT, *_last(line, state, MaterialState.SHARED))
    keyed = tuple(s for s in _BY_KEY if s.state in line.allowed)
    return (*keyed, *_last(line, state))


def has_answers(line: Line) -> bool:
    """True for a row whose keys 1, 2, 3 are lookup answers, not states."""
    return line.shareable and line.initial is not MaterialState.AWAITING


def _last(line: Line, state: MaterialState, *left_out: MaterialState) -> tuple[Segment, ...]:
    other = tuple(s for s in _WITHOUT_PAPER if s.state in line.allowed and s.state not in left_out)
    return (next((s for s in other if s.state is state), other[0]),) if other else ()


def is_set(segment: Segment, state: MaterialState, mine: Brought) -> bool:
    """True for the segment of the recorded state."""
    answer = None if mine.shared is None else mine.shared.answer
    if segment.answer is None:
        return segment.state is state and (answer is None or state is not MaterialState.SHARED)
    return segment.answer is answer and (segment.answer is Shared.NOT_FOUND or state is MaterialState.SHARED)


def segment_of_key(line: Line, key: str) -> Segment | None:
    """The segment a digit sets on this line; None where the guide does not allow it."""
    return next((s for s in segments_of(line, line.initial) if s.key == key), None)


def next_without_paper(line: Line, state: MaterialState) -> MaterialState | None:
    """State set by M: the next allowed state without paper."""
    ring = [s.state for s in _WITHOUT_PAPER if s.state in line.allowed]
    if not ring:
        return None
    return ring[(ring.index(state) + 1) % len(ring)] if state in ring else ring[0]


def rings(line: Line) -> bool:
    """True when M has more than one state to walk through."""
    return sum(s.state in line.allowed for s in _WITHOUT_PAPER) > 1
