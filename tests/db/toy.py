"""A small counter for tests of the journal: cases with a name and papers with numbers, and the rows they lead to."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_stores import FileStore
from counter.db.profile import profile as profiles
from counter.domain.journal.entries import ClockReading, Entry
from counter.services.context.ports import (
    CaseRow,
    Clock,
    PaperRow,
    RatingRow,
    StaffRow,
    StationIdentity,
    TaskRow,
)
from counter.services.context.result_ports import ResultRow
from tests.foreign import foreign

IDENTITY = StationIdentity("03", 1, "示例政务大厅", "3 号窗口", "150000", "xingan", demo=True)
PERSON = {"name": "欧阳示例", "initials": "oysl", "id_number": "99999920000101001X", "phone": "10000001234"}


@dataclasses.dataclass
class FakeClock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    boot: str = "boot-1"
    monotonic_ns: int = 1_000_000_000

    def read(self) -> ClockReading:
        """What it says now."""
        return ClockReading(self.at, self.boot, self.monotonic_ns)

    def passes(self, time: timedelta) -> None:
        """Time goes by, as it should."""
        self.at += time
        self.monotonic_ns += time // timedelta(microseconds=1) * 1000

    def is_set(self, by: timedelta) -> None:
        """Someone sets the wall clock; the monotonic one does not notice."""
        self.at += by


@dataclasses.dataclass(frozen=True)
class Rows:
    """What one subject's entries lead to."""

    case: CaseRow | None = None
    papers: tuple[PaperRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    ratings: tuple[RatingRow, ...] = ()
    ledger: tuple[()] = ()
    board: None = None
    results: tuple[ResultRow, ...] = ()


def project(entries: Sequence[Entry]) -> Rows:
    """Rows of one subject."""
    rows = Rows()
    for entry in entries:
        said: dict[str, Any] = entry.read()
        personal: dict[str, Any] = entry.personal or {}
        if entry.kind == "case.opened":
            rows = dataclasses.replace(rows, case=_case(entry, said, personal))
        elif entry.kind == "item.completed" and rows.case:
            rows = dataclasses.replace(rows, case=dataclasses.replace(rows.case, state="done", open=False))
        elif entry.kind == "paper.issued":
            rows = dataclasses.replace(rows, papers=(*rows.papers, _paper(entry, said)))
        elif entry.kind == "staff.added":
            person = StaffRow(said["code"], personal.get("name", ""), "clerk", "$argon2id$x", active=True)
            rows = dataclasses.replace(rows, staff=(*rows.staff, person))
        elif entry.kind == "rating.registered":
            rows = dataclasses.replace(rows, ratings=(rating(entry.subject, **said),))
    return rows


def rating(name: str, **said: Any) -> RatingRow:
    """A rating's row; whatever is not said is like any other's."""
    usual: dict[str, Any] = {
        "mode": "实名保密",
        "channel": "评价屏",
        "hall": "示例政务大厅",
        "station": "03",
        "window": "3 号窗口",
        "clerk": "W01",
        "case": "c1",
        "bundle": 8,
        "bundle_name": "我要开小餐馆",
        "stage": "受理环节",
        "day": "2026-11-20",
        "grade": "满意",
        "reasons": (),
        "standing": "counted",
    }
    return RatingRow(name, **{**usual, **said, "reasons": tuple(said.get("reasons", ()))})


def register(journal: SqlJournal, name: str, **said: Any) -> None:
    """The office takes in one rating."""
    with journal.transaction() as tx:
        tx.append(foreign("rating.registered", name, dict(said), previous=tx.last_id(name)), actor="O01")
        for row in project(tx.entries(name)).ratings:
            tx.put_rating(row)
        tx.commit()


def _case(entry: Entry, said: dict[str, Any], personal: dict[str, Any]) -> CaseRow:
    name = personal.get("name")
    return CaseRow(
        case=entry.subject,
        number=said["number"],
        bundle=said["bundle"],
        bundle_name="我要开小餐馆",
        state="accepted",
        opened_at=entry.at.isoformat(),
        updated_at=entry.at.isoformat(),
        due=None,
        clerk=entry.actor,
        applicant=name or "（个人信息已清除）",
        names=(name,) if name else (),
        initials=(personal["initials"],) if name else (),
        id_numbers=(personal["id_number"],) if personal else (),
        phones=(personal["phone"],) if personal else (),
    )


def _paper(entry: Entry, said: dict[str, Any]) -> PaperRow:
    return PaperRow(
        said["paper"],
        entry.subject,
        "acceptance_notice",
        said["number"],
        "某局",
        entry.at.isoformat(),
        0,
        "issued",
    )


def create(folder: Path, clock: Clock | None = None) -> str:
    """A fresh profile with its key in a file; answers the recovery key."""
    return profiles.create(folder, IDENTITY, clock or FakeClock(), FileStore(folder))


def open_journal(folder: Path, clock: Clock | None = None) -> SqlJournal:
    """The journal of a profile."""
    return profiles.open_journal(folder, clock or FakeClock(), project)


def accept(
    journal: SqlJournal, case: str, *, bundle: int = 8, papers: int = 2, person: dict[str, Any] | None = None
) -> tuple[str, ...]:
    """Open a case, issue its papers, write its rows: one transaction. Answers the numbers given out."""
    station = journal.station()
    with journal.transaction() as tx:
        serial = tx.next_number("case|2026")
        number = f"ZC{station.code}-{station.epoch}-2026-{serial:05d}"
        opened = foreign(
            "case.opened", case, {"number": number, "bundle": bundle}, sealed={**PERSON, **(person or {})}
        )
        last = tx.append(opened, actor="W01")
        numbers = [number]
        for count in range(papers):
            serial = tx.next_number("受|2026")
            numbers.append(f"示市监受{station.code}-{station.epoch}〔2026〕{serial}号")
            issued = {"paper": f"{case}/{count}", "number": numbers[-1]}
            last = tx.append(foreign("paper.issued", case, issued, previous=last.id), actor="W01")
        store(tx, case)
        tx.commit()
    return tuple(numbers)


def store(tx: Any, case: str) -> None:
    """Write the rows of a case as its entries say."""
    rows = project(tx.entries(case))
    assert rows.case is not None
    tx.put_case(rows.case)
    for paper in rows.papers:
        tx.put_paper(paper)
