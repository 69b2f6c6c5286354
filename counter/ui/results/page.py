"""出件: a person's things of all cases handed out against one 送达回证, signed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.errors import BadInput, CounterError, RuleRefused, StaleBase
from counter.ui.kit.acts.unfinished_input import KeepingPage, put_away
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import ListAndDetail
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.lists.field_walk import FieldWalk
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.results.day_list_panel import DayListPanel
from counter.ui.results.pick_up_card import PickUpCard
from counter.ui.results.proof_sheet import ProofSheet
from counter.ui.results.shelf_list import ShelfListView, find_column, shelf_words
from counter.ui.words.printing import print_first

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from counter.domain.case.results.certificate import PreparedHandOut
    from counter.domain.papers.verify.scan import Scan
    from counter.services.results.hand_out import ProofMade
    from counter.services.results.shelf import PickUp, Shelf, ShelfPerson
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.results import HandOutFacade
    from counter.ui.results.way_form import WayForm


class HandOutPage(KeepingPage):
    """Signals: ``announced(message)``; ``case_wanted(number)`` with Alt+O; ``changed`` after a hand-out."""

    announced = Signal(Message)
    case_wanted = Signal(str)
    changed = Signal()

    def __init__(
        self, facade: HandOutFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("出件"))
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._asked, self._busy = 0, False
        self._behind = False  # another program wrote while something was begun here
        self._whole = True  # the whole shelf is listed, not who was looked for
        self._read = ""  # the number of the document by which the person was found
        self.field = Field("shelfFind", self.tr("找人（扫回执、身份证，或者输入姓名）"), self.tr("回车找"))
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("shelfSummary")
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("shelfNone")
        self.list = ShelfListView(look)
        self.card = PickUpCard(look)
        self.keeping = (self.card.words,)
        self.sheet = ProofSheet(facade, background, look, self.card, self._refuse)
        self.lists = DayListPanel(facade, background, look)
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> str:
        """Who collects, or how it goes, half typed."""
        if self.lists.isVisible() and self.lists.half_done:
            return self.tr("机关结果清单")
        return self.tr("领取人的登记") if self.card.half_done else ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk; what the one before saw goes at once, what was typed waits for who typed it."""
        self.card.show_person(None)
        self.card.clerk = clerk.code if clerk else ""
        self._clerk = self.sheet.clerk = clerk
        self._asked += 1
        self._busy, self._read = False, ""
        self.field.clear()
        self.list.show_rows(())
        self.lists.set_clerk(clerk)
        self._show_lists(shown=False)
        for label in (self._summary, self._none):
            label.setText("")

    def on_shown(self) -> None:
        """Read the shelf anew, ready for a scan."""
        self.refresh()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """The whole shelf; an answer to an older question is dropped."""
        if self._clerk is None:
            return
        asked, self._whole = self._ask(), True

        def show(found: Shelf) -> None:
            if asked != self._asked:
                return
            self._summary.setText(shelf_words(found))
            self._show_people(found.people, self.tr("柜上没有等领的证照。"))

        self._background.run(self._facade.shelf, show, self._refuse)

    def look_again(self) -> None:
        """Another program wrote: the list and the person in hand as they are by now, once nothing is begun there."""
        self._behind = self._busy or self.card.begun or self.lists.isVisible()
        if self._clerk is None or self._behind:
            return
        asked, row, whole = self._asked, self.list.row(), self._whole

        def read() -> tuple[Shelf | None, PickUp | None]:
            person = None if row is None else self._facade.pick_up(row.key)
            return self._facade.shelf() if whole else None, person

        def show(found: tuple[Shelf | None, PickUp | None]) -> None:
            self._behind = self._busy or self.card.begun
            if asked == self._asked and not self._behind:
                self._renew(*found, row)

        self._background.run(read, show, self._refuse)

    def _renew(self, shelf: Shelf | None, person: PickUp | None, row: ShelfPerson | None) -> None:
        """Where something changed. Who has nothing here any more gives way to nobody: a key would act on another."""
        if shelf is not None and shelf.people != tuple(self.list.rows):
            self._summary.setText(shelf_words(shelf))
            if row is not None and row.key not in {one.key for one in shelf.people}:
                self.list.show_rows(shelf.people, None)
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
                words = self.tr("刚才那一位的已在别处办了，列表已换成最新的。")
                self.announced.emit(Message(Tone.SAID, words))
                return
            self._show_people(shelf.people, self.tr("柜上没有等领的证照。"))
        if person != self.card.found:
            self._reread()

    def take_scan(self, scan: Scan) -> None:
        """A document, or the code on a receipt: who collects while that is being filled in, else whose things."""
        if self.card.takes_documents and scan.number and not scan.paper:
            self.card.collector.take_scan(scan)
            return
        self.begin_with(scan.number, read=not scan.paper)

    def take_code(self, text: str) -> bool:
        """A scanned code that is none of ours; whether it was taken, as by who posts."""
        return self.card.take_code(text)

    def open_scanned(self, scan: Scan) -> None:
        """A receipt or notice: its person collects."""
        self.begin_with(scan.number)

    def begin_with(self, text: str, *, read: bool = False) -> None:
        """Find who that is. ``read``: it is the number of a document that was just read."""
        if self._clerk is None or not text.strip():
            return
        self._read = text.strip() if read else ""
        asked, self._whole = self._ask(), False

        def show(found: tuple[Sequence[ShelfPerson], str]) -> None:
            if asked != self._asked:
                return
            people, nobody = found
            self.field.selectAll()
            self._summary.setText(self.tr("找到 {0} 人").format(len(people)) if people else "")
            self._show_people(people, nobody)
            if len(people) == 1:
                self.card.take_focus()

        self._background.run(lambda: self._facade.look_up(text), show, self._refuse)

    # -- the sheet --
    def press(self) -> None:
        """F9: make the sheet and print it; once it waits for a signature, record that it was signed (two presses)."""
        if self.lists.isVisible():
            self.lists.press()
        if self.lists.isVisible() or self._busy or self._clerk is None or self.card.found is None:
            return
        if self.card.waiting is not None:
            self.card.confirm.press()
        elif self.card.way is not None:
            self._check_way(self.card.way)
        else:
            self._prepare()

    def _prepare(self) -> None:
        clerk, found = self._clerk, self.card.found
        if clerk is None or found is None:
            return
        chosen, who = self.card.chosen, self.card.collector.collector
        if not chosen:
            self.card.collector.say(self.tr("请选要领的证照、文书或者原件。"))
            return
        self._busy = True

        def made(proof: ProofMade) -> None:
            self._busy = False
            self.card.words.done()
            self._said(self.tr("送达回证 {0} 已出，正在送打印机。").format(proof.number))
            self._reread()
            self.sheet.send_proof(proof.case, proof.paper, proof.number)

        self._background.run(lambda: self._facade.prepare(chosen, who, clerk), made, self._refuse)

    def _check_way(self, way: WayForm) -> None:
        """The first press says what is wrong, the second records it."""
        if way.tell_unreadable():
            return
        try:
            way.build(self._facade.now())
        except BadInput as wrong:
            way.refuse(wrong.sentence, wrong.field or "")
        else:
            self.card.sending.press()

    def _carry_out(self) -> None:
        clerk, found, way = self._clerk, self.card.found, self.card.way
        if clerk is None or found is None or way is None or self._busy:
            return
        wanted = way.build(self._facade.now())
        bases = {case: found.bases[case] for case in wanted}
        self._busy = True

        def done(slips: Sequence[tuple[str, str, str]]) -> None:
            self._busy = False
            self.card.words.done()
            self._said(way.done)
            for case, paper, number in slips:
                self.sheet.send(
                    case, paper, self.tr("物料流转单 {0} 已送打印机，请两边签字。").format(number)
                )
            self._reread()
            self.changed.emit()

        self._background.run(lambda: self._facade.carry_out(wanted, bases, clerk), done, self._refuse)

    def _said(self, words: str) -> None:
        self.announced.emit(Message(Tone.DONE, words))

    def _record(self) -> None:
        self._end(self._facade.record, self.tr("已登记领取：{0}。请交给领取人，不要漏了原件。"))

    def _drop(self) -> None:
        self._end(self._facade.drop, self.tr("送达回证 {0} 已作废，没有领的还在柜上。"))

    def _end(self, act: Callable[[PreparedHandOut, Clerk], None], words: str) -> None:
        clerk, waiting = self._clerk, self.card.waiting
        if clerk is None or waiting is None or self._busy:
            return
        self._busy = True

        def done(_: None) -> None:
            self._busy, self._read = False, ""  # his document went back with him
            self._said(words.format(waiting.proof_number))
            self._reread()
            self.changed.emit()

        self._background.run(lambda: act(waiting, clerk), done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, StaleBase):
            self.announced.emit(Message(Tone.SAID, self.tr("刚被别处改过，已换成最新的，请再看一遍。")))
            self._reread()
        elif isinstance(error, BadInput | RuleRefused) and self.card.way is not None:
            self.card.way.refuse(message_of(error).sentence, error.field or "")
        elif isinstance(error, BadInput | RuleRefused) and self.card.fills_in:
            self.card.collector.refuse(message_of(error).sentence, error.field or "")
        elif isinstance(error, CounterError):
            words = print_first(error)
            self.announced.emit(Message(Tone.REFUSED, words) if words else message_of(error))
        else:
            raise error

    # -- showing --
    def _open_list(self) -> None:
        self._show_lists(shown=True)
        self.lists.choose_file()

    def _show_lists(self, *, shown: bool) -> None:
        self.lists.setVisible(shown)
        self.card.setVisible(not shown and self.card.found is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.card.calm()
            if self.card.half_done:
                self.announced.emit(put_away(self.half_done))
            self.field.clear()
            self._read = ""
            self.lists.forget()
            self._show_lists(shown=False)
            self.on_shown()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> int:
        self._asked += 1
        return self._asked

    def _show_people(self, people: Sequence[ShelfPerson], nobody: str) -> None:
        current = self.list.row()
        self._none.setText("" if people else nobody)
        self._none.setVisible(not people)
        self.list.setVisible(bool(people))
        self.list.show_rows(tuple(people), "" if current is None else current.key)

    def _on_current(self, row: ShelfPerson | None) -> None:
        if row is None:
            self.card.show_person(None)
            return
        if self._behind:
            self.look_again()
        key, asked = row.key, self._asked

        def show(found: PickUp | None) -> None:
            now = self.list.row()
            if asked == self._asked and now is not None and now.key == key:
                self.card.show_person(found, self._facade.now(), self._read)
                self._show_lists(shown=self.lists.isVisible())

        self._background.run(lambda: self._facade.pick_up(key), show, self._refuse)

    def _reread(self) -> None:
        """The person as now, in the list too, which keeps its place."""
        if (row := self.list.row()) is not None:
            self._background.run(lambda: self._facade.find(row.key), self.list.renew, self._refuse)
            self._on_current(row)

    def _connect(self) -> None:
        FieldWalk(self.field, self.list.walk)
        self.field.returnPressed.connect(self._find)
        self.list.current.connect(self._on_current)
        self.card.announced.connect(self.announced)
        self.lists.announced.connect(self.announced)
        self.lists.taken.connect(self.changed)
        self.lists.case_wanted.connect(self.case_wanted)
        self.list.opened.connect(lambda _: self.card.take_focus())
        self.card.go.clicked.connect(self.press)
        self.sheet.announced.connect(self.announced)
        self.card.sheet_wanted.connect(self.sheet.show)
        self.card.again.clicked.connect(lambda: None if self._busy else self.sheet.print_again())
        self.card.drop.clicked.connect(self.card.dropping.press)
        self.card.open.clicked.connect(self._open_case)
        self.card.save.clicked.connect(self.sheet.choose_place)
        self.card.confirm.confirmed.connect(self._record)
        self.card.sending.confirmed.connect(self._carry_out)
        self.card.dropping.confirmed.connect(self._drop)
        for key, act in (
            ("F9", self.press),
            ("Ctrl+O", self._open_list),
            ("F8", self.card.again.click),
            ("Alt+X", self.card.drop.click),
            ("Ctrl+S", self.card.save.click),
            ("Alt+O", self.card.open.click),
            ("Alt+Y", self.card.ways.take_focus),
            ("F5", self.on_shown),
        ):
            bind_key(self, key, act)

    def _open_case(self) -> None:
        if number := self.card.case_number:
            self.case_wanted.emit(number)

    def _find(self) -> None:
        text = self.field.text().strip()
        if text:
            self.begin_with(text)
        else:
            self.refresh()

    def _arrange(self) -> None:
        self.open_list = ActButton("openDayList", self.tr("机关结果清单…"), "Ctrl+O", role="quiet")
        self.open_list.clicked.connect(self._open_list)
        head = (TextLabel(self.tr("出件"), "title"), self.open_list)
        column = find_column(*head, (labelled(self.field), self._summary, self._none), self.list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addWidget(ListAndDetail(self._look, column, self.card, self.lists))
        self._show_lists(shown=False)
