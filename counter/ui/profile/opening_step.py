"""开机打开: how the keys are opened after power-on, as a step of a set-up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from counter.ui.kit.acts.opening_choice import OpeningChoice
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.step import SetUpStep


class OpeningStep(SetUpStep):
    """The choice is kept for the moment at which the profile is made."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("开机打开"),
            self.tr("开机以后，怎样打开这台电脑的资料"),
            self.tr(
                "电脑被偷、硬盘被拆时，靠它挡着。每天开机输一次，到关机为止；和各人的上岗口令不是一回事。以后可以改。"
            ),
        )
        self.choice = OpeningChoice(course.facade, course.look, print_key="F8")
        self.body.addWidget(self.choice)
        self.choice.captioned.connect(self.go.say)
        self.choice.pressed.connect(self.press_on)
        self.choice.turned.connect(lambda: self.say(""))
        self.choice.print_wanted.connect(self._print)
        self.name_fields(self.choice.fields)

    def come(self) -> None:
        self.course.open_with = None
        self.choice.ask_way()
        self.work(self.course.facade.opening_kinds, self.choice.ask_way)

    def press_on(self) -> None:
        if not self.choice.advance():
            super().press_on()

    def take(self) -> None:
        self.course.open_with = self.choice.take()

    def _print(self, words: object) -> None:
        assert isinstance(words, tuple)  # of ``OpeningChoice.print_wanted``
        facade, hall = self.course.facade, self.course.answers.name
        self.work(lambda: facade.print_phrase(words, hall), lambda said: self.say(said, blocks=False))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.choice.step_back():
            super().keyPressEvent(event)
