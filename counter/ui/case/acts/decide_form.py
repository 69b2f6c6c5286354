"""接着办: decide again on items that were only taken in, waiting, or to be notified again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.domain.case.acts.acts import CaseAct, Decide
from counter.domain.case.acts.correction import BySupervisor, NewFact, Reopening, fact_of_not_found
from counter.domain.case.acts.rejudge import unseen_of, unsettled
from counter.domain.case.item_events import Again
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput
from counter.domain.visit.checklist import Line
from counter.domain.visit.looked_at import listed_names
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.originals import unseen
from counter.domain.visit.sharing import demandable
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.theme import Look
from counter.ui.words.acts import again_word

_YES = "yes"
_PRESENT = (MaterialState.RECEIVED, MaterialState.PLEDGED, MaterialState.E_LICENCE)


class DecideForm(CaseForm):
    """Shows only the fields that this case needs."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "decideForm", self.tr("接着办"), self.tr("按现在的情况决定并出具文书"))
        self._items = self._choices("decideItems", self.tr("事项"), many=True)
        self._none_brought = self._choices("decideRest", self.tr("还没有看的材料"), many=True, optional=True)
        self._valid = self._choices("decideValid", self.tr("收着的材料"), many=True, optional=True)
        self._seen = self._choices("decideSeen", self.tr("现在看过原件的材料"), many=True, optional=True)
        self._wrong = self._choices(
            "decideWrong", self.tr("再看时发现不符合的材料"), many=True, optional=True
        )
        self._unfound = self._choices(
            "decideUnfound", self.tr("机关书面答复查无的材料"), many=True, optional=True
        )
        self._settled = Field("decideSettled", self.tr("怎样认定的"), self.tr("谁认定的、结果是什么"))
        self._again = self._choices("decideAgain", self.tr("为什么再告知一次"))
        self._organ = Field("decideOrgan", self.tr("答复的机关"), self.tr("哪个机关"))
        self._document = Field("decideDocument", self.tr("哪份文书"), self.tr("名称或者文号"))
        self._day = DayField("decideFactDay", self.tr("文书的日期"))
        self._words_field = Field(
            "decideAgainWords", self.tr("什么变了，或者理由"), self.tr("什么变了、哪里不符合，写给申请人看")
        )
        self._supervisor = SupervisorFields()
        self._add(self.tr("办哪些事项"), self._items, "items")
        self._unseen: tuple[Line, ...] | None = None
        self._rows: dict[str, QWidget] = {
            "seen": self._add(
                self.tr("收着的材料里，原件没有登记看过的：现在看过的选上"), self._seen, "materials"
            ),
            "wrong": self._add(
                self.tr("收着的材料里，再看时发现不符合的（没有就不选）"), self._wrong, "materials"
            ),
            "rest": self._add("", self._none_brought, "rest_missing"),
            "unfound": self._add(
                self.tr("共享获取的材料里，机关书面答复查无的（没有就不选）"), self._unfound, "not_found"
            ),
            "valid": self._add(self.tr("收着的材料还有效吗"), self._valid, "papers_valid"),
            "settled": self._add(self.tr("当时没认定的情形，现在怎样认定的"), self._settled, "settled"),
            "again": self._add(self.tr("为什么再告知一次"), self._again, "again_why"),
            "fact": self._add(self.tr("出自哪份文书，哪一天"), self._writing(), "fact"),
            "words": self._add(self.tr("什么变了，或者理由"), self._words_field, "again"),
            "supervisor": self._add("", self._supervisor, "supervisor", "pin"),
        }
        self._at |= {"fact_document": self._document, "fact_day": self._day, "organ": self._organ}
        for choices in (self._items, self._again, self._wrong, self._unfound):
            choices.changed.connect(self._show_rows)

    def build(self) -> CaseAct:
        if not self._items.chosen:
            raise BadInput(self.tr("请选要办的事项。"), field="items")
        seen = {i: self._as_seen(i) for i in self._chosen("seen")}
        wrong = {i: self._as_wrong(i) for i in self._chosen("wrong")}
        unfound = {i: self._as_unfound() for i in self._chosen("unfound")}
        settled = self._settled.text() if self._rows["settled"].isVisibleTo(self) else ""
        none_brought = _YES in self._none_brought.chosen and self._rows["rest"].isVisibleTo(self)
        again = self._why_again({**wrong, **unfound}) if self._reopens else None
        lines = {**seen, **wrong, **unfound}
        return Decide(self._items.chosen, settled, _YES in self._valid.chosen, again, lines, none_brought)

    def _as_seen(self, line_id: str) -> Brought:
        return replace(self.matter.brought[line_id], original_seen=True)

    def _why_again(self, lines: dict[str, Brought]) -> Reopening:
        words = self._words_field.text().strip()
        if self._by_supervisor:
            self._supervisor.check()
            return BySupervisor(words, self._supervisor.consent())
        own = fact_of_not_found(self.matter.checklist, lines)
        if own is not None and not words and len(own.lines) == len(lines):
            return own  # the organ's 查无 is sufficient
        if not self._document.text().strip():
            raise BadInput(
                self.tr("再次告知要有新的事实：写明出自哪份文书、哪一天、什么变了。"), field="fact_document"
            )
        return NewFact(self._document.text().strip(), self._fact_day(), words, tuple(lines))

    def _fact_day(self) -> date:
        if not self._day.text().strip():
            raise BadInput(self.tr("请写明那份文书的日期。"), field="fact_day")
        return self._day.day(self.today, "fact_day")

    def _as_wrong(self, line_id: str) -> Brought:
        words = self._words_field.text().strip()
        if not words:
            raise BadInput(self.tr("请写明哪里不符合。"), field="again")
        return replace(self.matter.brought.get(line_id, Brought()), state=MaterialState.DEFECTIVE, note=words)

    def _as_unfound(self) -> Brought:
        for field, words, name in (
            (self._organ, self.tr("请写明哪个机关书面答复的。"), "organ"),
            (self._document, self.tr("请写明书面答复的文号。"), "fact_document"),
        ):
            if not field.text().strip():
                raise BadInput(words, field=name)
        answer = SharedAnswer(
            Shared.NOT_FOUND, self._organ.text().strip(), self._document.text().strip(), self._fact_day()
        )
        return Brought(MaterialState.MISSING, shared=answer)

    def _chosen(self, row: str) -> tuple[str, ...]:
        choices = {"seen": self._seen, "wrong": self._wrong, "unfound": self._unfound}[row]
        return choices.chosen if self._rows[row].isVisibleTo(self) else ()

    @property
    def _by_supervisor(self) -> bool:
        return self._again.chosen == (Again.SUPERVISOR.value,)

    @property
    def _reopens(self) -> bool:
        """Every offer was notified before: it can only be notified again, with a reason (L3)."""
        return not self.offered.urgent

    def _writing(self) -> QWidget:
        """The document and its day side by side; before them the organ where it wrote 查无."""
        fields = QWidget()
        line = QHBoxLayout(fields)
        line.setContentsMargins(0, 0, 0, 0)
        for field in (self._organ, self._document, self._day):
            line.addWidget(labelled(field))
        return fields

    def _fill(self) -> None:
        names = self._item_names()
        self._items.show_options(names, self.offered.items)
        self._unseen = None
        self._valid.show_options([(_YES, self.tr("逐份看过，都在有效期内"))])
        self._again.show_options([(a.value, again_word(a)) for a in Again], (Again.NEW_FACT.value,))
        for field in (self._settled, self._words_field, self._organ, self._document, self._day):
            field.clear()
        self._supervisor.clear()
        self._seen.show_options([(x.id, x.name) for x in self._open_originals(self.offered.items)])
        self._wrong.show_options([(x.id, x.name) for x in self._mine() if self._may_be_wrong(x)])
        self._unfound.show_options([(x.id, x.name) for x in self._mine() if self._looked_up(x)])
        self._show_rows()

    def _open_originals(self, items: Iterable[str]) -> tuple[Line, ...]:
        wanted = set(items)
        return tuple(x for x in unseen(self.matter.lines, self.matter.brought) if set(x.items) & wanted)

    def _mine(self) -> tuple[Line, ...]:
        return tuple(x for x in self.matter.lines if set(x.items) & set(self.offered.items))

    def _may_be_wrong(self, line: Line) -> bool:
        mine = self.matter.brought_of(line)
        return mine.state in _PRESENT and demandable(line, mine)

    def _looked_up(self, line: Line) -> bool:
        return self.matter.brought_of(line).state is MaterialState.SHARED

    def _show_rows(self) -> None:
        chosen = set(self._items.chosen)
        self._show_unseen(unseen_of(self.matter, chosen))
        waits = any(i.state is ItemState.WAITING for i in self.matter.items if i.id in chosen)
        open_words = [words for item, words in unsettled(self.matter).items() if item in chosen]
        mine = [x for x in self._mine() if set(x.items) & chosen]
        unfound = bool(self._unfound.chosen)
        self._rows["seen"].setVisible(bool(self._open_originals(chosen)))
        self._rows["valid"].setVisible(waits)
        self._rows["settled"].setVisible(bool(open_words))
        self._settled.setPlaceholderText(open_words[0] if open_words else "")
        self._rows["again"].setVisible(self._reopens)
        self._rows["words"].setVisible(self._reopens or bool(self._wrong.chosen))
        self._rows["wrong"].setVisible(any(self._may_be_wrong(x) for x in mine))
        self._rows["unfound"].setVisible(any(self._looked_up(x) for x in mine))
        self._rows["fact"].setVisible(unfound or (self._reopens and not self._by_supervisor))
        self._organ.setVisible(unfound)
        self._rows["supervisor"].setVisible(self._reopens and self._by_supervisor)

    def _show_unseen(self, unseen: tuple[Line, ...]) -> None:
        """List unrecorded materials with one confirmation that none was brought; another list asks again."""
        if unseen == self._unseen:
            return
        self._unseen = unseen
        words = self.tr("其余都没带（{0}份）：{1}").format(len(unseen), listed_names(unseen))
        self._none_brought.show_options([(_YES, words)] if unseen else [])
        self._rows["rest"].setVisible(bool(unseen))
