"""A small real desk: the shipped guide, the domain's own rules, and a journal that is a Python list."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from counter.db.guide.shelf import GuideShelf
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case, HistoryLine
from counter.domain.case.case_item import CaseItem
from counter.domain.case.events import CaseOpened
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.lateness import late_of
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.guide.bundle_search import FindingIndex, Hit, search
from counter.domain.guide.model import Guide
from counter.domain.hall.consent import Consent
from counter.domain.hall.organ_people import OrganPerson
from counter.domain.papers.compose.guide_sheet import guide_sheet
from counter.domain.papers.verify.proof import Known, ProofReport, Record, prove, with_record
from counter.domain.papers.verify.signed_code import essentials_of
from counter.domain.papers.verify.trusted_keys import NO_TRUST
from counter.domain.tasks.by_case import CaseWork, by_case
from counter.domain.tasks.scope import TaskScope
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Urgency
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.received import check_brought
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Assessment, Visit
from counter.services.context.case_search import CaseChoices, CaseFilter
from counter.services.context.ports import CaseRow, DraftRow, FoundCases, StationIdentity
from counter.services.context.print_queue import Printer
from counter.services.exchange.case_standing import CaseStanding
from counter.services.keys.trusted import verify
from counter.services.papers.print_queueing import SheetProgress
from counter.services.tasks.list_tasks import TaskCounts, TaskView
from counter.ui.facades.backups import BackupTools
from counter.ui.facades.exchange import ExchangeTools
from counter.ui.facades.light import Light, LightState
from counter.ui.facades.station_lights import key_lights
from counter.ui.facades.window import Clerk, PageImage, Preferences
from tests.settings import NOON, RESOURCES, answer_by, calendar, demo_guide, setting
from tests.ui.fake_case_keys import FakeCaseKeys
from tests.ui.fake_pad import FakePad
from tests.ui.fake_reading import FakeReading
from tests.ui.fake_versions import FakeVersions

CLERKS = {"W01": (Clerk("W01", "阿木古郎"), "1234"), "W02": (Clerk("W02", "乌日娜"), "2345")}
STATION = StationIdentity("15220103", 1, "乌兰浩特市政务服务中心", "03", "乌兰浩特市", "xingan", demo=True)


@cache
def _index() -> FindingIndex:
    return GuideShelf(RESOURCES / "guides").index()


class FakeFacade(FakeCaseKeys):
    """Keeps everything in memory. ``filed``, ``saved`` and ``copied`` are what a test looks at afterwards."""

    kind, serves = "window", True

    def __init__(self) -> None:
        self.resources: Path = RESOURCES
        self.preferences = Preferences()
        self.backups: BackupTools | None = None
        self.exchange: ExchangeTools | None = None
        self.saved: dict[str, DraftRow] = {}
        self.filed: list[tuple[Visit, FilingMode, Clerk]] = []
        self.cases: list[Case] = []
        self.copied: list[tuple[str, Path]] = []
        self.looks: list[tuple[str, str]] = []
        self.performed: list[tuple[str, CaseAct, Clerk]] = []
        self.sheets: list[tuple[Visit, Path, str]] = []
        self.trust = NO_TRUST
        self.proved: list[str] = []
        self.todo: list[TaskView] = []
        self.machine: list[Printer] = []
        self.warmed = False
        self.doubt = ""
        self.trouble: Exception | None = None
        self.doubt = ""  # why the clock is in doubt
        self.old_card: str | None = None  # what is said where an older keys.json was put back
        self.watched = ""
        self.pad = FakePad(self)
        self.reading = FakeReading(self)
        self.guide_versions = FakeVersions(self)
        self.pins: dict[str, str] = {}  # set at the sign-on page
        self.once: str | None = None  # the one-time code of the day
        self.locks_after = 5
        self.news = self.rules = 0  # how often another program was found to have written
        self.expelled: dict[str, str] = {}  # code → why that clerk may not go on
        self.demo_people: tuple[tuple[str, str, str], ...] = ()
        self.locks: list[str] = []  # whose window was locked
        self.better_pin = self.notice = ""
        self.printed: list[str] = []  # asked of the printer, which there is not
        self.gate = threading.Event()  # closed: filing and tasks wait, as on a slow disk
        self.gate.set()

    def now(self) -> datetime:
        return NOON

    @property
    def station(self) -> StationIdentity:
        return STATION

    @property
    def emblem(self) -> bytes:
        return b""

    @property
    def guide(self) -> Guide:
        return demo_guide()

    def staff(self) -> Sequence[Clerk]:
        return tuple(clerk for clerk, _ in CLERKS.values())

    def no_longer(self, clerk: Clerk) -> str:
        return self.expelled.get(clerk.code, "")

    def organ_people(self) -> Sequence[OrganPerson]:
        return ()

    def find(self, text: str) -> Sequence[Hit]:
        return search(_index(), text, {}, (8,))

    def assess(self, visit: Visit) -> Assessment:
        return assess(setting(), visit)

    # -- background --
    def ready(self) -> None:
        demo_guide()
        _index()

    def warm(self) -> None:
        self.warmed = True

    def locked(self, clerk: Clerk) -> None:
        self.locks.append(clerk.code)

    def sign_on(self, code: str, pin: str) -> Clerk:
        clerk, right = CLERKS.get(code, (None, ""))
        if clerk is not None and pin == self.once:
            raise RuleRefused("一次性口令对。", rule="duty", field="new_pin")
        if clerk is None or pin != self.pins.get(code, right):
            raise RuleRefused("工号或口令不对，请再输一次。", rule="staff")
        return replace(clerk, better_pin=self.better_pin, notice=self.notice)

    def set_pin(self, code: str, pin: str, new_pin: str) -> Clerk:
        if new_pin == "1111":
            raise BadInput("这个口令同样的数字太多，容易被猜到，请换一个。", field="pin")
        self.pins[code], self.once, self.better_pin = new_pin, None, ""
        return self.sign_on(code, new_pin)

    def give_code(
        self, code: str, by: str, pin: str, agreed: Consent | None = None, recovery_key: str = ""
    ) -> str:
        if (by, pin) != ("S01", "9876"):
            raise RuleRefused("这一步要值班负责人输入自己的口令。", rule="duty", field="pin")
        if code == "S02" and (agreed is None or (agreed.code, agreed.pin) != ("S03", "8304")):
            raise RuleRefused("给口令要两个人。", rule="two_people", field="agreed")
        if code == "A01" and recovery_key != "KEY":
            raise RuleRefused("请输入恢复密钥。", rule="two_people", field="recovery_key")
        self.once = "40739162"
        return self.once

    def file(self, visit: Visit, decision: FilingMode, clerk: Clerk, draft: str | None) -> Case:
        self.gate.wait(10)
        if self.trouble is not None:
            raise self.trouble
        found = self.assess(visit)
        check_brought(found.checklist, visit.brought)
        case = _case(len(self.cases) + 1, visit, found, decision, clerk)
        self.filed.append((visit, decision, clerk))
        self.cases.insert(0, case)
        if draft:
            self.saved.pop(draft, None)
        return case

    def clock_doubt(self) -> str:
        return self.doubt

    def open_cases_like(self, visit: Visit) -> Sequence[CaseRow]:
        mine = visit.applicant
        return tuple(_row(c) for c in self.cases if c.opened.bundle == visit.bundle and c.applicant == mine)

    def find_cases(self, text: str, wanted: CaseFilter | None = None) -> FoundCases:
        rows = (_row(case) for case in self.cases if wanted is None or wanted.state in ("", case.state.value))
        found = tuple(r for r in rows if text in r.number or text in r.applicant or text in r.id_numbers)
        return FoundCases(found[:50], len(found) > 50)

    def case_choices(self) -> CaseChoices:
        return CaseChoices(tuple(dict.fromkeys(case.state.value for case in self.cases)), (), ("W01",))

    def case(self, number: str) -> Case | None:
        return next((c for c in self.cases if number in (c.number, c.id)), None)

    def case_standing(self, case: Case) -> CaseStanding:
        return CaseStanding()

    def scanned_case(self, code: str) -> Case:
        if (found := self.case(number := essentials_of(code).case_number)) is None:
            raise BadInput(f"这里没有办件 {number}。", field="code")
        return found

    def drafts(self, clerk: Clerk) -> Sequence[DraftRow]:
        return tuple(row for row in self.saved.values() if row.clerk == clerk.code)

    def save_draft(self, draft: DraftRow) -> None:
        self.saved[draft.id] = draft

    def erase_draft(self, draft: str) -> None:
        self.saved.pop(draft, None)

    def restoring_lines(self) -> tuple[str, ...]:
        return ()

    def save_preferences(self, preferences: Preferences) -> None:
        self.preferences = preferences

    def confirm_clock(self, code: str, pin: str) -> Clerk:
        if (code, pin) != ("S01", "9876"):
            raise RuleRefused("这一步要值班负责人输入自己的口令。", rule="duty", field="pin")
        self.doubt = ""
        return Clerk("S01", "苏日娜", supervisor=True)

    def lights(self) -> Sequence[Light]:
        clock = LightState.WARN if self.doubt else LightState.GOOD
        watched = (Light("rating", "评价", LightState.WARN, self.watched),) if self.watched else ()
        return (
            Light("clock", "时钟", clock, self.doubt or "时钟与记录的先后一致"),
            Light("printer", "打印机", LightState.ABSENT, "还没有接打印机"),
            Light("screen", "申请人屏", LightState.ABSENT, "没有接第二块屏"),
            *watched,
            *key_lights(self.old_card),
        )

    def verify(self, text_or_file: str) -> ProofReport:
        """A QR text, or a text file that holds one."""
        self.proved.append(text_or_file)
        file = Path(text_or_file)
        if len(text_or_file) < 200 and file.suffix and not file.is_file():
            raise BadInput(f"没有这个文件：{text_or_file}", field="file")
        text = file.read_text(encoding="utf-8") if file.suffix else text_or_file
        return with_record(prove(text, self.trust, verify)[0], Record(Known.NO_RECORD))

    # -- papers --
    def pages_of(self, paper: str) -> Sequence[PageImage]:
        return (PageImage(90, 127, b"\xff" * (90 * 127)),)

    def printers(self) -> Sequence[Printer]:
        return tuple(self.machine)

    def print_paper(self, case: str, paper: str, clerk: Clerk, printer: str = "", page: str = "A4") -> Case:
        self.printed.append(paper)
        raise WorldTrouble("没有打印机：请在系统打印设置里添加一台，或者先把文书存成PDF。")

    def follow_prints(self, case: str, clerk: Clerk) -> tuple[Case, Sequence[SheetProgress]]:
        return next(c for c in self.cases if c.id == case), ()

    def guide_sheet_pages(self, visit: Visit) -> Sequence[PageImage]:
        document = guide_sheet(STATION, setting(), visit)
        height = 20 + len(document.body)  # another sheet is another picture
        return (PageImage(90, height, b"\xff" * (90 * height)),)

    def guide_sheet(self, visit: Visit, file: Path, clerk: Clerk) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sheets.append((visit, file, clerk.code))

    def print_guide_sheet(self, visit: Visit, clerk: Clerk, printer: str = "") -> str:
        if not self.machine:
            raise WorldTrouble("这台电脑没有装打印机。")
        self.sheets.append((visit, Path("printed"), clerk.code))
        return self.machine[0].label

    def late(self, case: Case) -> Mapping[str, Sequence[str]]:
        return late_of(case, calendar(), answer_by)

    def possible(self, case: Case, *, incomplete: bool = False) -> Sequence[Possible]:
        return possible(case, setting())

    def perform(self, case: str, act: CaseAct, clerk: Clerk, base: str) -> Case:
        self.performed.append((case, act, clerk))
        return next(c for c in self.cases if c.id == case)

    def check_supervisor(self, code: str, pin: str) -> Clerk:
        raise RuleRefused("这一步要值班负责人输入自己的口令。", rule="duty", field="pin")

    def sees_hall(self, clerk: Clerk) -> bool:
        return clerk.code.startswith("S")

    def tasks(
        self, clerk: Clerk, kind: TaskKind | None, scope: TaskScope = TaskScope.WINDOW
    ) -> Sequence[CaseWork[TaskView]]:
        self.gate.wait(10)
        return by_case(t for t in self.todo if kind in (None, t.kind))

    def task_counts(self, clerk: Clerk, scope: TaskScope = TaskScope.WINDOW) -> TaskCounts:
        kinds = {kind: n for kind in TaskKind if (n := sum(t.kind is kind for t in self.todo))}
        pressing = sum(t.urgency in (Urgency.OVERDUE, Urgency.TODAY) for t in self.todo)
        cases = Counter(work.urgency for work in by_case(self.todo))
        near = Counter((t.kind, t.urgency) for t in self.todo)
        return TaskCounts(pressing, len(self.todo), kinds, near, cases)

    def log_view(self, case: str, clerk: Clerk) -> None:
        self.looks.append((case, clerk.code))

    def copy_out(self, paper: str, file: Path, clerk: Clerk, page: str = "A4") -> int:
        self.gate.wait(10)
        if self.trouble is not None:
            raise self.trouble
        self.copied.append((paper, file))
        copy = sum(one == paper for one, _ in self.copied)
        self.cases = [_with_copies(case, paper, copy) for case in self.cases]
        return copy


_STATES = {
    Outcome.ACCEPT: ItemState.ACCEPTED,
    Outcome.DONE: ItemState.DONE,
    Outcome.CORRECT: ItemState.TO_CORRECT,
    Outcome.WAIT: ItemState.WAITING,
    Outcome.ACCEPT_WITH_GAPS: ItemState.TO_PLEDGE,
    Outcome.PROPOSE_REFUSAL: ItemState.TO_REFUSE,
}


def _with_copies(case: Case, paper: str, copies: int) -> Case:
    papers = tuple(replace(p, copies=copies) if p.id == paper else p for p in case.papers)
    return replace(case, papers=papers)


def case_number(serial: int) -> str:
    """A number in the real form, so that scanning finds it."""
    from counter.domain.calendar.workdays import civil_date
    from counter.domain.document import numbering

    return numbering.case_number(STATION.code, STATION.epoch, civil_date(NOON), serial)


def _case(serial: int, visit: Visit, found: Assessment, decision: FilingMode, clerk: Clerk) -> Case:
    deciding = decision is FilingMode.DECIDE
    verdicts, plans = (found.verdicts, found.plan) if deciding else (found.keep_verdicts, found.keep_plan)
    opened = CaseOpened(
        number=case_number(serial),
        bundle=visit.bundle,
        bundle_name=found.checklist.bundle_name,
        guide_version=found.checklist.guide_version,
        overlay="演示",
        jurisdiction="xingan",
        calendar_version="test",
        answers=(),
        items=found.checklist.items,
        lines=found.checklist.lines,
        saved=found.checklist.saved,
        begun_at=visit.begun_at or NOON,
        insisted=visit.insisted,
        agreements=(),
        duplicate=False,
        via="window",
    )
    by_item = {v.item: v for v in verdicts}
    items = tuple(CaseItem(i) for i in opened.items)
    papers = tuple(
        IssuedPaper(
            id=f"paper-{serial}-{n}",
            kind=p.kind.value,
            title=p.title,
            number=f"〔2026〕{serial}{n}号",
            organ=p.organ,
            items=p.items,
            issued_at=NOON,
            clerk=clerk.code,
            content={},
        )
        for n, p in enumerate(plans, start=1)
    )
    return Case(
        id=f"case-{serial}",
        number=opened.number,
        opened=opened,
        opened_at=NOON,
        clerk=clerk.code,
        base="entry",
        owner=STATION.code,
        applicant=visit.applicant,
        brought=dict(visit.brought),
        items=tuple(
            replace(
                i,
                state=_STATES.get(by_item[i.asked.id].outcome, ItemState.RECEIVED),
                outcome=by_item[i.asked.id].outcome,
                decided=by_item[i.asked.id].outcome in (Outcome.ACCEPT, Outcome.DONE),
                due=by_item[i.asked.id].due,
            )
            for i in items
        ),
        papers=papers,
        history=_history(opened, clerk),
    )


def _history(opened: CaseOpened, clerk: Clerk) -> tuple[HistoryLine, ...]:
    """Opened, and something came of it: enough to be asked how it was."""
    told = (("case.opened", f"登记“{opened.bundle_name}”"), ("item.accepted", "受理"))
    return tuple(HistoryLine(NOON, clerk.code, kind, words) for kind, words in told)


def _row(case: Case) -> CaseRow:
    applicant = case.applicant
    number = applicant.person.id_number if applicant and applicant.person else ""
    return CaseRow(
        case.id,
        case.number,
        case.opened.bundle,
        case.opened.bundle_name,
        case.state.value,
        case.opened_at.isoformat(),
        case.opened_at.isoformat(),
        None,
        case.clerk,
        applicant.name if applicant else "",
        id_numbers=(number,),
    )
