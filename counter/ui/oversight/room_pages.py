"""The pages of the room in the order of the rail: a new page is one row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from counter.ui.facades.oversight import OversightFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look

Build = Callable[["OversightFacade", "Background", "Look"], QWidget]


@dataclass(frozen=True, slots=True)
class RoomPage:
    """``words``: on the rail, to be translated in the context ``oversight``; ``key``: opens it; ``build``: called when
    it is first opened.

    A page is a ``FramePage`` with the signal ``announced(message)``; it may also have ``case_wanted(id or number)``.
    """

    name: str
    words: str
    key: str
    build: Build


def _board(facade: OversightFacade, background: Background, look: Look) -> QWidget:
    from counter.ui.oversight.board_page import BoardPage

    return BoardPage(facade, background, look)


def _find_case(facade: OversightFacade, background: Background, look: Look) -> QWidget:
    from counter.ui.kit.controls.find_key import add_find_key
    from counter.ui.oversight.room_cases import RoomCases

    page = RoomCases(facade, background, look)
    add_find_key(page, page.box)
    return page


def _hall(facade: OversightFacade, background: Background, look: Look) -> QWidget:
    from counter.ui.hall.page import HallPage

    return HallPage(facade, background, look)


def _reviews(facade: OversightFacade, background: Background, look: Look) -> QWidget:
    from counter.ui.oversight.reviews_page import ReviewsPage

    return ReviewsPage(facade, background, look)


def _days(facade: OversightFacade, background: Background, look: Look) -> QWidget:
    from counter.ui.oversight.days_page import DaysPage

    return DaysPage(facade, background, look)


def _ledger(facade: OversightFacade, background: Background, look: Look) -> QWidget:
    from counter.ui.facades.ledger import LedgerFacade
    from counter.ui.ledger.page import LedgerPage

    return LedgerPage(LedgerFacade(facade), background, look)


FIND_CASE, LEDGER, HALL = "find_case", "ledger", "hall"

ROOM_PAGES = (
    RoomPage("board", str(QT_TRANSLATE_NOOP("oversight", "总览")), "F1", _board),
    RoomPage(FIND_CASE, str(QT_TRANSLATE_NOOP("oversight", "查件")), "F3", _find_case),
    RoomPage("reviews", str(QT_TRANSLATE_NOOP("oversight", "评查")), "F6", _reviews),
    RoomPage("days", str(QT_TRANSLATE_NOOP("oversight", "对账")), "F7", _days),
    RoomPage(LEDGER, str(QT_TRANSLATE_NOOP("oversight", "台账")), "Ctrl+Shift+L", _ledger),
    RoomPage(HALL, str(QT_TRANSLATE_NOOP("oversight", "大厅")), "Ctrl+H", _hall),
)
