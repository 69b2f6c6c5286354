"""A further window joins its hall: the card, which window and who, and the request that goes back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from counter.domain.errors import BadInput
from counter.domain.hall.kept_numbers import OVERSIGHT_WINDOW, is_room
from counter.domain.hall.window_name import window_name
from counter.services.profile.first_answers import (
    FirstPerson,
    ProfileKind,
    check_person,
)
from counter.services.profile.join_card import ANSWER, ReadCard, first_supervisors, free_windows
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.file_choice import choose_file
from counter.ui.profile.step import SetUpStep, file_of, focus


class CardStep(SetUpStep):
    """Which file; then whose it is, to be compared by telephone."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("入厅卡"),
            self.tr("加入哪个大厅"),
            self.tr(
                "在大厅已经设好的窗口上写一张入厅卡（“大厅 → 登记册 → 窗口”，按 Alt+K），用U盘拿到这里。"
                "里面是登记册和大厅的公钥，没有秘密；可要是被人换过，这个窗口就成了别人的，所以要打电话核对指纹。"
            ),
            self.tr("读入厅卡"),
        )
        self.file = Field("cardFile", self.tr("入厅卡文件"), self.tr("例如U盘上的 入厅卡.json"))
        self.choose = ActButton("chooseCard", self.tr("选文件…"), role="link")
        self.choose.clicked.connect(
            lambda: choose_file(self, course.look, self.tr("入厅卡 (*.json)"), self.file.setText)
        )
        self.row(self.tr("入厅卡"), self.file, self.choose)
        self._hall = TextLabel("", "strong", wrap=True)
        self._hall.setObjectName("cardHall")
        self.fingerprint = TextLabel("", "proof")
        self.fingerprint.setObjectName("cardFingerprint")
        self.same = Choices(course.look, "sameFingerprint", self.tr("指纹一样吗"))
        self.row(self.tr("大厅"), self._hall)
        self.row(self.tr("大厅指纹"), self.fingerprint)
        self.row(
            self.tr("电话核对"),
            self.same,
            hint=self.tr("打给第一个窗口，请那里念登记册页上的指纹。"),
        )
        self.link([self.file])
        self.same.left.connect(lambda: focus(self.go))
        self.name_fields({"file": self.file, "same": self.same})
        self.file.textEdited.connect(lambda _: self._forget())

    def fill(self) -> None:
        self.same.show_options((("same", self.tr("一样")), ("other", self.tr("不一样"))))
        self._show(self.course.card)

    def take_focus(self) -> None:
        focus(self.file if self.course.card is None else self.same)

    def press_on(self) -> None:
        card = self.course.card
        if card is None:
            file, facade = file_of(self.file), self.course.facade
            self.work(lambda: facade.read_card(file), self._read)
        elif "other" in self.same.chosen:
            self.refuse(
                BadInput(
                    self.tr("指纹不一样：这张入厅卡不是那个大厅的，请不要用，换一张再来。"), field="file"
                )
            )
        elif not self.same.chosen:
            self.refuse(BadInput(self.tr("请先打电话核对指纹，再选“一样”或“不一样”。"), field="same"))
        else:
            self.say("")
            self.onward.emit()

    def _read(self, card: ReadCard) -> None:
        self.course.card, self.course.card_file = card, file_of(self.file)
        self.say("")
        self._show(card)
        focus(self.same)

    def _forget(self) -> None:
        self.course.card = None
        self.same.choose(())
        self._show(None)

    def _show(self, card: ReadCard | None) -> None:
        named = card is None or not card.card.demo or self.tr("演示") in card.hall
        demo = "" if named else self.tr("（演示）")
        self._hall.setText("" if card is None else card.hall + demo)
        self.fingerprint.setText("" if card is None else card.fingerprint)
        self.same.setEnabled(card is not None)
        self.go.say(self.tr("读入厅卡") if card is None else self.tr("下一步"))


class SeatStep(SetUpStep):
    """Which registered window this is, and the supervisor who sits here first."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("窗口和人"),
            self.tr("这是几号窗口，谁在这里"),
            self.tr(
                "只能选登记册里的窗口；没有的，先在第一个窗口加上，再写一张入厅卡。"
                "口令是每台电脑自己的，不随登记册走：请坐在这里的值班负责人本人定。"
            ),
        )
        self.window_choice = Choices(course.look, "joiningWindow", self.tr("窗口"))
        self.person = Choices(course.look, "joiningPerson", self.tr("值班负责人"))
        self.pin = PinField("joiningPin", self.tr("口令"), self.tr("4到12位数字"))
        self.again = PinField("joiningPinAgain", self.tr("再输一次"))
        self.row(self.tr("窗口"), self.window_choice)
        self.row(self.tr("值班负责人"), self.person)
        self.row(self.tr("口令"), self.pin, FieldRow(self.again.accessibleName(), self.again, beside=True))
        self.link([self.window_choice, self.person, self.pin, self.again])
        self.name_fields(
            {"window": self.window_choice, "person": self.person, "pin": self.pin, "again": self.again}
        )

    def fill(self) -> None:
        card = self.course.card
        assert card is not None
        day = self.course.facade.today(card)
        room = self.course.kind is ProfileKind.OVERSIGHT
        windows = [
            (w.station, self.tr("{0}（{1}）").format(window_name(w.number), w.station))
            for w in free_windows(card, day)
            if is_room(w.station) is room
        ]
        self.window_choice.show_options(windows, (self.course.station,))
        people = [(s.code, f"{s.code} {s.name}") for s in first_supervisors(day)]
        self.person.show_options(people, (self.course.first,))
        if not windows and room:
            words = self.tr(
                "登记册里还没有值班主管室：请先在第一个窗口的登记册“窗口”里加一行，"
                "编码写本地六位区划代码加 {0}，窗口号写“值班主管室”，再写一张入厅卡。"
            )
            self.say(words.format(OVERSIGHT_WINDOW))
        elif not windows:
            self.say(self.tr("登记册里没有空着的窗口：请先在第一个窗口加上这个窗口，再写一张入厅卡。"))

    def take_focus(self) -> None:
        choices = (self.window_choice, self.person)
        focus(next((c for c in choices if not c.chosen), self.pin))

    def take(self) -> None:
        station, code = "".join(self.window_choice.chosen), "".join(self.person.chosen)
        if not station:
            raise BadInput(self.tr("请选这是几号窗口。"), field="window")
        if not code:
            raise BadInput(self.tr("请选坐在这里的值班负责人。"), field="person")
        pin, again = self.pin.text(), self.again.text()
        self.pin.clear()
        self.again.clear()
        check_person(FirstPerson(code, code, "supervisor"), pin, again)
        self.course.station, self.course.first, self.course.pins[code] = station, code, pin

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        self.take_focus()


class RequestStep(SetUpStep):
    """The request for a certificate goes back to the first window. The window works without it."""

    def __init__(self, course: SetUpCourse) -> None:
        room = course.kind is ProfileKind.OVERSIGHT
        now = "" if room else QCoreApplication.translate("RequestStep", "这个窗口现在就能办件。")
        papers = QCoreApplication.translate(
            "RequestStep",
            "在此以前出的文书照样有效，只是在别处验真会显示“不认识的窗口密钥”。",
        )
        until = QCoreApplication.translate(
            "RequestStep", "在此以前，各窗口不认识这个值班主管室，它的评查、改派到不了窗口。"
        )
        super().__init__(
            course,
            self.tr("入厅申请"),
            self.tr("把入厅申请拿回第一个窗口"),
            self.tr(
                "{0}在第一个窗口的“大厅 → 登记册 → 窗口”按 Alt+J 接纳（要两个人），"
                "再把它写出的登记册拿回这里，在“大厅 → 登记册”按 Ctrl+O 采用。{1}"
            ).format(now, until if room else papers),
            self.tr("写入厅申请"),
        )
        self.file = Field("requestFile", self.tr("写到哪里"))
        self.choose = ActButton("chooseRequest", self.tr("换个地方…"), role="link")
        self.choose.clicked.connect(
            lambda: choose_file(
                self,
                course.look,
                self.tr("入厅申请 (*.json)"),
                self.file.setText,
                save=Path(self.file.text()).name,
            )
        )
        self.row(self.tr("写到"), self.file, self.choose)
        self.link([self.file])
        self.name_fields({"file": self.file})

    def fill(self) -> None:
        self.back.hide()  # the profile is made
        self.file.setText(str(self.course.card_file.with_name(f"{ANSWER}-{self.course.station}.json")))

    def take_focus(self) -> None:
        focus(self.go)

    def press_on(self) -> None:
        file, facade = file_of(self.file), self.course.facade
        self.work(lambda: facade.write_request(file), lambda _: self.onward.emit())

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        focus(self.file)
