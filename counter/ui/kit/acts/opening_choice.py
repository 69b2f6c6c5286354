"""How the keys are opened after power-on, chosen by a person: a phrase is drawn, shown once and typed back; a stick and
the chip get a PIN twice. Used at a first start and on the page of the keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.services.keys.phrase import COUNTS, PhraseWord, canonical
from counter.services.keys.slot_kinds import PROTECTS, TITLES, NewSlot, SlotKind
from counter.ui.facades.opening import OpeningTools
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.field_row import CaptionedLine, FieldRow
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.file_dialogs import choose_folder, is_folder, typed_path
from counter.ui.kit.theme import Look

_WITH_PIN = (SlotKind.STICK, SlotKind.TPM)


class _Stage(StrEnum):
    WAY = "way"
    WORDS = "words"
    BACK = "back"
    PIN = "pin"


class OpeningChoice(QWidget):
    """The page around it has the button that goes on and the place for a refusal: it calls ``advance``, and where that
    says no more is asked, ``take``.

    Signals: ``captioned(words)``: what the button says now; ``pressed`` with Enter; ``turned``: another question stands
    there; ``print_wanted(words)``.

    Keys: of the buttons beside a phrase; ``print_key`` is "" where it is not printed.
    """

    captioned = Signal(str)
    pressed = Signal()
    turned = Signal()
    print_wanted = Signal(object)

    def __init__(
        self,
        tools: OpeningTools,
        look: Look,
        *,
        print_key: str = "",
        other_key: str = "F6",
        longer_key: str = "F7",
    ) -> None:
        super().__init__()
        self.setObjectName("openingChoice")
        self._tools, self._look = tools, look
        self._words: Sequence[PhraseWord] = ()
        self._kind = SlotKind.PHRASE
        self._stage, self._first = _Stage.WAY, _Stage.WAY
        self.ways = Choices(look, "openingWays", self.tr("怎样打开"))
        self._protects = TextLabel("", "", wrap=True)
        self._protects.setObjectName("openingProtects")
        self.print = ActButton("printPhrase", self.tr("打印"), print_key, prints=True)
        self.other = ActButton("otherPhrase", self.tr("换一组"), other_key, role="quiet")
        self.longer = ActButton("longerPhrase", self.tr("五个词（更难猜）"), longer_key, role="quiet")
        once = self.tr("只显示这一次。抄在纸上，和电脑分开放；开机的人都要知道。输的是下面的拼音。")
        self._once = TextLabel(once, "small", wrap=True)
        self._words_card = self._make_words(prints=bool(print_key))
        self._pin_part = self._make_pin()
        self.back_words = PinField("phraseBack", self.tr("照抄下的输一遍"), self.tr("拼音，词之间空格"))
        self._back_part = CaptionedLine(self.tr("照纸上输一遍"), self.back_words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.ways, self._protects, self._words_card, self._pin_part, self._back_part):
            column.addWidget(part)
        self._connect()

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields that a refusal may mean."""
        return {"phrase": self.back_words, "stick": self.stick, "pin": self.pin, "again": self.again}

    @property
    def chosen(self) -> SlotKind:
        """The way that is chosen now."""
        return self._kind

    @property
    def shows_words(self) -> bool:
        """Whether the words of a phrase stand there, to be copied."""
        return self._stage is _Stage.WORDS

    # -- for the page around it --
    def ask_way(self, kinds: Sequence[SlotKind] = ()) -> None:
        """Begin with the choice of a way; without ``kinds`` nothing is offered yet."""
        self._first = _Stage.WAY
        self.forget()
        self._ask_way()
        if kinds:
            self.ways.show_options([(kind.value, TITLES[kind]) for kind in kinds], {kinds[0].value})
            self._choose(kinds[0])
            self.ways.take_focus()

    def ask_phrase(self) -> None:
        """Begin with a new phrase: there is nothing else to choose."""
        self._first = _Stage.WORDS
        self.forget()
        self._choose(SlotKind.PHRASE)
        self._draw(COUNTS[0])

    def advance(self) -> bool:
        """Ask what has to be known besides; False where ``take`` is next."""
        if self._stage is _Stage.WAY and self._kind is SlotKind.PHRASE:
            self._draw(COUNTS[0])
        elif self._stage is _Stage.WAY and self._kind in _WITH_PIN:
            self._ask_pin()
        elif self._stage is _Stage.WORDS:
            self._ask_back()
        else:
            return False
        return True

    def take(self) -> NewSlot:
        """The choice as a new slot; what was typed is gone from here then. Raises BadInput where it differs."""
        back = self._stage is _Stage.BACK
        if back and self._tools.read_phrase(self.back_words.text()) != canonical(self._words):
            raise BadInput(self.tr("和刚才显示的不一样，请照纸上再输一次。"), field="phrase")
        if self._stage is _Stage.PIN:
            if self.pin.text() != self.again.text():
                raise BadInput(self.tr("两次输入的口令不一样，请再输。"), field="again")
            self._tools.check_opening_pin(self.pin.text())
        stick = typed_path(self.stick.text()) if self._kind is SlotKind.STICK else None
        if stick is not None and not (self.stick.text().strip() and is_folder(stick)):
            raise BadInput(self.tr("没有这个文件夹：插上U盘，等电脑认出来，再写它的文件夹。"), field="stick")
        new = NewSlot(self._kind, canonical(self._words) if self._words else self.pin.text(), stick)
        self.forget()
        return new

    def step_back(self) -> bool:
        """Go back to the question before; False at the first one."""
        if self._stage is self._first:
            return False
        if self._stage is _Stage.BACK:
            self.back_words.clear()
            self._show_words()
        else:
            self.forget()
            self._ask_way()
            self.ways.take_focus()
        return True

    def forget(self) -> None:
        """What was shown and typed goes from the screen."""
        self._words = ()
        for hanzi, letters in self.words_shown:
            hanzi.setText("")
            letters.setText("")
        for field in (self.pin, self.again, self.back_words):
            field.clear()

    # -- building --
    def _make_words(self, *, prints: bool) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 18, 24, 18)
        words = FlowLayout(
            gap=24
        )  # a word that has no room goes to the next line whole: it is copied by hand
        self.words_shown: list[tuple[TextLabel, TextLabel]] = []
        self._word_places: list[QWidget] = []
        for at in range(max(COUNTS)):
            hanzi, letters = TextLabel("", "title"), TextLabel("", "proof")
            letters.setObjectName(f"phraseWord{at + 1}")
            word = QWidget()
            over = QVBoxLayout(word)
            over.setContentsMargins(0, 0, 0, 0)
            over.setSpacing(6)
            over.addWidget(hanzi)
            over.addWidget(letters)
            words.addWidget(word)
            self._word_places.append(word)
            self.words_shown.append((hanzi, letters))
        column.addLayout(words)
        column.addWidget(self._once)
        acts = QHBoxLayout()
        for button in (self.print, self.other, self.longer):
            acts.addWidget(button)
        if not prints:
            self.print.hide()
        acts.addStretch(1)
        column.addLayout(acts)
        return card

    def _make_pin(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        hint = self.tr("插上U盘，写它的文件夹，例如 /media/窗口/U盘")
        self.stick = Field("stickFolder", self.tr("钥匙盘在哪里"), hint)
        choose = ActButton("chooseStick", self.tr("选文件夹…"), role="link")
        choose.clicked.connect(lambda: choose_folder(self, self._look, self.stick.setText))
        self._stick_part = CaptionedLine(self.tr("钥匙盘"), self.stick, choose)
        self.pin = PinField("openingPin", self.tr("口令"), self.tr("6到12位数字，不是上岗口令"))
        self.again = PinField("openingPinAgain", self.tr("再输一次"))
        column.addWidget(self._stick_part)
        again = FieldRow(self.again.accessibleName(), self.again, beside=True)
        column.addWidget(CaptionedLine(self.tr("口令"), self.pin, again))
        return part

    def _connect(self) -> None:
        self.ways.changed.connect(lambda: self._choose(SlotKind(self.ways.chosen[0])))
        self.ways.left.connect(self.pressed)
        self.back_words.returnPressed.connect(self.pressed)
        self.pin.returnPressed.connect(lambda: _focus(self.again))
        self.again.returnPressed.connect(self.pressed)
        self.stick.returnPressed.connect(lambda: _focus(self.pin))
        self.print.clicked.connect(lambda: self.print_wanted.emit(tuple(self._words)))
        self.other.clicked.connect(lambda: self._draw(len(self._words)))
        self.longer.clicked.connect(lambda: self._draw(COUNTS[1]))
        for button in (self.print, self.other, self.longer):
            if button.key:
                shortcut = QShortcut(QKeySequence(button.key), button)  # counts while its button is shown
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(button.click)

    # -- questions --
    def _choose(self, kind: SlotKind) -> None:
        self._kind = kind
        self._protects.setText(PROTECTS[kind])
        self._protects.set_role("gap" if kind is SlotKind.FILE else "")
        announce(self, PROTECTS[kind])  # the focus is on the choice
        self.turned.emit()

    def _ask_way(self) -> None:
        self._ask(_Stage.WAY, None, self.tr("下一步"))
        self._protects.show()

    def _draw(self, count: int) -> None:
        self._words = self._tools.draw_phrase(count)
        self._show_words()

    def _show_words(self) -> None:
        for (hanzi, letters), word in zip(self.words_shown, [*self._words, None], strict=False):
            hanzi.setText("" if word is None else word.hanzi)
            letters.setText("" if word is None else word.letters)
        for at, place in enumerate(self._word_places):
            place.setVisible(at < len(self._words))
        self.longer.setVisible(len(self._words) < COUNTS[1])
        self._ask(_Stage.WORDS, self._words_card, self.tr("抄好了，照着输一遍"))
        self._protects.show()
        if not self.print.isHidden():
            _focus(self.print)
        announce(self, self._once.text())  # the words themselves are read by who walks to them

    def _ask_back(self) -> None:
        self._ask(_Stage.BACK, self._back_part, self.tr("核对"))
        self._protects.hide()
        _focus(self.back_words)

    def _ask_pin(self) -> None:
        self._stick_part.setVisible(self._kind is SlotKind.STICK)
        self._ask(_Stage.PIN, self._pin_part, self.tr("下一步"))
        _focus(self.stick if self._kind is SlotKind.STICK else self.pin)

    def _ask(self, stage: _Stage, shown: QWidget | None, caption: str) -> None:
        self._stage = stage
        for part in (self._words_card, self._pin_part, self._back_part):
            part.setVisible(part is shown)
        self.ways.setVisible(shown is None)
        self.captioned.emit(caption)
        self.turned.emit()


def _focus(part: QWidget) -> None:
    part.setFocus(Qt.FocusReason.OtherFocusReason)
