"""The desk card of a person who serves here: made from what the register publishes, and printed. It is no paper of a
case: without number, not logged.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.hall.desk_card import DeskCard
from counter.domain.hall.rights import Capability, may
from counter.domain.screen.people import window_card
from counter.services.context.app import AppContext
from counter.services.context.print_queue import PrinterState
from counter.services.hall.people import people_of, person_today, today_of
from counter.services.papers.print_queueing import choose_printer

TITLE = "岗位牌"
"""Job title; it names nobody."""

PAGES = ("A6", "A4")

DeskCardMaker = Callable[[DeskCard], bytes]


def desk_card(app: AppContext, code: str, page: str = "A6") -> DeskCard:
    """The card of that person today. Raises BadInput for nobody and for people who do not serve at a window."""
    row = person_today(app.journal, code.strip().upper())
    if row is None:
        raise BadInput(f"今天没有工号为“{code.strip()[:20]}”的人员。", field="code")
    if not may(row.role, Capability.SERVE):
        raise BadInput(f"{row.name}不在窗口值班，没有岗位牌。", field="code")
    if page not in PAGES:
        raise BadInput("岗位牌只有 A6 和 A4（带裁切线）两种。", field="page")
    people, today = people_of(app.journal), today_of(app.journal)
    stated, photo = people.stated(row.code, today), people.photo(row.code, today)
    card = window_card(app.hall, app.jurisdiction, row, stated=stated)
    return DeskCard(
        card.hall,
        card.window,
        card.clerk,
        card.clerk_code,
        card.duty,
        card.contact,
        card.complaint,
        app.hall.banner,
        page,
        app.hall.emblem,
        b64encode(photo).decode("ascii"),
    )


def print_desk_card(
    app: AppContext, code: str, make: DeskCardMaker, *, printer: str = "", page: str = "A6"
) -> str:
    """Send the card to the print queue; returns the printer's label. Raises WorldTrouble where it did not take it."""
    card = desk_card(app, code, page)
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    app.queue.send(to.name, make(card), TITLE)
    return to.label or to.name
