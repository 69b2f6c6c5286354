"""The last step: obstacles, papers to be issued, and the button that issues them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.visit import Assessment, Obstacle, PaperPlan
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.link_line import LinkLine
from counter.ui.kit.controls.two_press import TwoPress, changed_caption, expired_caption
from counter.ui.words.outcomes import due_words

_KEYS = {FilingMode.DECIDE: "F9", FilingMode.KEEP: "Shift+F9"}
_NAMES = ("applicant.name", "applicant.person.name")


class DecidePanel(QWidget):
    """``clock`` says what speaks against the computer's clock; ``due``: by when the earliest item is decided.

    Signals: ``pressed(decision)`` by mouse: the page answers with ``press``.
    ``decided(decision)`` after the second press; ``jump(field)`` to where an obstacle is mended.
    """

    pressed = Signal(FilingMode)
    decided = Signal(FilingMode)
    jump = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decidePanel")
        self._found: Assessment | None = None
        self._extra: tuple[Obstacle, ...] = ()
        self._busy = False
        self._obstacles = ObstacleList()
        self._obstacles.jump.connect(self.jump)
        self._papers = TextLabel("", "small", wrap=True)
        self._papers.setObjectName("papersToCome")
        self.clock = ProblemLabel()
        self.clock.setObjectName("clockInDoubt")
        self.decide = ActButton("decideButton", "", _KEYS[FilingMode.DECIDE], role="primary", writes=True)
        self.keep = ActButton("keepButton", "", _KEYS[FilingMode.KEEP], writes=True)
        self.due = TextLabel("", "small", wrap=True)
        self.due.setObjectName("visitDue")
        self._presses: dict[FilingMode, TwoPress] = {}
        self._buttons = {FilingMode.DECIDE: self.decide, FilingMode.KEEP: self.keep}
        for decision, button in self._buttons.items():
            presses = TwoPress(self)
            presses.armed.connect(self._say)
            presses.confirmed.connect(lambda decision=decision: self._confirm(decision))
            presses.lapsed.connect(
                lambda decision=decision: self._show_dropped_press(decision, expired_caption)
            )
            button.clicked.connect(lambda _=False, decision=decision: self.pressed.emit(decision))
            self._presses[decision] = presses
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._obstacles, self._papers, self.clock, self.decide, self.keep, self.due):
            column.addWidget(part)
        self._say()

    def show_assessment(self, found: Assessment | None, extra: Sequence[Obstacle] = ()) -> None:
        """Show the outcome; ``extra``: obstacles the page knows of (an open case without a reason). Disarms."""
        if found is self._found and tuple(extra) == self._extra:
            return  # unchanged: a first press stays armed
        pressed = [decision for decision, presses in self._presses.items() if presses.is_armed]
        self._found = found
        self._extra = tuple(extra)
        self.disarm()
        self._say()
        if found is not None:
            for decision in pressed:
                self._show_dropped_press(decision, changed_caption)

    def press(self, decision: FilingMode) -> None:
        """One press for that decision."""
        if self._found is None or self._busy:
            return
        obstacles = self._obstacle_list(decision)
        if obstacles:
            self.disarm()
            self._obstacles.show_obstacles(obstacles, everything=True)
            self.jump.emit(obstacles[0].field)
            return
        for other, presses in self._presses.items():
            if other is not decision:
                presses.disarm()
        self._presses[decision].press()

    def take_focus(self) -> None:
        """Focus the button."""
        self.decide.setFocus(Qt.FocusReason.OtherFocusReason)

    def disarm(self) -> None:
        """Forget a first press."""
        for presses in self._presses.values():
            presses.disarm()

    def wait(self, waiting: bool) -> None:
        """Block the button while the visit is being filed."""
        self._busy = waiting
        self._say()

    def _confirm(self, decision: FilingMode) -> None:
        self.decided.emit(decision)

    def _obstacle_list(self, decision: FilingMode) -> tuple[Obstacle, ...]:
        assert self._found is not None
        found = self._found
        if decision is FilingMode.KEEP:
            return (*_each_once(found.keep_obstacles), *self._extra)
        return (*_each_once(found.obstacles), *found.originals_obstacles, *self._extra)

    def _say(self) -> None:
        found = self._found
        self.decide.setEnabled(found is not None and not self._busy)
        self.keep.setEnabled(found is not None and not self._busy)
        if found is None:
            self.decide.say(self.tr("出具"))
            self.keep.say(self.tr("只收件，稍后决定"))
            self._obstacles.show_obstacles((), everything=False)
            self.decide.be_quiet(False)
            for part in (self._papers, self.due):
                part.hide()
            return
        self._say_button(FilingMode.DECIDE, self.decide, found.plan, self.tr("出具"))
        self._say_button(FilingMode.KEEP, self.keep, found.keep_plan, self.tr("只收件，稍后决定"))
        in_the_way = self._obstacle_list(FilingMode.DECIDE)
        self.decide.be_quiet(bool(in_the_way))  # the button is highlighted when it can issue
        self._obstacles.show_obstacles(in_the_way, everything=False)
        unseen = self.tr("还有 {0} 份材料没看").format(len(found.unseen)) if found.unseen else ""
        self._papers.setText(unseen or self._listed(found.plan))
        self._papers.setVisible(bool(found.plan))
        self._say_due(found)

    def _say_button(
        self, decision: FilingMode, button: ActButton, plan: tuple[PaperPlan, ...], words: str
    ) -> None:
        armed = self._presses[decision].is_armed
        button.arm(armed)
        button.show_key(not armed)
        key = _KEYS[decision]
        if self._busy:
            button.say(self.tr("正在记下…"))
        elif armed:
            words = self.tr("出具 {0} 份").format(len(plan))
            listed = (
                "" if decision is FilingMode.DECIDE else self._listed(plan)
            )  # there it stands above the button
            below = "\n".join(filter(None, (listed, self._unseen_words())))
            button.say(words, self.tr("再按一次 {0}").format(key), below)
        elif decision is FilingMode.DECIDE and self._found is not None and self._found.unseen:
            button.say(self.tr("看完材料再定"))
        elif decision is FilingMode.DECIDE and plan:
            button.say(self.tr("出具 {0} 份").format(len(plan)))
        else:
            button.say(words)

    def _unseen_words(self) -> str:
        """Number of originals not seen, as the papers state it too."""
        unseen = self._found.unseen_originals if self._found else ()
        return self.tr("{0}份原件未核，文书上照写").format(len(unseen)) if unseen else ""

    def _show_dropped_press(self, decision: FilingMode, words: Callable[[str], str]) -> None:
        """A first press was dropped: shown at the button until another text replaces it."""
        button = self._buttons[decision]
        button.say(button.words, below=words(_KEYS[decision]))

    def _say_due(self, found: Assessment) -> None:
        dues = [v.due for v in found.verdicts if v.due is not None]
        dues += [g.due for v in found.verdicts for g in v.gaps if g.due is not None]
        begun = found.visit.begun_at
        self.due.setVisible(bool(dues) and begun is not None)
        if dues and begun is not None:
            first = min(dues, key=lambda due: due.day)
            self.due.setText(self.tr("最早一项：{0}，{1}").format(due_words(first), first.text))

    def _listed(self, plan: Sequence[PaperPlan]) -> str:
        """``受理通知书 2 份、收件凭证``: each kind once, with its number."""
        counts = Counter(paper.title for paper in plan)
        several = self.tr("{0} {1} 份")
        return "、".join(title if n == 1 else several.format(title, n) for title, n in counts.items())


def _each_once(obstacles: Sequence[Obstacle]) -> tuple[Obstacle, ...]:
    """An unregistered applicant and a missing name are one obstacle: keep the more precise sentence, in first
    position.
    """
    names = [one for one in obstacles if one.field in _NAMES]
    if not names:
        return tuple(obstacles)
    exact = (names[-1] if one is names[0] else one for one in obstacles)
    return tuple(
        one for index, one in enumerate(exact) if one.field not in _NAMES or obstacles[index] is names[0]
    )


_SHOWN = 2


class ObstacleList(QWidget):
    """Signals: ``jump(field)``."""

    jump = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("obstacles")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._lines: list[LinkLine] = []
        self._shown: tuple[Obstacle, ...] = ()
        self._add_line()  # built at once, so that Tab reaches it before the button

    def show_obstacles(self, obstacles: Sequence[Obstacle], *, everything: bool) -> None:
        """Show the first; all of them after the button was pressed in vain."""
        self._shown = tuple(obstacles)
        most = len(obstacles) if everything else _SHOWN
        some = list(obstacles[:most])
        hidden = len(obstacles) - len(some)
        while len(self._lines) < len(some):
            self._add_line()
            QWidget.setTabOrder(self._lines[-2], self._lines[-1])
        for index, line in enumerate(self._lines):
            line.setVisible(index < len(some))
            if index < len(some):
                more = self.tr("（还有 {0} 处）").format(hidden) if hidden and index == len(some) - 1 else ""
                line.say(some[index].sentence + more)
        self.setVisible(bool(some))

    def _add_line(self) -> None:
        # more than the first are shown after a press in vain: a dozen whole ones would make the window too high
        line = LinkLine(whole=len(self._lines) < _SHOWN)
        line.setObjectName(f"obstacle{len(self._lines)}")
        line.clicked.connect(partial(self._jump, len(self._lines)))
        self._lines.append(line)
        self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)

    def _jump(self, index: int) -> None:
        self.jump.emit(self._shown[index].field)
