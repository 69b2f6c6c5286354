"""查件: one case: available acts, state, papers, and the form of the chosen act."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.case.case import Case
from counter.domain.case.stages import line_words, stages_of
from counter.domain.document.numbering import grouped
from counter.domain.tasks.delivery import delivered
from counter.ui.case.applicant_summary import ApplicantSummary
from counter.ui.case.case_acts import CaseActs
from counter.ui.case.case_finding_part import CaseFindingPart
from counter.ui.case.case_guide_line import CaseGuideLine
from counter.ui.case.case_history import CaseStory
from counter.ui.case.case_incomplete_line import CaseIncompleteLine
from counter.ui.case.case_key_part import CaseKeyPart
from counter.ui.case.case_lost_part import CaseLostPart
from counter.ui.case.case_official_line import CaseOfficialLine
from counter.ui.case.case_papers import CasePapers
from counter.ui.case.case_side_part import CaseSidePart
from counter.ui.case.rating_invite import RatingInvite
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_bar import ActBar
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import Badge, TextLabel
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.words.acts import WORDS, act_word
from counter.ui.words.case import owner_words, taken_in_words
from counter.ui.words.outcomes import due_words


class CaseDetail(QWidget):
    """Shows a ``Case``. Signals: ``closed`` when the list is wanted again; ``show_wanted(case)`` on the applicant's
    screen, and ``gone`` when it is out of sight here.
    """

    closed = Signal()
    show_wanted = Signal(object)
    gone = Signal()

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("caseDetail")
        self.back = ActButton("caseBack", self.tr("回到列表"), "Esc", role="quiet")
        self.back.clicked.connect(self.closed)
        self._number = TextLabel("", "number", wrap=True)  # wraps in a narrow window, nothing is cut
        self._number.setObjectName("detailNumber")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state = Badge("", "shared")
        self._state.setObjectName("detailState")
        self._about = TextLabel("", "second", wrap=True)
        self._stages = TextLabel("", wrap=True)
        self._stages.setObjectName("detailStages")
        self._official = CaseOfficialLine()
        self._owner = TextLabel("", wrap=True)
        self._owner.setObjectName("detailOwner")
        self._owner.hide()
        self._case: Case | None = None
        self._clerk: Clerk | None = None
        self._facade = facade
        self._background = background
        self.guide = CaseGuideLine(facade, background)
        self._incomplete = CaseIncompleteLine(facade, background)
        self._lost = CaseLostPart(facade, background)
        self._findings = CaseFindingPart(facade, background, look)
        self.keys = CaseKeyPart(facade, background, look)
        self._side: list[CaseSidePart] = [self._lost, self._findings, self.keys]
        self._applicant = ApplicantSummary("caseApplicant")
        self.bar = ActBar()
        self._story = CaseStory()
        self.papers = CasePapers(facade, background, look)
        self.acts = CaseActs(facade, background, look, self.tr("查件"))
        self.rating = RatingInvite(facade, quiet=True)
        self.show_it = ActButton("showApplicant", self.tr("给申请人看"), "Ctrl+T", role="quiet")
        self.show_it.clicked.connect(self._show_it)
        self._arrange()
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who views, acts and copies."""
        self._clerk = clerk
        self.papers.set_clerk(clerk)
        self.acts.set_clerk(clerk)
        for part in self._side:
            part.set_clerk(clerk)

    def show_case(self, case: Case) -> None:
        """Show a case; the focus goes to a kept form, else as by ``take_focus``."""
        offers = self.acts.show_matter(case)
        self._render(case, offers)
        if self.acts.waits == case.number:
            self.acts.take_up(case)
        self.take_focus()

    def take_focus(self) -> None:
        """Focus the open form, else the next act, else the papers.

        Does nothing while hidden: Qt would focus an invisible widget.
        """
        if not self.isVisible():
            return
        if self.acts.form is not None:
            self.acts.form.take_focus()
        elif not self.bar.take_focus():
            self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_side(self, part: CaseSidePart) -> None:
        """Another card beside the acts, as the room over the windows has one."""
        self._side.append(part)
        self._cards.addWidget(part)
        self._connect_side(part)

    def renew(self) -> None:
        """Another guide is in use: show its changes for the case and the available acts."""
        if self._case is not None:
            if not self._case.loose:
                self.guide.show_case(self._case)
            self._know(self._case)

    def look_again(self) -> None:
        """An exchange came to its end: a key or an entry of the case may have come. What somebody is writing stays."""
        case = self._case
        if case is not None:
            self._background.run(lambda: self._facade.case(case.id), self._show_news, lambda _: None)

    def open_at_missing(self, sheet: str = "", asks: str = "") -> None:
        """Open the act for missing papers, as after scanning a receipt; does nothing where none is missing.

        ``sheet``: number of the one that was scanned; ``asks``: what it asks for.
        """
        offers = (self.bar.offer_for(kind) for kind in (acts.Supplement, acts.TakeNamed))
        offer = next((one for one in offers if one is not None), None)
        if offer is not None:
            self.acts.open_form(offer)
            self.acts.take_sheet(sheet, asks)

    def open_first(self, kinds: Sequence[type[CaseAct]]) -> None:
        """Open the first of these acts that is available; a form that is open stays."""
        offer = next((one for one in map(self.bar.offer_for, kinds) if one is not None), None)
        if offer is not None and self.acts.form is None:
            self.acts.open_form(offer)

    @property
    def unfinished(self) -> str:
        """Title of the open form while it has input or is being recorded; else empty."""
        return self.acts.unfinished

    def put_away_form(self) -> bool:
        """Close the open form; False where there is none."""
        if any(part.dismiss() for part in self._side):  # one of them at most is open
            return True
        if self.acts.form is None:
            return False
        self.acts.close_form()
        return True

    def _render(self, case: Case, offers: Sequence[Possible]) -> None:
        if self._case is None or case.id != self._case.id:
            self.acts.incomplete = False
        self._case = case
        self._number.setText(grouped(case.number))
        self._number.setAccessibleName(self.tr("办件编号 {0}").format(case.number))
        self._state.show_word(case.state.label, "shared")
        due = self.tr(" · 最早 {0}").format(due_words(case.due)) if case.due else ""
        about = self.tr("{0} · {1} · 经办 {2}{3}").format(
            case.opened.bundle_name, taken_in_words(case), self._named(case.clerk), due
        )
        about += self.tr(" · 跟踪人 {0}").format(self._named(case.follower))
        self._about.setText(taken_in_words(case) if case.loose else about)
        self._official.show_case(case)
        self._stages.setText(line_words(stages_of(case, delivered)))
        self._stages.setVisible(not case.loose)
        whose = owner_words(case, self._facade.station.code, serves=self._facade.serves)
        self._owner.setText(whose)
        self._owner.setVisible(bool(whose))
        if case.loose:
            self.guide.hide()
        else:
            self.guide.show_case(case)
        elsewhere = case.applicant is None and not case.forgotten  # its key has not come here
        self._applicant.show_applicant(case.applicant)
        self._applicant.setVisible(not elsewhere)
        self.show_it.setVisible(not elsewhere and self._facade.serves)
        self.bar.show_offers(offers)
        self.bar.chain(self.back)
        self._incomplete.show_case(case)
        for part in self._side:
            part.show_case(case)
        self._story.show_case(case, self._facade.late(case))
        self._show_rating(case)
        self.papers.show_papers(case, offers)

    def _named(self, code: str) -> str:
        """Name and code of somebody on duty; the code where the hall does not know it (any more)."""
        name = next((one.name for one in self._facade.staff() if one.code == code), "")
        return f"{name}（{code}）" if name else code

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.gone.emit()

    def _show_rating(self, case: Case) -> None:
        """A rating is of a service that is known here."""
        if case.loose or not self._facade.serves or (case.applicant is None and not case.forgotten):
            self.rating.hide()
        else:
            self.rating.show_case(case)

    def _show_it(self) -> None:
        if self._case is not None and self.show_it.isVisibleTo(self):
            self.show_wanted.emit(self._case)

    def _after_act(self, case: Case) -> None:
        new = self._case is None or len(case.papers) > len(self._case.papers)
        self.show_case(case)
        self.papers.print_new()
        if new:
            self.papers.list.show_newest()

    def _know(self, case: Case | None) -> None:
        """The same case with a new copy or look; an open form stays."""
        if case is not None and self._case is not None and case.id == self._case.id:
            self._case = case
            offers = self.acts.know(case)
            focus = QApplication.focusWidget()
            held = focus is not None and self.bar.isAncestorOf(focus)
            self.bar.show_offers(offers)
            self.bar.chain(self.back)
            if held and not self.bar.take_focus():  # its buttons are new ones
                self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_rating(case)
            self.papers.show_steps(offers)

    def _log_look(self) -> None:
        case, clerk = self._case, self._clerk
        if case is None or clerk is None:
            return

        def look() -> Case | None:
            self._facade.log_view(case.id, clerk)
            return self._facade.case(case.number)

        self._background.run(look, self._know)

    def _show_anew(self) -> None:
        """An entry was put on record beside the acts."""
        case = self._case
        if case is not None:
            self._background.run(lambda: self._facade.case(case.number), self._show_if_same)

    def _show_if_same(self, case: Case | None) -> None:
        if case is not None and self._case is not None and case.id == self._case.id:
            self.show_case(case)

    def _connect(self) -> None:
        for part in self._side:
            self._connect_side(part)
        self._applicant.looked.connect(self._log_look)
        self._incomplete.found.connect(self._on_incomplete)
        self.bar.chosen.connect(self.acts.open_form)
        self.papers.step_wanted.connect(self.acts.open_form)
        self.papers.counted.connect(self._know)
        self.papers.bar.passed.connect(self._go_on_printing)
        self.acts.opened.connect(lambda: self._right.setCurrentIndex(1))
        self.acts.closed.connect(self._on_form_closed)
        self.acts.changed.connect(self._after_act)
        for kind in WORDS:
            letter = act_word(kind).letter
            self._add_key(f"Alt+{letter}", partial(self._open_by, letter))
        self._add_key("F9", self.acts.press)
        self._add_key("Ctrl+T", self._show_it)

    def _add_key(self, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    def _open_by(self, letter: str) -> None:
        offer = self.bar.offer_of(letter)
        if offer is not None:
            self.acts.open_form(offer)
            return
        act = next(word.label for word in map(act_word, WORDS) if word.letter == letter)
        self.acts.announced.emit(Message(Tone.REFUSED, self._why_not(act)))

    def _why_not(self, act: str) -> str:
        case, own = self._case, self._facade.station.code
        if case is not None and case.owner != own and not case.loose:
            words = self.tr("这件由窗口 {0} 主办，这里不能“{1}”；要在这里办的，请那个窗口移交过来。")
            return words.format(case.owner, act)
        if act == act_word(acts.HandOver).label and not self._facade.windows.open:
            return self.tr("登记册里没有别的窗口，不能移交；先在“大厅”里登记窗口。")
        if self.acts.incomplete:
            words = self.tr(
                "前面还有记录没有收到，收到以前不能“{0}”，可以代收材料。请先上报、收U盘；不会来的，按 Alt+] 登记遗失。"
            )
            return words.format(act)
        return self.tr("这件现在不能“{0}”，能办的都在办件上方列着。").format(act)

    def _connect_side(self, part: CaseSidePart) -> None:
        part.announced.connect(self.acts.announced)
        part.answered.connect(self._show_anew)
        part.opened.connect(partial(self._dismiss_but, part))
        self._add_key(part.open.key, part.open_form)

    def _dismiss_but(self, opened: CaseSidePart) -> None:
        """One form beside the acts at a time: they are sent by one key."""
        for part in self._side:
            if part is not opened:
                part.dismiss()

    def _on_incomplete(self, incomplete: bool) -> None:
        self._lost.know(incomplete=incomplete)
        if incomplete != self.acts.incomplete:
            self.acts.incomplete = incomplete
            self._know(self._case)

    def _show_news(self, case: Case | None) -> None:
        """The same case, where something of it is new; keys that were granted or asked for show in any case."""
        before = self._case
        if case is None or before is None or case.id != before.id:
            return
        focus = QApplication.focusWidget()
        held = focus is not None and self.bar.isAncestorOf(focus)
        if case != before:
            self._render(case, self.acts.know(case))
            if held and not self.bar.take_focus():  # its buttons are new ones
                self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._incomplete.show_case(case)
            self.keys.show_case(case)

    def _go_on_printing(self) -> None:
        """The step that had the focus is done: the next one, else the papers."""
        (self.papers.bar.next or self.papers.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_form_closed(self) -> None:
        self._right.setCurrentIndex(0)
        if self.isVisible() and not self.bar.take_focus():
            self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._number, 1)
        head.addWidget(self._state)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.show_it)
        column.addLayout(top)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._official)
        column.addWidget(self._stages)
        column.addWidget(self._owner)
        column.addWidget(self.guide)
        column.addWidget(self._incomplete)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        for part in self._side:
            self._cards.addWidget(part)
        column.addLayout(self._cards)
        column.addWidget(self.bar)
        column.addWidget(self._applicant)
        column.addWidget(self.rating)
        column.addWidget(self._story)
        column.addStretch(1)
        scroll = ColumnScrollArea("caseStory", inside, reads=True)
        scroll.setAccessibleName(self.tr("办件详情"))
        papers = QWidget()
        right = QVBoxLayout(papers)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.papers)
        right.addWidget(self.papers.sheet, 1)
        form = QWidget()
        under = QVBoxLayout(form)
        under.setContentsMargins(0, 0, 10, 0)
        under.addWidget(self.acts)
        under.addStretch(0)
        self._right = QStackedWidget()
        self._right.addWidget(papers)
        self._right.addWidget(form)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 16, 24, 16)
        line.setSpacing(24)
        line.addWidget(scroll, 5)
        line.addWidget(self._right, 6)
