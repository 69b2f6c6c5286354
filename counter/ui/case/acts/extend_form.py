"""批准延期: new term and reason, and how the organ's head approved it."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, Extend
from counter.domain.case.acts.extension import allowance, ends
from counter.domain.case.organ_events import KnownBy
from counter.domain.errors import BadInput
from counter.domain.hall.organ_people import nobody_listed
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.controls.day_field import CountField, DayField
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.acts import known_by_word
from counter.ui.words.outcomes import due_words


class ExtendForm(CaseForm):
    """Offers only items whose time limit may still be extended, and only people on the hall's list."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "extendForm", self.tr("批准延期"), self.tr("登记延期，出延期决定通知书"))
        self._item = self._choices("extendItem", self.tr("事项"))
        self._most = TextLabel("", "second", wrap=True)
        self._days = CountField(
            "extendDays",
            self.tr("延长几个工作日"),
            self.tr("例如 10"),
            units="天 个 个工作日 工作日",
            most=999,
        )
        self._reason = Field("extendReason", self.tr("延长的理由"), self.tr("要书面告知申请人"))
        self._known_by = self._choices("extendKnownBy", self.tr("机关怎么批准的"))
        self._person = self._choices("extendPerson", self.tr("首席代表、签发人"))
        self._nobody = TextLabel("", "second", wrap=True)
        self._pin = PinField("extendPin", self.tr("首席代表本人的口令"))
        self._document = Field("extendDocument", self.tr("机关文号"), self.tr("批准延长的文书文号"))
        self._signed_on = DayField("extendSignedOn", self.tr("机关签发的日期"))
        self._add(self.tr("事项"), self._item, "item")
        self._body.addWidget(self._most)
        self._add(self.tr("延长几个工作日"), self._days, "days")
        self._add(self.tr("延长的理由"), self._reason, "reason")
        self._add(self.tr("机关负责人已经批准，怎么知道的"), self._known_by, "known_by")
        self._paper_rows = (
            self._add(self.tr("机关文号"), self._document, "document"),
            self._add(self.tr("机关签发的日期"), self._signed_on, "signed_on"),
        )
        self._person_row = self._add(
            self.tr("首席代表、签发人（从名单里选）"), self._person, "signer", "representative"
        )
        self._body.addWidget(self._nobody)
        self._pin_row = self._add(self.tr("首席代表本人的口令"), self._pin, "pin")
        self._item.changed.connect(self._follow_item)
        self._known_by.changed.connect(self._follow_confirmation)

    def build(self) -> CaseAct:
        days = self._days.count("days")
        person = next(iter(self._person.chosen), "")
        if not person:
            raise BadInput(self.tr("请从名单里选是哪一位。"), field="signer")
        if self._in_person and not self._pin.text():
            raise BadInput(self.tr("请首席代表输入本人的口令。"), field="pin")
        return Extend(
            self._filed_item.id,
            days,
            self._reason.text(),
            document="" if self._in_person else self._document.text(),
            signer="" if self._in_person else person,
            signed_on=None if self._in_person else self._signed_on.day(self.today, "signed_on"),
            representative=person if self._in_person else "",
            pin=self._pin.text() if self._in_person else "",
        )

    @property
    def _in_person(self) -> bool:
        return KnownBy.PIN.value in self._known_by.chosen

    def _fill(self) -> None:
        self._offer_items()
        self._known_by.show_options([(k.value, known_by_word(k)) for k in KnownBy])
        for field in (self._days, self._reason, self._document, self._pin):
            field.clear()
        self._signed_on.show_day(self.today)
        self._person.show_options(())
        self._follow_item()

    def _follow_item(self) -> None:
        item = self._filed_item
        given, end = allowance(item), ends(item)
        if given is not None and end is not None:
            words = self.tr("现在最迟 {0}办结；最多延长{1}个工作日（{2}），只能一次。")
            self._most.setText(words.format(due_words(end), given.days, given.basis))
        present = any(p.in_person for p in self._people)
        self._known_by.choose(((KnownBy.PIN if present else KnownBy.PAPER).value,))
        self._follow_confirmation()

    def _follow_confirmation(self) -> None:
        for row in self._paper_rows:
            row.setVisible(not self._in_person)
        self._pin_row.setVisible(self._in_person)
        if not self._in_person:
            self._pin.clear()
        people = [p for p in self._people if p.in_person or not self._in_person]
        kept = tuple(c for c in self._person.chosen if any(c == p.code for p in people))
        only = tuple(p.code for p in people if len(people) == 1)
        self._person.show_options([(p.code, f"{p.name} {p.code}") for p in people], kept or only)
        self._person_row.setVisible(bool(people))
        self._nobody.setText("" if people else nobody_listed(self._filed_item.asked.organ))
        self._nobody.setVisible(not people)
