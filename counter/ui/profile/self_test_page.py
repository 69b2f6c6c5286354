"""自检: every probe of ``counter doctor``, the screens, and a printed sheet that is scanned back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.services.context.probe import Probe, ProbeState
from counter.services.profile.plain_sheet import scanned_back
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.self_test import SelfTestTools
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.labels import Badge, ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import OneColumn
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.messages import Message, message_of
from counter.ui.kit.spoken_progress import SpokenProgress
from counter.ui.kit.theme import Look
from counter.ui.profile.file_choice import choose_file

_MARKS = {
    ProbeState.GOOD: (str(QT_TRANSLATE_NOOP("profile", "好")), "received"),
    ProbeState.WARN: (str(QT_TRANSLATE_NOOP("profile", "注意")), "gap"),
    ProbeState.BAD: (str(QT_TRANSLATE_NOOP("profile", "不行")), "correct"),
    ProbeState.ABSENT: (str(QT_TRANSLATE_NOOP("profile", "没有")), "shared"),
}
_ORDER = (ProbeState.BAD, ProbeState.WARN, ProbeState.ABSENT, ProbeState.GOOD)
_PROBE = 60
"""Letters of a probe's words with its mark and name."""


def scanner_probe() -> Probe:
    """The scanner before anything was scanned."""
    translate = QCoreApplication.translate
    return Probe(
        "scanner",
        translate("profile", "扫码枪"),
        ProbeState.ABSENT,
        translate("profile", "还没有试：打一张试打页，扫上面的条码"),
        translate("profile", "扫码枪要设成键盘方式、结尾带回车。"),
    )


class SelfTestPage(QWidget):
    """``leave``: caption of the button that closes it. Signals: ``left``; ``announced``, as every page of a window."""

    left = Signal()
    announced = Signal(Message)

    def __init__(
        self,
        tools: SelfTestTools,
        background: Background,
        look: Look,
        leave: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("selfTest")
        self._tools, self._background, self._look = tools, background, look
        self._code = ""
        self._probes: list[Probe] = []
        self._found: dict[str, Sequence[Probe]] = {}
        self._left: list[tuple[str, Callable[[], Sequence[Probe]]]] = []
        self._scanned = False
        self._head = TextLabel(self.tr("正在检查…"), "title")
        self._head.setObjectName("selfTestHead")
        self._progress = SpokenProgress(self)
        self.leave = ActButton("selfTestLeave", leave or self.tr("关上"), "Esc", role="primary", enter=True)
        self.leave.clicked.connect(self.left)
        self.again = ActButton("selfTestAgain", self.tr("再查一遍"), "F5")
        self.again.clicked.connect(self.check)
        self.print = ActButton("printTest", self.tr("打试打页"), "F8", prints=True)
        self.print.clicked.connect(self._print)
        self.save = ActButton("saveTest", self.tr("存成 PDF…"), role="link")
        self.save.clicked.connect(self._choose_file)
        self.scan = Field("testScan", self.tr("扫试打页的条码"), self.tr("光标在这里再扫"), keyed=True)
        self.scan.returnPressed.connect(self._scan)
        self.scan.setEnabled(False)
        self._said = ProblemLabel()
        self._said.setObjectName("selfTestSaid")
        follow(self.scan, self._said)
        self.refusals = Refusals(self._said)
        self.refusals.add(self.scan, "scan")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._arrange()

    def come(self) -> None:
        """The page is shown: check everything."""
        self.check()
        self.leave.setFocus()

    def set_clerk(self, _clerk: Clerk | None) -> None:
        """As a page of a window: it is the same for everybody."""

    def on_shown(self) -> None:
        """As a page of a window."""
        self.come()

    def check(self) -> None:
        """Run every probe anew, in the background, part by part: each is shown as soon as it is done."""
        running, self._left = self.checking, list(self._tools.parts)
        self._draw()
        self._progress.begin(self._head.text())
        if not running:
            self._check_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_F5: self.check,
            Qt.Key.Key_F8: self._print,
            Qt.Key.Key_Escape: self.left.emit,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()

    @property
    def checking(self) -> bool:
        """A part is still being checked, or is to be."""
        return bool(self._left)

    @property
    def probes(self) -> Sequence[Probe]:
        """The lines shown, in their order."""
        return tuple(self._probes)

    @property
    def said(self) -> str:
        """The sentence about the test sheet."""
        return self._said.text()

    def _arrange(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        whole.addWidget(OneColumn(self._look, page, letters=_PROBE))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self.again)
        top.addWidget(self.leave)
        column.addLayout(top)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(
            TextLabel(
                self.tr("打一张试打页，再用扫码枪扫上面的条码：扫得上，打印机和扫码枪就都好。"),
                "second",
                wrap=True,
            )
        )
        line = QHBoxLayout()
        line.addWidget(self.print)
        line.addWidget(self.scan, 1)
        line.addWidget(self.save)
        inside.addLayout(line)
        inside.addWidget(self._said)
        column.addWidget(card)
        holder = QWidget()
        holder.setLayout(QVBoxLayout())
        layout = holder.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._rows)
        layout.addStretch(1)
        area = ColumnScrollArea("selfTestRows", holder, reads=True)
        area.setAccessibleName(self.tr("查了什么"))
        column.addWidget(area, 1)

    def _check_next(self) -> None:
        asked = self._left
        name, check = asked[0]

        def go_on() -> None:
            del asked[0]  # another list, where everything was asked for anew meanwhile
            self._draw()
            if self._left:
                self._progress.step(self._head.text())
                self._check_next()
            else:
                self._progress.end(self._head.text())

        def show(probes: Sequence[Probe]) -> None:
            self._found[name] = probes
            go_on()

        def fail(error: Exception) -> None:
            self._refuse(error)
            go_on()

        self._background.run(check, show, fail, lane=Lane.PAPERS)

    def _draw(self) -> None:
        """What is known by now; of a part that is checked again, what was found before."""
        found = (probe for part in self._found.values() for probe in part)
        self._probes = [*found, scanner_probe(), _screens()]
        if self._scanned:
            self._probes = [_proved(p) for p in self._probes]
        self._probes.sort(key=lambda p: _ORDER.index(p.health))
        bad = sum(p.health is ProbeState.BAD for p in self._probes)
        warn = sum(p.health is ProbeState.WARN for p in self._probes)
        if self._left:
            words = self.tr("正在检查{0}…").format(self._left[0][0])
        elif bad:
            words = self.tr("有{0}处不行：照下面写的处理，再查一遍").format(bad)
        elif warn:
            words = self.tr("可以用，有{0}处要注意").format(warn)
        else:
            words = self.tr("都好，可以用")
        self._head.setText(words)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for probe in self._probes:
            self._rows.addWidget(_line(probe, self._look))

    def _print(self) -> None:
        self._said.say(self.tr("正在送打印…"), blocks=False)
        self._background.run(self._tools.print_test, self._printed, self._refuse, lane=Lane.PAPERS)

    def _choose_file(self) -> None:
        choose_file(self, self._look, "PDF (*.pdf)", self._save, save=self.tr("试打页.pdf"))

    def _save(self, file: str) -> None:
        save = self._tools.save_test
        self._background.run(lambda: save(Path(file)), self._printed, self._refuse, lane=Lane.FILES)

    def _printed(self, code: str) -> None:
        self._code = code
        self._said.say(
            self.tr("纸出来以后，看细框完整不完整、生僻字清楚不清楚，再扫条码。"),
            blocks=False,
        )
        self.scan.setEnabled(True)
        self.scan.clear()
        self.scan.setFocus()

    def _scan(self) -> None:
        typed = self.scan.text()
        self.scan.clear()
        if not typed.strip():
            return
        if scanned_back(typed, self._code):
            self._scanned = True
            self.refusals.clear()
            self._draw()
            self.leave.setFocus()
            return
        words = self.tr("扫到的是“{0}”，不是刚打的那张试打页上的编码：请扫最后打的那一张。")
        self.refusals.say(words.format(typed.strip()[:40]), "scan")

    def _refuse(self, error: Exception) -> None:
        self._said.say(message_of(error).sentence)


def _proved(probe: Probe) -> Probe:
    """The line after the sheet was scanned back."""
    if probe.id == "printers":
        return replace(
            probe,
            health=ProbeState.GOOD,
            words=QCoreApplication.translate("profile", "试打页打出来了，条码扫得上"),
            mend="",
        )
    if probe.id == "scanner":
        return replace(
            probe,
            health=ProbeState.GOOD,
            words=QCoreApplication.translate("profile", "扫到了试打页的条码"),
            mend="",
        )
    return probe


def _screens() -> Probe:
    translate, screens = QCoreApplication.translate, QGuiApplication.screens()
    label = translate("profile", "第二块屏")
    sizes = "、".join(f"{s.size().width()}×{s.size().height()}" for s in screens)
    if len(screens) > 1:
        words = translate("profile", "接了 {0} 块屏：{1}").format(len(screens), sizes)
        return Probe("screens", label, ProbeState.GOOD, words)
    mend = translate(
        "profile", "给申请人看的屏接好以后，在系统里设成“扩展”，不要“复制”。没有也能办件，评价用评价条。"
    )
    words = translate("profile", "只有一块屏（{0}）").format(sizes)
    return Probe("screens", label, ProbeState.ABSENT, words, mend)


def _line(probe: Probe, look: Look) -> QWidget:
    line = QFrame()
    line.setObjectName(f"probe_{probe.id}")
    row = QHBoxLayout(line)
    row.setContentsMargins(4, 6, 4, 6)
    row.setSpacing(12)
    words, tone = _MARKS[probe.health]
    words = QCoreApplication.translate("profile", words)
    mark = Badge(words, tone)
    mark.setFixedWidth(look.grown(52))
    label = TextLabel(probe.label, "named")
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    said = QVBoxLayout()
    said.setSpacing(2)
    said.addWidget(TextLabel(probe.words, wrap=True))
    if probe.mend:
        said.addWidget(TextLabel(probe.mend, "small", wrap=True))
    row.addLayout(said, 1)
    return line
