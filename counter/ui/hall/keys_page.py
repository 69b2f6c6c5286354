"""密钥: certificates of windows, how this PC is opened, keys made anew, the hall ring, what other windows ask."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.facades.clerk import Clerk
from counter.ui.facades.hall import HallFacade
from counter.ui.facades.key_slots import KeySlotsFacade
from counter.ui.facades.keys import KeysFacade, KeysView
from counter.ui.hall.answering_part import AnsweringPart
from counter.ui.hall.certificates_part import CertificatesPart
from counter.ui.hall.keys_part import KeysPart
from counter.ui.hall.opening_part import OpeningPart
from counter.ui.hall.register_files import WriteFile
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.hall.renewal_part import RenewalPart
from counter.ui.hall.ring_part import RingPart
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_stack import PageStack
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look


class KeysPage(QWidget):
    """Signals: ``announced(message)``; ``changed`` after something was signed."""

    announced = Signal(Message)
    changed = Signal()

    def __init__(
        self,
        facade: KeysFacade,
        slots: KeySlotsFacade,
        hall: HallFacade,
        write: WriteFile,
        background: Background,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade, self._background = facade, background
        self.taker = RegisterTaker(hall, background, self)
        self.taker.announced.connect(self.announced)
        self.certificates = CertificatesPart(facade, write, self.taker, background, look)
        self.opening = OpeningPart(slots, self.taker, background, look)
        self.renewal = RenewalPart(facade, write, self.taker, background, look)
        self.answering = AnsweringPart(facade, self.taker, background)
        self.ring = RingPart(facade.ring, self.taker, background, look)
        self._parts: dict[str, KeysPart] = {
            "certificates": self.certificates,
            "opening": self.opening,
            "renewal": self.renewal,
            "ring": self.ring,
            "answering": self.answering,
        }
        self.which = Choices(look, "keysParts", self.tr("密钥"))
        captions = (
            self.tr("窗口证书"),
            self.tr("怎样打开"),
            self.tr("换新"),
            self.tr("钥匙环"),
            self.tr("答复申请"),
        )
        self.which.show_options(list(zip(self._parts, captions, strict=True)), {"certificates"})
        self.which.changed.connect(lambda: self.open_part(self.which.chosen[0]))
        self._waiting = TextLabel("", "gap", wrap=True)
        self._waiting.setObjectName("keysWaiting")
        self.confirm = ActButton("confirmKeys", self.tr("确认"), "Alt+C", enter=True)
        self.confirm.clicked.connect(self._confirm)
        for shown in (self._waiting, self.confirm):
            shown.hide()
        self._arrange()
        for part in self._parts.values():
            part.announced.connect(self.announced)
            part.changed.connect(self._signed)
        keys = {key for part in self._parts.values() for key in part.acts} | {"Alt+C", "F8"}
        for key in sorted(keys):
            bind_key(self, key, partial(self._press, key))

    @property
    def half_done(self) -> str:
        """Name of what is not done yet; else empty."""
        begun = not self.taker.isHidden() or any(part.half_done for part in self._parts.values())
        return self.tr("密钥的事项") if begun else ""

    @property
    def part_in_sight(self) -> str:
        """Name of the part that is shown."""
        return (*self.which.chosen, "certificates")[0]

    @property
    def part(self) -> KeysPart:
        """The part that is shown."""
        return self._parts[self.part_in_sight]

    def set_clerk(self, _clerk: Clerk | None) -> None:
        """Nothing begun by one person is finished by another."""
        self.taker.dismiss()
        for part in self._parts.values():
            part.dismiss()

    def on_shown(self) -> None:
        """The page was shown: read the keys."""
        self._read()
        self.part.come()

    def open_part(self, name: str) -> None:
        """Show that part; what is not finished in the current one keeps it."""
        held = self._stack.currentWidget()
        part = self._parts[name]
        if held is not part and self.half_done:
            self.which.choose({one for one, shown in self._parts.items() if shown is held})
            words = self.tr("“{0}”还没有办完：先办完，或者按 Esc 放下。").format(self.half_done)
            self.announced.emit(Message(Tone.REFUSED, words))
            return
        self.which.choose({name})
        turn_to(self._stack, part)
        part.come()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.taker.dismiss() or not self.part.step_back():
            self.part.come()

    # -- acts --
    def _press(self, key: str) -> None:
        if key == "F8":
            self.taker.press()
            return
        button = self.confirm if key == "Alt+C" else self.part.acts.get(key)
        if button is not None and button.isVisible():
            button.click()

    def _confirm(self) -> None:
        self.taker.ask(
            self.tr("第二个人确认密钥事项：输入自己的工号和口令"),
            self.tr("确认"),
            lambda by, _: self._facade.confirm(by),
            self._confirmed,
        )

    def _confirmed(self) -> None:
        self.announced.emit(Message(Tone.DONE, self.tr("密钥事项已由第二个人确认。")))
        self._signed()

    def _signed(self) -> None:
        self._read()
        self.changed.emit()
        self.part.come()

    # -- showing --
    def _read(self) -> None:
        self._background.run(self._facade.view, self._show)

    def _show(self, view: KeysView) -> None:
        codes = "、".join(dict.fromkeys(view.waiting))
        self._waiting.setText(
            self.tr("有 {0} 项由 {1} 一人签的，等第二个人确认").format(len(view.waiting), codes)
        )
        for shown in (self._waiting, self.confirm):
            shown.setVisible(bool(view.waiting))
        for part in self._parts.values():
            part.show_keys(view)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(TextLabel(self.tr("密钥"), "title"))
        head.addWidget(self.which, 1)
        waiting = QHBoxLayout()
        waiting.addWidget(self._waiting, 1)
        waiting.addWidget(self.confirm)
        place = QWidget()
        self._stack = PageStack(place)
        for part in self._parts.values():
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(waiting)
        column.addWidget(self.taker)
        column.addWidget(place, 1)
