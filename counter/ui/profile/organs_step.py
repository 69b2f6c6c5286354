"""部门和协议: from a hall file, or later in the register."""

from __future__ import annotations

from collections.abc import Mapping

from counter.services.profile.first_answers import ProfileKind, plan_of
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.file_choice import choose_file
from counter.ui.profile.step import SetUpStep, file_of


class OrgansStep(SetUpStep):
    """May be left empty."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("部门和协议"),
            self.tr("哪些部门委托本大厅办"),
            self.tr(
                "没有授权协议的部门，件只能收下转办（收件转办），不能在窗口受理。手里没有协议的，先空着："
                "以后在登记册里加，加了就生效。已经有大厅设置文件的，写在这里。"
            ),
        )
        self.file = Field("hallFile", self.tr("大厅设置文件"), self.tr("例如U盘上的 大厅.toml；可以空着"))
        self.choose = ActButton("chooseHallFile", self.tr("选文件…"), role="link")
        self.choose.clicked.connect(
            lambda: choose_file(self, course.look, self.tr("大厅设置文件 (*.toml)"), self.file.setText)
        )
        self.row(self.tr("设置文件"), self.file, self.choose)
        self.link([self.file])
        self.name_fields({"hall_file": self.file})

    def fill(self) -> None:
        self.file.setText(self.course.answers.hall_file)

    def take_focus(self) -> None:
        self.file.setFocus()

    def press_on(self) -> None:
        """The file is read and tried here, so that a fault is told where it can be mended."""
        self.course.answer(hall_file=self.file.text().strip())
        if not self.course.answers.hall_file:
            self.course.file_values = {}
            self.onward.emit()
            return
        facade, answers, pins = self.course.facade, self.course.answers, dict(self.course.pins)
        file = file_of(self.file)

        def read() -> Mapping[str, object]:
            values = facade.hall_values(file)
            plan_of(answers, pins, ProfileKind.WINDOW, values)
            return values

        self.work(read, self._read)

    def _read(self, values: Mapping[str, object]) -> None:
        self.course.file_values = values
        self.onward.emit()

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        self.file.setFocus()
