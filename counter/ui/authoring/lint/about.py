"""Card above the findings: the description, task and state of a check, a bundle or an item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.authoring.lint.summary import reached_words, share_words, tally_words, target_words
from counter.ui.authoring.lint.rows import CheckOutcome, PartRow, outcome_of
from counter.ui.kit.controls.labels import Badge, TextLabel

if TYPE_CHECKING:
    from counter.domain.authoring.lint.finding import Tally
    from counter.domain.authoring.lint.lint import CheckResult

_TONES = {CheckOutcome.REACHED: "received", CheckOutcome.MISSED: "correct", CheckOutcome.ASKED: "act"}
_MOST_ORGANS = 4


class LintAbout(QFrame):
    """One card, a single text for screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lintAbout")
        self.setProperty("role", "card")
        self._title = TextLabel("", "strong", wrap=True)
        self._title.setObjectName("lintTitle")
        self._state = Badge("", "shared")
        self._number = TextLabel("", wrap=True)
        self._number.setObjectName("lintNumber")
        self._task = TextLabel("", "small", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._number)
        column.addWidget(self._task)

    def show_all(self, version: str, bundles: int, items: int, *, as_of: str) -> None:
        """The whole draft."""
        head = self.tr("草稿 {0}").format(version)
        number = self.tr("{0} 件事，{1} 个事项；{2} 检查。").format(f"{bundles:,}", f"{items:,}", as_of)
        task = self.tr("必改：写得不对或含糊。待补事实：要部门或大厅给出。提示：可以不改，请看一眼。")
        self._show(head, number, task, "", CheckOutcome.NOTHING)

    def show_part(self, row: PartRow) -> None:
        """One bundle or item."""
        number = self.tr("适用的检查 {0} 项，做到 {1} 项。").format(row.of, row.met)
        self._show(row.name, number, row.beside, "", CheckOutcome.NOTHING)

    def show_check(self, result: CheckResult, organs: Mapping[str, Tally]) -> None:
        """Show one check; ``organs``: its units of every department, where each must meet it."""
        check = result.check
        target = target_words(result)
        counted = tally_words(result.tally, check.unit) if check.computed and result.tally.base else ""
        parts = [share_words(result), counted, self.tr("目标 {0}").format(target) if target else ""]
        lines = ["；".join(part for part in parts if part) + "。"]
        if result.aside:
            lines.append(f"{result.aside}。")
        if check.computed and organs:
            lines.append(self._organs(organs, check.unit))
        task = result.indicator.task if result.indicator is not None else check.ask
        title = self.tr("{0}　{1}").format(check.source, check.title)
        self._show(title, "\n".join(lines), task, reached_words(result), outcome_of(result))

    def _organs(self, organs: Mapping[str, Tally], unit: str) -> str:
        tallies = [f"{organ} {tally_words(tally, unit)}" for organ, tally in organs.items() if _known(tally)]
        listed = "；".join(tallies[:_MOST_ORGANS]) or self.tr("都还没有人说过")
        more = len(tallies) - _MOST_ORGANS
        rest = self.tr("；另有 {0} 个部门").format(more) if more > 0 else ""
        return self.tr("各部门：{0}{1}。").format(listed, rest)

    def _show(self, title: str, number: str, task: str, state: str, standing: CheckOutcome) -> None:
        self._title.setText(title)
        self._number.setText(number)
        self._task.setText(task)
        self._task.setVisible(bool(task))
        self._state.setVisible(state not in ("", "—"))
        self._state.show_word(state, _TONES.get(standing, "shared"))
        self.setAccessibleName("，".join(part for part in (title, state, number, task) if part))


def _known(tally: Tally) -> bool:
    return tally.unknown < tally.base
