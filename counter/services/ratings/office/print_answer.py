"""Send a sheet of a 差评整改反馈单 to the print queue: it is counted only once the queue has it."""

from __future__ import annotations

from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import WorldTrouble
from counter.services.context.ports import StaffRow
from counter.services.context.print_queue import PrinterState
from counter.services.context.services import House
from counter.services.papers.print_queueing import choose_printer
from counter.services.ratings.office.copy_answer import copy_answer


def print_answer(house: House, rating: str, clerk: StaffRow, *, printer: str = "") -> tuple[int, str]:
    """The copy's serial and the label of the printer it went to; that paper came out a person sees.

    Raises WorldTrouble where the queue did not take it, and then no copy is counted.
    """
    to = choose_printer(house.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    title = TITLES[PaperKind.RECTIFICATION_ANSWER]
    copy = copy_answer(
        house, rating, clerk, keep=lambda pdf: house.queue.send(to.name, pdf, title), purpose="print"
    )
    return copy, to.label or to.name
