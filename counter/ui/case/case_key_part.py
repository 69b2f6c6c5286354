"""Below the head of a case: that another window sealed what cannot be read here, and asking for it; and, where the hall
ring is held, what other windows ask of the case, to be granted or refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from counter.ui.case.case_side_part import CaseSidePart
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.choices import Choices
from counter.ui.words.case_keys import GRANT, answers, state_words

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.services.exchange.case_key_standing import CaseKeyStanding
    from counter.services.exchange.grant_keys import AnsweredRequest
    from counter.ui.facades.window import WindowFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look


class CaseKeyPart(CaseSidePart):
    """Asking (Alt+-) and answering, whichever this window can do with the case."""

    def __init__(self, facade: WindowFacade, background: Background, look: Look) -> None:
        super().__init__(background, "caseKey", "Alt+-")
        self._facade = facade
        self._case = ""
        self._standing: CaseKeyStanding | None = None
        self.choice = Choices(look, "caseKeyChoice", self.tr("理由"))
        self.by = SupervisorFields()
        self._arrange((self.choice, self.by))
        self.refusals.add(self.choice, "reason")
        self.by.tell_at(self.refusals)
        self.choice.left.connect(self._lead_on)
        self.by.code.returnPressed.connect(self.by.pin.setFocus)
        self.by.pin.returnPressed.connect(self.send.setFocus)

    def show_case(self, case: Case) -> None:
        """Show how it stands with this case, once it is known."""
        if case.id != self._case:
            self.dismiss()
            self.hide()
            self._standing = None
        self._case = case.id
        self._background.run(
            lambda: self._facade.case_keys(case.id), lambda found: self._show(case.id, found), lambda _: None
        )

    # -- showing --
    def _show(self, case: str, standing: CaseKeyStanding) -> None:
        if case != self._case:
            return
        if self._standing != standing:
            self._standing = standing
            self.dismiss()
        request = self._request
        words, tone = state_words(standing, request)
        self.setVisible(bool(words))
        self._words.setText(words)
        self._state.show_word(*tone)
        ask, answer = self.tr("申请查看资料…"), self.tr("答复申请…")
        self.open.say(ask if request is None else answer)
        self.send.say(self.tr("申请") if request is None else self.tr("答复"))
        self.open.setVisible(self._offers() and self._form.isHidden())
        if self._wanted:
            self.open_when_known(wanted=self._request is not None)

    @property
    def _request(self) -> AnsweredRequest | None:
        """The oldest request of another window, where this one can answer."""
        found = self._standing.requests if self._standing is not None else ()
        return found[0] if found else None

    # -- the form --
    def _offers(self) -> bool:
        standing = self._standing
        return standing is not None and (bool(standing.requests) or standing.may_ask)

    def _why_not(self) -> str:
        return self.tr("这件没有要申请查看的资料，也没有要答复的申请。")

    def _matter(self) -> str:
        return f"{self._case} {self._request.request if self._request is not None else ''}"

    def _fill(self) -> None:
        self.choice.show_options(answers(self._request), ())
        self.by.setVisible(self._request is not None)

    def _focus_first(self) -> None:
        self.choice.take_focus()

    def _forget(self) -> None:
        self.by.clear()

    def _act(self) -> None:
        chosen = self.choice.chosen
        if not chosen:
            self._refuse(self.tr("还没有选。"), "reason")
        elif self._request is None:
            self._ask(chosen[0])
        else:
            self._answer(self._request, chosen[0])

    def _ask(self, why: str) -> None:
        case, clerk = self._case, self._clerk
        if clerk is None:
            self._refuse(self.tr("请先上岗再办理。"))
            return
        words = self.tr("申请已记下，随下一次上报送到大厅；准了以后资料自动回来。")
        self._run(lambda: self._facade.ask_case_key(case, why, clerk), words)

    def _answer(self, request: AnsweredRequest, chosen: str) -> None:
        if not self._is_signed(self.by):
            return
        by = self.by.consent()
        self.by.pin.clear()
        refuse = "" if chosen == GRANT else chosen
        done = self.tr("没有准，原因已记下。") if refuse else self.tr("已准，随下一次上报送到那个窗口。")
        self._run(lambda: self._facade.answer_case_key(request.request, refuse, by), done)

    def _lead_on(self) -> None:
        (self.send if self._request is None else self.by.code).setFocus(Qt.FocusReason.TabFocusReason)
