"""The states a checklist row offers, as the segments the clerk sees and the keys that set them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from counter.domain.checklist import Line
from counter.domain.material import MaterialState

CONTEXT = "segments"


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: the state it sets, its word, its key, and the colour role when it is set."""

    state: MaterialState
    source: object
    key: str
    role: str

    @property
    def word(self) -> str:
        """The clerk's short word for the state."""
        return QCoreApplication.translate(CONTEXT, str(self.source))


_BY_KEY = (
    Segment(MaterialState.RECEIVED, QT_TRANSLATE_NOOP("segments", "已收"), "1", "received"),
    Segment(MaterialState.MISSING, QT_TRANSLATE_NOOP("segments", "缺"), "2", "gap_soft"),
    Segment(MaterialState.DEFECTIVE, QT_TRANSLATE_NOOP("segments", "不符"), "3", "correct"),
    Segment(MaterialState.DEFERRED, QT_TRANSLATE_NOOP("segments", "容缺"), "4", "gap"),
)
_WITHOUT_PAPER = (
    Segment(MaterialState.AWAITING, QT_TRANSLATE_NOOP("segments", "待前序"), "M", "shared"),
    Segment(MaterialState.SHARED, QT_TRANSLATE_NOOP("segments", "共享"), "M", "shared"),
    Segment(MaterialState.E_LICENCE, QT_TRANSLATE_NOOP("segments", "电子证照"), "M", "shared"),
    Segment(MaterialState.PLEDGED, QT_TRANSLATE_NOOP("segments", "承诺"), "M", "shared"),
    Segment(MaterialState.LATER, QT_TRANSLATE_NOOP("segments", "后交"), "M", "shared"),
)


def segments_of(line: Line, state: MaterialState) -> tuple[Segment, ...]:
    """What a row shows: the keyed states the guide allows, and one segment for a state without paper (M)."""
    keyed = tuple(s for s in _BY_KEY if s.state in line.allowed)
    other = tuple(s for s in _WITHOUT_PAPER if s.state in line.allowed)
    if not other:
        return keyed
    return (*keyed, next((s for s in other if s.state is state), other[0]))


def state_of_key(line: Line, key: str) -> MaterialState | None:
    """The state that a digit sets on this line, or None where the guide does not allow it."""
    return next((s.state for s in _BY_KEY if s.key == key and s.state in line.allowed), None)


def next_without_paper(line: Line, state: MaterialState) -> MaterialState | None:
    """What M sets: the next of the allowed states without paper."""
    ring = [s.state for s in _WITHOUT_PAPER if s.state in line.allowed]
    if not ring:
        return None
    return ring[(ring.index(state) + 1) % len(ring)] if state in ring else ring[0]


def rings(line: Line) -> bool:
    """True when M has more than one state to walk through."""
    return sum(s.state in line.allowed for s in _WITHOUT_PAPER) > 1
