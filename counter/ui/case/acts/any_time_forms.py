"""Forms that are open at every stage: 官方编号, 换跟踪人, 进度提醒."""

from __future__ import annotations

from counter.domain.case.acts.acts import AgreeReminders, CaseAct, PassOn, RecordOfficialNumber
from counter.domain.case.acts.at_any_time import reminder_number
from counter.domain.case.official_events import official_words
from counter.domain.errors import BadInput
from counter.domain.people.identity import mask_phone
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

_WHOLE = "*"
_YES, _NO = "yes", "no"


class OfficialNumberForm(CaseForm):
    """官方编号: of which item, the number as the platform shows it, and why an earlier one was wrong."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "officialForm", self.tr("登记官方办件编号"), self.tr("登记编号"))
        self._of = self._choices("officialOf", self.tr("是哪个事项的"))
        self._known = TextLabel("", wrap=True)
        self._known.setObjectName("officialKnown")
        self._number = Field(
            "officialNumber", self.tr("官方办件编号"), self.tr("43位，照平台抄或者粘贴"), keyed=True
        )
        self._reason = Field("officialReason", self.tr("为什么改"), self.tr("例如：抄错一位"))
        self._add(self.tr("是哪个事项的"), self._of, "item")
        self._body.addWidget(self._known)
        self._add(self.tr("官方办件编号"), self._number, "number")
        self._reason_row = self._add(self.tr("为什么改"), self._reason, "reason")
        self._of.changed.connect(self._follow_item)

    def build(self) -> CaseAct:
        number = self._number.text().strip()
        if not number and not self._before:
            raise BadInput(self.tr("请写平台给的编号。"), field="number")
        return RecordOfficialNumber(number, self._item_id, self._reason.text() if self._before else "")

    def will(self) -> str:
        if self._before and not self._number.text().strip():
            return self.tr("去掉登记错的编号")
        return super().will()

    @property
    def _item_id(self) -> str:
        return "" if self._of.chosen == (_WHOLE,) else self._of.chosen[0]

    @property
    def _before(self) -> str:
        return self.matter.official_of(self._item_id)

    def _fill(self) -> None:
        names = self._item_names()
        many = [(_WHOLE, self.tr("整件一个编号"))] if len(names) > 1 else []
        lacking = [key for key, _ in names if not self.matter.official_of(key)]
        self._of.show_options([*names, *many], (lacking or [names[0][0]])[:1])
        self._number.clear()
        self._reason.clear()
        self._follow_item()

    def _follow_item(self) -> None:
        before = self._before
        words = self.tr("现在登记的：{0}。空着编号就是去掉它。").format(official_words(before))
        self._known.setText(words)
        self._known.setVisible(bool(before))
        self._reason_row.setVisible(bool(before))


class PassOnForm(CaseForm):
    """换跟踪人: to whom and why."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "passOnForm", self.tr("换跟踪人"), self.tr("转给他跟踪"))
        self._to = self._choices("passOnTo", self.tr("转给谁"))
        self._alone = TextLabel("", "second", wrap=True)
        self._alone.setObjectName("passOnAlone")
        self._reason = Field("passOnReason", self.tr("为什么换"), self.tr("例如：休假、调岗"))
        self._add(self.tr("转给谁"), self._to, "to")
        self._body.addWidget(self._alone)
        self._add(self.tr("为什么换"), self._reason, "reason")

    def build(self) -> CaseAct:
        if not self._to.chosen:
            raise BadInput(self.tr("请选转给谁。"), field="to")
        return PassOn(self._to.chosen[0], self._reason.text())

    def _fill(self) -> None:
        others = [
            (one.code, f"{one.name}（{one.code}）")
            for one in self.colleagues()
            if one.code != self.matter.follower
        ]
        self._to.show_options(others, (others[0][0],) if len(others) == 1 else ())
        nobody = self.tr("名单里没有别的在岗人员，请先在“大厅”里登记。")
        self._alone.setText("" if others else nobody)
        self._alone.setVisible(not others)
        self._reason.clear()


class RemindersForm(CaseForm):
    """进度提醒: whether the applicant wants to be told how it goes, and at which number."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "remindersForm", self.tr("进度提醒"), self.tr("记下申请人的意思"))
        self._agreed = self._choices("remindersAgreed", self.tr("申请人要不要提醒"))
        self._number = Field("remindersNumber", self.tr("打哪个电话"))
        self._add(self.tr("申请人要不要提醒"), self._agreed, "agreed")
        self._number_row = self._add(self.tr("打哪个电话"), self._number, "number")
        self._agreed.changed.connect(self._follow_answer)

    def build(self) -> CaseAct:
        agreed = self._agreed.chosen == (_YES,)
        return AgreeReminders(agreed, self._number.text() if agreed else "")

    def _fill(self) -> None:
        now = _YES if self.matter.reminding.wanted else _NO
        other = _NO if now == _YES else _YES
        options = [(_YES, self.tr("要，进度和快到期的都告知")), (_NO, self.tr("不要了"))]
        self._agreed.show_options(options, (other,))
        known = reminder_number(self.matter)
        same = self.tr("还打登记的 {0} 就空着").format(mask_phone(known))
        self._number.setPlaceholderText(same if known else self.tr("当面问一遍再写"))
        self._number.clear()
        self._follow_answer()

    def _follow_answer(self) -> None:
        self._number_row.setVisible(self._agreed.chosen == (_YES,))
