"""The window of a first start: what to do, then one step after the other; closing keeps what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, QTranslator
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from counter.services.profile.first_answers import NO_ANSWERS, ProfileKind
from counter.ui.facades.first_start import FirstStartFacade
from counter.ui.frame.held_key import HeldKey
from counter.ui.frame.kept_on_screen import KeptOnScreen
from counter.ui.kit.announcement import announce
from counter.ui.kit.background import Background
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.reading_order import read_as_laid_out
from counter.ui.kit.messages import Message, catch_bugs, message_of
from counter.ui.kit.theme import Look
from counter.ui.kit.translation import speak_chinese
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.hall_step import HallStep
from counter.ui.profile.joining_steps import CardStep, RequestStep, SeatStep
from counter.ui.profile.opening_step import OpeningStep
from counter.ui.profile.organs_step import OrgansStep
from counter.ui.profile.people_step import PeopleStep
from counter.ui.profile.recovery_step import RecoveryStep
from counter.ui.profile.restore_steps import BackupStep, MissingStep
from counter.ui.profile.self_test_page import SelfTestPage
from counter.ui.profile.set_up_cover import SetUpCover
from counter.ui.profile.start_page import StartPage
from counter.ui.profile.step import WIDTH, SetUpStep
from counter.ui.profile.window_step import WindowStep

_LEFT = 200


class FirstStartWindow(QMainWindow):
    """``opened``: the folder to open after this window closed, None where there is none."""

    def __init__(self, facade: FirstStartFacade) -> None:
        super().__init__()
        self.setObjectName("firstStart")
        self.setWindowTitle(self.tr("第一次打开"))
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        self.opened: Path | None = None
        self.look = Look(facade.resources, facade.preferences)
        self.look.load_fonts()
        self.look.apply(facade.preferences)
        self._translators: Sequence[QTranslator] = speak_chinese(facade.resources / "i18n")
        self._facade = facade
        self._background = Background(self._refuse)
        self.course = SetUpCourse(facade, self._background, self.look)
        self.course.answers = facade.read_draft()
        self._steps: list[SetUpStep] = []
        self._at = 0
        self.page: QWidget | None = None
        self._undo_hook = catch_bugs(self._say)
        self._arrange()
        HeldKey(self).follow_focus()
        KeptOnScreen(self)
        self._show_start()

    # -- frame --
    def _arrange(self) -> None:
        bar = QFrame()
        bar.setObjectName("topBar")
        bar.setFixedHeight(self.look.px("bar"))
        head = QHBoxLayout(bar)
        head.setContentsMargins(16, 0, 16, 0)
        self._head = TextLabel("", "strong")
        self._head.setObjectName("firstStartHead")
        head.addWidget(self._head)
        head.addStretch(1)
        self._where = TextLabel(self.tr("资料放在 {0}").format(self._facade.profile), "small")
        head.addWidget(self._where)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._course = QFrame()
        self._course.setFixedWidth(_LEFT)
        inside = QVBoxLayout(self._course)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.addLayout(self._list)
        inside.addStretch(1)
        self._middle = QWidget()
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(24, 32, 24, 24)
        self._holder = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._course)
        middle.addLayout(self._holder, 100)
        middle.addStretch(1)
        scroll = ColumnScrollArea("firstStartScroll", self._middle)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(scroll, 1)
        self.setCentralWidget(frame)
        self.cover = SetUpCover(frame, bar, self._holder, self._background, self.course)
        self.cover.spent.connect(self._begin_anew)

    def _put(self, page: QWidget) -> None:
        if self.page is not None:
            self._holder.removeWidget(self.page)
            self.page.hide()
            if self.page not in self._steps:
                self.page.deleteLater()
        self.page = page
        self._holder.addWidget(page)
        page.show()
        self.cover.watch(page)

    def _show_list(self, current: int | None) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._course.setVisible(current is not None)
        if current is None:
            return
        names = [*(step.words for step in self._steps), self.tr("自检")]
        for number, words in enumerate(names):
            mark = "✓" if number < current else str(number + 1)
            role = "strong" if number == current else "second"
            label = TextLabel(f"{mark}　{words}", role)
            standing = self.tr("做好了") if number < current else self.tr("现在") if number == current else ""
            label.setAccessibleName("，".join(filter(None, (str(number + 1), words, standing))))
            self._list.addWidget(label)

    # -- start --
    def _show_start(self, last: str = "window") -> None:
        self._discard_steps()
        self._head.setText(self.tr("一件事一次办 · 综合窗口"))
        self._show_list(None)
        start = StartPage(self.course.answers != NO_ANSWERS)
        start.chosen.connect(self._choose)
        self._put(start)
        QTimer.singleShot(0, start, lambda: start.come(last))

    def _choose(self, what: str) -> None:
        if what == "demo":
            self._open_demo()
            return
        self.course.kind = next((kind for kind in ProfileKind if kind.value == what), ProfileKind.WINDOW)
        self.course.card = None
        titles = {
            "window": self.tr("设置本大厅"),
            "join": self.tr("把这个窗口加入大厅"),
            "office": self.tr("设置差评处理室"),
            "bureau": self.tr("设置指南编辑室"),
            "oversight": self.tr("设置值班主管室"),
            "restore": self.tr("用备份恢复这个窗口"),
        }
        self._head.setText(titles[what])
        course = self.course
        if what in ("join", "oversight"):
            self._steps = [
                CardStep(course),
                SeatStep(course),
                OpeningStep(course),
                RecoveryStep(course),
                RequestStep(course),
            ]
        elif what == "restore":
            self._steps = [BackupStep(course), MissingStep(course)]
        elif what == "window":
            self._steps = [
                HallStep(course),
                WindowStep(course),
                PeopleStep(course),
                OrgansStep(course),
                OpeningStep(course),
                RecoveryStep(course),
            ]
        else:
            self._steps = [HallStep(course), PeopleStep(course), OpeningStep(course), RecoveryStep(course)]
        for step in self._steps:
            step.setParent(self._middle)
            step.hide()
            step.onward.connect(self._next)
            step.backward.connect(lambda last=what: self._previous(last))
        self._go(0)

    def _open_demo(self) -> None:
        start = self.page
        if isinstance(start, StartPage):
            start.setEnabled(False)
            words = self.tr("正在准备演示大厅，慢的电脑要等半分钟…")
            start.problem.say(words, blocks=False)
            announce(start, words)
        self._background.run(self._facade.demo, self._open, self._refuse_start)

    def _refuse_start(self, error: Exception) -> None:
        if isinstance(self.page, StartPage):
            self.page.setEnabled(True)
        self._refuse(error)

    # -- steps --
    def _go(self, at: int) -> None:
        self._at = at
        self._show_list(at)
        step = self._steps[at]
        self._put(step)
        step.come()
        read_as_laid_out(step)
        where = self.tr("第 {0} 步，共 {1} 步").format(at + 1, len(self._steps) + 1)
        announce(step, self.tr("{0}：{1}").format(where, step.told))

    def _next(self) -> None:
        if self._at + 1 < len(self._steps):
            self._go(self._at + 1)
        else:
            self._show_self_test()

    def _previous(self, what: str) -> None:
        if isinstance(self._steps[self._at], RecoveryStep):
            self._background.run(self._facade.abandon)
        if self._at:
            self._go(self._at - 1)
        else:
            self._show_start(what)

    def _begin_anew(self) -> None:
        """Too many wrong PINs at the cover: what was made is dropped, the answers are kept."""
        self.course.pins.clear()
        self.course.begun = self.course.open_with = None
        self._background.run(self._facade.abandon)
        self._show_start()
        if isinstance(self.page, StartPage):
            words = self.tr(
                "口令输错太多次：这次设的口令、开机口令词和恢复密钥都作废，抄下的请撕掉，重新设。"
            )
            self.page.problem.say(words)

    def _show_self_test(self) -> None:
        self._show_list(len(self._steps))
        page = SelfTestPage(self._facade.self_test, self._background, self.look, self.tr("开始用"))
        page.setMaximumWidth(WIDTH + 160)
        page.left.connect(lambda: self._open(self._facade.profile))
        self._put(page)
        page.come()

    def _discard_steps(self) -> None:
        steps, self._steps = self._steps, []
        for step in steps:
            if step is not self.page:
                step.deleteLater()

    # -- end --
    def _open(self, profile: Path) -> None:
        self.opened = profile
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._undo_hook()
        self.cover.stop()
        self._background.close()
        self._facade.abandon()
        super().closeEvent(event)

    def _refuse(self, error: Exception) -> None:
        self._say(message_of(error))

    def _say(self, message: Message) -> None:
        page = self.page
        if isinstance(page, SetUpStep | StartPage):
            page.problem.say(message.sentence)
