"""Cases told entry by entry, without a journal: what the fold makes of them is what a test looks at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from counter.domain.case import events, item_events, paper_events
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.journal import codec
from counter.domain.journal.entries import Entry, canonical_bytes
from counter.domain.journal.kinds import Fields, kind_of
from counter.domain.visit.checklist import ChecklistItem, Line
from counter.domain.visit.verdict import Due, Outcome
from tests import builders
from tests.settings import NOON, somebody

ORGAN = "市场监督管理局"


HERE = "15220103"


class Story:
    """A case opened on Friday 20 November 2026, noon, unless said; every further entry follows a minute later."""

    def __init__(
        self,
        *items: ChecklistItem,
        lines: Sequence[Line] = (),
        begun_at: datetime = NOON,
        untimely: bool = False,
    ) -> None:
        self.entries: list[Entry] = []
        self.at = begun_at
        opened = events.CaseOpened(
            number="15220103A26112000075",
            bundle=8,
            bundle_name="我要开小餐馆",
            guide_version="G1",
            overlay=None,
            jurisdiction="xingan",
            calendar_version="2026-1",
            answers=(),
            items=items or (builders.item(),),
            lines=tuple(lines) or (builders.line(),),
            saved=0,
            begun_at=begun_at,
        )
        self.then(opened, events.CaseOpenedSealed(somebody()), untimely=untimely)

    def then(
        self,
        event: object,
        sealed: object | None = None,
        *,
        untimely: bool = False,
        after: timedelta = timedelta(minutes=1),
        station: str = HERE,
        by: str = "W01",
    ) -> Story:
        """Append an event that ``by`` wrote."""
        kind = kind_of(type(event))
        written = kind.written(event, sealed)
        return self._append(
            kind.name, written.payload, written.personal, after, untimely=untimely, station=station, by=by
        )

    def foreign(self, kind: str, said: dict[str, object]) -> Story:
        """Append an entry as another program may write it."""
        return self._append(kind, canonical_bytes(said), None, timedelta(minutes=1))

    def _append(
        self,
        kind: str,
        payload: bytes,
        personal: Fields | None,
        after: timedelta,
        *,
        untimely: bool = False,
        station: str = HERE,
        by: str = "W01",
    ) -> Story:
        self.at += after
        several = bool(
            {station, *(one.station for one in self.entries)} - {HERE}
        )  # who knew of what counts then
        entry = Entry(
            id=f"e{len(self.entries) + 1}",
            station=station,
            epoch=1,
            seq=len(self.entries) + 1,
            at=self.at,
            boot="boot",
            monotonic_ns=0,
            actor=by,
            kind=kind,
            version=1,
            subject="case-1",
            previous_entry_id=self.entries[-1].id if several else None,
            payload=payload,
            sealed=None,
            prev=b"",
            hash=b"",
            personal=personal,
            untimely=untimely,
        )
        self.entries.append(entry)
        return self

    def held(self, outcome: Outcome = Outcome.RECEIVED, item: str = "food", **said: object) -> Story:
        """An item taken in, not decided."""
        return self._decided(events.ItemHeld, outcome, item, **said)

    def accepted(self, item: str = "food", **said: object) -> Story:
        """An item accepted."""
        return self._decided(events.ItemAccepted, Outcome.ACCEPT, item, **said)

    def done(self, item: str = "food") -> Story:
        """An item done on the spot."""
        return self._decided(events.ItemCompleted, Outcome.DONE, item)

    def concluded(self, result: item_events.Result, item: str = "food", day: str = "2026-12-01") -> Story:
        """The organ's result is here."""
        said = item_events.ItemConcluded(item, item, ORGAN, result, date.fromisoformat(day))
        return self.then(said)

    def issued(
        self,
        kind: PaperKind,
        paper: str = "p1",
        *,
        number: str = "1号",
        organ: str = ORGAN,
        item: str = "food",
    ) -> Story:
        """A paper with its number."""
        said = events.PaperIssued(paper, kind.value, TITLES[kind], number, organ, (item,), "")
        return self.then(said)

    def copied(self, paper: str = "p1", *, copy: int = 1, after: timedelta = timedelta(minutes=1)) -> Story:
        """A sheet of it left the program."""
        return self.then(events.PaperCopied(paper, "1号", copy, "pdf"), after=after)

    def printed(self, paper: str = "p1") -> Story:
        """Somebody has the sheet in hand."""
        return self.then(paper_events.PaperPrinted(paper, "1号"))

    def stamped(self, paper: str = "p1") -> Story:
        """The seal stands on it."""
        return self.then(paper_events.PaperStamped(paper, "1号", ORGAN))

    def _decided(self, kind: type, outcome: Outcome, item: str, **said: object) -> Story:
        values = {"item": item, "name": item, "organ": ORGAN, "outcome": outcome.value, "rule": "test"}
        read = codec.read(kind, {**values, **{k: _plain(v) for k, v in said.items()}})
        return self.then(read)

    @property
    def case(self) -> Case:
        """What it adds up to."""
        case = fold(self.entries)
        assert case is not None
        return case


def due(day: str, text: str = "法定20个工作日", *, provisional: bool = False) -> Due:
    """A day as an entry holds it."""
    return Due(date.fromisoformat(day), provisional, text)


def _plain(value: object) -> object:
    return codec.write(value) if isinstance(value, Due) else value
