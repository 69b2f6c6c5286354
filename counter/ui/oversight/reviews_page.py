"""评查: samples announced and drawn, their cases looked through, findings followed to their end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.oversight.finding_events import FindingEnd
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, CounterError
from counter.domain.tasks.oversight.figures import ReviewFigures
from counter.domain.tasks.oversight.points import ReviewPoint
from counter.domain.tasks.oversight.samples import Sample, SampleCase
from counter.ui.facades.oversight import OversightFacade
from counter.ui.facades.reviews import ReviewsFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.unfinished_input import KeepingPage
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import hugging
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import TABLE, FieldBeside, ListAndDetail, in_one_line
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.lists.tail_delegate import TailDelegate
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.oversight.adding_row import AddingRow
from counter.ui.oversight.announce_form import AnnounceForm
from counter.ui.oversight.findings_view import FindingsView, window_or_code
from counter.ui.oversight.judging_view import JudgingView
from counter.ui.oversight.review_words import figure_words, finding_words
from counter.ui.oversight.room_table import RoomRow, RoomTable

_SAMPLE, _LEAST_SAMPLE = 26, 14
"""Letters of a sample's title beside how far it is, and what it can do with."""
_FINDING = 14
"""Letters of what was found beside what can be done with it; with less room they stand under it."""


class ReviewsPage(KeepingPage):
    """Signals: ``announced(message)``."""

    announced = Signal(Message)

    def __init__(self, facade: OversightFacade, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(self.tr("案卷评查"))
        self._facade, self._background, self._look = ReviewsFacade(facade), background, look
        self._clerk: Clerk | None = None
        self._names: Mapping[str, str] = {}
        self._samples: tuple[Sample, ...] = ()
        titles = (self.tr("评查"), self.tr("进度"))
        self.samples = RoomTable(look, "samples", self.tr("各次评查"), titles, giving=0, toned=1, hugs=True)
        heads = (self.tr("状态"), self.tr("办件编号"), self.tr("窗口"), self.tr("来由"), self.tr("不符合"))
        self.cases = RoomTable(look, "sampleCases", self.tr("这次评查的案卷"), heads, giving=3, hugs=True)
        self.cases.setItemDelegateForColumn(1, TailDelegate(self.cases))
        self._finding = TextLabel("", "title", wrap=True)
        self._finding.setObjectName("sampleFinding")
        self._rule = TextLabel("", "second", wrap=True)
        self._proof = TextLabel("", "small", wrap=True)
        self._figures = TextLabel("", "second", wrap=True)
        self.new = ActButton("newSample", self.tr("公布一次…"), "Ctrl+N", enter=True)
        self.draw = ActButton("drawSample", self.tr("抽样"), "F8", role="primary", writes=True)
        self.export = ActButton("exportReviews", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self.adding = AddingRow(look)
        self.form, self.judging, self.closing = AnnounceForm(look), JudgingView(look), FindingsView(look)
        self.keeping = (self.form.words, self.judging)
        self._arrange()
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who reviews; what somebody else began is put away."""
        self._back()
        self._clerk = clerk
        self.judging.clerk = clerk.code if clerk else ""

    def on_shown(self) -> None:
        """The page was shown: the list anew, or what is under review as left."""
        if self._stack.currentIndex() == 0:
            self.refresh()
            self.samples.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the samples anew."""
        self._background.run(lambda: (self._facade.samples(), self._facade.window_names()), self._show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentIndex():
            self._back()
        else:
            super().keyPressEvent(event)

    # -- the list --
    @property
    def current(self) -> Sample | None:
        """The sample that is current."""
        key = self.samples.current_key
        return next((one for one in self._samples if one.id == key), None)

    def _show(self, found: tuple[tuple[Sample, ...], Mapping[str, str]]) -> None:
        samples, self._names = found
        self._samples = samples
        self.samples.show_rows([self._sample_row(one) for one in samples])
        self._follow()

    def _sample_row(self, one: Sample) -> RoomRow:
        if one.drawn_at is None:
            return RoomRow(one.id, (one.title, self.tr("还没有抽")), "gap")
        done = len(one.cases) - one.left
        words = self.tr("{0}/{1} 件").format(done, len(one.cases))
        return RoomRow(one.id, (one.title, words), "received" if not one.left else "act")

    def _follow(self) -> None:
        sample = self.current
        self.draw.setEnabled(sample is not None)
        self.draw.be_quiet(sample is not None and sample.drawn_at is not None)  # then judging comes next
        self._figures.setText("")
        self._proof.setText("")
        if sample is None:
            self._finding.setText(self.tr("还没有公布过评查的抽样"))
            self._rule.setText(self.tr("按 Ctrl+N 公布规则；过了截止日期再抽。"))
            self.cases.show_rows(())
            return
        again = self.tr("；同一段时间公布过 {0} 次（{1}）").format(sample.earlier, sample.again)
        self._rule.setText(sample.rule.words + (again if sample.earlier else ""))
        self._finding.setText(finding_words(sample))
        self.cases.show_rows([self._case_row(one) for one in sample.cases])

        def show(found: tuple[str, tuple[ReviewFigures, ...]]) -> None:
            if self.current is not None and self.current.id == sample.id:
                proof, figures = found
                self._proof.setText(self.tr("种子 {0}　{1}").format(sample.seed, proof))
                self._figures.setText(
                    "\n".join(figure_words(one, self._window(one.window)) for one in figures)
                )

        self._background.run(lambda: self._facade.standing(sample), show)

    def _window(self, station: str) -> str:
        return window_or_code(self._names, station)

    def _case_row(self, one: SampleCase) -> RoomRow:
        why = self.tr("抽中") if one.why is None else f"{one.why.value}：{one.words}"
        if one.reviewed is None:
            cells = (self.tr("未评查"), grouped(one.case.number), self._window(one.case.window), why, "")
            return RoomRow(one.case.case, cells, "gap")
        found = len(one.reviewed.findings)
        count = self.tr("{0} 项").format(found) if found else self.tr("无")
        cells = (self.tr("已评查"), grouped(one.case.number), self._window(one.case.window), why, count)
        return RoomRow(one.case.case, cells, "received")

    # -- acts --
    def _announce(self) -> None:
        clerk, today = self._clerk, civil_date(self._facade.now())
        if clerk is None:
            return
        try:
            rule = self.form.rule(today)
        except BadInput as wrong:
            self.form.refuse(wrong.sentence, wrong.field)
            return
        title, again = self.form.title.text(), self.form.again.text()

        def done(sample: Sample) -> None:
            self.form.words.done()
            said = self.tr("已公布“{0}”，种子 {1}").format(sample.title, sample.seed)
            self._said(said)
            self._back()

        def refuse(error: BaseException) -> None:
            wrong = message_of(error)
            self.form.refuse(wrong.sentence, wrong.field)

        self._background.run(lambda: self._facade.announce(title, rule, again, clerk), done, refuse)

    def _draw(self) -> None:
        sample, clerk = self.current, self._clerk
        if sample is None or clerk is None:
            return

        def done(drawn: Sample) -> None:
            self._said(self.tr("“{0}”抽了 {1} 件").format(drawn.title, len(drawn.cases)))
            self.refresh()

        self._background.run(lambda: self._facade.draw(sample.id, clerk), done, self._refuse)

    def _add(self) -> None:
        sample, clerk = self.current, self._clerk
        if sample is None or clerk is None or (given := self.adding.given()) is None:
            return

        def done(_: Sample) -> None:
            self._said(self.tr("已加进“{0}”").format(sample.title))
            self.adding.clear()
            self.refresh()

        self._background.run(
            lambda: self._facade.add(sample.id, *given, clerk), done, self.adding.refusals.refuse
        )

    def open_case(self, case_id: str) -> None:
        """Look through a case of the current sample, or follow its findings."""
        sample = self.current
        one = None if sample is None else sample.case(case_id)
        if sample is None or one is None:
            return

        def show(found: tuple[Case, tuple[ReviewPoint, ...], Mapping[str, str]]) -> None:
            case, points, self._names = found
            if one.reviewed is None:
                turn_to(self._stack, self.judging)
                self.judging.show_case(case, points)
            elif one.reviewed.findings:
                turn_to(self._stack, self.closing)
                self.closing.show_case(case, sample.id, self._names)
            else:
                self._said(self.tr("这件评查过，没有问题"))

        self._background.run(
            lambda: (*self._facade.points(case_id), self._facade.window_names()), show, self._refuse
        )

    def _judge(self) -> None:
        sample, clerk, case = self.current, self._clerk, self.judging.case
        if sample is None or clerk is None or case is None:
            return
        try:
            given, until = self.judging.given(civil_date(self._facade.now()))
        except BadInput as wrong:
            self._refuse(wrong)
            return

        def done(found: int) -> None:
            words = self.tr("{0} 已评查，{1} 项发现随办件发给{2}")
            self._said(words.format(grouped(case.number), found, window_or_code(self._names, case.owner)))
            self.judging.forget()
            self._back()

        self._background.run(
            lambda: self._facade.judge(sample.id, case.id, given, until, clerk), done, self._refuse
        )

    def _close(self) -> None:
        sample, clerk, case, one = self.current, self._clerk, self.closing.case, self.closing.current
        if sample is None or clerk is None or case is None or one is None:
            return
        chosen = self.closing.end.chosen
        if not chosen:
            self.closing.refusals.say(self.tr("请选怎么了结。"), "end")
            return
        words = self.closing.words.text()

        def done(_: object) -> None:
            self._said(self.tr("“{0}”已了结：{1}").format(one.title, chosen[0]))
            self.closing.words.clear()
            self.closing.end.choose(())
            self.open_case(case.id)

        self._background.run(
            lambda: self._facade.close(case.id, one.id, FindingEnd(chosen[0]), words, clerk),
            done,
            self.closing.refusals.refuse,
        )

    def _export(self) -> None:
        sample, clerk = self.current, self._clerk
        if sample is None or clerk is None:
            return

        def write(file: Path) -> None:
            def done(rows: int) -> None:
                self._said(self.tr("“{0}”已导出，共 {1} 行：{2}").format(sample.title, rows, file))

            self._background.run(
                lambda: self._facade.export(file, clerk, sample.id), done, self._refuse, lane=Lane.FILES
            )

        ask_export_file(self, self._look, sample.title, write)

    def _said(self, words: str) -> None:
        self.announced.emit(Message(Tone.DONE, words))

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, CounterError) and self._stack.currentWidget() is self.judging:
            self.judging.show_refusal(error)
        else:
            self.announced.emit(message_of(error))

    def _begin_form(self) -> None:
        turn_to(self._stack, self.form)
        clerk = self._clerk.code if self._clerk else ""
        said = self.form.begin(civil_date(self._facade.now()), clerk)
        if said is not None:
            self.announced.emit(said)

    def _back(self) -> None:
        for said in (self.form.words.close(), self.judging.put_away()):
            if said is not None:
                self.announced.emit(said)
        turn_to(self._stack, self._stack.widget(0))
        self.refresh()
        if self.isVisible():
            (self.cases if self.cases.rows else self.samples).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building --
    def _connect(self) -> None:
        self.samples.moved.connect(lambda _: self._follow())
        self.samples.opened.connect(lambda _: self.cases.setFocus(Qt.FocusReason.OtherFocusReason))
        self.cases.opened.connect(self.open_case)
        self.form.announced.connect(self._announce)
        self.judging.judged.connect(self._judge)
        self.closing.closed.connect(self._close)
        for part in (self.form, self.judging, self.closing):
            part.left.connect(self._back)
        for button, act in (
            (self.new, self._begin_form),
            (self.draw, self._draw),
            (self.export, self._export),
            (self.adding.add, self._add),
        ):
            button.clicked.connect(act)
            self._on_key(button.key, partial(self._in_list, act))
        self._on_key("F9", self._finish)
        self._on_key("F5", self.refresh)

    def _in_list(self, act: Callable[[], None]) -> None:
        if self._stack.currentIndex() == 0:
            act()

    def _finish(self) -> None:
        acts = {self.form: self._announce, self.judging: self._judge, self.closing: self._close}
        act = acts.get(self._stack.currentWidget())
        if act is not None:
            act()

    def _on_key(self, key: str, act: Callable[[], None]) -> None:
        bind_key(self, key, act)

    def _arrange(self) -> None:
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list_view())
        for view in (self.form, self.judging, self.closing):
            self._stack.addWidget(view)

    def _list_view(self) -> QWidget:
        listing, detail = QWidget(), QWidget()
        left = QVBoxLayout(listing)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(hugging(self.samples), 1)
        left.addWidget(self.new)
        left.addStretch(0)
        right = QVBoxLayout(detail)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        acts = in_one_line(None, self.export, self.draw)
        right.addWidget(FieldBeside(self._look, self._finding, acts, least=_FINDING, most=TABLE))
        for label in (self._rule, self._proof):
            right.addWidget(label)
        right.addWidget(hugging(self.cases), 1)
        right.addWidget(self._figures)
        right.addWidget(self.adding)
        right.addStretch(0)
        view = QWidget()
        whole = QVBoxLayout(view)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addWidget(ListAndDetail(self._look, listing, detail, letters=_SAMPLE, least=_LEAST_SAMPLE))
        return view
