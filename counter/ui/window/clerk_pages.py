"""The pages of a clerk's window in the order of the rail, but 受理: a new page is one row here and what builds it.

They are built on first use, or while nobody types (``window/preloads``), to save start time and memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from counter.ui.kit.controls.find_key import add_find_key

if TYPE_CHECKING:
    from counter.domain.papers.verify.scan import Scan
    from counter.ui.case.find_case import FindCasePage
    from counter.ui.day.day_page import DayPage
    from counter.ui.exchange.courier_page import CourierPage
    from counter.ui.exchange.reporting_page import ReportingPage
    from counter.ui.frame.paged_frame import FramePage
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
    from counter.ui.window.page_host import PageHost


@runtime_checkable
class TakesCodes(Protocol):
    """A page that has a use for codes of other kinds than the window's own papers."""

    def take_code(self, text: str) -> bool:
        """A scanned code; whether it was taken."""
        ...


@runtime_checkable
class TakesDocuments(Protocol):
    """A page that asks for a person's or an organisation's document."""

    def take_scan(self, scan: Scan) -> None:
        """A document was scanned."""
        ...


@runtime_checkable
class OpensScanned(Protocol):
    """A page that goes on with the case, or the paper, that is scanned."""

    def open_scanned(self, scan: Scan) -> None:
        """A receipt, notice or slip was scanned."""
        ...


class WayIn(Enum):
    """How a page is come to."""

    RAIL = "rail"
    RAIL_BUT_IN_TRAINING = (
        "rail but in training"  # there the rail has no room for it on a small screen: its key alone
    )
    TRAINING = "training"  # on the rail of a training profile, and nowhere else
    KEY = "key"  # by its key, or from another page


@dataclass(frozen=True, slots=True)
class ClerkPage:
    """``words``: its name on the rail, to be translated in the context ``clerk``; ``key``: opens it, empty where only
    another page does; ``build``: makes it and connects what is its own; what has a signal of ``PageHost`` by name is
    connected to that.

    A page that ``TakesCodes``, ``TakesDocuments`` or ``OpensScanned`` gets what is scanned while it is in sight.
    ``goes_on``: when its clerk unlocks the window it stands as it was left, and is not read anew. ``aside``:
    with a started form it waits as a whole for its clerk.
    """

    name: str
    words: str
    key: str
    build: Callable[[PageHost], FramePage]
    way_in: WayIn = WayIn.RAIL
    goes_on: bool = False
    aside: bool = False

    @property
    def title(self) -> str:
        """Its name on the rail."""
        return QCoreApplication.translate("clerk", self.words)


def _todo(pages: PageHost) -> TodoPage:
    from counter.ui.tasks.page import TodoPage

    page = TodoPage(pages.facade, pages.background, pages.look)
    page.visit_wanted.connect(lambda: pages.page_wanted.emit("intake"))
    page.hall_wanted.connect(lambda: pages.page_wanted.emit("hall"))
    page.day_wanted.connect(lambda: pages.page_wanted.emit("day"))
    page.rounds_wanted.connect(lambda: pages.page_wanted.emit("rounds"))
    page.reminders_wanted.connect(lambda number: _begin(pages, "reminders", number))
    page.hand_out_wanted.connect(lambda number: _begin(pages, "hand_out", number))
    return page


def _begin(pages: PageHost, name: str, number: str) -> None:
    """From a task: that page with this case first."""
    pages.page_wanted.emit(name)
    pages.page(name).begin_with(number)  # type: ignore[attr-defined]  # 告知 and 出件 have it


def _find_case(pages: PageHost) -> FindCasePage:
    from counter.ui.case.find_case import FindCasePage

    page = FindCasePage(pages.facade, pages.background, pages.look)
    add_find_key(page, page.box)
    return page


def _hand_out(pages: PageHost) -> HandOutPage:
    from counter.ui.facades.results import HandOutFacade
    from counter.ui.results.page import HandOutPage

    page = HandOutPage(HandOutFacade(pages.facade), pages.background, pages.look)
    page.changed.connect(pages.told)
    add_find_key(page, page.field)
    return page


def _rounds(pages: PageHost) -> RoundsPage:
    from counter.ui.facades.rounds import RoundsFacade
    from counter.ui.rounds.page import RoundsPage

    page = RoundsPage(RoundsFacade(pages.facade), pages.background, pages.look)
    page.changed.connect(pages.told)
    add_find_key(page, page.field)
    return page


def _verify(pages: PageHost) -> VerifyPage:
    from counter.ui.papers.verify import VerifyPage

    page = VerifyPage(pages.facade, pages.background, pages.look)
    add_find_key(page, page.field)
    return page


def _guide(pages: PageHost) -> GuidePage:
    from counter.ui.guide.page import GuidePage

    return GuidePage(pages.facade, pages.background, pages.look)


def _hall(pages: PageHost) -> HallPage:
    from counter.ui.hall.page import HallPage

    page = HallPage(pages.facade, pages.background, pages.look)
    page.changed.connect(pages.hall_changed)
    return page


def _day(pages: PageHost) -> DayPage:
    from counter.ui.day.day_page import DayPage

    return DayPage(pages.facade.days, pages.background, pages.look)


def _ledger(pages: PageHost) -> LedgerPage:
    from counter.ui.facades.ledger import LedgerFacade
    from counter.ui.ledger.page import LedgerPage

    return LedgerPage(LedgerFacade(pages.facade), pages.background, pages.look)


def _training(pages: PageHost) -> TrainingPanel:
    from counter.ui.tasks.training_panel import TrainingPanel

    return TrainingPanel(pages.facade.training, pages.background, pages.look)


def _reminders(pages: PageHost) -> RemindersPage:
    from counter.ui.facades.reminders import RemindersFacade
    from counter.ui.reminders.page import RemindersPage

    page = RemindersPage(RemindersFacade(pages.facade), pages.background, pages.look)
    page.changed.connect(pages.told)
    return page


def _reporting(pages: PageHost) -> ReportingPage:
    from counter.ui.exchange.reporting_page import ReportingPage
    from counter.ui.facades.reporting import ReportingFacade

    facade, runner = pages.facade, pages.runner
    page = ReportingPage(ReportingFacade(facade), pages.background, pages.look, runner)
    if runner is not None:
        page.joined.connect(runner.exchange_now)
    page.courier_wanted.connect(lambda: pages.page_wanted.emit("courier"))
    if facade.courier is not None:
        page.offer_courier()
    return page


def _courier(pages: PageHost) -> CourierPage:
    from counter.ui.exchange.courier_page import CourierPage
    from counter.ui.facades.courier import CourierFacade

    tools = pages.facade.courier
    assert tools is not None  # its door is shown only then
    page = CourierPage(CourierFacade(pages.facade), tools, pages.background, pages.look)
    page.left.connect(lambda: pages.page_wanted.emit("reporting"))
    return page


def _self_test(pages: PageHost) -> SelfTestPage:
    from counter.ui.profile.self_test_page import SelfTestPage

    page = SelfTestPage(pages.facade.platform.self_test(), pages.background, pages.look)
    page.setContentsMargins(24, 16, 24, 16)
    page.left.connect(lambda: pages.page_wanted.emit("intake"))
    return page


CLERK_PAGES = (
    ClerkPage("todo", str(QT_TRANSLATE_NOOP("clerk", "待办")), "F2", _todo),
    ClerkPage("find_case", str(QT_TRANSLATE_NOOP("clerk", "查件")), "F3", _find_case, goes_on=True),
    ClerkPage("hand_out", str(QT_TRANSLATE_NOOP("clerk", "出件")), "Ctrl+Shift+C", _hand_out),
    ClerkPage(
        "rounds",
        str(QT_TRANSLATE_NOOP("clerk", "流转")),
        "Ctrl+Shift+M",
        _rounds,
        WayIn.RAIL_BUT_IN_TRAINING,
    ),
    ClerkPage("verify", str(QT_TRANSLATE_NOOP("clerk", "验真")), "F6", _verify),
    ClerkPage("guide", str(QT_TRANSLATE_NOOP("clerk", "指南")), "Ctrl+K", _guide, aside=True),
    ClerkPage("hall", str(QT_TRANSLATE_NOOP("clerk", "大厅")), "Ctrl+H", _hall, aside=True),
    ClerkPage("day", str(QT_TRANSLATE_NOOP("clerk", "日结")), "Ctrl+Shift+J", _day),
    ClerkPage("ledger", str(QT_TRANSLATE_NOOP("clerk", "台账")), "Ctrl+Shift+L", _ledger),
    ClerkPage("training", str(QT_TRANSLATE_NOOP("clerk", "培训")), "Ctrl+Shift+P", _training, WayIn.TRAINING),
    ClerkPage("reminders", str(QT_TRANSLATE_NOOP("clerk", "告知")), "Ctrl+Shift+G", _reminders, WayIn.KEY),
    ClerkPage("reporting", str(QT_TRANSLATE_NOOP("clerk", "上报")), "Ctrl+Shift+U", _reporting, WayIn.KEY),
    ClerkPage("courier", str(QT_TRANSLATE_NOOP("clerk", "上报")), "", _courier, WayIn.KEY),
    ClerkPage(
        "self_test",
        str(QT_TRANSLATE_NOOP("clerk", "自检")),
        "Ctrl+Shift+D",
        _self_test,
        WayIn.KEY,
        goes_on=True,
    ),
)
