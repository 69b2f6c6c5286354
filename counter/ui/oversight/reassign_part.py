"""改派 on a case's page in the room: its owner is ordered to hand it over to another window; two supervisors sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from counter.ui.case.case_side_part import CaseSidePart
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.ui.facades.oversight import OversightFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look


class ReassignPart(CaseSidePart):
    """An order that stands, and the form of a new one; naming the owner itself takes the order back."""

    def __init__(self, facade: OversightFacade, background: Background, look: Look) -> None:
        super().__init__(background, "reassign", "Alt+;")
        self._facade = facade
        self._case: Case | None = None
        self.to = Choices(look, "reassignTo", self.tr("改派给哪个窗口"))
        hint = self.tr("例如：主办窗口的人休产假，件要有人办")
        self.reason = Field("reassignReason", self.tr("为什么改派"), hint)
        self.by = SupervisorFields()
        self.open.setToolTip(self.tr("主办窗口的待办里出现“改派”，由它移交；移交以前还由它办"))
        self.send.say(self.tr("要求移交"))
        self._arrange((self.to, labelled(self.reason), self.by))
        self.refusals.add(self.to, "to")
        self.refusals.add(self.reason, "reason")
        self.by.tell_at(self.refusals)
        self.to.left.connect(lambda: self.reason.setFocus(Qt.FocusReason.TabFocusReason))
        self.reason.returnPressed.connect(self.by.code.setFocus)
        self.by.code.returnPressed.connect(self.by.pin.setFocus)
        self.by.pin.returnPressed.connect(self.send.setFocus)

    def show_case(self, case: Case) -> None:
        """Show whether this case is to be handed over."""
        before, self._case = self._case, case
        order = case.to_reassign
        if before is None or (case.id, case.owner, order) != (before.id, before.owner, before.to_reassign):
            self.dismiss()  # what is offered in it was of what was before
        owner = self._called(case.owner)
        if order is None:
            self._state.show_word(self.tr("没有改派"), "shared")
            self._words.setText(self.tr("由{0}主办。").format(owner))
        else:
            self._state.show_word(self.tr("已要求改派"), "gap")
            reason = self.tr("（资料待授权）") if order.reason is None else order.reason
            words = self.tr("要求{0}移交{1}：{2}。移交以前还由它办。")
            self._words.setText(words.format(owner, self._called(order.to), reason.rstrip("。")))
        self.open.say(self.tr("改派…") if order is None else self.tr("改派别处，或收回…"))
        self.setVisible(self._offers())
        self.open.setVisible(self._offers() and self._form.isHidden())

    # -- the form --
    def _offers(self) -> bool:
        return self._case is not None and self._case.state.open and bool(self._case.owner)

    def _why_not(self) -> str:
        return self.tr("这件办件没有要办的了，不用改派。")

    def _matter(self) -> str:
        return "" if self._case is None else self._case.id

    def _fill(self) -> None:
        self._forget()
        self.to.show_options(self._windows(), ())

    def _windows(self) -> list[tuple[str, str]]:
        case = self._case
        if case is None:
            return []
        order = case.to_reassign
        taken = {case.owner, "" if order is None else order.to}
        others = [one for one in self._facade.windows.open.items() if one[0] not in taken]
        if order is None:
            return others
        return [(case.owner, self.tr("收回，还由{0}办").format(self._called(case.owner))), *others]

    def _called(self, station: str) -> str:
        return self._facade.windows.open.get(station) or self.tr("窗口 {0} ").format(station)

    def _focus_first(self) -> None:
        self.to.take_focus()

    def _forget(self) -> None:
        self.reason.clear()
        self.by.clear()

    def _act(self) -> None:
        case, clerk, reason, chosen = self._case, self._clerk, self.reason.text(), self.to.chosen
        if not chosen:
            none = self.tr("登记册里没有别的窗口可以改派。")
            self._refuse(self.tr("还没有选改派给哪个窗口。") if self.to.options else none, "to")
            return
        if case is None or clerk is None:
            self._refuse(self.tr("请先上岗再办理。"))
            return
        if not reason.strip():
            self._refuse(self.tr("请写明为什么改派。"), "reason")
            return
        if not self._is_signed(self.by):
            return
        to, by = chosen[0], self.by.consent()
        self.by.pin.clear()
        back = to == case.owner
        words = (
            self.tr("改派已收回，随下一次上报告诉主办窗口。")
            if back
            else self.tr("已要求移交{0}，随下一次上报送到主办窗口。").format(self._called(to).rstrip())
        )
        self._run(lambda: self._facade.order_reassign(case, to, reason, clerk, by), words, self.by.pin)
