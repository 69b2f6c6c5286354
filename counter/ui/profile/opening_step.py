"""开机打开: how the keys are opened after power-on. A phrase is drawn, shown or printed once, and typed back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.services.keys.phrase import COUNTS, PhraseWord, canonical
from counter.services.keys.slot_kinds import PROTECTS, TITLES, NewSlot, SlotKind
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.file_choice import choose_folder
from counter.ui.profile.step import SetUpStep, file_of

_WITH_PIN = (SlotKind.STICK, SlotKind.TPM)


class OpeningStep(SetUpStep):
    """Choose, then what the choice needs: the words of a phrase, or a stick and a PIN twice."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("开机打开"),
            self.tr("开机以后，怎样打开这台电脑的资料"),
            self.tr(
                "电脑被偷、硬盘被拆时，靠它挡着。每天开机输一次，到关机为止；和各人的上岗口令不是一回事。以后可以改。"
            ),
        )
        self.ways = Choices(course.look, "openingWays", self.tr("怎样打开"))
        self._protects = TextLabel("", "", wrap=True)
        self._protects.setObjectName("openingProtects")
        self.body.addWidget(self.ways)
        self.body.addWidget(self._protects)
        self._words_card = self._make_words()
        self._pin_part = self._make_pin()
        self.back_words = PinField("phraseBack", self.tr("照抄下的输一遍"), self.tr("拼音，词之间空格"))
        self._back_part = _with_caption(self.tr("照纸上输一遍"), self.back_words)
        for part in (self._words_card, self._pin_part, self._back_part):
            self.body.addWidget(part)
        self.ways.changed.connect(lambda: self._choose(SlotKind(self.ways.chosen[0])))
        self.ways.left.connect(self.press_on)
        self.back_words.returnPressed.connect(self.press_on)
        self.pin.returnPressed.connect(lambda: self.again.setFocus(Qt.FocusReason.OtherFocusReason))
        self.again.returnPressed.connect(self.press_on)
        self.stick.returnPressed.connect(lambda: self.pin.setFocus(Qt.FocusReason.OtherFocusReason))
        self.name_fields(
            {"phrase": self.back_words, "stick": self.stick, "pin": self.pin, "again": self.again}
        )
        self._words: Sequence[PhraseWord] = ()
        self._kind = SlotKind.PHRASE
        self._asking = ""

    # -- parts --
    def _make_words(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 18, 24, 18)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        self.words_shown = []
        for at in range(max(COUNTS)):
            hanzi, letters = TextLabel("", "title"), TextLabel("", "proof")
            letters.setObjectName(f"phraseWord{at + 1}")
            grid.addWidget(hanzi, 0, at)
            grid.addWidget(letters, 1, at)
            self.words_shown.append((hanzi, letters))
        column.addLayout(grid)
        column.addWidget(
            TextLabel(
                self.tr("只显示这一次。抄在纸上，和电脑分开放；开机的人都要知道。输的是下面的拼音。"),
                "small",
                wrap=True,
            )
        )
        acts = QHBoxLayout()
        self.print = ActButton("printPhrase", self.tr("打印"), "F8")
        self.other = ActButton("otherPhrase", self.tr("换一组"), "F6", role="quiet")
        self.more = ActButton("longerPhrase", self.tr("五个词（更难猜）"), "F7", role="quiet")
        self.print.clicked.connect(self._print)
        self.other.clicked.connect(lambda: self._draw(len(self._words)))
        self.more.clicked.connect(lambda: self._draw(COUNTS[1]))
        for button in (self.print, self.other, self.more):
            acts.addWidget(button)
        acts.addStretch(1)
        column.addLayout(acts)
        return card

    def _make_pin(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        hint = self.tr("插上 U 盘，写它的文件夹，例如 /media/窗口/U盘")
        self.stick = Field("stickFolder", self.tr("钥匙盘在哪里"), hint)
        choose = ActButton("chooseStick", self.tr("选文件夹…"), role="link")
        choose.clicked.connect(lambda: choose_folder(self, self.course.look, self.stick.setText))
        self._stick_part = _with_caption(self.tr("钥匙盘"), self.stick, choose)
        self.pin = PinField("openingPin", self.tr("口令"), self.tr("6到12位数字，不是上岗口令"))
        self.again = PinField("openingPinAgain", self.tr("再输一次"), self.tr("再输一次"))
        column.addWidget(self._stick_part)
        column.addWidget(_with_caption(self.tr("口令"), self.pin, self.again))
        return part

    # -- the step --
    def come(self) -> None:
        self.say("")
        self.course.open_with = None
        self._ask_choice()
        facade = self.course.facade
        self.work(facade.opening_kinds, self._offer)

    def _offer(self, kinds: Sequence[SlotKind]) -> None:
        self.ways.show_options([(kind.value, TITLES[kind]) for kind in kinds], {kinds[0].value})
        self._choose(kinds[0])
        self.ways.take_focus()

    def _choose(self, kind: SlotKind) -> None:
        self._kind = kind
        self._protects.setText(PROTECTS[kind])
        self._protects.set_role("gap" if kind is SlotKind.FILE else "")
        self.say("")

    def _ask_choice(self) -> None:
        self._asking = "way"
        self._part(None)
        self._words = ()
        self.ways.show()
        self._protects.show()
        self.go.say(self.tr("下一步"))

    def _part(self, shown: QWidget | None) -> None:
        for part in (self._words_card, self._pin_part, self._back_part):
            part.setVisible(part is shown)
        self.ways.setVisible(shown is None)

    def press_on(self) -> None:
        if self._asking == "way" and self._kind is SlotKind.PHRASE:
            self._draw(COUNTS[0])
        elif self._asking == "way" and self._kind in _WITH_PIN:
            self._ask_pin()
        elif self._asking == "words":
            self._ask_back()
        else:
            super().press_on()

    def take(self) -> None:
        """The choice as a new slot. Raises BadInput where what was typed differs."""
        if self._asking == "back" and self.course.facade.read_phrase(self.back_words.text()) != canonical(
            self._words
        ):
            raise BadInput(self.tr("和刚才显示的不一样，请照纸上再输一次。"), field="phrase")
        if self._asking == "pin" and self.pin.text() != self.again.text():
            raise BadInput(self.tr("两次输入的口令不一样，请再输。"), field="again")
        if self._asking == "pin":
            self.course.facade.check_opening_pin(self.pin.text())
        stick = file_of(self.stick) if self._kind is SlotKind.STICK else None
        if stick is not None and not (self.stick.text().strip() and stick.is_dir()):
            raise BadInput(
                self.tr("没有这个文件夹：插上 U 盘，等电脑认出来，再写它的文件夹。"), field="stick"
            )
        secret = canonical(self._words) if self._words else self.pin.text()
        self.course.open_with = NewSlot(self._kind, secret, stick)
        self._forget()

    def _forget(self) -> None:
        """What was shown and typed goes from the page."""
        self._words = ()
        for hanzi, letters in self.words_shown:
            hanzi.setText("")
            letters.setText("")
        for field in (self.pin, self.again, self.back_words):
            field.clear()

    # -- a phrase --
    def _draw(self, count: int) -> None:
        self._words = self.course.facade.draw_phrase(count)
        self._show_words()

    def _show_words(self) -> None:
        self._asking = "words"
        for (hanzi, letters), word in zip(self.words_shown, [*self._words, None], strict=False):
            hanzi.setText("" if word is None else word.hanzi)
            letters.setText("" if word is None else word.letters)
        self.more.setVisible(len(self._words) < COUNTS[1])
        self._part(self._words_card)
        self._protects.show()
        self.go.say(self.tr("抄好了，照着输一遍"))
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_back(self) -> None:
        self._asking = "back"
        self.say("")
        self._part(self._back_part)
        self._protects.hide()
        self.go.say(self.tr("核对"))
        self.back_words.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.back_words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        words, facade = tuple(self._words), self.course.facade
        hall = self.course.answers.name
        self.work(lambda: facade.print_phrase(words, hall), lambda said: self.say(said, blocks=False))

    # -- stick and chip --
    def _ask_pin(self) -> None:
        self._asking = "pin"
        self._stick_part.setVisible(self._kind is SlotKind.STICK)
        self._part(self._pin_part)
        first = self.stick if self._kind is SlotKind.STICK else self.pin
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_F8: self.print, Qt.Key.Key_F6: self.other, Qt.Key.Key_F7: self.more}
        button = keys.get(Qt.Key(event.key()))
        if button is not None and button.isVisible():
            button.click()
        elif event.key() == Qt.Key.Key_Escape and self._asking == "back":
            self.back_words.clear()
            self.say("")
            self._show_words()
        elif event.key() == Qt.Key.Key_Escape and self._asking != "way":
            self._forget()
            self.say("")
            self._ask_choice()
            self.ways.take_focus()
        else:
            super().keyPressEvent(event)


def _with_caption(words: str, *parts: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    caption = TextLabel(words, "second")
    caption.setFixedWidth(96)
    row.addWidget(caption)
    for part in parts:
        row.addWidget(part, 0 if isinstance(part, ActButton) else 1)
    return line
