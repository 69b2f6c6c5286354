"""大厅: where it is, its name, address, telephones, hours."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from counter.services.profile.first_answers import ProfileKind, check_hall, name_doubt
from counter.ui.facades.first_start import League
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.step import SetUpStep, focus

_WHY = {
    ProfileKind.WINDOW: str(
        QT_TRANSLATE_NOOP(
            "profile", "印在每张文书和公示牌上，申请人照着找人、打电话。现在不知道的空着，以后在登记册里补。"
        )
    ),
    ProfileKind.OFFICE: str(
        QT_TRANSLATE_NOOP(
            "profile",
            "差评处理室收各窗口封存的评价、办整改；不收件。它的公钥交给各窗口，评价只有这里打得开。",
        )
    ),
    ProfileKind.BUREAU: str(
        QT_TRANSLATE_NOOP("profile", "指南编辑室改指南、核对、发布；不收件。各窗口只收它签名的指南。")
    ),
}
_NAMES = {
    ProfileKind.WINDOW: str(QT_TRANSLATE_NOOP("profile", "例如 乌兰浩特市政务服务中心")),
    ProfileKind.OFFICE: str(QT_TRANSLATE_NOOP("profile", "例如 乌兰浩特市政务服务中心差评处理室")),
    ProfileKind.BUREAU: str(QT_TRANSLATE_NOOP("profile", "例如 乌兰浩特市政务服务中心指南编辑室")),
}


class HallStep(SetUpStep):
    """The first step of a window, an office or a bureau."""

    def __init__(self, course: SetUpCourse) -> None:
        window = course.kind is ProfileKind.WINDOW
        word = self.tr("大厅") if window else self.tr("名称")
        super().__init__(
            course,
            word,
            self.tr("大厅在哪里，叫什么"),
            QCoreApplication.translate("profile", _WHY[course.kind]),
        )
        self._leagues: tuple[League, ...] = ()
        self.league = Choices(course.look, "league", self.tr("盟市"))
        self.region = Choices(course.look, "region", self.tr("旗县市"))
        self.name = Field(
            "hallName", self.tr("名称"), QCoreApplication.translate("profile", _NAMES[course.kind])
        )
        self.address = Field("hallAddress", self.tr("地址"), self.tr("例如 兴安北路1号"))
        self.phone = Field("hallPhone", self.tr("咨询电话"))
        self.complaint = Field("hallComplaint", self.tr("投诉电话"))
        self.hours = Field(
            "hallHours", self.tr("办公时间"), self.tr("例如 周一至周五 9:00-12:00，13:30-17:00")
        )
        self.row(self.tr("盟市"), self.league)
        self.row(self.tr("旗县市"), self.region, hint=self.tr("决定期限、文号、机关名称用哪里的规定。"))
        self.row(self.tr("名称"), self.name)
        parts = [self.league, self.region, self.name]
        if window:
            self.row(self.tr("地址"), self.address)
            self.row(self.tr("咨询电话"), self.phone)
            self.row(self.tr("投诉电话"), self.complaint)
            self.row(self.tr("办公时间"), self.hours)
            parts += [self.address, self.phone, self.complaint, self.hours]
        else:
            for field in (self.address, self.phone, self.complaint, self.hours):
                field.setParent(self)
                field.hide()
        self.link(parts)
        self.name_fields(
            {
                "region": self.region,
                "name": self.name,
                "address": self.address,
                "phone": self.phone,
                "complaint": self.complaint,
                "hours": self.hours,
            }
        )
        self.league.changed.connect(lambda: self._show_regions(""))
        self.name.editingFinished.connect(self._doubt)

    def fill(self) -> None:
        answers = self.course.answers
        self._leagues = self._leagues or tuple(self.course.facade.places())
        self.league.show_options(
            [(one.jurisdiction, one.name) for one in self._leagues], (answers.jurisdiction,)
        )
        self._show_regions(answers.region_code)
        for field, words in (
            (self.name, answers.name),
            (self.address, answers.address),
            (self.phone, answers.phone),
            (self.complaint, answers.complaint),
            (self.hours, answers.hours),
        ):
            field.setText(words)

    def take(self) -> None:
        league = self._league()
        code = "".join(self.region.chosen)
        names = dict(league.regions) if league else {}
        self.course.answer(
            jurisdiction=league.jurisdiction if league else "",
            region_code=code,
            region=names.get(code, ""),
            name=self.name.text().strip(),
            address=self.address.text().strip(),
            phone=self.phone.text().strip(),
            complaint=self.complaint.text().strip(),
            hours=self.hours.text().strip(),
        )
        check_hall(self.course.answers)

    def take_focus(self) -> None:
        if not self.league.chosen:
            focus(self.league)
        elif not self.region.chosen:
            focus(self.region)
        else:
            focus(self.go if self.name.text() else self.name)

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        if not self.region.chosen:
            focus(self.region if self.league.chosen else self.league)

    def _league(self) -> League | None:
        return next((one for one in self._leagues if one.jurisdiction in self.league.chosen), None)

    def _show_regions(self, chosen: str) -> None:
        league = self._league()
        self.region.show_options(league.regions if league else (), (chosen,))

    def _doubt(self) -> None:
        if self.course.kind is ProfileKind.WINDOW:
            # what is wrong at another field, which has the focus now, stays
            self.problem.say(name_doubt(self.name.text()), blocks=False)
