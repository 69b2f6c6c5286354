"""Result of a filed visit: its number and the one button that comes next, a line for each item and each paper, the
paper beside them large enough to read. A pledge to sign takes the place of the items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import Possible
from counter.domain.case.case import Case
from counter.domain.document.numbering import grouped
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.case.case_acts import CaseActs
from counter.ui.case.case_lists import CaseLists
from counter.ui.case.case_papers import CasePapers
from counter.ui.case.rating_invite import RatingInvite
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.announcement import announce
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import NumberLabel, TextLabel
from counter.ui.kit.controls.two_press import TwoPress
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from counter.ui.papers.one_look_button import OneLookButton
from counter.ui.words.printing import unprinted

_LOW, _WIDEST_SHEET = 680, 720
"""Logical pixels: in a lower window the sentence gives way to the lists; a page is not shown larger."""
_CROWDED = 600
"""A window of that height is too low for a form, papers and rating in usual letters, a higher one in larger ones."""
_LEAST_NEXT = 150
_LEFT_MOST = 0.6
"""Of the width: wider than that its last line only leaves a stamp of the paper, and wraps instead."""


class ResultPanel(QFrame):
    """Shows a filed ``Case``. Signals: ``next_wanted``; ``announced(message)`` for the message bar; ``shown(case)`` of
    the applicant who is present.

    A pledge awaiting signature is opened at once and may be left: the case stays in 待办.
    """

    next_wanted = Signal()
    announced = Signal(Message)
    shown = Signal(object)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("resultPanel")
        self._look = look
        self._head = TextLabel("", "second", wrap=True)
        self._number = NumberLabel()
        self._number.setObjectName("caseNumber")
        self._sentence = TextLabel("", "strong", wrap=True)
        self._sentence.setObjectName("resultSentence")
        self._put: QWidget | None = None  # where the focus was last put, to go on from there
        self.next = ActButton("nextVisit", self.tr("下一位"), "Esc", role="primary")
        self.next.clicked.connect(self.press_next)
        self._leaving = TwoPress(self)
        self._leaving.armed.connect(lambda _: self._say_next())
        self._leaving.confirmed.connect(self.next_wanted)
        self._case: Case | None = None
        self._taken_up = ""  # number of a case that came back: its applicant may be gone
        self._offers: Sequence[Possible] = ()
        self.papers = CasePapers(facade, background, look)
        self.papers.announced.connect(lambda tone, words: self.announced.emit(Message(tone, words)))
        self.acts = CaseActs(facade, background, look, self.tr("受理"))
        self.lists = CaseLists(look, self.papers, self.acts)
        self.items = self.lists.items
        self.rating = RatingInvite(facade, brief=True, keys=self)
        self.rating.announced.connect(self.announced)
        self.one_look = OneLookButton(self.papers.printing, look)
        self._arrange()
        self._connect()
        follow_look(look, self, self._make_room)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who acts and copies."""
        self.papers.set_clerk(clerk)
        self.acts.set_clerk(clerk)

    def show_case(self, case: Case) -> None:
        """Show the case; a form kept for this clerk is taken up, else a pledge awaiting signature opened."""
        offers = self._offers = self.acts.show_matter(case)
        self._case = case
        self._leaving.disarm()
        who = case.applicant.name if case.applicant is not None else ""
        self._head.setText(" · ".join(part for part in (case.opened.bundle_name, who) if part))
        self._number.setText(grouped(case.number))
        self._number.setAccessibleName(self.tr("办件编号 {0}").format(case.number))
        self._sentence.setText(self._outcome_text(case))
        self.items.show_case(case)
        self.rating.show_case(case)
        self._fit_last_line()  # first: what printing says is as wide
        self.papers.show_papers(case, offers)
        self.papers.print_new()
        self.one_look.refresh()
        self._show_rating()
        pledge = next((o for o in offers if o.kind is acts.SignPledge), None)
        if self.acts.waits == case.number:
            self._taken_up = case.number
            self.acts.take_up(case)
        if pledge is not None and self.acts.form is None:
            self.papers.list.show_paper(pledge.papers[0])
            self.acts.open_form(pledge)
        self.take_focus()
        announce(self, f"{self._number.accessibleName()}。{self._sentence.text()}{self._made_text(case)}")
        if self._taken_up != case.number:
            self.shown.emit(case)

    def know(self, case: Case) -> None:
        """Update the same case after an entry from the applicant's screen; other cases are ignored."""
        self.papers.know(case)

    def take_focus(self) -> None:
        """Focus what comes next: the pledge to sign, printing step by step, delivery, the rating, the next visit."""
        self._lead()
        if not self.isVisible():
            return
        form, printing = self.acts.form, self.papers.bar.next
        waits = isinstance(form, CaseForm) and form.waits_for_paper and printing is not None
        if form is not None and not waits:
            self._put = None
            form.take_focus()
        else:
            self._put = printing or self._following
            self._put.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _following(self) -> QWidget:
        """The button of what comes next."""
        if (step := self.papers.bar.next) is not None:
            return step
        if (serve := self.papers.steps.serve) is not None:
            return serve
        return self.rating.invite if self.rating.may else self.next

    def _lead(self) -> None:
        """One button is filled: what comes next; in a form its own."""
        following = self._following if self.acts.form is None else None
        self.papers.bar.rest(self.acts.leads)
        self.next.be_quiet(following is not self.next)
        self.rating.lead(following is self.rating.invite)
        serve = self.papers.steps.serve
        self.papers.steps.lead(serve is not None and following is serve)

    def _go_on(self) -> None:
        """Something was done: the focus goes on, unless somebody took it elsewhere."""
        following = self._following
        self._lead()
        focus = QApplication.focusWidget()
        if self._put is not None and self._put is not following and focus in (None, self, self._put):
            self.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the sentence goes, every item says its state; one word for all stands where the rating is."""
        super().resizeEvent(event)
        low = event.size().height() < _LOW
        if low is not self.one_look.is_low:
            self.one_look.be_low(low)
            if low:
                self._last.insertWidget(0, self.one_look, 1)
            else:
                self._column.insertWidget(self._column.indexOf(self.lists) + 1, self.one_look)
        self._make_room()

    @property
    def _crowded(self) -> bool:
        """A form is open where it and printing take all the height."""
        return self.acts.form is not None and self.window().height() < self._look.grown(_CROWDED)

    def _make_room(self) -> None:
        """What is not worked at gives way: the sentence in a low window, the list of papers too where it is crowded."""
        self._sentence.setVisible(self.height() >= _LOW and not self._crowded)
        self.papers.list.setVisible(not self._crowded)
        self._show_rating()

    def _show_rating(self) -> None:
        """Away while what is left is said in the whole line, or all in one look where there is no other room for it."""
        taken = (self.one_look.is_low and not self.one_look.isHidden()) or self._crowded
        self.rating.setVisible(self.rating.shows and not self._leaving.is_armed and not taken)
        self._fit_last_line()

    def _fit_last_line(self) -> None:
        line = self.rating.line_width
        whole = line + self._last.spacing() + self.next.sizeHint().width()
        self.rating.setMinimumWidth(line if whole <= _LEFT_MOST * self.width() else 0)

    @property
    def left_open(self) -> str:
        """Open work on this case, as text; empty where none is left."""
        return left_open(self._case, self._offers) if self._case is not None else ""

    def press_next(self) -> None:
        """Go to the next visit; where work is left, the first press names it, the second goes on."""
        if self.acts.running:
            return
        if self.left_open:
            self._leaving.press()
        else:
            self.next_wanted.emit()

    def press(self) -> None:
        """The deciding key was pressed."""
        self.acts.press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            if self.acts.form is not None:
                self.acts.close_form()  # kept while it is being written
            else:
                self.press_next()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A first press ends when the panel is hidden."""
        super().hideEvent(event)
        self._leaving.disarm()

    def _say_next(self) -> None:
        armed = self._leaving.is_armed
        self.next.arm(armed)
        self._show_rating()
        if armed:
            words = self.tr("{0}；都留在“待办”里").format(self.left_open)
            self.next.say(self.tr("先接下一位"), self.tr("再按一次"), words)
        else:
            self.next.say(self.tr("下一位"))

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self._head, self._number, self._sentence):
            column.addWidget(part)
        column.addSpacing(6)
        column.addWidget(self.lists, 1)
        column.addWidget(self.one_look)
        last = self._last = QHBoxLayout()
        self._column = column
        last.setSpacing(12)
        last.addWidget(self.rating, 1)
        last.addWidget(self.next)
        self.next.setMinimumWidth(_LEAST_NEXT)
        column.addSpacing(6)
        column.addLayout(last)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 12, 24, 12)
        line.setSpacing(24)
        line.addWidget(left, 11)
        self.papers.sheet.setMaximumWidth(_WIDEST_SHEET)
        line.addWidget(self.papers.sheet, 13)

    def _connect(self) -> None:
        self.papers.step_wanted.connect(self.acts.open_form)
        self.papers.counted.connect(self._know)
        self.acts.announced.connect(self.announced)
        self.acts.changed.connect(self._after_act)
        self.acts.opened.connect(self._on_form_opened)
        self.papers.printing.updated.connect(self._go_on)
        self.one_look.turned.connect(self._show_rating)
        self.papers.bar.passed.connect(self.take_focus)
        self.acts.closed.connect(self._on_form_closed)
        self.acts.lead_changed.connect(self._lead)

    def _after_act(self, case: Case) -> None:
        new = len(case.papers) > self.papers.list.count()
        self.show_case(case)
        if new and self.acts.form is None:
            self.papers.list.show_newest()

    def _on_form_opened(self) -> None:
        """Items give way; what is to be signed is printed first, so printing stays in sight."""
        self.items.hide()
        self._make_room()
        self.one_look.hold_back(True)
        self._lead()

    def _on_form_closed(self) -> None:
        self.items.show()
        self._make_room()
        self.one_look.hold_back(False)
        self.take_focus()

    def _know(self, case: Case) -> None:
        offers = self._offers = self.acts.know(case)
        self._case = case
        self._leaving.disarm()
        self.rating.show_case(case)
        self.papers.show_steps(offers)
        self.one_look.refresh()
        self._show_rating()
        self._go_on()

    def _outcome_text(self, case: Case) -> str:
        counts = Counter(item.state.label for item in case.items)
        parts = (self.tr("{0} {1} 项").format(label, number) for label, number in counts.items())
        return self.tr("{0}。").format("，".join(parts))

    def _made_text(self, case: Case) -> str:
        """What the list of papers shows, for who hears the page."""
        papers = Counter(paper.title for paper in case.papers if paper.stage.binding)
        made = "、".join(
            title if n == 1 else self.tr("{0} {1} 份").format(title, n) for title, n in papers.items()
        )
        return self.tr("已生成{0}。").format(made)


def left_open(case: Case, offers: Sequence[Possible]) -> str:
    """``还有4份没打印、1份承诺没签``; empty where nothing is left. ``offers``: available acts. What was saved as PDF is
    not printed, and nobody has to wonder whether it is kept.
    """
    translate = QCoreApplication.translate
    papers = unprinted(case)
    saved = sum(1 for one in case.papers if one.id in papers and one.copies)
    note = ""
    if saved:
        all_saved = translate("left_open", "（存了 PDF）")
        note = (
            all_saved if saved == len(papers) else translate("left_open", "（{0}份存了 PDF）").format(saved)
        )
    counted = (
        (len(papers), translate("left_open", "{0}份没打印") + note),
        (_papers(offers, acts.SignPledge), translate("left_open", "{0}份承诺没签")),
        (_papers(offers, acts.Serve), translate("left_open", "{0}份没记送达")),
    )
    parts = "、".join(words.format(number) for number, words in counted if number)
    return translate("left_open", "还有{0}").format(parts) if parts else ""


def _papers(offers: Sequence[Possible], kind: type[acts.CaseAct]) -> int:
    return len({paper for offer in offers if offer.kind is kind for paper in offer.papers})
