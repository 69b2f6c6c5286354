"""Close a window for good (撤窗): its cases go to another window one by one, and nothing new is taken here any more.

Each case is one transaction: after an interruption the same act goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.errors import CounterError, RuleRefused
from counter.domain.hall.closing import Closing
from counter.domain.hall.closing_events import SUBJECT, WindowClosed, WindowClosing
from counter.domain.hall.consent import Consent
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.services.case.case_writer import open_writer
from counter.services.case.hand_over import check_reason, check_target, give
from counter.services.case.window_holdings import cases_to_move, given_cases
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.closing import closing_here
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty
from counter.services.tasks.visits_in_hand import papers_without_receipt


@dataclass(frozen=True, slots=True)
class WindowLeft:
    """What a closing came to. ``moved``: cases that went now; ``left``: number and why of each that could not go yet;
    ``closing``: as it stands.
    """

    moved: int
    left: tuple[tuple[str, str], ...]
    closing: Closing


def close_window(
    app: AppContext,
    to: str,
    reason: str,
    clerk: StaffRow,
    consent: Consent,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> WindowLeft:
    """Close this window, or go on with a closing that was cut short; ``tell``: how many cases are done of how many.

    Raises BadInput and RuleRefused as ``hand_over``, and RuleRefused while papers of an unfinished visit lie here. A
    case that cannot go yet (records missing, in conflict) stays and is named; the window takes nothing new meanwhile.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    check_reason(reason, "撤窗")
    check_target(app, to)
    second = second_supervisor(app.journal, clerk, consent, "撤窗")
    if drafts := papers_without_receipt(app):
        raise RuleRefused(
            f"还有{drafts}个没办完的来访收着材料：先办完，或者把材料退还了再撤窗。", rule="closed_window"
        )
    before = closing_here(app.journal)
    if before is not None and before.done and not cases_to_move(app):
        if before.to != to:
            raise RuleRefused(
                f"本窗口已撤窗，件都移交给窗口 {before.to} 了，没有要办的了。", rule="closed_window"
            )
        return WindowLeft(0, (), before)  # told once, recorded once
    _begin(app, WindowClosing(to, second.code, reason.strip()), clerk)
    moved, left = 0, list[tuple[str, str]]()
    cases = cases_to_move(app)
    for n, case_id in enumerate(cases, 1):
        try:
            with open_writer(app, case_id, clerk, adds=True) as writer:  # also before its key has come
                refuse_elsewhere(writer.case, writer.station.code)
                give(writer, to, second.code, reason, closing=True)
                writer.commit()
            moved += 1
        except CounterError as error:
            row = app.journal.case_row(case_id)
            left.append((row.number if row is not None else case_id, error.sentence))
        tell(n, len(cases))
    if not left:
        _end(app, to, clerk)
    closing = closing_here(app.journal)
    assert closing is not None
    return WindowLeft(moved, tuple(left), closing)


def _begin(app: AppContext, event: WindowClosing, clerk: StaffRow) -> None:
    before = closing_here(app.journal)
    if before is not None and (before.to, before.done) == (event.to, False):
        return
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk.code)
        tx.commit()


def _end(app: AppContext, to: str, clerk: StaffRow) -> None:
    gone = len(given_cases(app))
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, WindowClosed(to, gone), tx.last_id(SUBJECT)), actor=clerk.code)
        tx.commit()
