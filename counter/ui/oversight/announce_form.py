"""The form that announces a sample: name, days, share; the seed is the program's."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.tasks.oversight.draw import DrawRule
from counter.domain.text.number_input import read_count
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.day_field import CountField, DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, name_field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import OneColumn
from counter.ui.kit.controls.refusals import Refusals, tell_unreadable
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look


class AnnounceForm(QWidget):
    """Signals: ``announced`` with F9's button; ``left`` with Esc's."""

    announced = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("announceForm")
        self.title = Field("sampleTitle", self.tr("名称"), self.tr("例如 2026年11月案卷评查"))
        self.since = DayField("sampleSince", self.tr("办结日期从"))
        self.until = DayField("sampleUntil", self.tr("办结日期到"))
        self.percent = CountField("samplePercent", self.tr("每个窗口抽百分之几"), units="%", most=100)
        self.least = CountField("sampleLeast", self.tr("每个窗口至少几件"), units=self.tr("件"))
        self.windows = Field("sampleWindows", self.tr("只抽这些窗口"), self.tr("窗口编码，空着是全部"))
        self.bundles = Field("sampleBundles", self.tr("只抽这些一件事"), self.tr("序号，空着是全部"))
        self.again = Field("sampleAgain", self.tr("再公布的理由"), self.tr("这段时间公布过的才写"))
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        self.words = UnfinishedFields(self, lambda: self.tr("公布一次案卷评查的抽样"))
        self.done = ActButton("announceSample", self.tr("公布规则和种子"), "F9", role="primary", writes=True)
        self.back = ActButton("announceBack", self.tr("不公布了"), "Esc", role="quiet")
        self._arrange(look)
        self.done.clicked.connect(self._press)
        self.back.clicked.connect(self.left)

    def begin(self, today: date, clerk: str = "") -> Message | None:
        """An empty form for the month that is over, or this one; what that clerk typed in it before comes back."""
        for field in (self.title, self.windows, self.bundles, self.again):
            field.clear()
        self.since.today = self.until.today = today
        first = today.replace(day=1)
        self.since.show_day(first)
        self.until.show_day(today)
        self.title.setText(self.tr("{0}年{1}月案卷评查").format(today.year, today.month))
        self.percent.setText("2")
        self.least.setText("1")
        self.refuse("")
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.words.open_at(clerk, first.isoformat())

    def rule(self, today: date) -> DrawRule:
        """The rule as typed. Raises BadInput."""
        bundles = tuple(
            read_count(one, what=self.bundles.accessibleName(), field="bundles")
            for one in _listed(self.bundles.text())
        )
        return DrawRule(
            self.since.day(today, "since"),
            self.until.day(today, "until"),
            self.percent.count("percent"),
            self.least.count("least"),
            _listed(self.windows.text()),
            bundles,
        )

    def _press(self) -> None:
        if not tell_unreadable(self):
            self.announced.emit()

    def refuse(self, sentence: str, field: str | None = None) -> None:
        """Say what is wrong, at its field."""
        self.refusals.say(sentence, field or "")

    def _arrange(self, look: Look) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(TextLabel(self.tr("公布一次案卷评查的抽样"), "title"))
        words = self.tr(
            "规则和程序抽定的种子先记录在案，过了截止日期再抽：谁来抽都是这些件，挑不了。"
            "超期、两次补正、记录有矛盾、被投诉的，可以另加，写明理由。"
        )
        column.addWidget(TextLabel(words, "second", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        fields = {
            "title": self.title,
            "since": self.since,
            "until": self.until,
            "percent": self.percent,
            "least": self.least,
            "windows": self.windows,
            "bundles": self.bundles,
            "again": self.again,
        }
        for place, (name, field) in enumerate(fields.items()):
            label, problem = TextLabel(field.accessibleName()), ProblemLabel()
            name_field(field, label)
            follow(field, problem)
            self.refusals.add(field, name)
            grid.addWidget(label, 2 * place, 0)
            grid.addWidget(field, 2 * place, 1)
            grid.addWidget(problem, 2 * place + 1, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.done)
        foot.addWidget(self.back)
        foot.addStretch(1)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addWidget(OneColumn(look, card))
        whole.addStretch(1)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.replace("、", " ").replace(",", " ").replace("，", " ").split())
