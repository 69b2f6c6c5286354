"""受理: find, ask, take in, decide. The page arranges; ``VisitInHand`` holds, the domain assesses, the desk files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from counter.domain.applicant import Applicant
from counter.domain.errors import CounterError
from counter.domain.identity import mask_name
from counter.domain.visit import Obstacle, Visit
from counter.domain.workdays import civil_date
from counter.ui.background import Background
from counter.ui.case_words import day_and_time
from counter.ui.desk import Clerk, Decision, Desk
from counter.ui.draft_keeper import DraftKeeper, visit_of
from counter.ui.messages import Message, Tone, message_of
from counter.ui.theme import Look
from counter.ui.visit_in_hand import VisitInHand
from counter.ui.widgets.draft_strip import DraftStrip
from counter.ui.widgets.find_column import FindColumn
from counter.ui.widgets.middle_column import MiddleColumn
from counter.ui.widgets.result_panel import ResultPanel
from counter.ui.widgets.right_column import RightColumn

if TYPE_CHECKING:
    from counter.domain.case import Case
    from counter.domain.scan import Scan
    from counter.services.ports import CaseRow, DraftRow

_LOOK_FOR_OPEN_CASES_MS = 250


class IntakePage(QWidget):
    """Signals: ``said(message)`` for the message bar; ``case_wanted(number)`` to look at a filed case."""

    said = Signal(Message)
    case_wanted = Signal(str)

    def __init__(self, desk: Desk, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._open_cases: tuple[CaseRow, ...] = ()
        self._asked_for: tuple[object, ...] = ()
        self.visits = VisitInHand(desk.assess, desk.now)
        self.drafts = DraftKeeper(desk, background, self.visits, self)
        self.left = FindColumn(look, desk.find)
        self.middle = MiddleColumn(look)
        self.right = RightColumn(look, lambda: civil_date(desk.now()))
        self.result = ResultPanel(desk, background, look)
        self._arrange()
        self._connect()
        self._add_keys()

    # -- what the window asks of the page --
    def belong_to(self, clerk: Clerk | None) -> None:
        """Another clerk sits down: the visit in hand stays with the one before, as a draft."""
        if clerk == self._clerk:
            return
        self.drafts.save_now()
        if self._clerk is not None and self.visits.visit is not None:
            self.visits.end()
        self._clerk = clerk
        self.drafts.belong_to(clerk)
        self.result.papers.belong_to(clerk)
        if clerk is not None:
            self.start_over()

    def start_over(self) -> None:
        """Nobody at the window: ready for the next visit. What is in hand stays as a draft."""
        self.drafts.save_now()
        if self.visits.visit is not None:
            self.visits.end()
        self._stack.setCurrentIndex(0)
        self.right.applicant.show_applicant(None)
        self._render_nothing()
        self.left.start()
        self._offer_drafts()

    def come_back(self) -> None:
        """The page was chosen: show the next visit after a filed one, else the find box."""
        if self._stack.currentWidget() is self.result:
            self.start_over()
        else:
            self.left.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_scan(self, scan: Scan) -> None:
        """A person's or an organisation's code was scanned, wherever the focus was."""
        if self._stack.currentWidget() is self.result:
            self.start_over()
        if scan.kind.value == "organisation":
            self.right.applicant.take_code(scan.number)
        else:
            self.right.applicant.take_card(scan.number, scan.name, scan.id_type)

    def keep_safe(self) -> None:
        """The window locks or closes: the draft is saved now."""
        self.drafts.save_now()
        self.right.decide.disarm()

    def jump(self, field: str) -> None:
        """Put the focus where an obstacle is mended."""
        head, _, tail = field.partition(".")
        if head == "applicant":
            self.right.applicant.focus_field(tail)
        elif head == "materials":
            self.middle.focus_line(tail)
        elif field == "duplicate_reason":
            self.right.duplicate.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.left.situation.focus_question(field):
            self.left.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    # -- building --
    def _arrange(self) -> None:
        self._work = QWidget()
        line = QHBoxLayout(self._work)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.left)
        line.addWidget(self.middle, 1)
        line.addWidget(self.right)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._work)
        self._stack.addWidget(self.result)
        self._look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        """The side columns take a share of what is wider than a small screen."""
        spare = max(0, self.width() - 1290)
        self.left.setFixedWidth(self._look.px("left") + min(80, spare // 7))
        self.right.setFixedWidth(self._look.px("right") + min(100, spare // 6))

    def _connect(self) -> None:
        visits = self.visits
        visits.changed.connect(self._render)
        self.left.chosen.connect(self._begin)
        self.left.situation.answered.connect(self._guard(visits.answer))
        self.left.situation.insisted.connect(self._guard(visits.insist))
        self.left.situation.finished.connect(self._after_questions)
        self.middle.recorded.connect(self._guard(visits.record))
        self.middle.all_received.connect(self._guard(visits.record_all_received))
        self.middle.refused.connect(lambda sentence: self.said.emit(Message(Tone.REFUSED, sentence)))
        self.right.applicant.named.connect(self._name)
        self.right.applicant.left.connect(self._after_applicant)
        self.right.duplicate.reason_given.connect(self._guard(visits.give_reason))
        self.right.duplicate.look.connect(self.case_wanted)
        self.right.decide.decided.connect(self._file)
        self.right.decide.jump.connect(self.jump)
        self.result.next_wanted.connect(self.start_over)
        self.result.papers.said.connect(lambda tone, words: self.said.emit(Message(tone, words)))
        self._look_for_open = QTimer(self)
        self._look_for_open.setSingleShot(True)
        self._look_for_open.setInterval(_LOOK_FOR_OPEN_CASES_MS)
        self._look_for_open.timeout.connect(self._ask_open_cases)

    def _add_keys(self) -> None:
        decide = self.right.decide
        for key, act in (
            ("F9", partial(decide.press, Decision.DECIDE)),
            ("Shift+F9", partial(decide.press, Decision.KEEP)),
            ("F7", self.right.applicant.open_form),
            ("F8", self._reason_of_current),
            ("Ctrl+S", self._save_paper),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    # -- the visit --
    def _begin(self, bundle: int) -> None:
        visit = self.visits.visit
        if visit is not None and visit.bundle == bundle:
            self.left.show_situation(self._name_of(bundle))
            self.left.situation.focus_first()
            return
        applicant = self.right.applicant.applicant
        if visit is not None and visit.brought:
            self.drafts.save_now()
            self.said.emit(Message(Tone.SAID, self.tr("原来那一件已存为草稿，在“下一位”时可以接着办。")))
            applicant = None
            self.right.applicant.show_applicant(None)
        elif visit is not None and self.visits.touched:
            self.drafts.erase(self.visits.draft)
        self._guard(self.visits.begin)(bundle, applicant)
        self._show_begun(bundle)

    def _show_begun(self, bundle: int) -> None:
        if self.visits.assessment is None:
            return
        self.left.situation.show_assessment(self.visits.assessment, fresh=True)
        self.left.show_situation(self._name_of(bundle))
        self.left.situation.focus_first()

    def _name_of(self, bundle: int) -> str:
        return self._desk.guide.bundles[bundle].name

    def _name(self, applicant: Applicant | None) -> None:
        if self.visits.visit is not None:
            self._guard(self.visits.name_applicant)(applicant)

    def _after_questions(self) -> None:
        found = self.visits.assessment
        if found is not None and found.checklist.lines:
            self.middle.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_applicant(self) -> None:
        self.right.decide.decide.setFocus(Qt.FocusReason.OtherFocusReason)

    def _guard(self, act: Callable[..., None]) -> Callable[..., None]:
        """The act, with what a person can understand shown in the message bar."""

        def guarded(*args: object) -> None:
            try:
                act(*args)
            except CounterError as error:
                self.said.emit(message_of(error))

        return guarded

    # -- rendering --
    def _render(self) -> None:
        found = self.visits.assessment
        if found is None:
            return
        self.left.situation.show_assessment(found)
        self.middle.show_assessment(found, self.visits.moved)
        self.right.verdicts.show_assessment(found)
        key = _party(found.visit)
        if key != self._asked_for:
            self._asked_for = key
            self._open_cases = ()
            self._look_for_open.start()
        self._show_open_cases()

    def _render_nothing(self) -> None:
        self._open_cases, self._asked_for = (), ()
        self.middle.show_assessment(None, ())
        self.right.show_nothing()

    def _show_open_cases(self) -> None:
        found = self.visits.assessment
        if found is None:
            return
        reason = found.visit.duplicate_reason
        self.right.duplicate.show_cases(self._open_cases, reason)
        extra: tuple[Obstacle, ...] = ()
        if self._open_cases and not reason.strip():
            extra = (Obstacle("duplicate_reason", self.tr("同一申请人已有同一件事在办，再办请写明理由。")),)
        self.right.decide.show_assessment(found, extra)

    def _ask_open_cases(self) -> None:
        visit, asked = self.visits.visit, self._asked_for
        if visit is None or visit.applicant is None:
            return

        def answer(cases: Sequence[CaseRow]) -> None:
            if asked == self._asked_for:
                self._open_cases = tuple(cases)
                self._show_open_cases()

        self._background.run(lambda: self._desk.open_cases_like(visit), answer)

    # -- filing --
    def _file(self, decision: Decision) -> None:
        visit, clerk = self.visits.visit, self._clerk
        if visit is None or clerk is None:
            return
        self.drafts.hold()
        self._work.setEnabled(False)
        draft = self.visits.draft
        self._background.run(
            lambda: self._desk.file(visit, decision, clerk, draft), self._filed, self._not_filed
        )

    def _filed(self, case: Case) -> None:
        self._work.setEnabled(True)
        self.visits.end()
        self.right.applicant.show_applicant(None)
        self._render_nothing()
        self._stack.setCurrentWidget(self.result)
        self.result.show_case(case)

    def _not_filed(self, error: Exception) -> None:
        self._work.setEnabled(True)
        self.right.decide.wait(False)
        self.drafts.release()
        message = message_of(error)
        self.said.emit(message)
        if message.field:
            self.jump(message.field)

    # -- drafts --
    def _offer_drafts(self) -> None:
        clerk = self._clerk
        if clerk is None:
            return
        self.left.show_drafts(())
        self._background.run(lambda: self._desk.drafts(clerk), self._show_drafts)

    def _show_drafts(self, rows: Sequence[DraftRow]) -> None:
        if self.visits.visit is not None:
            return
        strips = []
        for row in rows[:2]:
            try:
                visit = visit_of(row)
            except CounterError as error:
                self.said.emit(message_of(error))
                continue
            strip = DraftStrip(row.id, self._name_of(visit.bundle), self._told(visit, row))
            strip.resumed.connect(lambda _, visit=visit, row=row: self._resume(visit, row))
            strip.dropped.connect(self._drop)
            strips.append(strip)
        self.left.show_drafts(strips)

    def _told(self, visit: Visit, row: DraftRow) -> str:
        who = mask_name(visit.applicant.name) if visit.applicant else self.tr("还没登记申请人")
        return self.tr("{0} · {1} · 已记 {2} 份材料").format(
            who, day_and_time(row.begun_at), len(visit.brought)
        )

    def _resume(self, visit: Visit, row: DraftRow) -> None:
        self._guard(self.visits.resume)(visit, row.id)
        found = self.visits.assessment
        if found is None:
            return
        self.right.applicant.show_applicant(visit.applicant)
        self._show_begun(visit.bundle)
        if row.guide_version != found.checklist.guide_version:
            words = self.tr("办事指南已由 {0} 换成 {1}，请核对清单。")
            self.said.emit(
                Message(Tone.WORLD, words.format(row.guide_version, found.checklist.guide_version))
            )

    def _drop(self, draft: str) -> None:
        self.drafts.erase(draft)
        self._offer_drafts()
        self.left.box.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys --
    def _reason_of_current(self) -> None:
        line = self.middle.list.current_line()
        if line:
            self.middle.list.reason_wanted.emit(line)

    def _save_paper(self) -> None:
        if self._stack.currentWidget() is self.result:
            self.result.papers.save_current()


def _party(visit: Visit) -> tuple[object, ...]:
    """What decides whether the same party has an open case: bundle and who it is."""
    applicant = visit.applicant
    if applicant is None:
        return (visit.bundle,)
    number = applicant.person.id_number if applicant.person else ""
    return (visit.bundle, applicant.kind, applicant.name, applicant.uscc, number)
