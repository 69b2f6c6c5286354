"""送达: prepare the 送达回证 for signature, or record the outcome: recipient, manner, 拒签 with a witness."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.acts import CaseAct, PrepareDelivery, Serve
from counter.domain.case.acts.receiver import usual_receiver
from counter.domain.case.paper_events import Way
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm, Half
from counter.ui.kit.acts.moment_field import ClockField
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.words.acts import delivery_word
from counter.ui.words.items import paper_words

_YES = "yes"


class DeliveryForm(CaseForm):
    """``proves``: only prepare the sheet to be signed."""

    def __init__(self, look: Look, *, proves: bool) -> None:
        name = "proofForm" if proves else "serveForm"
        title = self.tr("出送达回证") if proves else self.tr("登记送达")
        super().__init__(look, name, title, self.tr("出送达回证") if proves else self.tr("登记送达"))
        self._proves = proves
        self._papers = self._choices(f"{name}Papers", self.tr("文书"), many=True)
        self._delivery = self._choices(f"{name}Way", self.tr("怎样送达"))
        self._address = Field(f"{name}Address", self.tr("送达地址"), self.tr("邮寄地址或电子地址"))
        self._day = DayField(f"{name}Day", self.tr("送达日期"))
        self._time = ClockField(
            f"{name}Time", self.tr("几点几分"), self.tr("照平台的记录，例如 14:30；不知道的不写")
        )
        self._receiver = Field(f"{name}Receiver", self.tr("签收人"), for_name=True)
        self._relation = Field(f"{name}Relation", self.tr("与申请人的关系"), self.tr("代收的写，例如 配偶"))
        self._declined = self._choices(f"{name}Declined", self.tr("签收情况"), many=True, optional=True)
        self._witness = Field(f"{name}Note", self.tr("拒签的情况"), self.tr("见证人和经过"))
        self._published = DayField(f"{name}Published", self.tr("公告发出的日期"))
        self._course = Field(
            f"{name}Course", self.tr("原因和经过"), self.tr("为什么公告、在哪里公告、别的办法怎样试过")
        )
        self._add(self.tr("哪几份"), self._papers, "papers")
        self._add(self.tr("怎样送达"), self._delivery, "way")
        self._address_row = self._add(self.tr("送达地址"), self._address, "address")
        self._day_row = self._add(self.tr("送达日期"), self._day, "day")
        self._time_row = self._add(self.tr("几点几分"), self._time, "at")
        self._who_row = self._add_pair(Half(self._receiver, "receiver"), Half(self._relation, "relation"))
        self._declined_row = self._add(self.tr("签收情况"), self._declined, "declined")
        self._note_row = self._add(self.tr("拒签的情况"), self._witness, "note")
        self._published_row = self._add(
            self.tr("公告发出的日期（满三十日视为送达，没满的先记公告；待部门核定）"),
            self._published,
            "published",
        )
        self._course_row = self._add(self.tr("原因和经过"), self._course, "course")
        for choices in (self._delivery, self._declined):
            choices.changed.connect(self._show_rows)

    def build(self) -> CaseAct:
        papers, delivery = self._papers.chosen, Way(self._delivery.chosen[0])
        if not papers:
            raise BadInput(self.tr("请选文书。"), field="papers")
        receiver, relation = self._receiver.text(), self._relation.text()
        if self._proves:
            return PrepareDelivery(papers, delivery, self._address.text(), receiver, relation)
        if self._is_public:
            return self._notice(papers)
        day = self._day.day(self.today)
        return Serve(
            papers,
            delivery,
            day,
            receiver,
            relation,
            declined=self._is_declined,
            note=self._witness.text() if self._is_declined else "",
            at=self._time.moment_or_none(day) if delivery is Way.ELECTRONIC else None,
        )

    def _field_of(self, field: str) -> QWidget | None:
        if self._is_public:
            return {"day": self._published, "note": self._course}.get(field, super()._field_of(field))
        return super()._field_of(field)

    @property
    def _is_public(self) -> bool:
        return self._delivery.chosen == (Way.PUBLIC_NOTICE.value,)

    def _notice(self, papers: tuple[str, ...]) -> Serve:
        return Serve(
            papers,
            Way.PUBLIC_NOTICE,
            self._published.day(self.today),
            receiver="",
            note=self._course.text(),
        )

    @property
    def _is_declined(self) -> bool:
        return _YES in self._declined.chosen

    def _fill(self) -> None:
        offered = [p for p in self.matter.papers if p.id in self.offered.papers]
        names = [(p.id, paper_words(p)) for p in offered]
        self._papers.show_options(names, self.offered.papers)
        ways = [w for w in Way if not (self._proves and w is Way.PUBLIC_NOTICE)]  # nobody signs for a notice
        running = {p.published for p in offered if p.published is not None}
        waits = bool(running) and not self._proves and all(p.published for p in offered)
        usual = Way.PUBLIC_NOTICE if waits else Way.WINDOW
        self._delivery.show_options([(w.value, delivery_word(w)) for w in ways], (usual.value,))
        self._declined.show_options([(_YES, self.tr("拒签"))])
        self._receiver.setText(usual_receiver(self.matter.applicant))
        for field in (self._address, self._relation, self._witness, self._time):
            field.clear()
        for field in (self._published, self._course):
            field.clear()
        if len(running) == 1:
            self._published.show_day(*running)
        self._day.show_day(self.today)
        self._show_rows()

    def _show_rows(self) -> None:
        chosen, published = self._delivery.chosen, self._is_public
        served = not self._proves and not published
        self._address_row.setVisible(self._proves and chosen != (Way.WINDOW.value,))
        self._time_row.setVisible(not self._proves and chosen == (Way.ELECTRONIC.value,))
        self._who_row.setVisible(not published)
        for row in (self._day_row, self._declined_row):
            row.setVisible(served)
        self._note_row.setVisible(served and self._is_declined)
        for row in (self._published_row, self._course_row):
            row.setVisible(published)
