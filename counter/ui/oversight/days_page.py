"""对账: a day of every window against the hub, what differs and what to do, and the supervisor's signature."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.tasks.oversight.reconcile import (
    DayComparison,
    DayDifference,
    WindowDay,
)
from counter.services.oversight.reconcile_day import SignedDay
from counter.ui.facades.oversight import OversightFacade
from counter.ui.facades.reviews import ReviewsFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import at_top, hugging
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import LINE, TABLE, StepBeside, widen_to
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.oversight.room_table import RoomRow, RoomTable
from counter.ui.words.case import day_and_time


class DaysPage(QWidget):
    """Signals: ``announced(message)``."""

    announced = Signal(Message)

    def __init__(self, facade: OversightFacade, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(self.tr("对账"))
        self._facade, self._background, self._look = ReviewsFacade(facade), background, look
        self._clerk: Clerk | None = None
        self._day: date | None = None
        self._asked = 0
        self._differs: tuple[DayDifference, ...] = ()
        self._finding = TextLabel("", "title", wrap=True)
        self._finding.setObjectName("dayFinding")
        self._at = TextLabel("", "small")
        self._signed = TextLabel("", "second", wrap=True)
        self._signed.setObjectName("daySigned")
        self._to_do = TextLabel("", "second", wrap=True)
        self.before = ActButton("dayBefore", self.tr("前一天"), "Alt+←", role="quiet")
        self.after = ActButton("dayAfter", self.tr("后一天"), "Alt+→", role="quiet")
        heads = (
            self.tr("窗口"),
            self.tr("编码"),
            self.tr("受理号（个数）"),
            self.tr("文书号"),
            self.tr("本室到"),
            self.tr("汇聚库到"),
            self.tr("最近上报"),
        )
        self.windows = RoomTable(look, "dayWindows", self.tr("各窗口这一天"), heads, giving=6, hugs=True)
        which = (self.tr("种类"), self.tr("窗口"), self.tr("不符在哪里"))
        self.differences = RoomTable(look, "dayDifferences", self.tr("不符"), which, giving=2, hugs=True)
        self.words = Field(
            "dayWords",
            self.tr("有不符的，写明怎么处理的，再签认"),
            self.tr("例如 已电话核对，03号窗口今天补报"),
        )
        self._problem = ProblemLabel()
        follow(self.words, self._problem)  # under the whole row: its button stays beside the field
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.words, "words")
        self.sign = ActButton("signDay", self.tr("签认这一天"), "F9", role="primary", writes=True)
        self.export = ActButton("exportDays", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self._arrange()
        self._connect()

    @property
    def day(self) -> date | None:
        """The day that is shown; None before the first."""
        return self._day

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who signs; words begun by somebody else go."""
        self._clerk = clerk
        self.words.clear()
        self.refusals.clear()

    def on_shown(self) -> None:
        """The page was shown: today, or the day as left, read anew."""
        self.open_day(self._day or civil_date(self._facade.now()))
        self.windows.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the day anew."""
        if self._day is not None:
            self.open_day(self._day)

    def open_day(self, day: date) -> None:
        """Show another day."""
        if day > civil_date(self._facade.now()):
            return
        self._day = day
        self._asked += 1
        asked = self._asked
        self._background.run(
            lambda: self._facade.day(day), lambda found: self._show(*found) if asked == self._asked else None
        )

    # -- acts --
    def _step(self, days: int) -> None:
        if self._day is not None:
            self.open_day(self._day + timedelta(days=days))

    def _sign(self) -> None:
        clerk, day, words = self._clerk, self._day, self.words.text()
        if clerk is None or day is None:
            return

        def done(found: DayComparison) -> None:
            self.words.clear()
            state = self.tr("对平") if found.clean else self.tr("{0} 处不符").format(len(found.differences))
            said = self.tr("{0} 的对账已签认：{1}").format(_day_words(day), state)
            self.announced.emit(Message(Tone.DONE, said))
            self.refresh()

        self._background.run(lambda: self._facade.sign(day, words, clerk), done, self.refusals.refuse)

    def _export(self) -> None:
        clerk, day = self._clerk, self._day
        if clerk is None or day is None:
            return
        first = day.replace(day=1)
        days = [first + timedelta(days=n) for n in range((day - first).days + 1)]

        def write(file: Path) -> None:
            def done(rows: int) -> None:
                said = self.tr("{0} 至 {1} 的对账已导出，共 {2} 行：{3}")
                words = said.format(_day_words(first), _day_words(day), rows, file)
                self.announced.emit(Message(Tone.DONE, words))

            self._background.run(lambda: self._facade.export(file, clerk, days=days), done, lane=Lane.FILES)

        ask_export_file(self, self._look, self.tr("对账 {0}").format(day.isoformat()), write)

    # -- showing --
    def _show(self, found: DayComparison, signed: tuple[SignedDay, ...]) -> None:
        day = _day_words(found.day)
        if found.clean:
            self._finding.setText(self.tr("{0}：{1} 个窗口都对平").format(day, len(found.windows)))
        else:
            self._finding.setText(self.tr("{0}：{1} 处不符").format(day, len(found.differences)))
        asked = self.tr("没有问过汇聚库")
        if found.hub_at is not None:
            asked = self.tr("汇聚库 {0} 的情况").format(day_and_time(found.hub_at))
        self._at.setText(asked)
        self.windows.show_rows([self._window_row(found, one) for one in found.windows])
        names = {one.window: one.name for one in found.windows}
        self.differences.show_rows(
            [
                RoomRow(
                    str(place),
                    (one.kind.value, names.get(one.window, one.window), one.words),
                    "correct" if one.red else "gap",
                )
                for place, one in enumerate(found.differences)
            ]
        )
        self._differs = found.differences
        self._bottom.setVisible(not found.clean)
        self._follow()
        self._signed.setText("\n".join(map(self._signed_words, signed)) or self.tr("还没有人签认。"))
        is_today = self._day == civil_date(self._facade.now())
        self.after.setEnabled(not is_today)

    def _window_row(self, found: DayComparison, one: WindowDay) -> RoomRow:
        cases = f"{one.first:04d}–{one.last:04d}（{one.cases}）" if one.cases else "—"
        hub = self.tr("没有") if one.hub is None else self.tr("第 {0} 条").format(one.hub)
        here = self.tr("第 {0} 条").format(one.here) if one.here else "—"
        at = day_and_time(one.reported) if one.reported else "—"
        papers = str(one.papers) if one.papers else "—"
        differs = found.of(one.window)
        worst = "correct" if any(each.red for each in differs) else "gap"
        tone = worst if differs else ""
        return RoomRow(one.window, (one.name, one.window, cases, papers, here, hub, at), tone)

    def _signed_words(self, one: SignedDay) -> str:
        state = self.tr("对平") if one.clean else self.tr("有 {0} 处不符").format(len(one.signed.differences))
        words = self.tr("{0} {1} 签认：{2}").format(one.by, day_and_time(one.at), state)
        return f"{words}。{one.signed.words}" if one.signed.words else words

    def _follow(self) -> None:
        key = self.differences.current_key
        self._to_do.setText(self._differs[int(key)].to_do if key and self._differs else "")

    # -- building --
    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.sign.clicked.connect(self._sign)
        self.export.clicked.connect(self._export)
        self.differences.moved.connect(lambda _: self._follow())
        for key, act in (
            ("Alt+Left", lambda: self._step(-1)),
            ("Alt+Right", lambda: self._step(1)),
            ("F9", self._sign),
            ("Ctrl+E", self._export),
            ("F5", self.refresh),
        ):
            bind_key(self, key, act)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._finding, 1)
        for part in (self._at, self.before, self.after, self.export):
            head.addWidget(part)
        column.addLayout(head)
        sides = StepBeside(
            self._look,
            at_top(hugging(self.windows)),
            self._build_step(),
            letters=TABLE,
            most=TABLE,
            listed=True,
        )
        column.addWidget(sides, 1)

    def _build_step(self) -> QWidget:
        """What differs, what to do about it, and the signature: read and done one after the other."""
        self._bottom = QWidget()
        self._bottom.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        differs = QVBoxLayout(self._bottom)
        differs.setContentsMargins(0, 0, 0, 0)
        differs.setSpacing(8)
        differs.addWidget(hugging(self.differences), 1)
        differs.addWidget(self._to_do)
        signing = QWidget()
        widen_to(self._look, signing, LINE)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(labelled(self.words), 1)
        line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QVBoxLayout(signing)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self._signed)
        foot.addLayout(line)
        foot.addWidget(self._problem)
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._bottom, 1)
        column.addWidget(signing)
        column.addStretch(1)
        return step


def _day_words(day: date) -> str:
    return QCoreApplication.translate("oversight", "{0}月{1}日").format(day.month, day.day)
