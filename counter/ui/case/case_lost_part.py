"""Below the head of a case of which a record never came: its owner declares it lost (登记遗失), two people sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.case.acts.ownership import is_here
from counter.ui.case.case_side_part import CaseSidePart
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.ui.facades.window import WindowFacade
    from counter.ui.kit.background import Background


class CaseLostPart(CaseSidePart):
    """Shown at the owner while something has not come; the line above tells everybody that it has not."""

    def __init__(self, facade: WindowFacade, background: Background) -> None:
        super().__init__(background, "caseLost", "Alt+]")
        self._facade = facade
        self._case: Case | None = None
        self._incomplete = False
        self._state.show_word(self.tr("等记录"), "gap")
        self._words.setText(
            self.tr("收到以前不能决定。确实不会再来的（那台电脑烧了等），两个人登记遗失，就可以接着办。")
        )
        hint = self.tr("例如：窗口 04 的电脑烧了，没有备份")
        self.reason = Field("caseLostReason", self.tr("为什么不会再来"), hint)
        self.by = SupervisorFields()
        self.open.say(self.tr("登记遗失…"))
        self.open.setToolTip(self.tr("以后又收到的照样归件，和期间的决定有矛盾的照样列出来"))
        self.send.say(self.tr("登记遗失"))
        self._arrange((labelled(self.reason), self.by))
        self.refusals.add(self.reason, "reason")
        self.by.tell_at(self.refusals)
        self.reason.returnPressed.connect(self.by.code.setFocus)
        self.by.code.returnPressed.connect(self.by.pin.setFocus)
        self.by.pin.returnPressed.connect(self.send.setFocus)

    def show_case(self, case: Case) -> None:
        """Another case, or the same as it now is; what is missing is told by ``know``."""
        if self._case is None or case.id != self._case.id:
            self._case = case
            self.know(incomplete=False)
        self._case = case

    def know(self, *, incomplete: bool) -> None:
        """Whether a record of the case has not come."""
        self._incomplete = incomplete
        if not self._offers():
            self.dismiss()
        self.setVisible(self._offers())
        self.open.setVisible(self._form.isHidden())

    # -- the form --
    def _offers(self) -> bool:
        case = self._case
        return (
            self._incomplete
            and case is not None
            and self._facade.serves
            and is_here(case, self._facade.station.code)
        )

    def _why_not(self) -> str:
        if self._incomplete and self._case is not None:
            words = self.tr("这件由窗口 {0} 主办，遗失由那个窗口登记。")
            return words.format(self._case.owner)
        return self.tr("这件没有缺的记录，不用登记遗失。")

    def _matter(self) -> str:
        return "" if self._case is None else self._case.id

    def _fill(self) -> None:
        self._forget()

    def _focus_first(self) -> None:
        self.reason.setFocus()

    def _forget(self) -> None:
        self.reason.clear()
        self.by.clear()

    def _act(self) -> None:
        case, clerk, reason = self._case, self._clerk, self.reason.text()
        if case is None or clerk is None:
            self._refuse(self.tr("请先上岗再办理。"))
            return
        if not reason.strip():
            self._refuse(self.tr("请写明为什么不会再来。"), "reason")
            return
        if not self._is_signed(self.by):
            return
        number, by = case.id, self.by.consent()
        self.by.pin.clear()
        words = self.tr("已登记遗失，可以接着办。")
        self._run(lambda: self._facade.side.declare_lost(number, reason, clerk, by), words, self.by.pin)
