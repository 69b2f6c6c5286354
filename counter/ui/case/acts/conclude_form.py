"""登记结果: the organ's written result with ground, number and signer; or its confirmation of our draft."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.acts import CaseAct, Conclude
from counter.domain.case.acts.certificate_rules import result_names
from counter.domain.case.acts.result import ADVERSE, results
from counter.domain.case.item_events import Result
from counter.domain.case.organ_events import Extent, Ground, HandsOver, KnownBy
from counter.domain.errors import BadInput
from counter.domain.hall.organ import NO_RECOURSE, Recourse
from counter.domain.hall.organ_people import nobody_listed
from counter.domain.hall.recourse import Directions, settle
from counter.ui.case.acts.thing_form import ThingForm
from counter.ui.kit.acts.body_field import BodyField
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.acts import ground_word, known_by_word, result_word

_YES = "yes"
_WHOLE = "whole"
_LATER = "later"


class ConcludeForm(ThingForm):
    """Offers only results the item may have in its state, and only people on the hall's list."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "concludeForm", self.tr("登记结果"), self.tr("登记结果"))
        self._item = self._choices("concludeItem", self.tr("事项"))
        self._result = self._choices("concludeResult", self.tr("结果"))
        self._confirms = self._choices("concludeConfirms", self.tr("代拟稿"), many=True, optional=True)
        self._known_by = self._choices("concludeKnownBy", self.tr("怎么确认的"))
        self._ground = self._choices("concludeGround", self.tr("理由"))
        self._person = self._choices("concludePerson", self.tr("首席代表、签发人"))
        self._nobody = TextLabel("", "second", wrap=True)
        self._review_body = BodyField(
            look, "concludeReviewBody", self.tr("行政复议机关"), self.tr("全称，例如“某某市人民政府”")
        )
        self._court = BodyField(
            look, "concludeCourt", self.tr("人民法院"), self.tr("全称，例如“某某市人民法院”")
        )
        self._phone = Field("concludePhone", self.tr("机关的联系电话"))
        self._pin = PinField("concludePin", self.tr("首席代表本人的口令"))
        self._day = DayField("concludeDay", self.tr("决定日期"))
        self._signed_on = DayField("concludeSignedOn", self.tr("机关签发的日期"))
        self._by = Field("concludeBy", self.tr("签发人"), for_name=True)
        self._document = Field("concludeDocument", self.tr("机关文号"), self.tr("书面决定的文号"))
        self._basis = Field("concludeBasis", self.tr("法律依据"), self.tr("哪部法、第几条"))
        self._extent = self._choices("concludeExtent", self.tr("准予的范围"))
        self._extent_words = Field("concludeExtentWords", self.tr("准予的内容、条件"), self.tr("照决定书写"))
        self._gives = self._choices("concludeGives", self.tr("证照"))
        self._note = Field("concludeNote", self.tr("说明"), self.tr("不予批准、撤销的理由等"))
        self._issued = self._choices(
            "concludeIssued", self.tr("机关已签发，照实登记"), many=True, optional=True
        )
        self._rows = self._add_rows()
        self._item.changed.connect(self._follow_item)
        self._issued.changed.connect(self._follow_issued)
        for choices in (
            self._result,
            self._confirms,
            self._known_by,
            self._ground,
            self._extent,
            self._gives,
        ):
            choices.changed.connect(self._follow_result)

    def build(self) -> CaseAct:
        result = self._chosen_result
        if result is Result.GRANTED:
            return Conclude(
                item=self._filed_item.id,
                result=result,
                day=self._day.day(self.today),
                document=self._document.text(),
                by=self._by.text(),
                extent=self._chosen_extent,
                extent_words=self._extent_words.text() if self._chosen_extent else "",
                things=(self._thing(),) if self._given is HandsOver.THING else (),
                nothing=self._given is HandsOver.NOTHING,
            )
        proposal, recourse = self._filed_item.proposal, self._recourse()
        person = next(iter(self._person.chosen), "")
        if not person:
            raise BadInput(self.tr("请从名单里选是哪一位。"), field="signer")
        if self._in_person and not self._pin.text():
            raise BadInput(self.tr("请首席代表输入本人的口令。"), field="pin")
        on_paper = self._confirmed and not self._in_person
        return Conclude(
            item=self._filed_item.id,
            result=result,
            day=self.today if self._confirmed else self._day.day(self.today),
            document="" if self._in_person else self._document.text(),
            note=self._note.text() if not self._confirmed else "",
            confirms=proposal.paper if proposal is not None and self._confirmed else "",
            ground=self._chosen_ground,
            basis=self._basis.text() if self._rows["basis"].isVisibleTo(self) else "",
            signer="" if self._in_person else person,
            signed_on=self._signed_on.day(self.today, "signed_on") if on_paper else None,
            representative=person if self._in_person else "",
            pin=self._pin.text() if self._in_person else "",
            as_issued=self._as_issued,
            recourse=recourse,
        )

    def _recourse(self) -> Recourse:
        """Review body, court and telephone as entered. Raises BadInput for what the paper requires."""
        wanted = self._directions
        if wanted is None or not self._confirmed:
            return NO_RECOURSE
        named = (self._review_body.words, self._court.words) if wanted.remedies else ("", "")
        recourse = Recourse(*named, self._phone.text())
        settle(recourse, wanted)
        return recourse

    def _add_rows(self) -> dict[str, QWidget]:
        self._add(self.tr("事项"), self._item, "item")
        self._add(self.tr("结果"), self._result, "result")
        rows = {
            "confirms": self._add(self.tr("我们拟的稿"), self._confirms, "confirms"),
            "extent": self._add(self.tr("准予的范围"), self._extent, "extent"),
            "extent_words": self._add(self.tr("准予的内容、条件"), self._extent_words, "extent_words"),
            "known_by": self._add(self.tr("机关怎么确认的"), self._known_by, "known_by"),
            "ground": self._add(self.tr("理由"), self._ground, "ground"),
            "note": self._add(self.tr("说明"), self._note, "note"),
            "basis": self._add(self.tr("法律依据"), self._basis, "basis"),
            "day": self._add(self.tr("决定日期"), self._day, "day"),
            "by": self._add(self.tr("签发人"), self._by, "by"),
            "document": self._add(self.tr("机关文号"), self._document, "document"),
            "signed_on": self._add(self.tr("机关签发的日期"), self._signed_on, "signed_on"),
            "review_body": self._add(
                self.tr("不服的向哪个机关申请行政复议"), self._review_body, "review_body"
            ),
            "court": self._add(self.tr("不服的向哪个法院起诉"), self._court, "court"),
            "phone": self._add(self.tr("机关的联系电话"), self._phone, "phone"),
            "person": self._add(
                self.tr("首席代表、签发人（从名单里选）"), self._person, "signer", "representative"
            ),
        }
        self._body.addWidget(self._nobody)
        rows["pin"] = self._add(self.tr("首席代表本人的口令"), self._pin, "pin")
        rows["issued"] = self._add(self.tr("规则不允许、机关已经签发的"), self._issued, "as_issued")
        rows["gives"] = self._add(self.tr("证照"), self._gives, "nothing", "certificate")
        self._things = self._add_thing()
        return rows

    @property
    def _chosen_extent(self) -> Extent | None:
        chosen = self._extent.chosen
        return Extent(chosen[0]) if chosen and chosen[0] != _WHOLE else None

    @property
    def _given(self) -> HandsOver | None:
        """What came with the decision: the thing itself, nothing ever, or None: it comes later."""
        chosen = self._gives.chosen
        return HandsOver(chosen[0]) if chosen and chosen[0] != _LATER else None

    @property
    def _chosen_result(self) -> Result:
        return Result(self._result.chosen[0])

    @property
    def _as_issued(self) -> bool:
        return _YES in self._issued.chosen and self._rows["issued"].isVisibleTo(self)

    @property
    def _confirmed(self) -> bool:
        return _YES in self._confirms.chosen and self._rows["confirms"].isVisibleTo(self)

    @property
    def _in_person(self) -> bool:
        return self._confirmed and KnownBy.PIN.value in self._known_by.chosen

    @property
    def _directions(self) -> Directions | None:
        """Review and court directions the decision must contain; only where a draft of ours is waiting."""
        wanted = (d for d in self.offered.directions if d.item == self._filed_item.id)
        return next(wanted, None)

    @property
    def _chosen_ground(self) -> Ground | None:
        chosen = self._ground.chosen if self._rows["ground"].isVisibleTo(self) else ()
        return Ground(chosen[0]) if chosen else None

    def _fill(self) -> None:
        names = [(i, found.asked.name) for i in self.offered.items if (found := self.matter.item(i))]
        self._item.show_options(names, names[0][:1])
        self._day.show_day(self.today)
        for field in (self._by, self._document, self._basis, self._extent_words, self._note, self._pin):
            field.clear()
        self._signed_on.show_day(self.today)
        self._person.show_options(())
        self._ground.show_options([(g.value, ground_word(g)) for g in Ground])
        self._known_by.show_options([(k.value, known_by_word(k)) for k in KnownBy])
        self._issued.show_options([(_YES, self.tr("已签发，照实登记，标注与规则不符"))])
        extents = [(_WHOLE, self.tr("照申请准予")), *((e.value, e.label) for e in Extent)]
        self._extent.show_options(extents, (_WHOLE,))
        self._follow_item()

    def _show_gives(self) -> None:
        """Later is usual; what the guide publishes as nothing to hand over is chosen."""
        none = not result_names(self.matter, self._filed_item)
        options = [
            (HandsOver.THING.value, self.tr("证照一起到了")),
            (_LATER, self.tr("证照以后到")),
            (HandsOver.NOTHING.value, self.tr("没有要交的")),
        ]
        self._gives.show_options(options, (HandsOver.NOTHING.value if none else _LATER,))
        self._fill_thing()

    def _follow_item(self) -> None:
        present = any(p.in_person for p in self._people)
        self._known_by.choose(((KnownBy.PIN if present else KnownBy.PAPER).value,))
        self._issued.choose(())
        self._show_results()
        self._confirms.show_options([(_YES, self.tr("机关确认了这份代拟稿"))], (_YES,))
        self._show_directions()
        self._show_gives()
        self._follow_result()

    def _show_directions(self) -> None:
        """Show what is known, and what the law suggests, for the chosen item."""
        wanted = self._directions
        self._phone.clear()
        if wanted is None:
            return
        self._review_body.open_with(wanted.known.review_body, wanted.body)
        self._court.open_with(wanted.known.court, wanted.court)
        if wanted.known.phone:
            words = self.tr("不写就用：{0}").format(wanted.known.phone)
        elif wanted.hall_phone:
            words = self.tr("不写就印大厅电话：{0}").format(wanted.hall_phone)
        else:
            words = self.tr("决定书上要有，例如 0482-0000000")
        self._phone.setPlaceholderText(words)

    def _follow_issued(self) -> None:
        self._show_results(self._result.chosen)
        self._follow_result()

    def _show_results(self, chosen: tuple[str, ...] = ()) -> None:
        """Results the organ may have returned; a signed decision against the applicant may be recorded in any state."""
        item = self._filed_item
        allowed = results(self.matter, item, self.today, accepted_here=item.id in self.offered.unaccepted)
        if _YES in self._issued.chosen:
            allowed = tuple(r for r in Result if r in allowed or r in ADVERSE)
        proposal = item.proposal
        first = proposal.result if proposal and proposal.result in allowed else allowed[0]
        kept = chosen if chosen and Result(chosen[0]) in allowed else (first.value,)
        self._result.show_options([(r.value, result_word(r)) for r in allowed], kept)

    def _follow_result(self) -> None:
        proposal, result = self._filed_item.proposal, self._chosen_result
        adverse = result is not Result.GRANTED
        drafted = proposal is not None and proposal.result is result and _YES not in self._issued.chosen
        rows = self._rows
        rows["confirms"].setVisible(drafted)
        confirmed, in_person = self._confirmed, self._in_person
        free = adverse and not confirmed
        rows["known_by"].setVisible(confirmed)
        rows["ground"].setVisible(free and result is not Result.LAPSED)
        rows["basis"].setVisible(free)
        rows["note"].setVisible(free)
        rows["issued"].setVisible(free or _YES in self._issued.chosen)
        rows["day"].setVisible(not confirmed)
        rows["signed_on"].setVisible(confirmed and not in_person)
        rows["by"].setVisible(not adverse)
        rows["document"].setVisible(not in_person)
        for row in ("extent", "gives"):
            rows[row].setVisible(not adverse)
        rows["extent_words"].setVisible(not adverse and self._chosen_extent is not None)
        self._show_thing(shown=not adverse and self._given is HandsOver.THING)
        rows["pin"].setVisible(in_person)
        wanted = self._directions if confirmed else None
        for row in ("review_body", "court"):
            rows[row].setVisible(wanted is not None and wanted.remedies)
        rows["phone"].setVisible(wanted is not None)
        if not in_person:
            self._pin.clear()
        self._show_people(adverse, in_person)

    def _show_people(self, adverse: bool, in_person: bool) -> None:
        people = [p for p in self._people if p.in_person or not in_person]
        options = [(p.code, f"{p.name} {p.code}") for p in people]
        kept = tuple(c for c in self._person.chosen if any(c == p.code for p in people))
        self._person.show_options(options, kept or tuple(p.code for p in people if len(people) == 1))
        self._rows["person"].setVisible(adverse and bool(people))
        self._nobody.setText("" if people else nobody_listed(self._filed_item.asked.organ))
        self._nobody.setVisible(adverse and not people)
