"""A window whose clock the test sets: file visits, do acts, look at what stands afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.case import events
from counter.domain.case.acts.acts import CaseAct, Extend, SignPledge, Withdraw
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.fold import fold
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Signer
from counter.domain.case.organ_events import Ground
from counter.domain.document.document import PaperKind
from counter.domain.hall.consent import Consent
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.organ import Recourse
from counter.domain.journal.entries import ClockReading, NewEntry
from counter.domain.people.applicant import Applicant
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import all_received
from counter.domain.visit.visit import Visit
from counter.services.case.perform import perform
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.papers.copy_paper import copy_paper
from counter.services.visit.file_case import file_case
from tests.paper_cases import answered
from tests.settings import demo_hall, somebody

FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""20 November 2026, ten in the morning in China."""

FARM = 100
"""我要开畜禽养殖场: registration, tax, insurance, a licence with a deferrable paper, a filing after it, a sign."""

SIGNER = "Q01"
"""那顺, who signs the papers of 农牧局."""

PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed(SIGNER, "那顺", "signer", "", "农牧局"),
    StaffSeed("Q02", "王科长", "signer", "", "市场监督管理局"),
)


TOLD = Recourse("乌兰浩特市人民政府", "乌兰浩特市人民法院", "0482-0000001")
"""Where a decision can be taken, as whoever confirms it says."""


def by_paper(day: date) -> dict[str, Any]:
    """What confirms a draft of 农牧局 by a paper it signed that day."""
    return {"document": "乌农批〔2026〕3号", "signer": SIGNER, "signed_on": day, "recourse": TOLD}


def named(**changes: Any) -> dict[str, Any]:
    """What an adverse decision of 农牧局 says of itself on a ground of its own."""
    said = {
        "document": "乌农不许〔2026〕1号",
        "signer": SIGNER,
        "ground": Ground.OTHER,
        "note": "场区与居民区的距离不够",
        "basis": "《动物防疫条件审查办法》第六条",
    }
    return {**said, **changes}


def leaving(
    items: tuple[str, ...],
    reason: str = "不办了",
    written: date = date(2026, 11, 20),
    name: str = "巴图吉雅",
) -> Withdraw:
    """The applicant brought a withdrawal that he wrote himself."""
    return Withdraw(items, reason, written=written, signer=Signer.APPLICANT, name=name)


def extended(item_id: str, day: date, days: int = 5, **changes: Any) -> Extend:
    """农牧局 approved an extension by a paper it signed that day."""
    said = {"document": "乌农延批〔2026〕1号", "signer": SIGNER, "signed_on": day}
    return Extend(item_id, days, "现场核查需要等候解冻", **{**said, **changes})


SUPERVISOR = Consent("S01", "9876")
"""The supervisor's own code and PIN."""

MISSING = Brought(MaterialState.MISSING)
DEFERRED = Brought(MaterialState.DEFERRED)
RECEIVED = Brought(MaterialState.RECEIVED, copies=1)


class SetClock:
    """A clock that stands where it was put; monotonic time runs with it. ``wrong``: by how much the wall clock is off;
    another ``boot`` is a restart.
    """

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.wrong = timedelta()
        self.boot = "one boot"

    def read(self) -> ClockReading:
        return ClockReading(self.at + self.wrong, self.boot, int(self.at.timestamp() * 1e9))


@contextmanager
def office_on(folder: Path, at: datetime = FRIDAY) -> Iterator[Office]:
    """A new demo profile whose every entry is timed by a clock that the test sets."""
    clock = SetClock(at)
    create_profile(folder, demo_hall(), PEOPLE, clock)
    with open_app(folder, clock) as app:
        yield Office(app, clock)


@dataclass
class Office:
    """A house with a clock of its own, and its clerk."""

    app: AppContext
    clock: SetClock

    @property
    def clerk(self) -> StaffRow:
        return next(s for s in self.app.journal.staff() if s.code == "W01")

    def later(self, **span: float) -> None:
        """Time passes."""
        self.clock.at += timedelta(**span)

    def at(self, day: str, hour: int = 10) -> None:
        """It is that day, that hour in China."""
        self.clock.at = datetime.fromisoformat(f"{day}T{hour:02d}:00:00+08:00").astimezone(UTC)

    def visit(
        self,
        bundle: int = FARM,
        brought: Mapping[str, Brought] | None = None,
        answers: Mapping[str, tuple[str, ...]] | None = None,
        applicant: Applicant | None = None,
    ) -> Visit:
        """A visit with everything brought unless said otherwise."""
        setting = self.app.setting()
        begun = Visit(
            bundle,
            answered(bundle, answers or {}, setting),
            {},
            applicant or somebody(),
            begun_at=setting.now,
        )
        checklist = assess(setting, begun).checklist
        return replace(begun, brought={**all_received(checklist, {}), **(brought or {})})

    def file(self, visit: Visit, decision: FilingMode = FilingMode.DECIDE) -> Case:
        app = self.app
        return file_case(
            app.journal, app.projector, app.setting(), visit, clerk=self.clerk, decision=decision
        ).case

    def do(self, case: Case, act: CaseAct, base: str | None = None) -> Case:
        return perform(self.app, case.id, act, self.clerk, base)

    def sign(self, case: Case) -> Case:
        """The applicant signs the first pledge; no sheet came out here, so the clerk gives the word."""
        pledge = papers(case, PaperKind.PLEDGE)[0]
        return self.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))

    def now(self, case: Case) -> Case:
        """The case as the journal tells it."""
        found = fold(self.app.journal.entries(case.id))
        assert found is not None
        return found

    def write(self, case: Case, event: object) -> None:
        """An entry as the program itself writes it, e.g. what became of a sheet."""
        with self.app.journal.transaction() as tx:
            tx.append(NewEntry(case.id, event, self.now(case).base), actor=self.clerk.code)
            tx.commit()

    def take_out(self, case: Case, paper: IssuedPaper) -> None:
        """A sheet of the paper is saved as a file."""
        said = events.PaperCopied(paper.id, paper.number, paper.copies + 1, "pdf")
        self.write(case, said)

    def printed(self, case: Case, kind: PaperKind = PaperKind.CORRECTION_NOTICE) -> Case:
        """The case with a sheet of every paper of that kind: what no sheet was made of told nobody anything."""
        app = self.app
        for paper in (p for p in papers(case, kind) if p.stage.binding):
            copy_paper(
                app.journal,
                app.projector,
                app.papers,
                case_id=case.id,
                wanted=paper.id,
                clerk=self.clerk.code,
                keep=bytes,
            )
        found = fold(app.journal.entries(case.id))
        assert found is not None
        return found


def item(case: Case, item_id: str) -> CaseItem:
    """The item of that id."""
    found = case.item(item_id)
    assert found is not None
    return found


def papers(case: Case, kind: PaperKind) -> list[IssuedPaper]:
    """The papers of that kind, oldest first."""
    return [p for p in case.papers if p.kind == kind]
