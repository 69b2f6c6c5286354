"""Record what a clerk saw in one look: papers out, sealed and handed over at the window (当面交付)."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import service
from counter.domain.case.acts.acts import MarkPrinted, Serve, Stamp
from counter.domain.case.acts.in_one_look import InOneLook
from counter.domain.case.case import Case
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.case.print_log import SheetStep, latest_sheets
from counter.domain.errors import RuleRefused
from counter.services.case.case_writer import open_writer
from counter.services.case.deliver_papers import write_served
from counter.services.case.mark_paper import chosen, write_printed, write_stamped
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_on_duty
from counter.services.papers.print_queueing import clear_copies

_DOUBTFUL = (SheetStep.FAILED, SheetStep.MEANT, SheetStep.ASTRAY)
"""Of one sheet of a paper is enough: nobody saw all of it come out."""


def hand_over_in_one_look(app: AppContext, case_id: str, look: InOneLook, clerk: StaffRow) -> Case:
    """One transaction: all of the entries or none, each as its own step writes it. What was recorded meanwhile does not
    matter unless a step is refused for it.

    Raises RuleRefused for a paper of which a sheet failed since, and as ``mark_printed``, ``stamp`` and ``serve``.
    """
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        for paper in chosen(writer.case, (*look.out, *look.stamped, *look.served)):
            doubtful = any(sheet.step in _DOUBTFUL for sheet in latest_sheets(paper.sheets))
            if doubtful or paper.stage is PaperStage.FAILED or not service.came_out(paper):
                words = f"{service.label(paper)} 没有打出来，什么也没有记下：先重打，或者一步一步记。"
                raise RuleRefused(words, rule="ladder")
        if look.out:
            write_printed(writer, MarkPrinted(look.out))
        if look.stamped:
            write_stamped(writer, Stamp(look.stamped))
        today = civil_date(writer.setting.now)
        write_served(writer, Serve(look.served, Way.WINDOW, today, look.receiver, look.relation))
        case = writer.commit()
    if look.out:
        clear_copies(app, case_id, look.out)
    return case
