"""人员: who sits at this computer first, each with a PIN typed twice. PINs stay in memory until the profile is made."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.services.profile.first_answers import (
    FirstPerson,
    check_people,
    check_person,
    with_person,
    without_person,
)
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.step import SetUpStep, focus

ROLES = (
    ("supervisor", str(QT_TRANSLATE_NOOP("profile", "值班负责人"))),
    ("clerk", str(QT_TRANSLATE_NOOP("profile", "窗口人员"))),
)


def _roles() -> list[tuple[str, str]]:
    return [(role, QCoreApplication.translate("profile", word)) for role, word in ROLES]


class PeopleStep(SetUpStep):
    """Enter in an empty 工号 goes on; the list below shows who was added."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("人员"),
            self.tr("谁在这台电脑上岗"),
            self.tr(
                "每一步都记在上岗的人名下，口令就是签名：请本人来输，输两次。至少一位值班负责人，最好两位，"
                "有的事要两个人。别的人以后在登记册里加。"
            ),
        )
        self.code = Field("personCode", self.tr("工号"), self.tr("例如 S01；都加完了就直接回车"), keyed=True)
        self.name = Field("personName", self.tr("姓名"), for_name=True)
        self.role = Choices(course.look, "personRole", self.tr("岗位"))
        self.pin = PinField("personPin", self.tr("口令"), self.tr("4到12位数字"))
        self.again = PinField("personPinAgain", self.tr("再输一次"))
        self.add = ActButton("addPerson", self.tr("加上这个人"), "Enter")
        self.add.clicked.connect(self._add)
        self.row(self.tr("工号"), self.code)
        self.row(self.tr("姓名"), self.name)
        self.row(self.tr("岗位"), self.role)
        again = FieldRow(self.again.accessibleName(), self.again, beside=True)
        self.row(self.tr("口令"), self.pin, again, self.add)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.link([self.name, self.role, self.pin, self.again], self.add)
        self.again.returnPressed.connect(self._add)
        self.code.returnPressed.connect(self._leave_code)
        self.name_fields(
            {
                "code": self.code,
                "person": self.name,
                "role": self.role,
                "pin": self.pin,
                "again": self.again,
            }
        )

    def fill(self) -> None:
        self.role.show_options(_roles(), self.role.chosen or ("supervisor",))
        self._show_people()

    def refuse(self, error: Exception) -> None:
        """Somebody of the draft without a PIN is put into the fields."""
        super().refuse(error)
        lacking = next((p for p in self.course.answers.people if p.code not in self.course.pins), None)
        if lacking is not None and not self.code.text():
            self._again(lacking)

    def take(self) -> None:
        check_people(self.course.answers, self.course.pins, self.course.kind)

    def take_focus(self) -> None:
        focus(self.go if self._complete() else self.code)

    def _leave_code(self) -> None:
        focus(self.go if not self.code.text().strip() and self.course.answers.people else self.name)

    def _add(self) -> None:
        code, pin = self.code.text().strip().upper(), self.pin.text()
        person = FirstPerson(code, self.name.text().strip(), "".join(self.role.chosen))
        again = self.again.text()
        try:
            check_person(person, pin, again)
        except CounterError as wrong:
            self.pin.clear()
            self.again.clear()
            self.refuse(wrong)
            if getattr(wrong, "field", "") == "again":
                focus(self.pin)
            return
        self.course.pins[code] = pin
        self.course.keep(with_person(self.course.answers, person))
        for field in (self.code, self.name, self.pin, self.again):
            field.clear()
        self.say("")
        self._show_people()
        focus(self.code)
        announce(self, self.tr("加上了 {0}，口令已定").format(_named(person)))

    def _again(self, person: FirstPerson) -> None:
        """Set the PIN of somebody in the draft again."""
        self.code.setText(person.code)
        self.name.setText(person.name)
        self.role.choose((person.role,))
        focus(self.pin)

    def _remove(self, person: FirstPerson) -> None:
        self.course.pins.pop(person.code, None)
        self.course.keep(without_person(self.course.answers, person.code))
        self._show_people()
        focus(self.code)
        announce(self, self.tr("去掉了 {0}").format(_named(person)))

    def _complete(self) -> bool:
        people = self.course.answers.people
        return any(p.role == "supervisor" for p in people) and all(p.code in self.course.pins for p in people)

    def _show_people(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for person in self.course.answers.people:
            self._list.addWidget(self._line(person))

    def _line(self, person: FirstPerson) -> QWidget:
        known = person.code in self.course.pins
        line = QFrame()
        line.setObjectName(f"person_{person.code}")
        row = QHBoxLayout(line)
        row.setContentsMargins(108, 4, 0, 4)
        row.addWidget(TextLabel(f"{person.code}　{person.name}　{dict(_roles())[person.role]}"))
        row.addWidget(
            TextLabel(
                self.tr("口令已定") if known else self.tr("口令要再定一次"), "received" if known else "gap"
            )
        )
        row.addStretch(1)
        if not known:
            again = ActButton(f"again_{person.code}", self.tr("定口令"), role="link")
            again.setAccessibleName(self.tr("给 {0} 定口令").format(_named(person)))
            again.clicked.connect(lambda: self._again(person))
            row.addWidget(again)
        gone = ActButton(f"remove_{person.code}", self.tr("去掉"), role="link")
        gone.setAccessibleName(self.tr("去掉 {0}").format(_named(person)))
        gone.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        gone.clicked.connect(lambda: self._remove(person))
        row.addWidget(gone)
        return line


def _named(person: FirstPerson) -> str:
    """As it is read aloud: several stand below each other."""
    return f"{person.code} {person.name}"
