"""A pledge on the applicant's screen: read to its end, then sign or decline; the drawing only supports the signed
print.

Signing and declining are equal: both offered after the last leaf, both confirmed once more.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.screen.mirror import Drawing, PledgeText
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.screen.guard import InputGuard
from counter.ui.screen.page_frame import PageFrame
from counter.ui.screen.pledge.pledge_leaves import PledgeLeaves
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.screen_view import ScreenView
from counter.ui.screen.touch.signature_field import SignatureField


class PledgePart(StrEnum):
    """The part shown."""

    READ = "read"
    SIGN = "sign"
    REFUSE = "refuse"
    OVER = "over"


class PledgeView(ScreenView):
    """A drawing is kept until another pledge is shown, whatever happens to the screen.

    Signals: ``agreed(paper, Drawing)`` · ``declined(paper)``, either once each time a pledge is shown.
    """

    agreed = Signal(str, object)
    declined = Signal(str)

    def __init__(
        self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None, *, touch_only: bool = False
    ) -> None:
        super().__init__(look, reach, parent)
        self._text: PledgeText | None = None
        self._part = PledgePart.OVER
        self._seen = False
        self._settled = QTimer(self)  # before layout, the text may seem to fit one leaf
        self._settled.setObjectName("settled")
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._note_seen)
        self.guard = InputGuard(self, touch_only=touch_only)
        self.stack = QStackedWidget()
        self._build_read()
        self._build_sign()
        self._build_refuse()
        self.after = PageFrame(self.look, self.reach, "")
        self.told = _middle(self.after, "", "question")
        self.stack.addWidget(self.after)
        self._pages = {
            PledgePart.READ: self.read,
            PledgePart.SIGN: self.sign,
            PledgePart.REFUSE: self.refuse,
            PledgePart.OVER: self.after,
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.fit(reach)

    @property
    def part(self) -> PledgePart:
        """The part shown."""
        return self._part

    def show_pledge(self, text: PledgeText) -> None:
        """Show a pledge. One being read or signed continues; a submitted one may be signed again."""
        if text == self._text and self._part is not PledgePart.OVER:
            return
        if text != self._text:
            self.field.clear()
            self._seen = False
            self.read.title.setText(text.title)
            self.leaves.show_text(text)
        self._text = text
        self._go(PledgePart.SIGN if not self.field.empty else PledgePart.READ)
        if self.isVisible():
            self.guard.watch(text.paper)

    def count_only_touch(self, touch_only: bool) -> None:
        """Whether mouse input counts as somebody else's."""
        self.guard.touch_only = touch_only

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        for page in self._pages.values():
            page.fit(reach)
        self.after.title.hide()  # it says one thing only
        self.leaves.fit(reach)
        self.field.fit(reach)

    def head_title(self) -> str:
        """The title of the part; none once it is signed or declined."""
        page = self._pages[self._part]
        many = self._which_leaf() if page is self.read else ""
        return "　".join(words for words in (page.title.text(), many) if words)

    def spoken(self) -> list[str]:
        """The leaf shown, then the possible answers."""
        if self._part is PledgePart.READ:
            choice = [self._not_signing()] if self._seen else []
            return [self.read.title.text(), *self.leaves.aloud(), *choice]
        if self._part is PledgePart.SIGN:
            return [self.sign.title.text(), self._on_paper()]
        if self._part is PledgePart.REFUSE:
            return [self.refuse.title.text(), self.refusing.text()]
        return [self.told.text()] if self.told.text() else []

    def leave(self) -> None:
        """Another state is shown; reading position and drawing are kept."""
        self.guard.rest()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settled.start()
        if self._text is not None and self._part is not PledgePart.OVER:
            self.guard.watch(self._text.paper)

    def hideEvent(self, event: QHideEvent) -> None:
        self.guard.rest()
        super().hideEvent(event)

    # -- pages ----------------------------------------------------------------------------------------------

    def _build_read(self) -> None:
        self.read = PageFrame(self.look, self.reach, "")
        self.leaves = PledgeLeaves(self.look, self.reach)
        self.leaves.laid_out.connect(self._settled.start)  # a layout is not changed while it is made
        self.read.body.addWidget(self.leaves, 1)
        self.go_back = self.read.add_button(self.tr("上一页"))
        self.go_on = self.read.add_button(self.tr("下一页"))
        self.not_agree = self.read.add_button(self.tr("我不签"))
        self.agree = self.read.add_button(self.tr("我同意，去签名"))
        self.go_back.clicked.connect(lambda: self._turn(-1))
        self.go_on.clicked.connect(lambda: self._turn(1))
        self.not_agree.clicked.connect(lambda: self._go(PledgePart.REFUSE))
        self.agree.clicked.connect(lambda: self._go(PledgePart.SIGN))
        self.stack.addWidget(self.read)

    def _build_sign(self) -> None:
        self.sign = PageFrame(self.look, self.reach, self.tr("请您签名"))
        self.field = SignatureField(self.look, self.reach)
        self.field.changed.connect(self._drawn)
        self.sign.body.addWidget(self.field, 1)
        self.back_to_read = self.sign.add_button(self.tr("返回"))
        self.again = self.sign.add_button(self.tr("重写"))
        self.done = self.sign.add_button(self.tr("写好了"))
        self.back_to_read.clicked.connect(lambda: self._go(PledgePart.READ))
        self.again.clicked.connect(self.field.clear)
        self.done.clicked.connect(self._submit)
        self.stack.addWidget(self.sign)

    def _build_refuse(self) -> None:
        self.refuse = PageFrame(self.look, self.reach, self.tr("不签也可以"))
        self.refusing = _middle(self.refuse, self._not_signing(), "big")
        self.back_from_refuse = self.refuse.add_button(self.tr("返回"))
        self.do_refuse = self.refuse.add_button(self.tr("我不签"))
        self.back_from_refuse.clicked.connect(lambda: self._go(PledgePart.READ))
        self.do_refuse.clicked.connect(self._refuse)
        self.stack.addWidget(self.refuse)

    # -- what happens ---------------------------------------------------------------------------------------

    def _go(self, part: PledgePart) -> None:
        self._part = part
        self.stack.setEnabled(part is not PledgePart.OVER)
        self._drawn()
        self._turned()
        turn_to(self.stack, self._pages[part])
        self.head_changed.emit()

    def _turn(self, by: int) -> None:
        self.leaves.turn_to(self.leaves.leaf + by)
        self._note_seen()

    def _note_seen(self) -> None:
        """Both answers appear once the last leaf was seen, and stay."""
        last = self.leaves.leaf == self.leaves.leaves - 1
        if last and self._part is PledgePart.READ and self.leaves.isVisible():
            self._seen = True
        self._turned()

    def _turned(self) -> None:
        if self._text is None:
            return
        leaf, leaves = self.leaves.leaf, self.leaves.leaves
        last = leaf == leaves - 1
        self.go_back.setVisible(leaf > 0)
        self.go_on.setVisible(not (self._seen and last))
        for button in (self.not_agree, self.agree):
            button.setVisible(self._seen)
            button.setEnabled(self._seen)
        self.read.say("" if self.reach.tight else self._which_leaf() or self.tr("不签也可以"))
        self.head_changed.emit()

    def _which_leaf(self) -> str:
        """Leaf number, in the head on a tight screen, to leave one more line."""
        leaf, leaves = self.leaves.leaf, self.leaves.leaves
        return self.tr("第{0}页，共{1}页").format(leaf + 1, leaves) if leaves > 1 else ""

    def _drawn(self) -> None:
        self.sign.say(self._on_paper())

    def _submit(self) -> None:
        drawing, text = self.field.drawing(), self._text
        if drawing is None or text is None:
            self.sign.say(self.tr("还没有写名字"))
            return
        try:
            _check(drawing)
        except BadInput as refused:
            self.sign.say(refused.sentence)
            return
        self._end(self.tr("已经交给窗口"))
        self.agreed.emit(text.paper, drawing)

    def _refuse(self) -> None:
        text = self._text
        if text is not None and self._part is PledgePart.REFUSE:
            self.field.clear()
            self._end(self.tr("已告诉窗口，您不签"))
            self.declined.emit(text.paper)

    def _end(self, told: str) -> None:
        """Nothing is to be pressed any more: the page says what the window was told."""
        self.told.setText(told)
        self._go(PledgePart.OVER)
        self.guard.rest()

    def _on_paper(self) -> str:
        return self.tr("打印出来以后，还要在纸上签名")

    def _not_signing(self) -> str:
        return self.tr("不签也可以，补齐材料后再受理")


def _middle(page: PageFrame, words: str, role: str) -> QLabel:
    """The one sentence of a page, where the eye is."""
    label = QLabel(words)
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    page.body.addWidget(label, 1)
    return label


def _check(drawing: Drawing) -> None:
    """Validate as the service will, where it can still be drawn again."""
    from counter.services.case.keep_signature import check_drawing  # not before somebody signs

    check_drawing(drawing)
