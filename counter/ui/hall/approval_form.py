"""Who approved a schedule of retention, by which document and when, and the second supervisor who takes it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.services.case.retention_schedule import Approval
from counter.ui.kit.acts.field_grid import FieldGrid
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look


class ApprovalForm(FieldGrid):
    """The facts of an approval as they stand on the approved paper."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "approvalForm", QCoreApplication.translate("retention", "批准的依据"))
        self._title = Field("approvalTitle", self.tr("表的名称"), self.tr("照批准的文件写"))
        self._by = Field("approvalBy", self.tr("批准的机关"), self.tr("例如 乌兰浩特市档案局"))
        self._document = Field("approvalDocument", self.tr("批准文号"))
        self._day = DayField("approvalDay", self.tr("批准日期"))
        self._second = SupervisorFields()
        self._add(self.tr("表的名称"), self._title, "title")
        self._add(self.tr("批准文号"), self._document, "document", beside=True)
        self._add(self.tr("批准的机关"), self._by, "approved-by")
        self._add(self.tr("批准日期"), self._day, "day", beside=True)
        self._add(self.tr("另一位负责人"), self._second, "supervisor")
        self._widen(self._second)
        self._end()

    def approval(self, today: date) -> Approval:
        """What was typed. Raises BadInput for the first field that is empty, or no day."""
        for field, part, words in (
            ("title", self._title, self.tr("请写表的名称。")),
            ("document", self._document, self.tr("请写批准文号。")),
            ("approved-by", self._by, self.tr("请写批准的机关。")),
        ):
            if not part.text().strip():
                raise BadInput(words, field=field)
        day = self._day.day(today, "day")
        self._second.check()
        return Approval(self._title.text(), self._by.text(), self._document.text(), day)

    def take_consent(self) -> Consent:
        """Of the second supervisor, for one use."""
        return Consent(*self._second.take())
