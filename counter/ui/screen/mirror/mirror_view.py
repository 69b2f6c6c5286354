"""The summary (镜屏): what is recorded, in the applicant's language; two equal buttons confirm or reject it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.screen.mirror import ApplicantReply, Mark, Masked, Mirror
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.screen.mirror.mirror_columns import MirrorColumns
from counter.ui.screen.mirror.mirror_pages import MirrorRow, Titled, titled
from counter.ui.screen.questions_view import QuestionsView
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.screen_view import ScreenView
from counter.ui.screen.touch.buttons import BigButton, HoldButton
from counter.ui.screen.wrong_view import WrongView


class MirrorView(ScreenView):
    """Signals: ``replied(ApplicantReply)`` for the summary shown · ``answered(question, options)``."""

    replied = Signal(object)
    answered = Signal(str, tuple)

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, parent)
        self.mirror = Mirror("")
        self._reply: ApplicantReply | None = None
        self._about = ""
        self._full = False
        self.columns = MirrorColumns(look, reach)
        self.columns.turned.connect(self._paged)
        self.wrong = WrongView(look, reach)
        self.wrong.selected.connect(self._wrong)
        self.wrong.back.connect(self._to_mirror)
        self.questions = QuestionsView(look, reach)
        self.questions.answered.connect(self.answered)
        self.questions.head_changed.connect(self.head_changed)
        self.questions.back.connect(self._to_mirror)
        self.page = QWidget()
        self.stack = QStackedWidget()
        for part in (self.page, self.wrong, self.questions):
            self.stack.addWidget(part)
        self._body = QVBoxLayout(self.page)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addLayout(self._build_head())
        self._body.addWidget(self.columns, 1)
        self._body.addLayout(self._build_foot())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.fit(reach)

    def show_mirror(self, mirror: Mirror) -> None:
        """Show the visit. A change asks for confirmation again; the same content changes nothing."""
        if mirror == self.mirror:
            return
        if mirror.title != self.mirror.title or mirror.filed:
            turn_to(self.stack, self.page)
        self.mirror = mirror
        self._reply = None
        self.title.setText(mirror.title)
        self._write_people()
        self._write_parts()
        if self.stack.currentWidget() is self.questions:
            self.questions.refresh(mirror.questions)
        self._ask()
        self._lay_out_buttons()

    def head_title(self) -> str:
        for view in (self.wrong, self.questions):
            if self.stack.currentWidget() is view:
                return view.head_title()
        return self.mirror.title

    def head_buttons(self) -> tuple[BigButton, ...]:
        if not self._on_page():
            return ()
        wanted: list[BigButton] = []
        if self.mirror.questions and not self.mirror.filed:
            wanted.append(self.answer_button)
        if any(p.masked != p.full for p in self.mirror.people):
            wanted.append(self.hold_button)
        return tuple(wanted)

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self._body.setSpacing(reach.gap)
        self._head.setSpacing(reach.gap)
        self._foot.setSpacing(reach.gap)
        self._names.setSpacing(reach.mm(1))
        self.columns.fit(reach)
        self.wrong.fit(reach)
        self.questions.fit(reach)
        for button in self._buttons:
            button.fit(reach)
        self.title.setVisible(not reach.tight)
        self._people.setVisible(not reach.tight and bool(self._pieces))
        self._write_parts()
        self._lay_out_buttons()

    def spoken(self) -> list[str]:
        """Everything but personal data: others in the hall can hear it."""
        for view in (self.wrong, self.questions):
            if self.stack.currentWidget() is view:
                return view.spoken()
        words = [self.mirror.title]
        for part in (*self.mirror.left, *self.mirror.right):
            words += [part.title, *(f"{line.name}，{line.words}".rstrip("，") for line in part.lines)]
        if self.mirror.answers:
            words += [self.tr("记下的回答"), *(f"{q}{a}" for q, a in self.mirror.answers)]
        return words

    def leave(self) -> None:
        self.hold_button.let_go()

    # -- inside ---------------------------------------------------------------------------------------------

    def _build_head(self) -> QHBoxLayout:
        self.title = TextLabel("", "title", wrap=True)
        self._people = QWidget()
        self._flow = FlowLayout(self._people, gap=self.reach.gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._people.setSizePolicy(policy)
        self._pieces: list[TextLabel] = []
        self.hold_button = HoldButton(self.tr("按住看全"), self.look, self.reach)
        self.answer_button = BigButton("", self.look, self.reach, size="text")
        self.hold_button.held.connect(self._show_full)
        self.answer_button.clicked.connect(self._to_questions)
        self._names = QVBoxLayout()
        self._names.addWidget(self.title)
        self._names.addWidget(self._people)
        self._names.addStretch(1)
        self._head = QHBoxLayout()
        self._head.addLayout(self._names, 1)
        for button in (self.answer_button, self.hold_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._head.addWidget(button)
        return self._head

    def _build_foot(self) -> QHBoxLayout:
        self.next_button = BigButton("", self.look, self.reach)
        self.wrong_button = BigButton(self.tr("有不对的地方"), self.look, self.reach, size="big")
        self.right_button = BigButton(self.tr("对"), self.look, self.reach, size="big")
        self.reply_label = TextLabel("", "head", wrap=True)
        self.again_button = BigButton(self.tr("改一下"), self.look, self.reach, size="big")
        self._buttons = (
            self.hold_button,
            self.answer_button,
            self.next_button,
            self.wrong_button,
            self.right_button,
            self.again_button,
        )
        self.next_button.clicked.connect(self.columns.turn_on)
        self.next_button.quick = True
        self.next_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.wrong_button.clicked.connect(self._to_wrong)
        self.right_button.clicked.connect(self._right)
        self.again_button.clicked.connect(self._again)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.wrong_button, 1)
        self._foot.addWidget(self.right_button, 1)
        self._foot.addWidget(self.reply_label, 1)
        self._foot.addWidget(self.again_button, 1)
        self._foot.addStretch()
        self._foot.addWidget(self.next_button)
        return self._foot

    def _write_people(self) -> None:
        people = self.mirror.people
        for piece in self._pieces[len(people) :]:
            piece.setParent(None)
            piece.deleteLater()
        del self._pieces[len(people) :]
        while len(self._pieces) < len(people):
            self._pieces.append(TextLabel("", "second"))
            self._flow.addWidget(self._pieces[-1])
        for piece, person in zip(self._pieces, people, strict=True):
            piece.setText(self._person_words(person))
        self._people.setVisible(not self.reach.tight and bool(self._pieces))

    def _person_words(self, person: Masked) -> str:
        return f"{person.label}\u00a0{person.full if self._full else person.masked}".strip()

    def _show_full(self, held: bool) -> None:
        self._full = held
        for piece, person in zip(self._pieces, self.mirror.people, strict=True):
            piece.setText(self._person_words(person))
        if self.reach.tight:
            self._write_parts()

    def _write_parts(self) -> None:
        """Lay out materials and answers; on a tight screen the persons come first."""
        left, last = list(titled(self.mirror.left)), []
        if self.reach.tight and self.mirror.people:
            left.insert(0, Titled(self.tr("办事的人"), tuple(self._people_rows())))
        if self.mirror.answers:
            answers = (
                MirrorRow(Mark.NONE, question, answer, asked=True) for question, answer in self.mirror.answers
            )
            last.append(Titled(self.tr("记下的回答"), tuple(answers)))
        self.columns.show_parts(left, titled(self.mirror.right), last)

    def _people_rows(self) -> Iterator[MirrorRow]:
        """Each person with the following numbers, each in its line: none is broken."""
        name, numbers = "", ""
        for person in self.mirror.people:
            words = self._person_words(person)
            if person.masked != person.full and name:
                numbers = f"{numbers}\n{words}".strip()
                continue
            if name:
                yield MirrorRow(Mark.NONE, name, numbers)
            name, numbers = words, ""
        if name:
            yield MirrorRow(Mark.NONE, name, numbers)

    def _lay_out_buttons(self) -> None:
        """In the head of a tight screen, or beside the title."""
        open_ones = sum(1 for q in self.mirror.questions if not q.chosen)
        if not open_ones:
            self.answer_button.say(self.tr("再看问题"))
        elif self.reach.tight:
            self.answer_button.say(self.tr("回答问题"))
        else:
            self.answer_button.say(self.tr("回答问题（{0}）").format(open_ones))
        if not self.reach.tight:
            wanted = self.head_buttons()
            for button in (self.answer_button, self.hold_button):
                if button.parentWidget() is not self.page:
                    self._head.addWidget(button)
                button.stacked = False
                button.fit(self.reach)
                button.setVisible(button in wanted)
        self.head_changed.emit()

    def _on_page(self) -> bool:
        return self.stack.currentWidget() is self.page

    def _paged(self, page: int, pages: int) -> None:
        """One button pages forward cyclically; swiping works in both directions."""
        words = self.tr("下一页") if page + 1 < pages else self.tr("第一页")
        self.next_button.say(f"{words}\n{page + 1} / {pages}")
        self.next_button.setVisible(pages > 1)

    def _ask(self) -> None:
        asking = self._reply is None and not self.mirror.filed
        self.wrong_button.setVisible(asking)
        self.right_button.setVisible(asking)
        replied = self._reply is not None and not self.mirror.filed
        self.reply_label.setVisible(replied)
        self.again_button.setVisible(replied)
        if self._reply is not None:
            self.reply_label.setText(self._reply_words(self._reply))

    def _reply_words(self, reply: ApplicantReply) -> str:
        if not reply.right:
            return self.tr("已告诉窗口，请等一下")
        if reply.pages:
            return self.tr("已告诉窗口：您看了{0}页，共{1}页").format(reply.pages_shown, reply.pages)
        return self.tr("已告诉窗口，您说都对")

    def _right(self) -> None:
        """Confirms everything only where all pages were shown; else the number shown."""
        shown, pages = self.columns.pages_shown, self.columns.pages
        some = (0, 0) if shown >= pages else (shown, pages)
        self._send_reply(ApplicantReply(True, self.mirror.digest, (), *some))

    def _send_reply(self, reply: ApplicantReply) -> None:
        self._reply = reply
        self._ask()
        self.replied.emit(reply)

    def _again(self) -> None:
        self._reply = None
        self._ask()

    def _to_wrong(self) -> None:
        self._about = self.mirror.digest
        self.wrong.start()
        self._to(self.wrong)

    def _wrong(self, about: tuple[str, ...]) -> None:
        """Rejects the summary that was read, also where the clerk changed it since."""
        self._to_mirror()
        self._send_reply(ApplicantReply(False, self._about, about))

    def _to_questions(self) -> None:
        self.questions.start(self.mirror.questions)
        self._to(self.questions)

    def _to_mirror(self) -> None:
        self._to(self.page)

    def _to(self, part: QWidget) -> None:
        turn_to(self.stack, part)
        self._lay_out_buttons()
