"""Below the head of a case: what a review found in it (案卷评查), and the answer of the window that owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from counter.domain.case.acts.ownership import is_here
from counter.domain.case.oversight.finding_events import FindingStance
from counter.domain.case.oversight.findings import CaseFinding, awaiting_owner
from counter.ui.case.case_side_part import CaseSidePart
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.words.findings import PUT_RIGHT, answers_of, findings_words

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.ui.facades.window import WindowFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look


class CaseFindingPart(CaseSidePart):
    """Every finding that is still open; the owner answers by Alt+[, one at a time, the nearest day first."""

    def __init__(self, facade: WindowFacade, background: Background, look: Look) -> None:
        super().__init__(background, "caseFinding", "Alt+[")
        self._facade = facade
        self._case: Case | None = None
        self._found: tuple[CaseFinding, ...] = ()
        self.which = Choices(look, "caseFindingWhich", self.tr("答复哪一个发现"))
        self.stance = Choices(look, "caseFindingStance", self.tr("怎么答复"))
        self.said = Field("caseFindingSaid", self.tr("说明：怎么回事，怎么整改的"))
        self.open.say(self.tr("答复评查发现…"))
        self.open.setToolTip(self.tr("案卷评查的发现由主办窗口答复；属实的，改好以后再登记一次已整改"))
        self.send.say(self.tr("记下答复"))
        self._arrange((self.which, self.stance, labelled(self.said)))
        self.refusals.add(self.stance, "stance")
        self.refusals.add(self.said, "words")
        self.which.changed.connect(self._follow)
        self.which.left.connect(self.stance.take_focus)
        self.stance.left.connect(lambda: self.said.setFocus(Qt.FocusReason.TabFocusReason))
        self.said.returnPressed.connect(self.send.setFocus)

    def show_case(self, case: Case) -> None:
        """Show the findings of this case."""
        found = tuple(one for one in case.findings if one.open)
        if self._case is None or case.id != self._case.id or found != self._found:
            self._found = found
            self._case = case
            self.dismiss()
        self._case = case
        first = awaiting_owner(found)
        self._found = (*first, *(one for one in found if one not in first))
        self.setVisible(bool(found))
        self._words.setText(findings_words(self._found))
        self._state.show_word(
            *((self.tr("评查：待答复"), "gap") if first else (self.tr("评查：已答复"), "shared"))
        )
        self.open.setVisible(self._offers() and self._form.isHidden())

    # -- the form --
    def _offers(self) -> bool:
        case = self._case
        return (
            bool(self._found)
            and case is not None
            and self._facade.serves
            and is_here(case, self._facade.station.code)
        )

    def _why_not(self) -> str:
        if self._found and self._case is not None:
            words = self.tr("这件由窗口 {0} 主办，评查的发现由那个窗口答复。")
            return words.format(self._case.owner)
        return self.tr("这件没有要答复的评查发现。")

    def _matter(self) -> str:
        return "" if self._case is None else self._case.id

    def _fill(self) -> None:
        self.which.show_options([(one.id, one.found) for one in self._found], (self._found[0].id,))
        self.which.setVisible(len(self._found) > 1)
        self.said.clear()
        self._follow()

    def _follow(self) -> None:
        self.stance.show_options(answers_of(self._chosen), ())

    @property
    def _chosen(self) -> CaseFinding:
        chosen = self.which.chosen
        return next((one for one in self._found if one.id in chosen), self._found[0])

    def _focus_first(self) -> None:
        (self.which if len(self._found) > 1 else self.stance).take_focus()

    def _forget(self) -> None:
        self.said.clear()

    def _act(self) -> None:
        case, clerk, finding, said = self._case, self._clerk, self._chosen, self.said.text()
        chosen = self.stance.chosen
        if not chosen:
            self._refuse(self.tr("还没有选怎么答复。"), "stance")
            return
        if case is None or clerk is None:
            self._refuse(self.tr("请先上岗再办理。"))
            return
        number, stance = case.id, None if chosen[0] == PUT_RIGHT else FindingStance(chosen[0])
        done = (
            self.tr("整改已登记，等值班主管室核查。")
            if stance is None
            else self.tr("答复已记下，随下一次上报送到值班主管室。")
        )
        self._run(
            lambda: self._facade.side.answer_finding(number, finding.id, stance, said, clerk),
            done,
            self.said,
        )
