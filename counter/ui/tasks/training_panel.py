"""培训 (Ctrl+Shift+P, in a training profile only): ten lessons, the open one, its check, and the clock that moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_time
from counter.domain.errors import BadInput
from counter.ui.facades.training import LessonRow, TrainingFacade, TrainingView
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea, FittingScrollArea
from counter.ui.kit.controls.day_field import CountField
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.two_press import TwoPress, expired_caption
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.tasks.lesson_list import LessonList
from counter.ui.tasks.lesson_view import LessonView

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from counter.domain.tasks.training.check import LessonResult
    from counter.domain.tasks.training.telling import Telling
    from counter.ui.facades.clerk import Clerk

_CUT_LESSON = "power_cut"


class TrainingPanel(QWidget):
    """Signals: ``announced(message)``; ``moved`` after the clock was put forward."""

    announced = Signal(Message)
    moved = Signal()

    def __init__(
        self, facade: TrainingFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._open_lesson = ""
        self._told: dict[str, Telling] = {}
        self._results: dict[str, LessonResult] = {}
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("trainingSummary")
        self._time = TextLabel("", "strong")
        self._time.setObjectName("trainingTime")
        self.days = CountField("trainingDays", self.tr("拨到几天以后"), "1", units=self.tr("天"), most=9999)
        self.days.setFixedWidth(64)
        self._problem = ProblemLabel()
        self._problem.setAlignment(Qt.AlignmentFlag.AlignRight)  # the field stands at the right
        follow(self.days, self._problem)
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.days, "days")
        self.workdays_on = ActButton("trainingWorkdays", self.tr("个工作日以后"), "Alt+W", enter=True)
        self.days_on = ActButton("trainingNaturalDays", self.tr("天以后"), "Alt+T", enter=True)
        self.list = LessonList(look)
        self.view = LessonView()
        self._reading = FittingScrollArea("lessonArea", self.view, reads=True)
        self._reading.setAccessibleName(self.tr("这一课"))
        self.begin = ActButton("lessonBegin", self.tr("开始"), "Alt+K", role="primary", enter=True)
        self.check = ActButton("lessonCheck", self.tr("核对"), "Alt+H", enter=True)
        self.cut = ActButton("lessonCut", self.tr("断电"), "Alt+D", writes=True)
        self.aside = ActButton("lessonAside", self.tr("情形放在旁边"), "Alt+P", role="quiet")
        self._beside: QFrame | None = None
        self._beside_view = LessonView(self)
        self._beside_view.hide()
        self.record = ActButton("trainingRecord", self.tr("谁练了哪几课"), "Alt+J", role="quiet")
        self.export = ActButton("trainingExport", self.tr("存成 Excel"), "Ctrl+E", role="quiet")
        self._cutting = TwoPress(self)
        self._arrange()
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another trainee: what the one before was told is not shown."""
        self._clerk = clerk
        self._told.clear()
        self._results.clear()
        self.list.forget()
        if self._beside is not None:
            self._beside.hide()
        for button in (self.record, self.export):
            button.setVisible(clerk is not None and clerk.supervisor)

    def on_shown(self) -> None:
        """The page is shown: load how far the trainee is."""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Load again."""
        clerk = self._clerk
        if clerk is not None:
            self._background.run(lambda: self._facade.view(clerk), self._show)

    # -- showing --
    def _show(self, view: TrainingView) -> None:
        done = sum(bool(row.line and row.line.done) for row in view.rows)
        self._summary.setText(self.tr("做完 {0} 课，共 {1} 课").format(done, len(view.rows)))
        self._show_time(view.now, view.ahead)
        self.list.show_rows(view.rows)
        if self.list.lesson is not None:
            self._open(self.list.lesson)

    def _show_time(self, now: datetime, ahead: int) -> None:
        local = civil_time(now)
        weekday = self.tr("一二三四五六日")[local.weekday()]
        words = self.tr("培训的时钟 {0}年{1}月{2}日 周{3}").format(
            local.year, local.month, local.day, weekday
        )
        self._time.setText(words + (self.tr("（快{0}天）").format(ahead) if ahead else ""))

    def _open(self, row: LessonRow) -> None:
        """Show a lesson: as told where it was begun."""
        clerk, lesson = self._clerk, row.lesson
        if lesson.id != self._open_lesson:
            self._cutting.disarm()
        self._open_lesson = lesson.id
        self._offer(row)
        if lesson.id in self._told:
            self.view.show_telling(row, self._told[lesson.id], self._results.get(lesson.id))
            return
        self.view.show_lesson(row)
        if clerk is None or row.line is None or not row.fits:
            return

        def show(told: Telling | None) -> None:
            if told is not None and self._clerk == clerk:
                self._told[lesson.id] = told
                self._reopen(lesson.id)

        self._background.run(lambda: self._facade.told(lesson, clerk), show)

    def _reopen(self, lesson: str) -> None:
        row = self.list.lesson
        if row is not None and row.lesson.id == lesson:
            self._open(row)
            self._reading.verticalScrollBar().setValue(0)

    def _offer(self, row: LessonRow) -> None:
        begun = row.lesson.id in self._told or row.line is not None
        self.begin.setEnabled(row.fits)
        self.begin.say(self.tr("再来一遍") if begun else self.tr("开始"))
        self.begin.take_role("plain" if begun else "primary")
        self.check.take_role("primary" if begun else "plain")
        self.check.setEnabled(row.fits and begun)
        self.aside.setEnabled(row.lesson.id in self._told)
        self.cut.setVisible(row.lesson.id == _CUT_LESSON)
        self.cut.setEnabled(row.fits and begun)

    # -- acts --
    def _begin(self) -> None:
        row, clerk = self.list.lesson, self._clerk
        if row is None or clerk is None or not row.fits:
            return
        lesson = row.lesson

        def told(telling: Telling) -> None:
            self._told[lesson.id] = telling
            self._results.pop(lesson.id, None)
            self.refresh()
            self._reopen(lesson.id)

        self._background.run(lambda: self._facade.begin(lesson, clerk), told)

    def _go_on(self) -> None:
        """Enter in the list: begin a lesson not begun; a begun one is read."""
        row = self.list.lesson
        if row is not None and row.lesson.id not in self._told and row.line is None:
            self._begin()
        else:
            self._reading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self) -> None:
        row, clerk = self.list.lesson, self._clerk
        if row is None or clerk is None or not self.check.isEnabled():
            return
        lesson = row.lesson

        def checked(result: LessonResult) -> None:
            self._results[lesson.id] = result
            self.refresh()
            self._reopen(lesson.id)

        self._background.run(lambda: self._facade.check(lesson, clerk), checked)

    def _move(self, *, working: bool) -> None:
        clerk = self._clerk
        if clerk is None:
            return
        try:
            days = self.days.count_or_none("days")
        except BadInput as wrong:
            self.refusals.refuse(wrong)
            return
        self.refusals.clear()
        days = 1 if days is None else days

        def moved(_now: datetime) -> None:
            self.refresh()
            self.moved.emit()

        self._background.run(
            lambda: self._facade.move_clock(days, clerk, working=working), moved, self.refusals.refuse
        )

    def _press_cut(self) -> None:
        if self.cut.isVisible() and self.cut.isEnabled():
            self._cutting.press()

    def _show_armed(self, armed: bool) -> None:
        self.cut.arm(armed)
        self.cut.say(self.tr("程序立刻停掉，再按一次") if armed else self.tr("断电"))

    def _cut(self) -> None:
        row, clerk = self.list.lesson, self._clerk
        if row is not None and clerk is not None:
            lesson = row.lesson
            self._background.run(
                lambda: self._facade.note_cut(lesson, clerk), lambda _: self._facade.cut_power()
            )

    def _put_aside(self) -> None:
        """The situation in a small window of its own, to be read while the visit is entered on another page."""
        row = self.list.lesson
        if row is None or row.lesson.id not in self._told:
            return
        beside = self._beside = self._beside or self._make_beside()
        self._beside_view.show_telling(row, self._told[row.lesson.id])
        beside.setWindowTitle(self.tr("培训 · {0}").format(row.lesson.title))
        beside.show()

    def _make_beside(self) -> QFrame:
        beside = QFrame(self, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        beside.setObjectName("lessonBeside")
        beside.setProperty("role", "card")
        column = QVBoxLayout(beside)
        column.setContentsMargins(1, 1, 1, 1)
        area = ColumnScrollArea("lessonBesideArea", self._beside_view, reads=True)
        area.setAccessibleName(self.tr("这一课"))
        column.addWidget(area)
        beside.resize(self._look.px("right") + 80, 560)
        return beside

    def _show_record(self) -> None:
        if not (self._clerk and self._clerk.supervisor):
            return
        self._background.run(self._facade.record, lambda lines: self.view.show_record(tuple(lines)))

    def _export(self) -> None:
        if not (self._clerk and self._clerk.supervisor):
            return

        def write(file: Path) -> None:
            said = Message(Tone.SAID, self.tr("已存：{0}").format(file.name))
            self._background.run(
                lambda: self._facade.export_record(file),
                lambda _: self.announced.emit(said),
                lane=Lane.FILES,
            )

        ask_export_file(self.window(), self._look, self.tr("培训记录"), write)

    # -- building --
    def _connect(self) -> None:
        self.list.chosen.connect(self._open)
        self.list.opened.connect(self._go_on)
        self.days.returnPressed.connect(lambda: self._move(working=True))
        self._cutting.armed.connect(self._show_armed)
        self._cutting.confirmed.connect(self._cut)
        self._cutting.lapsed.connect(
            lambda: self.announced.emit(Message(Tone.SAID, expired_caption("Alt+D")))
        )
        for button, act in (
            (self.begin, self._begin),
            (self.check, self._check),
            (self.cut, self._press_cut),
            (self.aside, self._put_aside),
            (self.record, self._show_record),
            (self.export, self._export),
            (self.workdays_on, lambda: self._move(working=True)),
            (self.days_on, lambda: self._move(working=False)),
        ):
            button.clicked.connect(lambda _=False, act=act: act())
            bind_key(self, button.key, act)

    def _arrange(self) -> None:
        head = FlowLayout(gap=12)  # in the largest letters the clock stands under the title
        dial_holder = QWidget()
        head.addWidget(TextLabel(self.tr("培训"), "title"))
        for part in (self._summary, self._time, dial_holder):
            head.addWidget(part)
        dial = QHBoxLayout(dial_holder)
        dial.setContentsMargins(0, 0, 0, 0)
        dial.setSpacing(8)
        dial.addWidget(TextLabel(self.tr("拨到"), "second"))
        for part in (self.days, self.workdays_on, self.days_on):
            dial.addWidget(part)
        left = QFrame()
        left.setProperty("role", "card")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 12, 24, 12)
        acts = FlowLayout(gap=12)  # in two lines where one would widen the card, and cut what is read on it
        for part in (self.begin, self.check, self.cut, self.aside, self.record, self.export):
            acts.addWidget(part)
        foot.addLayout(acts)
        right = QFrame()
        right.setProperty("role", "card")
        column = QVBoxLayout(right)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._reading)
        column.addLayout(foot)
        column.addStretch(1)
        both = FittingFrame()  # as tall as the taller of the two: what is white below them is ground
        both.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        body = QHBoxLayout(both)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        body.addWidget(left, 2)
        body.addWidget(right, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self._problem)
        whole.addWidget(both, 1)
        whole.addStretch(0)
