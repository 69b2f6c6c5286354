"""本窗口: its number, where it stands, and the numbers of the hall's other windows."""

from __future__ import annotations

from counter.services.profile.first_answers import check_window
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.step import SetUpStep, focus


class WindowStep(SetUpStep):
    """The second step of a window."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("本窗口"),
            self.tr("这台电脑是几号窗口"),
            self.tr(
                "每个办件编号、每张文书的文号里都有窗口号，两台电脑不能用同一个。"
                "这是大厅的第一台：大厅密钥在这台电脑上产生，别的窗口以后用它写的入厅卡加入。"
            ),
        )
        self.number = Field("windowNumber", self.tr("窗口号"), "01")
        self.number.setMaxLength(2)
        self._code = TextLabel("", "second")
        self._code.setObjectName("stationCode")
        self.place = Field("windowPlace", self.tr("在哪里"), self.tr("例如 一楼大厅东侧；可以空着"))
        self.others = Field("otherWindows", self.tr("其他窗口"), self.tr("例如 02、03；以后也能在登记册里加"))
        self.row(self.tr("窗口号"), self.number, self._code)
        self.row(self.tr("在哪里"), self.place)
        self.row(
            self.tr("其他窗口"),
            self.others,
            hint=self.tr("要用入厅卡加入的窗口先写在这里，到那台电脑上就能选。"),
        )
        self.link([self.number, self.place, self.others])
        self.name_fields({"number": self.number, "place": self.place, "others": self.others})
        self.number.textChanged.connect(self._show_code)

    def fill(self) -> None:
        answers = self.course.answers
        self.number.setText(answers.number)
        self.place.setText(answers.place)
        self.others.setText(answers.others)
        self._show_code()

    def take_focus(self) -> None:
        focus(self.go if self.number.text() else self.number)

    def take(self) -> None:
        self.course.answer(
            number=self.number.text().strip(),
            place=self.place.text().strip(),
            others=self.others.text().strip(),
        )
        check_window(self.course.answers)

    def _show_code(self) -> None:
        number = self.number.text()
        whole = len(number) == 2 and number.isdigit()
        code = f"{self.course.answers.region_code}{number}"
        self._code.setText(self.tr("窗口编码 {0}（6位行政区划加2位）").format(code) if whole else "")
