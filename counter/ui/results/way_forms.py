"""邮寄, 邮件结果, 电子送达, 已阅, 打电话, 交回机关: how results leave the window otherwise than by collecting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.sending import (
    CallCollector,
    EndPosting,
    EndSending,
    PostResults,
    ReturnToOrgan,
    SendingAct,
    SendResults,
    mail_number,
)
from counter.domain.case.results.events import Payer, ReadBy
from counter.domain.case.results.hand_out_events import CallOutcome
from counter.domain.errors import BadInput
from counter.domain.papers.verify.scan import is_waybill
from counter.ui.kit.acts.moment_field import MomentField
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.results.way_form import WayForm, by_case, show_results

if TYPE_CHECKING:
    from counter.services.results.shelf import PickUp
    from counter.services.results.ways import OnItsWay

_SIGNED, _BACK = "signed", "returned"


class PostForm(WayForm):
    """邮寄: what, to whom, where, with whose consent, under which number."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            look,
            "postForm",
            translate("handout", "邮寄"),
            translate("handout", "登记寄出"),
            translate("handout", "已登记寄出，签收、退回在这里登记。"),
        )
        self._what = self._choices("postWhat", self.tr("寄什么"), many=True)
        self._receiver = Field("postReceiver", self.tr("收件人"), for_name=True)
        self._mail = Field("postMail", self.tr("邮件号码"), self.tr("扫面单上的条码"), keyed=True)
        self._address = Field("postAddress", self.tr("收件地址"), self.tr("省、市、街道、门牌写全"))
        self._consent = Field(
            "postConsent", self.tr("谁同意的"), self.tr("例如：本人11月24日在窗口同意寄到这里")
        )
        self._payer = self._choices("postPayer", self.tr("邮费谁付"))
        self._day_sent = DayField("postDay", self.tr("寄出日期"))
        self._add(self.tr("寄什么"), self._what, "certificates")
        self._widen(self._what)
        self._add(self.tr("收件人"), self._receiver, "receiver")
        self._add(self.tr("邮件号码"), self._mail, "mail_number", beside=True)
        self._add(self.tr("收件地址"), self._address, "address")
        self._widen(self._address)
        self._add(self.tr("谁同意的"), self._consent, "consent")
        self._widen(self._consent)
        self._add(self.tr("邮费"), self._payer, "payer")
        self._add(self.tr("寄出日期"), self._day_sent, "day", beside=True)
        self._end()

    @classmethod
    def possible(cls, found: PickUp) -> bool:
        return any(one.post for one in found.ways.results)

    def fill(self, found: PickUp, now: datetime) -> None:
        show_results(self._what, tuple(one for one in found.ways.results if one.post))
        self._receiver.setText(found.ways.receiver)
        self._address.setText(found.ways.address)
        payers = [
            (Payer.APPLICANT.value, self.tr("申请人到付")),
            (Payer.HALL.value, self.tr("大厅支付")),
        ]
        self._payer.show_options(payers, (Payer.APPLICANT.value,))
        self._day_sent.show_day(civil_date(now))

    def take_code(self, text: str) -> bool:
        if not is_waybill(text):
            return False
        self._mail.setText(mail_number(text))
        self._mail.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def build(self, now: datetime) -> Mapping[str, SendingAct]:
        day, payer = self._day_sent.day(civil_date(now)), Payer(self._payer.chosen[0])
        return {
            case: PostResults(
                ids,
                day,
                payer,
                self._mail.text(),
                self._address.text(),
                self._receiver.text(),
                self._consent.text(),
            )
            for case, ids in by_case(self._what).items()
        }


class UnderWayForm(WayForm):
    """A form about a parcel or a file that is on its way."""

    by_post = True

    @classmethod
    def possible(cls, found: PickUp) -> bool:
        return any(one.by_post is cls.by_post for one in found.ways.under_way)

    def _show_ways(self, choices: Choices, found: PickUp) -> None:
        self._ways = {one.number: one for one in found.ways.under_way if one.by_post is self.by_post}
        options = [(one.number, self._way_words(one)) for one in self._ways.values()]
        choices.show_options(options, (options[0][0],))

    def _way_words(self, one: OnItsWay) -> str:
        day = self.tr("{0}月{1}日").format(one.since.month, one.since.day)
        return self.tr("{0}　{1}，{2}给 {3}").format("、".join(one.names), one.number, day, one.to)


class PostEndForm(UnderWayForm):
    """邮件结果: signed for, or back at the window with a reason and a place."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            look,
            "postEndForm",
            translate("handout", "签收、退回"),
            translate("handout", "登记邮件结果"),
            translate("handout", "邮件结果已登记。"),
        )
        self._which = self._choices("postEndWhich", self.tr("哪个邮件"))
        self._how = self._choices("postEndHow", self.tr("怎么样了"))
        self._said = Field("postEndWords", self.tr("谁签收的"))
        self._place = Field("postEndPlace", self.tr("放在哪一格"), self.tr("例如 A-03"))
        self._day_ended = DayField("postEndDay", self.tr("哪天"))
        self._add(self.tr("哪个邮件"), self._which, "mail_number")
        self._widen(self._which)
        self._add(self.tr("怎么样了"), self._how, "how")
        self._add(self.tr("哪天"), self._day_ended, "day", beside=True)
        self._said_label = self._add(self.tr("谁签收的"), self._said, "words")
        self._place_label = self._add(self.tr("格号"), self._place, "place", beside=True)
        self._end()
        self._how.changed.connect(self._follow_how)

    def fill(self, found: PickUp, now: datetime) -> None:
        self._show_ways(self._which, found)
        ends = [(_SIGNED, self.tr("签收了")), (_BACK, self.tr("退回来了"))]
        self._how.show_options(ends, (_SIGNED,))
        self._day_ended.show_day(civil_date(now))
        self._follow_how()

    def build(self, now: datetime) -> Mapping[str, SendingAct]:
        way, back = self._ways[self._which.chosen[0]], self._is_back
        place = self._place.text() if back else ""
        day = self._day_ended.day(civil_date(now))
        act = EndPosting(way.number, day, back, self._said.text(), place)
        return dict.fromkeys(way.cases, act)

    @property
    def _is_back(self) -> bool:
        return self._how.chosen == (_BACK,)

    def _follow_how(self) -> None:
        back = self._is_back
        words = self.tr("为什么退回") if back else self.tr("谁签收的")
        self._said_label.setText(words)
        self._said.setAccessibleName(words)
        for part in (self._place, self._place_label):
            part.setVisible(back)


class SendForm(WayForm):
    """电子送达: through which platform, under which number, when by the platform's own record."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            look,
            "sendForm",
            translate("handout", "电子送达"),
            translate("handout", "登记推送"),
            translate("handout", "已登记推送，申请人阅看了再登记。"),
        )
        self._what = self._choices("sendWhat", self.tr("推送什么"), many=True)
        self._platform = Field("sendPlatform", self.tr("平台"), self.tr("例如 蒙速办"))
        self._file = Field("sendFile", self.tr("平台上的文件编号"))
        self._account = Field("sendAccount", self.tr("申请人的账号"), self.tr("没有的不写"))
        self._at_moment = MomentField("sendAt", self.tr("推送时间"))
        self._add(self.tr("推送什么"), self._what, "certificates")
        self._widen(self._what)
        self._add(self.tr("平台"), self._platform, "platform")
        self._add(self.tr("文件编号"), self._file, "file_number", beside=True)
        self._add(self.tr("账号"), self._account, "account")
        self._add(self.tr("推送时间"), self._at_moment, "at", beside=True)
        self._end()

    @classmethod
    def possible(cls, found: PickUp) -> bool:
        return any(one.send for one in found.ways.results)

    def fill(self, found: PickUp, now: datetime) -> None:
        show_results(self._what, tuple(one for one in found.ways.results if one.send))

    def build(self, now: datetime) -> Mapping[str, SendingAct]:
        if not self._file.text().strip() and self._platform.text().strip():
            raise BadInput(self.tr("请写平台上的文件编号。"), field="file_number")
        said = (self._platform.text(), self._file.text(), self._at_moment.moment(now))
        return {
            case: SendResults(ids, *said, self._account.text()) for case, ids in by_case(self._what).items()
        }


class ReadForm(UnderWayForm):
    """已阅: what was sent through a platform reached the applicant."""

    by_post = False

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            look,
            "readForm",
            translate("handout", "推送已阅"),
            translate("handout", "登记送达"),
            translate("handout", "已登记送达。"),
        )
        self._which = self._choices("readWhich", self.tr("哪个文件"))
        self._how = self._choices("readHow", self.tr("怎么知道的"))
        self._add(self.tr("哪个文件"), self._which, "file_number")
        self._widen(self._which)
        self._at_moment = MomentField("readAt", self.tr("阅看（到达）时间"))
        self._add(self.tr("怎么知道的"), self._how, "how")
        self._widen(self._how)
        self._add(self.tr("什么时候"), self._at_moment, "at")
        self._end()

    def fill(self, found: PickUp, now: datetime) -> None:
        self._show_ways(self._which, found)
        ways = [
            (ReadBy.READ.value, self.tr("平台上写着已阅")),
            (ReadBy.SYSTEM.value, self.tr("平台记录到达了申请人的系统")),
        ]
        self._how.show_options(ways, (ReadBy.READ.value,))

    def build(self, now: datetime) -> Mapping[str, SendingAct]:
        way = self._ways[self._which.chosen[0]]
        act = EndSending(way.number, self._at_moment.moment(now), ReadBy(self._how.chosen[0]))
        return dict.fromkeys(way.cases, act)


class CallForm(WayForm):
    """打电话: what came of a call about what nobody collected."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            look,
            "callForm",
            translate("handout", "打电话"),
            translate("handout", "登记电话"),
            translate("handout", "电话已登记。"),
        )
        self._what = self._choices("callWhat", self.tr("请来领什么"), many=True)
        self._outcome = self._choices("callOutcome", self.tr("结果"))
        self._said = Field("callWords", self.tr("说了什么"), self.tr("例如：说周五来"))
        self._add(self.tr("请来领什么"), self._what, "certificates")
        self._widen(self._what)
        self._add(self.tr("结果"), self._outcome, "outcome")
        self._widen(self._outcome)
        self._add(self.tr("说了什么"), self._said, "words")
        self._widen(self._said)
        self._end()

    @classmethod
    def possible(cls, found: PickUp) -> bool:
        return any(one.call for one in found.ways.results)

    def fill(self, found: PickUp, now: datetime) -> None:
        show_results(self._what, tuple(one for one in found.ways.results if one.call))
        outcomes = [(one.value, one.label) for one in CallOutcome]
        self._outcome.show_options(outcomes, ())

    def build(self, now: datetime) -> Mapping[str, SendingAct]:
        if not self._outcome.chosen:
            raise BadInput(self.tr("请选电话打得怎么样。"), field="outcome")
        outcome = CallOutcome(self._outcome.chosen[0])
        return {
            case: CallCollector(ids, outcome, self._said.text()) for case, ids in by_case(self._what).items()
        }


class BackForm(WayForm):
    """交回机关: after the last call its organ takes again what nobody collected; both sides sign the slip."""

    def __init__(self, look: Look) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            look,
            "backForm",
            translate("handout", "交回机关"),
            translate("handout", "出物料流转单，交回"),
            translate("handout", "已交回机关，物料流转单正在送打印机，请两边签字。"),
        )
        self._what = self._choices("backWhat", self.tr("交回什么"), many=True)
        self._taken_by = Field("backTakenBy", self.tr("机关谁接的"), for_name=True)
        self._note = Field("backNote", self.tr("说明"), self.tr("不写是 满90天没有人领取"))
        self._add(self.tr("交回什么"), self._what, "certificates")
        self._widen(self._what)
        self._add(self.tr("机关谁接的"), self._taken_by, "taken_by")
        self._add(self.tr("说明"), self._note, "note", beside=True)
        self._end()

    @classmethod
    def possible(cls, found: PickUp) -> bool:
        return any(one.back for one in found.ways.results)

    def fill(self, found: PickUp, now: datetime) -> None:
        show_results(self._what, tuple(one for one in found.ways.results if one.back))

    def build(self, now: datetime) -> Mapping[str, SendingAct]:
        return {
            case: ReturnToOrgan(ids, self._taken_by.text(), self._note.text())
            for case, ids in by_case(self._what).items()
        }


FORMS = (PostForm, PostEndForm, SendForm, ReadForm, CallForm, BackForm)
"""In the order in which they are offered."""
