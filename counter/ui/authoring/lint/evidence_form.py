"""需人工确认: form for the result of a manual check, recorded with name and date."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.domain.authoring.lint.lint import CheckResult
from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.errors import BadInput
from counter.domain.guide.publication import Evidenced
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.long_field import LongField
from counter.ui.kit.theme import Look

_YES, _NO = "yes", "no"
_HUNDRED = 100


class EvidenceForm(ActForm[CheckResult, AvailableAct[Evidenced], Evidenced]):
    """Fields: met or not, the share where counted, the finding, the examiner, the date."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "evidenceForm", self.tr("记下人工确认的结果"), self.tr("记下确认结果"))
        self._reached = self._choices("evidenceReached", self.tr("达到没有"))
        self._share = Field("evidenceShare", self.tr("份额"), self.tr("百分数，没有数过就空着，如 96.5"))
        self._text = LongField(
            "evidenceText", self.tr("查到什么"), self.tr("对照什么、看了多少、结果怎样"), 300
        )
        self._by = Field("evidenceBy", self.tr("谁查的"), self.tr("查的人"), for_name=True)
        self._on = DayField("evidenceOn", self.tr("哪天查的"))
        self._add(self.tr("达到没有"), self._reached, "reached")
        self._share_row = self._add(self.tr("份额（%）"), self._share, "share")
        self._add(self.tr("查到什么"), self._text, "text")
        self._add(self.tr("谁查的，哪天查的"), self._beside(), "by")
        self._at["on"] = self._on

    def build(self) -> Evidenced:
        if not self._reached.chosen:
            raise BadInput(self.tr("请先选达到没有。"), field="reached")
        if not self._text.text():
            raise BadInput(self.tr("请写查到什么：对照什么、看了多少、结果怎样。"), field="text")
        by = self._by.text().strip()
        if not by:
            raise BadInput(self.tr("请写谁查的。"), field="by")
        on = self._on.day(self.today, "on")
        if on > self.today:
            raise BadInput(self.tr("日期 {0} 还没有到。").format(on.isoformat()), field="on")
        reached = self._reached.chosen[0] == _YES
        return Evidenced(self.matter.check.id, reached, self._text.text(), by, on, self._counted())

    def _beside(self) -> QWidget:
        """Examiner and date in one line, so that the form needs no scrolling."""
        pair = QWidget()
        pair.setFocusProxy(self._by)
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._by)
        line.addWidget(self._on)
        return pair

    def will(self) -> str:
        reached = self._reached.chosen[0] == _YES
        return self.tr("记下：达到") if reached else self.tr("记下：没达到")

    def _counted(self) -> str:
        text = self._share.text().strip().rstrip("%％").strip()
        if self._share_row.isHidden() or not text:
            return ""
        whole, _, part = text.partition(".")
        digits = whole + part
        if not (whole and digits.isascii() and digits.isdigit()) or float(text) > _HUNDRED:
            raise BadInput(self.tr("份额是 0 到 100 的数，如 96.5；没有数过就空着。"), field="share")
        return text

    def _fill(self) -> None:
        indicator = self.matter.indicator
        self._share_row.setVisible(indicator is None or indicator.count is None)
        options = [(_YES, self.tr("达到")), (_NO, self.tr("没达到"))]
        self._reached.show_options(options, ())
        self._share.clear()
        self._text.clear()
        self._by.setText(self.clerk)
        self._on.show_day(self.today)
