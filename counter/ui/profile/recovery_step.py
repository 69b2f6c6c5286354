"""恢复密钥: shown and printed once, then two of its groups are typed back; only then the profile counts."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from counter.domain.errors import BadInput
from counter.services.profile.first_answers import plan_of
from counter.ui.facades.first_start import BegunSetUp
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import in_one_line
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.file_choice import choose_file
from counter.ui.profile.step import SetUpStep

_ROW = 4


class RecoveryStep(SetUpStep):
    """Makes the profile when it is shown; going back discards it, so a second time there is another key."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("恢复密钥"),
            self.tr("恢复密钥：抄下来，锁好"),
            self.tr(
                "硬盘坏了、密钥文件丢了，只有它能打开这台电脑里办过的件。只显示这一次，哪里都不保存。"
                "打印或抄写以后锁进保险柜；看到它的人，拿到资料就能打开。"
            ),
            self.tr("抄好了，核对两组"),
        )
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(24, 18, 24, 18)
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(10)
        self.groups = [TextLabel("", "proof") for _ in range(2 * _ROW)]
        for at, label in enumerate(self.groups):
            label.setObjectName(f"keyGroup{at + 1}")
            self._grid.addWidget(TextLabel(str(at + 1), "small"), at // _ROW * 2, at % _ROW)
            self._grid.addWidget(label, at // _ROW * 2 + 1, at % _ROW)
        self.body.addWidget(self._card)
        self.print = ActButton("printKey", self.tr("打印"), "F8", prints=True)
        self.save = ActButton("saveKey", self.tr("存成 PDF（只存到U盘）…"), "F9")
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        self._acts = QFrame()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        for button in (self.print, self.save):
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addWidget(self._acts)
        self._ask = QFrame()
        asked = QVBoxLayout(self._ask)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(4)
        ask_line = FlowLayout(gap=12)
        unlike = ProblemLabel()
        asked.addLayout(ask_line)
        asked.addWidget(unlike)
        self.typed = (Field("keyGroupA", "", keyed=True), Field("keyGroupB", "", keyed=True))
        self._captions = (TextLabel("", "second"), TextLabel("", "second"))
        for caption, field in zip(self._captions, self.typed, strict=True):
            field.setMaxLength(9)
            field.setFixedWidth(140)
            follow(field, unlike)
            ask_line.addWidget(in_one_line(caption, field))
        self.again = ActButton("showKeyAgain", self.tr("再看一次"), role="link")
        self.again.clicked.connect(self._show)
        ask_line.addWidget(self.again)
        self.body.addWidget(self._ask)
        self.link(self.typed)
        self.name_fields({"first": self.typed[0], "second": self.typed[1]})
        self._wanted: tuple[int, int] = (1, 2)
        self._shown = False

    def come(self) -> None:
        self.say("")
        self._clear()
        course = self.course
        if course.card is None:
            answers, pins, values = course.answers, dict(course.pins), course.file_values
            kind, facade, slot = course.kind, course.facade, course.open_with
            self.work(lambda: facade.begin(plan_of(answers, pins, kind, values), slot), self._begun)
            return
        card, day = course.card, course.facade.today(course.card)
        window = next(w for w in day.windows if w.station == course.station)
        person, pin = day.staff[course.first], course.pins[course.first]
        slot = course.open_with
        self.work(lambda: course.facade.begin_joining(card, window, person, pin, slot), self._begun)

    def press_on(self) -> None:
        if self.course.begun is None:
            self.come()  # it could not be made before
        elif self._shown:
            self._question()
        else:
            self._check()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8 and self.print.isVisible():
            self._print()
        elif event.key() == Qt.Key.Key_F9 and self.save.isVisible():
            self._choose_file()
        else:
            super().keyPressEvent(event)

    def _begun(self, begun: BegunSetUp) -> None:
        self.course.begun = begun
        if self.course.card is not None and self.course.card.card.recovery:
            self.work(self.course.facade.finish, self._finished)  # the hall's recovery key opens it
            return
        for label, group in zip(self.groups, begun.recovery_key.split("-"), strict=True):
            label.setText(group)
        self._wanted = self._two()
        self._show()

    def _clear(self) -> None:
        self.course.begun = None
        for label in self.groups:
            label.setText("·····")
        for field in self.typed:
            field.clear()
        self._card.show()
        self._acts.hide()
        self._ask.hide()
        self.go.say(self.tr("抄好了，核对两组"))

    def _show(self) -> None:
        self._shown = True
        self._card.show()
        self._acts.show()
        self._ask.hide()
        self.go.say(self.tr("抄好了，核对两组"))
        self.print.setFocus()

    def _question(self) -> None:
        """The key is hidden: what is typed comes from the paper."""
        self._shown = False
        self._card.hide()
        self._acts.hide()
        self._ask.show()
        for caption, field, number in zip(self._captions, self.typed, self._wanted, strict=True):
            caption.setText(self.tr("照纸上输入第{0}组").format(number))
            field.setAccessibleName(caption.text())
            field.clear()
        self.say("")
        self.go.say(self.tr("核对，设置完成"))
        self.typed[0].setFocus()

    def _check(self) -> None:
        from counter.services.profile.plain_sheet import same_group

        begun = self.course.begun
        assert begun is not None
        groups = begun.recovery_key.split("-")
        for field, number, name in zip(self.typed, self._wanted, ("first", "second"), strict=True):
            if not same_group(field.text(), groups[number - 1]):
                self.refuse(
                    BadInput(
                        self.tr("第{0}组和恢复密钥不一样，请照纸上再输一次。").format(number), field=name
                    )
                )
                return
        self.work(self.course.facade.finish, self._finished)

    def _finished(self, _nothing: None) -> None:
        for label in self.groups:
            label.setText("")
        self.course.pins.clear()
        self.course.open_with = None
        self.onward.emit()

    def _print(self) -> None:
        self.work(self.course.facade.print_key, lambda words: self.say(words, blocks=False))

    def _choose_file(self) -> None:
        name = self.tr("恢复密钥.pdf")
        choose_file(self, self.course.look, "PDF (*.pdf)", self._save, save=name)

    def _save(self, file: str) -> None:
        words = self.tr("已存到 {0}。打印、锁好以后，请把这个文件删掉。").format(file)
        facade = self.course.facade
        self.work(lambda: facade.save_key(Path(file)), lambda _: self.say(words, blocks=False))

    def _two(self) -> tuple[int, int]:
        first, second = sorted(random.SystemRandom().sample(range(1, 2 * _ROW + 1), 2))
        return first, second
