"""归档、打包、移交、期满清除: the next step of a finished case, or of all that are as far, with what it asks; 取消归档,
the step back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.ui.kit.acts.field_grid import FieldGrid
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.archive.list_files import ArchiveRow

_ONE, _ALL = "one", "all"


class ArchiveStep(FieldGrid):
    """``caption``: what F9 does; ``again``: what the second press will have done, for ``{0}`` cases. ``rows``: what it
    is done with: the current case, or all that are as far.
    """

    many = True
    """Whether it may be done with all that are as far."""

    def __init__(self, look: Look, name: str, title: str, caption: str) -> None:
        super().__init__(look, name, title)
        self.caption = caption
        self.again = self.tr("再按一次 F9：{0} 件")
        self._row: ArchiveRow | None = None
        self._alike: tuple[ArchiveRow, ...] = ()
        self._scope = self._choices(f"{name}Scope", self.tr("哪些"))
        self._scope_label = self._add(self.tr("哪些"), self._scope, "scope")
        self._widen(self._scope)
        for part in (self._scope_label, self._scope):
            part.hide()
        self._scope.changed.connect(self._on_scope)

    @property
    def rows(self) -> tuple[ArchiveRow, ...]:
        """The cases, in the order of the list."""
        if self._row is None:
            return ()
        return self._alike if self.many and self._scope.chosen == (_ALL,) else (self._row,)

    def show_row(self, row: ArchiveRow, every: Sequence[ArchiveRow], now: datetime) -> None:
        """For that case and those that are as far; what was typed for the one before stays, but never a PIN."""
        before, self._row = self._row, row
        self._alike = tuple(one for one in every if step_name(one) == step_name(row))
        choice = self.many and len(self._alike) > 1
        words = self.tr("全部 {0} 件").format(len(self._alike))
        options = [(_ONE, self.tr("这一件")), (_ALL, words)] if choice else [(_ONE, self.tr("这一件"))]
        self._scope.show_options(options, self._scope.chosen if choice and self._scope.chosen else (_ONE,))
        for part in (self._scope_label, self._scope):
            part.setVisible(choice)  # one is no choice
        self.begin_at(now)
        if before is None:
            self._begin(now)
        self._on_scope()

    def check(self, today: date) -> None:
        """Raises BadInput for what is missing."""

    def _begin(self, now: datetime) -> None:
        """Fill what is usual."""

    def _on_scope(self) -> None:
        """One case or all of them."""


class FileStep(ArchiveStep):
    """归档 by the schedule in force; a file number where it is one case."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        super().__init__(look, "fileStep", translate("archive", "归档"), translate("archive", "归档"))
        self._number = Field("fileNumber", self.tr("档号"), self.tr("没有的不写"))
        self._number_label = self._add(self.tr("档号"), self._number, "file_number")
        self._widen(self._number)
        self._end()

    @property
    def file_number(self) -> str:
        """Of the one case."""
        return self._number.text() if len(self.rows) == 1 else ""

    def _on_scope(self) -> None:
        for part in (self._number, self._number_label):
            part.setVisible(len(self.rows) == 1)


class PackStep(ArchiveStep):
    """打包: box of what is on paper, and the own PIN, for a package has personal data in plain words."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        words = translate("archive", "打归档信息包…")
        super().__init__(look, "packStep", translate("archive", "打包"), words)
        self._box = Field("packBox", self.tr("盒号"), self.tr("纸质件在哪一盒；不写照上一次"))
        self._pin = PinField("packPin", self.tr("您的口令"), self.tr("里面是个人信息明文，每次都要"))
        self._add(self.tr("盒号"), self._box, "box")
        self._add(self.tr("您的口令"), self._pin, "pin", beside=True)
        self._end()

    @property
    def box(self) -> str:
        """盒号, "" as before."""
        return self._box.text().strip()

    def take_pin(self) -> str:
        """The PIN for one use."""
        pin = self._pin.text()
        self._pin.clear()
        return pin

    def check(self, today: date) -> None:
        if not self._pin.text():
            raise BadInput(self.tr("请输入您的口令。"), field="pin")


class HandOverStep(ArchiveStep):
    """移交: a list that both sides sign on paper, then who signed there and when, with a second supervisor."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        words = translate("archive", "双方签好了，登记移交")
        super().__init__(look, "handStep", translate("archive", "移交"), words)
        self._list = Field("handList", self.tr("清册编号"), self.tr("档案室给的，或者自编的"))
        self._to = Field("handTo", self.tr("接收的单位"), self.tr("例如 乌兰浩特市档案馆"))
        self._received_by = Field("handReceivedBy", self.tr("接收方谁签的"), for_name=True)
        self._day = DayField("handDay", self.tr("签名日期"))
        self._second = SupervisorFields()
        self._add(self.tr("接收的单位"), self._to, "--to")
        self._add(self.tr("清册编号"), self._list, "--list", beside=True)
        self._add(self.tr("接收方签名"), self._received_by, "--received-by")
        self._add(self.tr("签名日期"), self._day, "--day", beside=True)
        self._add(self.tr("另一位负责人"), self._second, "supervisor")
        self._widen(self._second)
        self._end()

    @property
    def list_words(self) -> tuple[str, str]:
        """Number of the list, and who receives."""
        return self._list.text().strip(), self._to.text().strip()

    @property
    def received_by(self) -> str:
        """Who signed there."""
        return self._received_by.text()

    def day(self, today: date) -> date:
        """Of the signatures. Raises BadInput."""
        return self._day.day(today, "--day")

    def take_consent(self) -> Consent:
        """Of the second supervisor, for one use."""
        return Consent(*self._second.take())

    def check_list(self) -> None:
        """Raises BadInput where the list has no number or receiver."""
        number, to = self.list_words
        if not to:
            raise BadInput(self.tr("请写接收的单位。"), field="--to")
        if not number:
            raise BadInput(self.tr("请写清册编号。"), field="--list")

    def check(self, today: date) -> None:
        self.check_list()
        if not self.received_by.strip():
            raise BadInput(self.tr("请写接收方签名的人。"), field="--received-by")
        self.day(today)
        self._second.check()

    def _begin(self, now: datetime) -> None:
        self._day.show_day(civil_date(now))


class ForgetStep(ArchiveStep):
    """期满清除: the number of the approved list of destruction, and a second supervisor."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        words = translate("archive", "清除个人信息")
        super().__init__(look, "forgetStep", words, words)
        self.again = self.tr("再按一次 F9：清除 {0} 件，不能恢复")
        self._document = Field("forgetDocument", self.tr("销毁批准文号"), self.tr("照批准的销毁清册"))
        self._second = SupervisorFields()
        self._add(self.tr("销毁批准文号"), self._document, "document")
        self._add(self.tr("另一位负责人"), self._second, "supervisor")
        for part in (self._document, self._second):
            self._widen(part)
        self._end()

    @property
    def document(self) -> str:
        """Number of the approval."""
        return self._document.text().strip()

    def take_consent(self) -> Consent:
        """Of the second supervisor, for one use."""
        return Consent(*self._second.take())

    def check(self, today: date) -> None:
        if not self.document:
            raise BadInput(self.tr("请写销毁批准文号。"), field="document")
        self._second.check()


class UnarchiveStep(ArchiveStep):
    """取消归档: why something has to be done in that one case again, and a supervisor who agrees."""

    many = False

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        words = translate("archive", "取消归档")
        super().__init__(look, "unarchiveStep", words, words)
        self._reason = Field("unarchiveReason", self.tr("为什么"), self.tr("例如 机关改了决定"))
        self._second = SupervisorFields()
        self._add(self.tr("为什么"), self._reason, "reason")
        self._add(self.tr("值班负责人"), self._second, "supervisor")
        for part in (self._reason, self._second):
            self._widen(part)
        self._end()

    @property
    def reason(self) -> str:
        """In words."""
        return self._reason.text().strip()

    def take_consent(self) -> Consent:
        """Of the supervisor, for one use."""
        return Consent(*self._second.take())

    def check(self, today: date) -> None:
        if not self.reason:
            raise BadInput(self.tr("请写为什么取消归档。"), field="reason")
        self._second.check()


def step_name(row: ArchiveRow) -> str:
    """Which step comes next for that case; "" for none here."""
    if row.stage is ArchiveStage.CHANGED:
        return "packStep" if row.period else "fileStep"
    return {
        ArchiveStage.RIPE: "fileStep",
        ArchiveStage.ARCHIVED: "packStep",
        ArchiveStage.PACKED: "handStep",
        ArchiveStage.EXPIRED: "forgetStep",
    }.get(row.stage, "")
