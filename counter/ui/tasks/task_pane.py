"""Beside the list of 待办: all that is to be done in the current case, paper by paper, and its two keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.tasks.next_step import step_of
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.labels import Rule, TextLabel
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look
from counter.ui.tasks.task_rows import Work, WorkMatter, number_of, who, whose
from counter.ui.words.tasks import step_word

_MOST_LINES = 12


class TaskPane(FittingFrame):
    """No taller than its words: the button lies under them.

    Signals: ``pressed`` for the step; ``opened`` for the case.
    """

    pressed = Signal()
    opened = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("taskPane")
        self.setProperty("role", "card")
        self._look, self._more = look, 0
        self._number = TextLabel("", "small")
        self._who = TextLabel("", "title", wrap=True)
        self._who.setObjectName("taskPaneWho")
        self._bundle = TextLabel("", "second", wrap=True)
        self._whose = TextLabel("", "small")
        self._parts: list[tuple[Rule, TextLabel, TextLabel]] = []
        self.step = ActButton("taskStep", "", self.tr("空格"), role="primary")
        self.open = ActButton("taskOpen", self.tr("打开办件"), "Enter")
        for button, signal in ((self.step, self.pressed), (self.open, self.opened)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key works in the list
            button.clicked.connect(signal)
        self._inside = QWidget()
        self._matters = QVBoxLayout(self._inside)
        self._matters.setContentsMargins(0, 0, 10, 0)
        self._matters.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        for part in (self._number, self._who, self._bundle):
            column.addWidget(part)
        column.addWidget(FittingScrollArea("taskMatters", self._inside))
        for under in (self._whose, self.step, self.open):
            column.addWidget(under)
        self._all: tuple[QWidget, ...] = (self._number, self._who, self._bundle, self._whose, self._inside)
        self._all += (self.step, self.open)
        follow_look(look, self, self._fit)
        self._fit()

    def take_width(self, more: int) -> None:
        """Wider by so many pixels where the page has room for it."""
        if more != self._more:
            self._more = more
            self._fit()

    def show_work(self, work: Work | None, matter: WorkMatter | None) -> None:
        """Show that case, and what Space does about ``matter``; nothing for a heading."""
        for part in self._all:
            part.setVisible(work is not None)
        if work is None or matter is None:
            return
        task = work.head
        self._number.setText(number_of(task))
        self._who.setText(who(task))
        self._bundle.setText(task.bundle_name)
        self._bundle.setVisible(bool(task.bundle_name))
        self._whose.setText(whose(task))
        self._whose.setVisible(bool(whose(task)))
        self._fill(work)
        self.show_step(matter, armed=False)
        self.open.setVisible(bool(task.number))

    def show_step(self, matter: WorkMatter, *, armed: bool) -> None:
        """What Space does; ``armed``: the next press does it."""
        self.step.arm(armed)
        self.step.say(step_word(matter), self.tr("再按一次") if armed else "")
        self.step.setAccessibleDescription("" if step_of(matter).in_place else self.tr("到那一页办"))

    def _fill(self, work: Work) -> None:
        while len(self._parts) < len(work.matters):
            self._add_part()
        for place, (rule, name, words) in enumerate(self._parts):
            shown = place < len(work.matters)
            for part in (name, words):
                part.setVisible(shown)
            rule.setVisible(shown and place > 0)
            if shown:
                name.setText(work.matters[place].name)
                words.setText(_lines(work.matters[place]))

    def _add_part(self) -> None:
        part = (Rule(), TextLabel("", "strong", wrap=True), TextLabel("", "small", wrap=True))
        for widget in part:
            self._matters.addWidget(widget)
        self._parts.append(part)

    def _fit(self) -> None:
        self.setFixedWidth(self._look.px("right") + self._more)


def _lines(matter: WorkMatter) -> str:
    """One line for each task: its item, its words, its day."""
    lines = [
        "　".join(part for part in (task.item_name, task.words, task.day_words) if part)
        for task in matter.tasks[:_MOST_LINES]
    ]
    more = len(matter.tasks) - len(lines)
    return "\n".join([*lines, *([f"…… {more}"] if more else [])])
