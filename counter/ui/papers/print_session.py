"""Printing one case: send sheets, follow the queue, record what a person saw.

Everything runs on the papers lane. Requested sheets are sent even when the clerk goes on to the next visit; following
the queue stops when the case is no longer shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.case.acts import acts
from counter.domain.case.acts.in_one_look import InOneLook, in_one_look
from counter.domain.case.print_log import SheetStep
from counter.domain.document.document import A4
from counter.domain.document.numbering import grouped
from counter.domain.errors import StaleBase, WorldTrouble
from counter.services.context.print_queue import JobState
from counter.ui.facades.window import Clerk, Preferences, WindowFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.words.printing import OVER, came_out, sheets_in, unprinted

if TYPE_CHECKING:
    from counter.domain.case.acts.acts import CaseAct, Possible
    from counter.domain.case.case import Case
    from counter.services.context.print_queue import Job, Printer
    from counter.services.papers.print_queueing import SheetProgress

POLL_MS = 1500
"""Poll interval while sheets are under way; the queue answers from memory in about a millisecond."""


@dataclass(slots=True)
class _Press:
    """What one press sends. ``stopped``: the printer failed, the remaining sheets are not tried."""

    stopped: bool = False


class PrintSession(QObject):
    """Signals: ``changed(case)`` after an entry; ``updated`` when the queue changed; ``announced(message)``;
    ``handed_over`` when all that was seen in one look is recorded.

    ``case``: with the papers of this window only; ``elsewhere``: id of another window's paper → that window.
    ``news``: last state from the queue; ``away``: why it is unavailable; ``printers``: those of this machine.
    """

    changed = Signal(object)
    updated = Signal()
    announced = Signal(Message)
    handed_over = Signal()

    def __init__(self, facade: WindowFacade, background: Background, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._watched = False
        self._asking = False
        self._handing = ""  # id of the case of which all is being recorded as handed over
        self.case: Case | None = None
        self._to_stamp: tuple[str, ...] | None = None
        self.elsewhere: dict[str, str] = {}
        self.news: dict[tuple[str, int], Job] = {}
        self.printers: tuple[Printer, ...] = ()
        self.away = ""
        self.sending = 0
        self._timer = QTimer(self)
        self._timer.setObjectName("poll")
        self._timer.setSingleShot(True)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def preferences(self) -> Preferences:
        """Preferred printer, and whether to print on issue."""
        return self._look.preferences

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the printing clerk."""
        self._clerk = clerk

    def show_case(self, case: Case, offers: Sequence[Possible] | None = None) -> None:
        """Show another case, or a newer state of it; ``offers``: the acts it allows, where they are known already."""
        if self.case is None or self.case.id != case.id:
            self.news = {}
        self._know(case)
        if offers is not None and not self.elsewhere:
            self._to_stamp = _stampable(offers)
        self.updated.emit()
        self._ask()

    def watch(self, watched: bool) -> None:
        """Follow the queue while the case is shown."""
        self._watched = watched
        if not watched:
            self._timer.stop()
            return
        self._background.run(self._facade.printers, self._know_printers, self._no_printers, lane=Lane.PAPERS)
        self._ask()

    def prefer(self, *, printer: str | None = None, at_once: bool | None = None) -> None:
        """Save the preferred printer, or whether new papers are printed on issue."""
        preferences = self.preferences
        if printer is not None:
            preferences = replace(preferences, printer=printer)
        if at_once is not None:
            preferences = replace(preferences, print_after=at_once)
        self._look.preferences = preferences
        self._background.run(lambda: self._facade.save_preferences(preferences))
        self.updated.emit()

    # -- sending --
    def send(self, papers: Sequence[str], page: str = A4) -> None:
        """Send the due sheets of these papers in this order; an error stops the following ones."""
        if self.case is None or self._clerk is None:
            return
        press = _Press()
        for paper in papers:
            self._send(press, self.case, paper, self._clerk, page)
        self.updated.emit()

    def send_all(self) -> None:
        """Send every paper in force of which no sheet was sent yet."""
        if self.case is not None and not self.sending:
            self.send(unprinted(self.case))

    def send_again(self) -> None:
        """Send failed sheets again, each under its own serial."""
        if self.case is not None and not self.sending:
            self.send(tuple(dict.fromkeys(p for p, _ in sheets_in(self.case, SheetStep.FAILED))))

    # -- what a person saw --
    def all_out(self) -> None:
        """Record that every sheet came out, except those stuck or still waiting in the queue."""
        case, clerk = self.case, self._clerk
        if case is None or clerk is None or self.sending:
            return

        def heard(current: Case, news: Sequence[SheetProgress]) -> None:
            self._hear(current, news)
            if self.case is None or self.case.id != current.id:
                return
            current = self._with_own_sheets(current)
            papers = came_out(current, self.news, waiting=True)
            if papers:
                self._note(acts.MarkPrinted(papers))
            if set(came_out(current, self.news)) - set(papers):
                words = self.tr("还在排队打印的没有记成已出纸：等打出来了再按 F4。")
                self.announced.emit(Message(Tone.REFUSED, words))

        def alone(error: Exception) -> None:
            self._hear_nothing(error)
            same = self.case is not None and self.case.id == case.id
            papers = came_out(self.case, self.news) if self.case is not None and same else ()
            if papers:
                self._note(acts.MarkPrinted(papers))

        self._asking = True
        self._background.run(
            lambda: self._facade.follow_prints(case.id, clerk), lambda x: heard(*x), alone, lane=Lane.PAPERS
        )

    def not_out(self, paper: str, copies: tuple[int, ...], words: str, astray: bool = False) -> None:
        """Record that these sheets did not come out."""
        self._note(acts.MarkFailed((paper,), words, copies, astray))

    def all_stamped(self) -> None:
        """Record the organs' seals on all papers that came out and require one."""
        papers = self.to_stamp()
        if papers:
            self._note(acts.Stamp(papers))

    def to_stamp(self) -> tuple[str, ...]:
        """Papers that came out and require a seal."""
        if self.case is None:
            return ()
        if self._to_stamp is None:  # asked once for a state of the case, not at each step of its sheets
            self._to_stamp = _stampable(self._facade.possible(self.case))
        return self._to_stamp

    def in_one_look(self) -> InOneLook | None:
        """What one word may confirm now; None unless every sheet is known to have left the queue well."""
        case = self.case
        held = (SheetStep.FAILED, SheetStep.MEANT, SheetStep.ASTRAY)
        if case is None or self.sending or self.away or self._handing == case.id:
            return None
        if unprinted(case) or sheets_in(case, *held):
            return None
        jobs = [self.news.get((p, s.copy)) for p, s in sheets_in(case, SheetStep.QUEUED)]
        if any(job is None or job.state not in (JobState.SENT, JobState.GONE) for job in jobs):
            return None
        return in_one_look(case, came_out(case, self.news), self._facade.possible)

    def hand_over(self, shown: InOneLook) -> None:
        """Record all that was ``shown`` to the clerk, who saw it; nothing of it where the queue says otherwise now."""
        case, clerk = self.case, self._clerk
        if case is None or clerk is None or self._handing:
            return

        def heard(current: Case, news: Sequence[SheetProgress]) -> None:
            self._handing = ""
            self._hear(current, news)
            if self.case is None or self.case.id != case.id or self._clerk != clerk:
                return
            if self.in_one_look() != shown:
                words = self.tr("情况刚变了，什么也没有记下：请看过再按，或者一步一步记。")
                self.announced.emit(Message(Tone.REFUSED, words))
                return
            self._handing = case.id
            self.updated.emit()
            work = self._facade.side.hand_over_in_one_look
            self._background.run(lambda: work(case.id, shown, clerk), done, failed, lane=Lane.PAPERS)

        def done(current: Case) -> None:
            self._handing = ""
            self._take(current)
            self.handed_over.emit()

        def failed(error: Exception) -> None:
            self._handing = ""
            self._on_failed(case, error)

        def unheard(error: Exception) -> None:
            self._handing = ""
            self._hear_nothing(error)
            words = self.tr("问不到打印机，什么也没有记下：看到纸的，按 F4 一步一步记。")
            self.announced.emit(Message(Tone.REFUSED, words))

        self._asking, self._handing = True, case.id
        self._background.run(
            lambda: self._facade.follow_prints(case.id, clerk), lambda x: heard(*x), unheard, lane=Lane.PAPERS
        )

    # -- inside --
    def _send(self, press: _Press, case: Case, paper: str, clerk: Clerk, page: str) -> None:
        printer = self.preferences.printer

        def work() -> Case | None:
            if press.stopped:
                return None
            try:
                return self._facade.print_paper(case.id, paper, clerk, printer, page)
            except Exception:
                press.stopped = True
                raise

        def done(current: Case | None) -> None:
            self.sending -= 1
            self._take(current)

        def fail(error: Exception) -> None:
            self.sending -= 1
            self._on_failed(case, error)

        self.sending += 1
        self._background.run(work, done, fail, lane=Lane.PAPERS)

    def _note(self, act: CaseAct) -> None:
        case, clerk = self.case, self._clerk
        if case is None or clerk is None:
            return

        def work() -> Case:
            try:
                return self._facade.perform(case.id, act, clerk, case.base)
            except StaleBase:  # a person's observation stays valid, whatever else was recorded since
                current = self._facade.case(case.number)
                return self._facade.perform(case.id, act, clerk, current.base if current else case.base)

        self._background.run(work, self._take, lambda error: self._on_failed(case, error), lane=Lane.PAPERS)

    def _take(self, current: Case | None) -> None:
        if current is not None:
            self._renew(current)
        self.updated.emit()
        self._ask()

    def _renew(self, current: Case) -> None:
        """Update the same case; an outdated answer is dropped."""
        if self.case is None or current.id != self.case.id or len(current.history) <= len(self.case.history):
            return
        self._know(current)
        self.changed.emit(current)

    def _know(self, case: Case) -> None:
        self.case, self._to_stamp = self._with_own_sheets(case), None

    def _with_own_sheets(self, case: Case) -> Case:
        """The case without papers of other windows: what becomes of their sheets is recorded there."""
        own = self._facade.station.code
        self.elsewhere = {p.id: p.station for p in case.papers if p.station not in ("", own)}
        if not self.elsewhere:
            return case
        return replace(case, papers=tuple(p for p in case.papers if p.id not in self.elsewhere))

    def _on_failed(self, case: Case, error: Exception) -> None:
        message = message_of(error)
        if self.case is None or self.case.id != case.id or not self._watched:
            words = self.tr("{0} 的文书没有送去打印：{1}要打的在“查件”里再送。")
            message = Message(message.tone, words.format(grouped(case.number), message.sentence))
        self.announced.emit(message)
        self._background.run(lambda: self._facade.case(case.number), self._take, lane=Lane.PAPERS)
        if self._watched:
            self.watch(True)

    def _ask(self) -> None:
        """Ask for the state of sheets under way, repeatedly while one may still change."""
        case, clerk = self.case, self._clerk
        if case is None or clerk is None or not self._watched or self._asking:
            return
        queued = sheets_in(case, SheetStep.QUEUED)
        if all((p, s.copy) in self.news and self.news[p, s.copy].id == s.job for p, s in queued) and all(
            self.news[p, s.copy].state in OVER for p, s in queued
        ):
            return
        self._asking = True
        self._timer.stop()
        self._background.run(
            lambda: self._facade.follow_prints(case.id, clerk),
            lambda heard: self._hear(*heard),
            self._hear_nothing,
            lane=Lane.PAPERS,
        )

    def _hear(self, case: Case, news: Sequence[SheetProgress]) -> None:
        self._asking = False
        if self.case is None or case.id != self.case.id:
            self._ask()
            return
        self.away = ""
        self.news = {(n.paper, n.copy): n.job for n in news}
        self._renew(case)
        self.updated.emit()
        if self._watched and any(n.job.state not in OVER for n in news):
            self._timer.start()

    def _hear_nothing(self, error: Exception) -> None:
        self._asking = False
        message = message_of(error)
        if not isinstance(error, WorldTrouble):
            self.announced.emit(message)
            return
        self.away = message.sentence
        self.updated.emit()
        if self._watched:
            self._timer.start()

    def _know_printers(self, printers: Sequence[Printer], away: str = "") -> None:
        """Asked whenever papers come on show: mostly they are those that were known."""
        if (tuple(printers), away) != (self.printers, self.away):
            self.printers, self.away = tuple(printers), away
            self.updated.emit()

    def _no_printers(self, error: Exception) -> None:
        self._know_printers((), message_of(error).sentence)


def _stampable(offers: Sequence[Possible]) -> tuple[str, ...]:
    return next((offer.papers for offer in offers if offer.kind is acts.Stamp), ())
