"""One person's pick-up: the things, how they go, who collects, and the sheet that waits for a signature."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case.acts.hand_out import Chosen, ThingKind
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_foot import ActFoot
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_columns import StepBeside, at_left
from counter.ui.kit.controls.reading_order import read_as_laid_out, tab_through
from counter.ui.kit.controls.shown_presses import show_presses
from counter.ui.kit.controls.two_press import TwoPress
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_preview import PaperPreview
from counter.ui.results.collector_card import CollectorCard
from counter.ui.results.person_head import PersonHead
from counter.ui.results.things_list import ThingListView, rows_of
from counter.ui.results.way_form import WayForm
from counter.ui.results.way_forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from counter.domain.case.results.certificate import PreparedHandOut
    from counter.services.results.shelf import PickUp


_COLLECT = "collect"


class PickUpCard(QWidget):
    """What is shown of one person; the page acts.

    ``clerk``: code of who acts, to whom what was typed comes back.

    Signals: ``sheet_wanted(waiting)``: there is room to show the sheet that waits for its signature;
    ``announced(message)``: what was typed for this person before stands there again.
    """

    sheet_wanted = Signal(object)
    announced = Signal(Message)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pickUpCard")
        self.found: PickUp | None = None
        self.clerk = ""
        self.words = UnfinishedFields(self, lambda: self.tr("领取人的登记"))
        self._who = TextLabel("", "title", wrap=True)
        self._who.setObjectName("pickUpWho")
        self._number = TextLabel("", "second", wrap=True)
        self.things = ThingListView(look)
        self.collector = CollectorCard(look)
        self.ways = Choices(look, "handOutWays", self.tr("怎么给"))
        self._forms: dict[str, WayForm] = {}  # those that were possible for somebody, by name
        self._ways_label = TextLabel(self.tr("怎么给"), "second")
        self._ways_key = KeyCap("Alt+Y")
        self._sheet = TextLabel("", "second", wrap=True)
        self._sheet.setObjectName("pickUpSheet")
        self.preview = PaperPreview()
        self._previewed = ""
        self.go = ActButton("handOutGo", "", "F9", role="primary", writes=True)
        self.again = ActButton("handOutAgain", self.tr("再打一张"), "F8", writes=True)
        self.save = ActButton("handOutSave", self.tr("存成 PDF…"), "Ctrl+S", writes=True)
        self.drop = ActButton("handOutDrop", self.tr("没有领，回证作废"), "Alt+X", writes=True)
        self.open = ActButton("handOutOpen", self.tr("打开办件"), "Alt+O", role="quiet")
        self.confirm, self.dropping, self.sending = TwoPress(self), TwoPress(self), TwoPress(self)
        show_presses(self.go, self.confirm, armed=self.tr("再按一次 F9：已签字，东西交给领取人"))
        show_presses(self.go, self.sending, armed=self.tr("再按一次 F9 记下"))
        show_presses(self.drop, self.dropping, armed=self.tr("再按一次 Alt+X：作废"))
        self.things.changed.connect(self._show_state)
        self.things.left.connect(self.collector.take_focus)
        self.collector.changed.connect(self.calm)
        self.collector.left.connect(self.go.setFocus)
        self.ways.changed.connect(self._on_way)
        self.ways.left.connect(self._focus_way)
        self._lazy = {kind: LazyPart(partial(self._make_form, kind, look), self) for kind in FORMS}
        self._arrange(look)
        self.show_person(None)

    @property
    def waiting(self) -> PreparedHandOut | None:
        """The sheet that waits for its signature."""
        return self.found.waiting[0] if self.found is not None and self.found.waiting else None

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What is ticked, by case."""
        return () if self.found is None else self.things.chosen(self.found.bases)

    @property
    def case_number(self) -> str:
        """Number of the case of the current thing, "" where nothing is listed."""
        row = self.things.row()
        thing = None if row is None else row.offered or row.awaited
        return "" if self.found is None or thing is None else self.found.numbers[thing.case]

    @property
    def half_done(self) -> bool:
        """True while who collects, or how it goes, is half typed."""
        return (self.way is not None or self.fills_in) and self.words.half_done

    @property
    def begun(self) -> bool:
        """True while something is half typed, or pressed once."""
        presses = (self.confirm, self.dropping, self.sending)
        return self.half_done or any(one.is_armed or one.is_settling for one in presses)

    @property
    def way(self) -> WayForm | None:
        """The form by which things go otherwise than by collecting; None where they are collected."""
        return None if self.waiting is not None else self._forms.get(next(iter(self.ways.chosen), ""))

    def take_code(self, text: str) -> bool:
        """Whether a scanned code is of the form in hand: the waybill of what is posted."""
        return self.way is not None and self.way.take_code(text)

    @property
    def fills_in(self) -> bool:
        """True while who collects can still be filled in."""
        return self.found is not None and self.waiting is None and self.way is None

    @property
    def takes_documents(self) -> bool:
        """True while the cursor is where who collects is filled in."""
        inside = QApplication.focusWidget()
        return self.fills_in and inside is not None and self.collector.isAncestorOf(inside)

    def show_person(self, found: PickUp | None, now: datetime | None = None, number: str = "") -> None:
        """Show a person at that time, None: nobody. ``number``: of the document by which the person was found."""
        self.words.put_away()
        self.found = found
        self.calm()
        self.setVisible(found is not None)
        if found is None:
            self.words.close()
            self.things.show_rows(())
            self.collector.clear()
            self.ways.show_options(())
            for form in self._forms.values():
                form.clear()
            return
        self._who.setText(found.person.name)
        self._number.setText(self.tr("证件 {0}").format(found.person.masked) if found.person.masked else "")
        self.things.show_rows(rows_of(found), on_sheet=bool(found.waiting))
        self.collector.show_person(found, number)
        if now is not None:
            self._show_ways(found, now)
        said = self.words.open_at(self.clerk, found.person.key)
        self._show_state()
        if said is not None:
            self.announced.emit(said)

    def take_focus(self) -> None:
        """The cursor comes from the shelf."""
        if self.waiting is None and self.things.rows:
            self.things.setFocus()
        else:
            self.go.setFocus()

    def _make_form(self, kind: Callable[[Look], WayForm], look: Look) -> WayForm:
        """Of the six ways that for which something is here: most collect, and ninety parts are not made."""
        form = kind(look)
        form.hide()
        form.changed.connect(self.calm)
        form.left.connect(self.go.setFocus)
        self._forms[form.objectName()] = form
        self._other_ways.addWidget(form)
        read_as_laid_out(self._step)
        tab_through(self.collector, *self._forms.values(), self._foot)
        return form

    def _show_ways(self, found: PickUp, now: datetime) -> None:
        """Collecting first; where nothing usually collected is here, the first other way."""
        possible = [form() for kind, form in self._lazy.items() if kind.possible(found)]
        for form in possible:
            form.show_person(found, now)
        options = [(_COLLECT, self.tr("窗口领取")), *((form.objectName(), form.title) for form in possible)]
        collects = not possible or any(row.ticked for row in self.things.rows)
        self.ways.show_options(options, (_COLLECT if collects else possible[0].objectName(),))

    def _on_way(self) -> None:
        self._show_state()

    def _focus_way(self) -> None:
        """Enter after the choice: on to what it asks."""
        (self.collector if self.way is None else self.way).take_focus()

    def _show_state(self) -> None:
        self.calm()
        waiting, way = self.waiting, self.way
        for part in (self.again, self.save, self.drop):
            part.setVisible(waiting is not None)
        for row in (self.ways, self._ways_label, self._ways_key):
            row.setVisible(waiting is None and len(self.ways.options) > 1)
        for form in self._forms.values():
            form.setVisible(form is way)
        self.collector.setVisible(waiting is None and way is None)
        self.things.setEnabled(waiting is None and way is None)
        self._sheet.setVisible(way is None)
        self._show_preview()
        if way is not None:
            self.go.say(way.caption)
            self.go.setEnabled(True)
            return
        if waiting is not None:
            day = self.tr("{0}月{1}日").format(waiting.day.month, waiting.day.day)
            words = self.tr(
                "送达回证 {0}（{1}出，{2}领）还没有登记。签好了按 F9 登记领取；没有领，作废以后可以再出。"
            )
            self._sheet.setText(words.format(waiting.proof_number, day, waiting.name))
            self.go.say(self.tr("登记领取"), self.tr("回证已签字"))
            self.go.setEnabled(True)
            return
        counts = self._counts()
        none = not any(counts.values())
        if self.found is not None and not any(row.can_go for row in self.things.rows):
            self._sheet.setText(self.tr("现在没有可以在这里领的。"))
        elif none:
            self._sheet.setText(self.tr("一样也没有选。按空格选要领的。"))
        else:
            self._sheet.setText(self._sheet_words(counts))
        self.go.say(self.tr("打送达回证"), self.tr("签好回证再按一次"))
        self.go.setEnabled(not none)

    def _show_preview(self) -> None:
        """The sheet itself where the step lies beside the things: it is laid beside what the citizen signs."""
        waiting = self.waiting
        shown = waiting is not None and self._sides.beside
        self.preview.setVisible(shown)
        if waiting is not None and shown and waiting.proof != self._previewed:
            self._previewed = waiting.proof
            self.preview.say(self.tr("正在准备预览…"))
            self.sheet_wanted.emit(waiting)

    def _counts(self) -> dict[ThingKind, int]:
        ticked = [row.offered for row in self.things.rows if row.ticked and row.offered is not None]
        return {kind: sum(one.kind is kind for one in ticked) for kind in ThingKind}

    def _sheet_words(self, counts: dict[ThingKind, int]) -> str:
        parts = (
            (counts[ThingKind.RESULT], self.tr("{0}本证照")),
            (counts[ThingKind.ORIGINAL], self.tr("{0}样原件")),
            (counts[ThingKind.PAPER], self.tr("{0}份文书")),
        )
        listed = "、".join(words.format(count) for count, words in parts if count)
        return self.tr("打一张送达回证：{0}，领取人一次签完。").format(listed)

    def calm(self) -> None:
        """No first press stands."""
        for one in (self.confirm, self.dropping, self.sending):
            one.disarm()

    def _arrange(self, look: Look) -> None:
        head = PersonHead(self._who, self._number, self.open)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(4, 8, 4, 8)
        inside.addWidget(self.things)
        ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addWidget(self._ways_label)
        ways.addWidget(self.ways, 1)
        ways.addWidget(self._ways_key)
        step = self._step = QWidget()
        follows = QVBoxLayout(step)
        follows.setContentsMargins(0, 0, 0, 0)
        follows.setSpacing(12)
        follows.addLayout(ways)
        follows.addWidget(self.collector)
        self._other_ways = QVBoxLayout()
        follows.addLayout(self._other_ways)
        follows.addWidget(self.preview, 100)
        follows.addStretch(1)
        follows.addLayout(at_left(look, self._sheet))
        self._foot = ActFoot((self.again, self.save, self.drop), self.go)
        follows.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(head)
        self._sides = StepBeside(look, card, step)
        self._sides.turned.connect(self._show_preview)
        column.addWidget(self._sides, 1)
