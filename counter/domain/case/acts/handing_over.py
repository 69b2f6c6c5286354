"""Acts by which a case changes its window (移交、接收移交), as data, and what of it lies at the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.domain.case.conflict_events import HandedOriginal
from counter.domain.hall.consent import Consent


@dataclass(frozen=True, slots=True)
class HandOver:
    """The case goes to the station ``to`` with every original that lies here (移交). ``consent``: of a supervisor,
    whose PIN the service checks.
    """

    to: str
    reason: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class ReceiveCase:
    """The new window has the case and its originals (接收移交). ``missing``: ids of the lines whose originals are not
    in hand, with a ``note`` why.
    """

    missing: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """The hall's other windows on a day. ``open``: code → name of those to which cases can go; ``closed``: code → last
    day of those that are closed (已撤窗).
    """

    open: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, date] = field(default_factory=dict)


def originals_words(names: Mapping[str, str], originals: tuple[HandedOriginal, ...]) -> str:
    """``《租赁合同》2份、…``; ``names``: by line. Empty for none."""
    return "、".join(f"“{names.get(one.line, one.line)}”{one.count}份" for one in originals)
