"""第一次来访 of the manual, followed word by word at a window with a printer: every key does what is written beside it,
and what is quoted can be read on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter.domain.case.paper_events import PaperStage
from counter.ui.checklist.originals_panel import OriginalsPanel
from counter.ui.kit.controls.act_button import ActButton
from tests.printing.conftest import cups, running_cups  # noqa: F401  fixtures, by their names
from tests.printing.cups import Cups
from tests.settings import RESOURCES
from tests.ui.case.acts.conftest import At, at, people  # noqa: F401
from tests.ui.hands import Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
BOOK = RESOURCES.parent / "docs" / "manual" / "第一次来访.md"
OWN = "巴图吉雅,999999199001011238"
PATIENCE = 20_000
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
STEP = re.compile(r"\*\*\d ")


class Newcomer:
    """Does what a step of the page says, and nothing that it does not."""

    def __init__(self, hands: At) -> None:
        self.hands = hands
        text = BOOK.read_text(encoding="utf-8")
        self.steps = {said[2]: said for said in text.split("\n\n") if STEP.match(said)}
        self.said = ""

    def begin(self, step: int) -> None:
        self.said = self.steps[str(step)]

    def says(self, words: str) -> None:
        assert words in self.said

    def press(self, written: str, key: Qt.Key, held: Qt.KeyboardModifier = NONE, arms: str = "") -> None:
        """``arms``: the button that wants the key a second time."""
        self.says(written)
        self.hands.key(key, held)
        if arms:
            self.hands.armed(arms)
            self.hands.key(key, held)

    def find_and_answer(self) -> None:
        desk = self.hands
        self.begin(2)
        self.says("光标已经在左上角")
        self.says("`xcg`")
        desk.keys("xcg")
        self.press("回车选中第一条", Key.Key_Return)
        self.begin(3)
        self.says("按选项前面的数字")
        desk.answer_only()
        self.press("答完了按回车到材料", Key.Key_Return)
        self.begin(4)
        self.says("把身份证放到扫码枪下，光标在哪里都行")
        desk.scan(OWN)

    def receive(self) -> None:
        desk = self.hands
        self.begin(5)
        self.says("都齐的按 **A**，再按两次 **Y**")
        desk.keys("AY")
        panel = desk.see(OriginalsPanel, "originalsPanel")
        desk.qtbot.waitUntil(lambda: panel.is_ready)
        desk.keys("Y")

    def issue(self) -> None:
        desk = self.hands
        self.begin(7)
        self.says("按钮写一共几份，上面一行写是哪几份")
        self.press("按 **F9**", Key.Key_F9)
        desk.armed("decideButton")
        assert desk.button("decideButton").words == "出具 4 份"
        labels = desk.window.shell.findChildren(QLabel)
        assert any(one.isVisible() and one.text() == "登记备案凭据 2 份、受理通知书 2 份" for one in labels)
        self.press("再按一次 **F9**", Key.Key_F9)
        desk.qtbot.waitUntil(lambda: desk.shows("resultPanel"))

    def step_by_step(self) -> None:
        desk = self.hands
        self.press("看着纸出来，按 **F4**", Key.Key_F4)
        desk.settle()
        self.press("按两次 **F10**", Key.Key_F10, arms="printStamped")
        desk.settle()
        serve = desk.focus()
        assert isinstance(serve, ActButton)
        self.press(f"光标已经在蓝色的“{serve.words}”上，回车", Key.Key_Return)
        self.says("再按两次 **F9**")
        desk.confirm("serveForm")

    def in_one_look(self) -> None:
        desk = self.hands
        desk.qtbot.waitUntil(lambda: desk.button("oneLook").isVisible(), timeout=PATIENCE)
        self.says(f"“{desk.button('oneLook').words}”一次记全")
        self.press("按两次 **Ctrl+Enter**", Key.Key_Return, CONTROL, arms="oneLook")
        desk.settle()

    def go_on(self) -> None:
        desk = self.hands
        self.begin(9)
        (rate,) = (
            b for b in desk.window.shell.findChildren(ActButton) if b.isVisible() and b.key == "Ctrl+E"
        )
        assert rate.words == "请申请人评价"
        self.says("**Ctrl+E** 请他在自己的屏上评")
        self.press("**Esc** 接下一位", Key.Key_Escape)
        desk.settle()
        assert not desk.shows("resultPanel")


@pytest.mark.parametrize("hand_over", [Newcomer.step_by_step, Newcomer.in_one_look])
def test_that_a_newcomer_who_follows_the_page_serves_the_first_visit(
    at: At,  # noqa: F811
    cups: Cups,  # noqa: F811
    hand_over: Callable[[Newcomer], None],
) -> None:
    cups.printer("window")
    clerk = Newcomer(at)
    clerk.find_and_answer()
    clerk.receive()
    clerk.issue()
    clerk.begin(8)
    clerk.press("**Ctrl+P** 送打印", Key.Key_P, CONTROL)
    at.qtbot.waitUntil(lambda: at.button("printOut").isEnabled(), timeout=PATIENCE)
    hand_over(clerk)
    (row,) = at.station.find_cases("").rows
    case = at.station.case(row.number)
    assert case is not None
    assert {paper.stage for paper in case.papers} == {PaperStage.SERVED}
    clerk.go_on()
