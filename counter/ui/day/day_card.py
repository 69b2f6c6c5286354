"""The card of one day: which it is, how it stands, what was counted, and the keys that close it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.numbering import epoch_mark
from counter.domain.hall.day_counts import CountedKind
from counter.ui.day.count_fields import DIFFERS, LIST_CHANGED, CountFields
from counter.ui.day.evidence_card import clear
from counter.ui.facades.day import DayLine
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals

if TYPE_CHECKING:
    from counter.services.day.close_day import ClosedDay

_LONGEST_REASON = 100


class DayCard(QFrame):
    """Signals: ``chosen(day)``; ``close_wanted(anew)``; ``save_wanted``."""

    chosen = Signal(date)
    close_wanted = Signal(bool)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._days = QHBoxLayout()
        self._state = TextLabel(self.tr("正在读…"), wrap=True)
        self._state.setObjectName("dayState")
        self._later = TextLabel("", "gap", wrap=True)
        self._later.setObjectName("dayLater")
        self.count = CountFields("count")
        self.reason = Field("dayReason", self.tr("另打一张的理由"), self.tr("例如 日结以后又来了人"))
        self.reason.setMaxLength(_LONGEST_REASON)
        self.print = ActButton("dayPrint", self.tr("日结并打印"), "F8", role="primary", writes=True)
        self.print.clicked.connect(lambda: self.close_wanted.emit(False))
        self.anew = ActButton("dayAnew", self.tr("连同后来的另打一张"), "Shift+F8", writes=True)
        self.anew.clicked.connect(lambda: self.close_wanted.emit(True))
        self._save = ActButton("daySave", self.tr("存成 PDF…"), enter=True)
        self._save.clicked.connect(self.save_wanted)
        self._problem = ProblemLabel()
        self._problem.setObjectName("dayCountProblem")
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.reason, "reason")
        for what, field in zip(CountedKind, self.count.fields(), strict=True):
            follow(field, self._problem)
            self.refusals.add(field, what.value)
        for part in (self.anew, self.reason, self._later):
            part.hide()
        self._arrange()

    def offer_days(self, lines: Sequence[DayLine], current: date | None) -> None:
        """A button for each day where there are two; the chosen one has an edge."""
        at = next((one.objectName() for one in self.findChildren(ActButton) if one.hasFocus()), "")
        clear(self._days)
        if len(lines) < 2:
            return
        for line in lines:
            words = self.tr("今天") if line.today else day_words(line.day)
            role = "plain" if line.day == current else "link"
            choose = ActButton(f"day_{line.day.isoformat()}", words, role=role, enter=True)
            choose.clicked.connect(lambda _=False, day=line.day: self.chosen.emit(day))
            self._days.addWidget(choose)
            if choose.objectName() == at:  # the days were read anew under the hand
                choose.setFocus()
        self._days.addStretch(1)

    def show_day(self, line: DayLine | None) -> None:
        """How that day stands; None while none is read."""
        closed = line is not None and line.closed is not None
        self.print.say(self.tr("再打同样的一张") if closed else self.tr("日结并打印"))
        self.anew.setVisible(closed)
        self.reason.setVisible(closed)
        self._state.setText("" if line is None else self._state_words(line))
        later = line.closed.later if line is not None and line.closed is not None else 0
        words = self.tr("日结以后又办了 {0} 件，那一张里没有：写明理由，另打一张。")
        self._later.setText(words.format(later) if later else "")
        self._later.setVisible(bool(later))
        self.print.be_quiet(bool(later))
        self.anew.take_role("primary" if later else "plain")  # one button is filled: the one that is next

    def keeps_count(self, done: ClosedDay) -> bool:
        """Whether what was counted is not on that closing, made before: it stays in the fields, and that is said."""
        lost = done.again and self.count.half_done
        words = self.tr(
            "{0} 已由 {1} 日结，这里点的数没有记：要记，写明理由按 Shift+F8 另打；不记，清空再按 F8。"
        )
        self.say(words.format(f"{civil_time(done.at):%H:%M}", done.clerk) if lost else "")
        return lost

    def say(self, sentence: str) -> None:
        """What is wrong with it."""
        self.refusals.say(sentence)

    def refuse(self, sentence: str, field: str | None) -> None:
        """Show the sentence at the field of that name, with the cursor; of a count at the one that differs."""
        if field in (DIFFERS, LIST_CHANGED):
            field = (self.count.differing or CountedKind.ORIGINALS).value
        self.refusals.say(sentence, field or "", self.count.fields()[0])

    def _state_words(self, line: DayLine) -> str:
        day, closed = day_words(line.day), line.closed
        if closed is None and line.today:
            return self.tr("{0}：下班前照右边的清单点一遍，日结，打出来和当日文书一起归档。").format(day)
        if closed is None:
            return self.tr("{0}：办过件，还没有日结。现在补打，单上的链首和点数是现在的。").format(day)
        at, head = civil_time(closed.at), closed.head
        when = f"{at:%H:%M}" if at.date() == line.day else f"{day_words(at.date())} {at:%H:%M}"
        return self.tr("{0}：{1} 由 {2} 日结，日志到 {3} 期第 {4} 条。").format(
            day, when, closed.clerk, epoch_mark(head.epoch), f"{head.seq:,}"
        )

    def _arrange(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(10)
        inside.addLayout(self._days)
        inside.addWidget(self._state)
        inside.addWidget(self._later)
        inside.addWidget(self.count)
        inside.addWidget(self._problem)
        inside.addWidget(labelled(self.reason))
        line = QHBoxLayout()
        line.setSpacing(12)
        for button in (self.print, self.anew, self._save):
            line.addWidget(button)
        line.addStretch(1)
        inside.addLayout(line)


def day_words(day: date) -> str:
    """A day as one says it."""
    translate = QCoreApplication.translate
    name = translate("day", "一二三四五六日")[day.weekday()]
    return translate("day", "{0}月{1}日（星期{2}）").format(day.month, day.day, name)
