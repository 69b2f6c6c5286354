"""Pages other than 受理, built on first use to save start time and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.find_key import add_find_key
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.domain.guide.model import Guide
    from counter.ui.case.find_case import FindCasePage
    from counter.ui.day.day_page import DayPage
    from counter.ui.exchange.courier_page import CourierPage
    from counter.ui.exchange.reporting_page import ReportingPage
    from counter.ui.exchange.reporting_runner import ReportingRunner
    from counter.ui.guide.page import GuidePage
    from counter.ui.hall.page import HallPage
    from counter.ui.ledger.page import LedgerPage
    from counter.ui.papers.verify import VerifyPage
    from counter.ui.profile.self_test_page import SelfTestPage
    from counter.ui.reminders.page import RemindersPage
    from counter.ui.results.page import HandOutPage
    from counter.ui.rounds.page import RoundsPage
    from counter.ui.tasks.page import TodoPage
    from counter.ui.tasks.training_panel import TrainingPanel

    Page = (
        (FindCasePage | TodoPage | VerifyPage | GuidePage | HallPage | TrainingPanel | SelfTestPage | DayPage)
        | ReportingPage
        | CourierPage
        | RemindersPage
        | LedgerPage
        | HandOutPage
        | RoundsPage
    )


class LazyPages(QObject):
    """Builds pages on first use.

    Signals: ``announced(message)``; ``case_wanted(number)``, ``act_wanted(number, acts)``,
    ``visit_wanted``, ``hall_wanted``, ``day_wanted``, ``restoring_wanted``, ``courier_wanted``, ``reporting_wanted``,
    ``rounds_wanted``, ``hand_out_wanted`` and ``reminders_wanted`` to open other pages; ``told`` after somebody was;
    ``exchanged`` by stick; ``counted(counts)`` of open tasks; ``built(page)`` for each new page; ``hall_changed`` after
    the register changed.
    """

    announced = Signal(Message)
    case_wanted = Signal(str)
    act_wanted = Signal(str, object)
    answer_wanted = Signal(str, object)
    visit_wanted = Signal()
    counted = Signal(object)
    built = Signal(object)
    hall_wanted = Signal()
    day_wanted = Signal()
    shift_taken = Signal(Clerk)
    restoring_wanted = Signal()
    hall_changed = Signal()
    part_turned = Signal()
    courier_wanted = Signal()
    reporting_wanted = Signal()
    exchanged = Signal()
    reminders_wanted = Signal()
    rounds_wanted = Signal()
    hand_out_wanted = Signal()
    told = Signal()

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, stack: QStackedWidget
    ) -> None:
        super().__init__(stack)
        self._facade, self._background, self._look, self._stack = facade, background, look, stack
        self._clerk: Clerk | None = None
        self._aside: dict[str, dict[str, tuple[GuidePage | HallPage, Guide]]] = {}  # by clerk code
        self.todo: TodoPage | None = None
        self.find_case: FindCasePage | None = None
        self.verify: VerifyPage | None = None
        self.guide: GuidePage | None = None
        self.hall: HallPage | None = None
        self.training: TrainingPanel | None = None
        self.self_test: SelfTestPage | None = None
        self.day: DayPage | None = None
        self.reporting: ReportingPage | None = None
        self.runner: ReportingRunner | None = None
        self.courier: CourierPage | None = None
        self.reminders: RemindersPage | None = None
        self.ledger: LedgerPage | None = None
        self.hand_out: HandOutPage | None = None
        self.rounds: RoundsPage | None = None

    def page(self, name: str) -> Page:
        """The page of that name on the rail."""
        build: dict[str, Callable[[], Page]] = {
            "todo": self.get_todo,
            "verify": self.get_verify,
            "guide": self.get_guide,
            "hall": self.get_hall,
            "training": self.get_training,
            "self_test": self.get_self_test,
            "day": self.get_day,
            "reporting": self.get_reporting,
            "courier": self.get_courier,
            "reminders": self.get_reminders,
            "ledger": self.get_ledger,
            "hand_out": self.get_hand_out,
            "rounds": self.get_rounds,
        }
        return build.get(name, self.get_find_case)()

    @property
    def there(self) -> dict[str, Page]:
        """Pages already built, by name."""
        every: dict[str, Page | None] = {
            "todo": self.todo,
            "find_case": self.find_case,
            "verify": self.verify,
            "guide": self.guide,
            "hall": self.hall,
            "training": self.training,
            "self_test": self.self_test,
            "day": self.day,
            "reporting": self.reporting,
            "courier": self.courier,
            "reminders": self.reminders,
            "ledger": self.ledger,
            "hand_out": self.hand_out,
            "rounds": self.rounds,
        }
        return {name: page for name, page in every.items() if page is not None}

    def set_clerk(self, clerk: Clerk | None, *, same: bool) -> None:
        """Set the clerk of all pages; ``same``: the one before, whose pages stay as they were.

        A page with a started form is put aside whole for its clerk, and comes back when that clerk signs on.
        """
        before, self._clerk = self._clerk, clerk
        if same:
            return
        if before is not None:
            self._put_aside(before)
        for page in self.there.values():
            page.set_clerk(clerk)
        if clerk is not None:
            self._bring_back(clerk)

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of the started forms of clerks who are not signed on."""
        return tuple(page.half_done for pages in self._aside.values() for page, _ in pages.values())

    def _put_aside(self, clerk: Clerk) -> None:
        for name, page in (("guide", self.guide), ("hall", self.hall)):
            if page is not None and page.half_done:
                self._aside.setdefault(clerk.code, {})[name] = (page, self._facade.guide)
                setattr(self, name, None)

    def _bring_back(self, clerk: Clerk) -> None:
        for name, (page, guide) in self._aside.pop(clerk.code, {}).items():
            other: GuidePage | HallPage | None = getattr(self, name)
            if other is not None:  # the other clerk's, with nothing started
                self._stack.removeWidget(other)
                other.deleteLater()
            setattr(self, name, page)
            if name == "guide" and guide is not self._facade.guide:
                cast("GuidePage", page).renew()
            words = self.tr("您填到一半的“{0}”还在，在“{1}”页里。")
            where = self.tr("指南") if name == "guide" else self.tr("大厅")
            self.announced.emit(Message(Tone.SAID, words.format(page.half_done, where)))

    def get_todo(self) -> TodoPage:
        """待办."""
        if self.todo is None:
            from counter.ui.tasks.page import TodoPage

            self.todo = TodoPage(self._facade, self._background, self._look)
            self.todo.case_wanted.connect(self.case_wanted)
            self.todo.act_wanted.connect(self.act_wanted)
            self.todo.answer_wanted.connect(self.answer_wanted)
            self.todo.visit_wanted.connect(self.visit_wanted)
            self.todo.hall_wanted.connect(self.hall_wanted)
            self.todo.day_wanted.connect(self.day_wanted)
            self.todo.restoring_wanted.connect(self.restoring_wanted)
            self.todo.reminders_wanted.connect(self._tell)
            self.todo.rounds_wanted.connect(self.rounds_wanted)
            self.todo.hand_out_wanted.connect(self._hand_out)
            self.todo.counted.connect(self.counted)
            self._add(self.todo)
        return self.todo

    def get_find_case(self) -> FindCasePage:
        """查件, built on first use: its 170 widgets take 3 MB."""
        if self.find_case is None:
            from counter.ui.case.find_case import FindCasePage

            self.find_case = FindCasePage(self._facade, self._background, self._look)
            add_find_key(self.find_case, self.find_case.box)
            self._add(self.find_case)
        return self.find_case

    def get_verify(self) -> VerifyPage:
        """验真, built on first use: rarely needed."""
        if self.verify is None:
            from counter.ui.papers.verify import VerifyPage

            self.verify = VerifyPage(self._facade, self._background, self._look)
            add_find_key(self.verify, self.verify.field)
            self._add(self.verify)
        return self.verify

    def get_guide(self) -> GuidePage:
        """指南, built on first use: rarely needed."""
        if self.guide is None:
            from counter.ui.guide.page import GuidePage

            self.guide = GuidePage(self._facade, self._background, self._look)
            self._add(self.guide)
        return self.guide

    def get_hall(self) -> HallPage:
        """大厅, built on first use: for supervisors, rarely needed."""
        if self.hall is None:
            from counter.ui.hall.page import HallPage

            self.hall = HallPage(self._facade, self._background, self._look)
            self.hall.changed.connect(self.hall_changed)
            self.hall.part_turned.connect(self.part_turned)
            self.hall.case_wanted.connect(self.case_wanted)
            self._add(self.hall)
        return self.hall

    def get_training(self) -> TrainingPanel:
        """培训, in a training profile only."""
        if self.training is None:
            from counter.ui.tasks.training_panel import TrainingPanel

            self.training = TrainingPanel(self._facade.training, self._background, self._look)
            self._add(self.training)
        return self.training

    def get_self_test(self) -> SelfTestPage:
        """自检, built on first use; closing it goes back to the visit."""
        if self.self_test is None:
            from counter.ui.profile.self_test_page import SelfTestPage

            tools = self._facade.platform.self_test()
            self.self_test = SelfTestPage(tools, self._background, self._look)
            self.self_test.setContentsMargins(24, 16, 24, 16)
            self.self_test.left.connect(self.visit_wanted)
            self._add(self.self_test)
        return self.self_test

    def get_day(self) -> DayPage:
        """日结, built on first use: once a day."""
        if self.day is None:
            from counter.ui.day.day_page import DayPage

            self.day = DayPage(self._facade.days, self._background, self._look)
            self.day.shift_taken.connect(self.shift_taken)
            self._add(self.day)
        return self.day

    def get_reporting(self) -> ReportingPage:
        """上报, built on first use."""
        if self.reporting is None:
            from counter.ui.exchange.reporting_page import ReportingPage
            from counter.ui.facades.reporting import ReportingFacade

            page = self.reporting = ReportingPage(
                ReportingFacade(self._facade), self._background, self._look, self.runner
            )
            if self.runner is not None:
                page.joined.connect(self.runner.exchange_now)
            page.courier_wanted.connect(self.courier_wanted)
            if self._facade.courier is not None:
                page.offer_courier()
            self._add(page)
        return self.reporting

    def get_courier(self) -> CourierPage:
        """拷到U盘 / 收U盘, built on first use."""
        if self.courier is None:
            from counter.ui.exchange.courier_page import CourierPage
            from counter.ui.facades.courier import CourierFacade

            tools = self._facade.courier
            assert tools is not None  # its door is shown only then
            page = self.courier = CourierPage(
                CourierFacade(self._facade), tools, self._background, self._look
            )
            page.left.connect(self.reporting_wanted)
            page.exchanged.connect(self.exchanged)
            self._add(page)
        return self.courier

    def get_reminders(self) -> RemindersPage:
        """告知, built on first use."""
        if self.reminders is None:
            from counter.ui.facades.reminders import RemindersFacade
            from counter.ui.reminders.page import RemindersPage

            facade = RemindersFacade(self._facade)
            self.reminders = RemindersPage(facade, self._background, self._look)
            self.reminders.case_wanted.connect(self.case_wanted)
            self.reminders.changed.connect(self.told)
            self._add(self.reminders)
        return self.reminders

    def _tell(self, number: str) -> None:
        """From a task: the call about that case first."""
        self.get_reminders().begin_with(number)
        self.reminders_wanted.emit()

    def _hand_out(self, number: str) -> None:
        """From a task: the person of that case, ready to be called or handed to."""
        self.hand_out_wanted.emit()
        self.get_hand_out().begin_with(number)

    def get_hand_out(self) -> HandOutPage:
        """出件, built on first use."""
        if self.hand_out is None:
            from counter.ui.facades.results import HandOutFacade
            from counter.ui.results.page import HandOutPage

            page = self.hand_out = HandOutPage(HandOutFacade(self._facade), self._background, self._look)
            page.case_wanted.connect(self.case_wanted)
            page.changed.connect(self.told)
            add_find_key(page, page.field)
            self._add(page)
        return self.hand_out

    def get_rounds(self) -> RoundsPage:
        """流转, built on first use."""
        if self.rounds is None:
            from counter.ui.facades.rounds import RoundsFacade
            from counter.ui.rounds.page import RoundsPage

            page = self.rounds = RoundsPage(RoundsFacade(self._facade), self._background, self._look)
            page.case_wanted.connect(self.case_wanted)
            page.changed.connect(self.told)
            add_find_key(page, page.field)
            self._add(page)
        return self.rounds

    def get_ledger(self) -> LedgerPage:
        """台账, built on first use."""
        if self.ledger is None:
            from counter.ui.facades.ledger import LedgerFacade
            from counter.ui.ledger.page import LedgerPage

            self.ledger = LedgerPage(LedgerFacade(self._facade), self._background, self._look)
            self.ledger.case_wanted.connect(self.case_wanted)
            self._add(self.ledger)
        return self.ledger

    def _add(self, page: Page) -> None:
        page.set_clerk(self._clerk)
        page.announced.connect(self.announced)
        self._stack.addWidget(page)
        self.built.emit(page)
