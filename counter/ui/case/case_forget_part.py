"""Below the head of another window's case: a supervisor asks its owner, who alone may, to clear the personal data
(请求清除).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from counter.domain.case.acts.ownership import is_here
from counter.domain.case.key_events import ForgettingReason
from counter.ui.case.case_side_part import CaseSidePart
from counter.ui.kit.controls.choices import Choices

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.window import WindowFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look


class CaseForgetPart(CaseSidePart):
    """Shown to a supervisor: a clerk has nothing to do with it."""

    def __init__(self, facade: WindowFacade, background: Background, look: Look) -> None:
        super().__init__(background, "caseForget", "Alt+6")
        self._facade = facade
        self._case: Case | None = None
        self.choice = Choices(look, "caseForgetChoice", self.tr("理由"))
        self.open.say(self.tr("请求清除…"))
        self.open.setToolTip(self.tr("清除由主办窗口办：保管期限满了、归档移交了，两位值班负责人签名"))
        self.send.say(self.tr("请求清除"))
        self._arrange((self.choice,))
        self.refusals.add(self.choice, "reason")
        self.choice.left.connect(lambda: self.send.setFocus(Qt.FocusReason.TabFocusReason))

    def set_clerk(self, clerk: Clerk | None) -> None:
        super().set_clerk(clerk)
        self._show()

    def show_case(self, case: Case) -> None:
        """Another case, or the same as it now is."""
        if self._case is None or case.id != self._case.id:
            self.dismiss()
        self._case = case
        self._show()

    def _show(self) -> None:
        case = self._case
        self.setVisible(self._offers())
        if case is None or not self._offers():
            return
        asked = "；".join(case.forgetting_asked)
        words = (
            self.tr("已经请求：{0}。只有主办的窗口 {1} 能清除。")
            if asked
            else self.tr("{0}个人信息只有主办的窗口 {1} 能清除。")
        )
        self._words.setText(words.format(asked, case.owner))
        self._state.show_word(self.tr("已请求") if asked else self.tr("外窗口"), "gap" if asked else "shared")
        self.open.setVisible(self._form.isHidden())

    # -- the form --
    def _offers(self) -> bool:
        case, clerk = self._case, self._clerk
        return (
            case is not None
            and clerk is not None
            and clerk.supervisor
            and self._facade.serves
            and not (
                case.loose or case.forgotten or case.given_up or is_here(case, self._facade.station.code)
            )
        )

    def _why_not(self) -> str:
        case = self._case
        if case is not None and is_here(case, self._facade.station.code):
            return self.tr("这件由本窗口主办，不用请求，保管期限满了在“大厅 → 归档”清除。")
        return self.tr("请求清除个人信息由值班负责人办。")

    def _matter(self) -> str:
        return "" if self._case is None else self._case.id

    def _fill(self) -> None:
        self.choice.show_options(tuple((why.value, why.value) for why in ForgettingReason), ())

    def _focus_first(self) -> None:
        self.choice.take_focus()

    def _forget(self) -> None:
        pass

    def _act(self) -> None:
        case, clerk, chosen = self._case, self._clerk, self.choice.chosen
        if case is None or clerk is None:
            self._refuse(self.tr("请先上岗再办理。"))
            return
        if not chosen:
            self._refuse(self.tr("还没有选。"), "reason")
            return
        number, why = case.id, chosen[0]
        words = self.tr("已请窗口 {0} 清除；上报（或U盘）以后那边会看到。").format(case.owner)
        self._run(lambda: self._facade.side.ask_forgetting(number, why, clerk), words)
