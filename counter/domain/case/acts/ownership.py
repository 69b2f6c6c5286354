"""What may be done in a case of several windows: its owner decides, everybody may add, nothing is decided in conflict.

主办窗口: the station of the opening, until the case is handed over (移交).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from counter.domain.case.acts.acts import (
    CallInResult,
    HandOutResults,
    MarkFailed,
    MarkPrinted,
    Possible,
    RegisterResult,
    Serve,
    Stamp,
    Supplement,
    TakeBackResult,
    TakeNamed,
)
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import CaseHandedOver, ConflictSettled
from counter.domain.case.events import PaperCopied
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import PaperFailed, PaperPrinted, PaperQueued
from counter.domain.case.places import Place, places_of
from counter.domain.errors import RuleRefused
from counter.domain.journal.kinds import Slot, kind_of

ADDITIVE = (
    *(Supplement, TakeNamed, Serve, MarkPrinted, MarkFailed, Stamp),
    *(RegisterResult, HandOutResults, TakeBackResult, CallInResult),
)
"""Acts that decide nothing: any window may do them in any case."""


_OF_SHEETS = (PaperCopied, PaperQueued, PaperPrinted, PaperFailed)


@dataclass(frozen=True, slots=True)
class Barred:
    """What may not be written in a case at a station now.

    ``disputed``: places in conflict; ``elsewhere``: code of another owner; ``papers``: id of a paper → the other
    station that issued it, which alone knows its sheets; ``incomplete``: an author saw an entry that has not come.
    """

    disputed: frozenset[Place]
    elsewhere: str
    papers: Mapping[str, str]
    incomplete: bool = False

    def check(self, event: object) -> None:
        """Raises RuleRefused for an event that decides in a disputed place or in another window's case, and for what
        became of the sheets of another window's paper. Settling is no such decision.
        """
        kind = kind_of(type(event))
        if isinstance(event, CaseHandedOver) and event.claimed:
            return  # 接管: the window that would have to give it is gone
        if isinstance(event, _OF_SHEETS) and event.paper in self.papers:
            raise _sheets_elsewhere(self.papers[event.paper])
        if kind.meets is None or not kind.meets.decides:
            return
        if self.elsewhere:
            raise _elsewhere(self.elsewhere)
        # Whoever decided now would seem to have known what is still to come, and no conflict would show.
        if self.incomplete:
            raise RuleRefused(
                "这件办件前面还有记录没有收到，收到以前不能决定，可以先代收材料。请先上报、收U盘，再办；"
                "确实不会来的，两个人在查件里登记遗失。",
                rule="incomplete",
            )
        if not isinstance(event, ConflictSettled) and self.disputed & set(places_of(kind, event)):
            raise RuleRefused(
                "这一项两个窗口的记录有矛盾，先由值班负责人处理（查件，“处理矛盾”），再办。",
                rule="conflict",
            )


def refuse_elsewhere(case: Case, station: str) -> None:
    """Raises RuleRefused in a case that another station owns."""
    if not is_here(case, station):
        raise _elsewhere(case.owner)


def check_own_sheets(paper: IssuedPaper, station: str) -> None:
    """Raises RuleRefused for a paper of another station, which alone counts its sheets, whoever may read the case."""
    if paper.station not in (station, ""):
        raise _sheets_elsewhere(paper.station)


def is_here(case: Case, station: str) -> bool:
    """Whether that station decides in the case: it owns it, and knows more of it than papers taken in before."""
    return case.owner == station and not case.loose


def _sheets_elsewhere(station: str) -> RuleRefused:
    return RuleRefused(
        f"这份文书是窗口 {station} 出具的，打印、存成文件、登记出纸情况由那个窗口办。", rule="owner"
    )


def _elsewhere(owner: str) -> RuleRefused:
    return RuleRefused(
        f"这件办件由窗口 {owner} 主办，这里只能代收补交的材料、登记送达，不能决定。", rule="owner"
    )


def barred(case: Case, station: str, *, incomplete: bool = False) -> Barred | None:
    """What may not be written in the case at that station; None: nothing is barred."""
    elsewhere = "" if is_here(case, station) else case.owner
    disputed = frozenset((one.slot, one.key) for one in case.conflicts if one.holds_up)
    papers = {p.id: p.station for p in case.papers if p.station not in (station, "")}
    if not (elsewhere or disputed or papers or incomplete):
        return None
    return Barred(disputed, elsewhere, papers, incomplete)


def undisputed(found: tuple[Possible, ...], case: Case) -> tuple[Possible, ...]:
    """The acts without the items that are in conflict; what only adds stays."""
    disputed = {one.key for one in case.conflicts if one.slot is Slot.ITEM and one.holds_up}
    if not disputed:
        return found
    return tuple(left for one in found if (left := _without(one, disputed)) is not None)


def _without(one: Possible, disputed: set[str]) -> Possible | None:
    if one.kind in ADDITIVE or not disputed & set(one.items):
        return one
    items = tuple(item for item in one.items if item not in disputed)
    return replace(one, items=items) if items else None
