"""大厅 (Ctrl+H): what a supervisor keeps of the hall, each part imported and built when it is first opened: with all of
them the first opening took a quarter of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.facades.clerk import Clerk
from counter.ui.facades.window import WindowFacade
from counter.ui.frame.paged_frame import FollowsNews, ReadsAhead
from counter.ui.kit.background import Background
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.page_stack import PageStack
from counter.ui.kit.controls.page_turn import keep_focus_in, turn_to
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.hall.archive_page import ArchivePage
    from counter.ui.hall.closing_page import WindowClosingPage
    from counter.ui.hall.keys_page import KeysPage
    from counter.ui.hall.register_page import RegisterPage
    from counter.ui.hall.retention_page import RetentionPage
    from counter.ui.hall.rights_page import RightsPage
    from counter.ui.hall.takeover_page import TakeOverPage
    from counter.ui.tasks.records_page import RecordsPage

    HallPart = (
        RegisterPage
        | KeysPage
        | RecordsPage
        | ArchivePage
        | RetentionPage
        | TakeOverPage
        | WindowClosingPage
        | RightsPage
    )
    """A part of the page. Each has ``half_done``: name of what would be lost, else empty."""


class HallPage(QWidget):
    """Signals: ``announced(message)``; ``part_turned``: to another one: what was said of the one before goes with it;
    ``changed`` after the settings of the hall changed; ``case_wanted(number)``.
    """

    announced = Signal(Message)
    part_turned = Signal()
    changed = Signal()
    case_wanted = Signal(str)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._parts: dict[str, HallPart] = {}
        self._current = ""
        place = QWidget()
        self._stack = PageStack(place)  # a small window scrolls for the part in sight only
        self.which = Choices(look, "hallParts", self.tr("大厅"))
        self.which.show_options([(name, title) for name, (title, _) in self._builders.items()])
        self.which.changed.connect(lambda: self.open_part((*self.which.chosen, "")[0]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        line = QVBoxLayout(head)
        line.setContentsMargins(24, 12, 16, 0)
        line.addWidget(self.which)
        column.addWidget(head)
        column.addWidget(place, 1)

    @property
    def half_done(self) -> str:
        """Name of what is not finished in any part; else empty."""
        return next((p.half_done for p in self._parts.values() if p.half_done), "")

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of what was put away in a part with something in it."""
        return tuple(title for part in self._parts.values() for title in getattr(part, "put_aside", ()))

    @property
    def part_in_sight(self) -> str:
        """Name of the part that is shown, and behind a stroke of what is shown in it: ``register/staff``."""
        inner = getattr(self._parts.get(self._current), "part_in_sight", "")
        return f"{self._current}/{inner}" if inner else self._current

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who is signed on."""
        self._clerk = clerk
        for part in self._parts.values():
            part.set_clerk(clerk)

    def on_shown(self) -> None:
        """The page was shown."""
        self.open_part(self._current or next(iter(self._builders)))

    def look_again(self) -> None:
        """Another program wrote: the part in sight shows it, where it follows such news."""
        part = self._parts.get(self._current)
        if isinstance(part, FollowsNews):
            part.look_again()

    def build_first(self) -> None:
        """Build the part that is shown first, before the page is."""
        first = next(iter(self._builders))
        if first not in self._parts:
            self._build(first)

    def read_ahead(self) -> None:
        """The part that is shown first, before the page is."""
        part = self._parts.get(next(iter(self._builders)))
        if isinstance(part, ReadsAhead):
            part.read_ahead()

    def open_part(self, name: str) -> None:
        """Show that part; what is not finished in the current one keeps it."""
        held = self._parts.get(self._current)
        if held is not None and name != self._current and held.half_done:
            self.which.choose((self._current,))
            words = self.tr("“{0}”还没有办完：先办完，或者按 Esc 放下。").format(held.half_done)
            self.announced.emit(Message(Tone.REFUSED, words))
            return
        part = self._parts.get(name) or self._build(name)
        if held is not None and name != self._current:
            self.part_turned.emit()
        self._current = name
        self.which.choose((name,))
        turn_to(self._stack, part)
        part.on_shown()
        keep_focus_in(self)  # the digits of the parts work until what is read takes the focus

    @property
    def _builders(self) -> dict[str, tuple[str, Callable[[], HallPart]]]:
        """Each part's title and what builds it, in the order in which they are shown."""
        return {
            "register": (self.tr("登记册"), self._register),
            "keys": (self.tr("密钥"), self._keys),
            "records": (self.tr("记录"), self._records),
            "archive": (self.tr("归档"), self._archive),
            "retention": (self.tr("保管期限"), self._retention),
            "takeover": (self.tr("接转"), self._take_over),
            "closing": (self.tr("撤窗"), self._closing),
            "rights": (self.tr("岗位权限"), self._rights),
        }

    def _register(self) -> RegisterPage:
        from counter.ui.facades.hall import HallFacade
        from counter.ui.hall.register_page import RegisterPage

        page = RegisterPage(HallFacade(self._facade), self._facade.write, self._background, self._look)
        page.changed.connect(self.changed)
        return page

    def _keys(self) -> KeysPage:
        from counter.ui.facades.hall import HallFacade
        from counter.ui.facades.key_slots import KeySlotsFacade
        from counter.ui.facades.keys import KeysFacade
        from counter.ui.hall.keys_page import KeysPage

        page = KeysPage(
            KeysFacade(self._facade),
            KeySlotsFacade(self._facade),
            HallFacade(self._facade),
            self._facade.write,
            self._background,
            self._look,
        )
        page.changed.connect(self.changed)
        return page

    def _records(self) -> RecordsPage:
        from counter.ui.facades.records import RecordsFacade
        from counter.ui.tasks.records_page import RecordsPage

        page = RecordsPage(RecordsFacade(self._facade), self._background, self._look)
        page.case_wanted.connect(self.case_wanted)
        return page

    def _archive(self) -> ArchivePage:
        from counter.ui.facades.archive import ArchiveFacade
        from counter.ui.hall.archive_page import ArchivePage

        page = ArchivePage(ArchiveFacade(self._facade), self._background, self._look)
        page.case_wanted.connect(self.case_wanted)
        return page

    def _retention(self) -> RetentionPage:
        from counter.ui.facades.retention import RetentionFacade
        from counter.ui.hall.retention_page import RetentionPage

        page = RetentionPage(RetentionFacade(self._facade), self._background, self._look)
        page.changed.connect(self.changed)
        return page

    def _take_over(self) -> TakeOverPage:
        from counter.ui.facades.takeover import HallTakeOver
        from counter.ui.hall.takeover_page import TakeOverPage

        page = TakeOverPage(HallTakeOver(self._facade), self._background, self._look)
        page.changed.connect(self.changed)
        return page

    def _closing(self) -> WindowClosingPage:
        from counter.ui.facades.closing import HallClosing
        from counter.ui.hall.closing_page import WindowClosingPage

        page = WindowClosingPage(HallClosing(self._facade), self._facade.now, self._background, self._look)
        page.changed.connect(self.changed)
        return page

    def _rights(self) -> RightsPage:
        from counter.ui.hall.rights_page import RightsPage

        return RightsPage()

    def _build(self, name: str) -> HallPart:
        part = self._parts[name] = self._builders[name][1]()
        part.announced.connect(self.announced)
        part.set_clerk(self._clerk)
        self._stack.addWidget(part)
        return part
