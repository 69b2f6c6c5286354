"""The two acts of the part 撤窗: this window closes; the cases of a window that is gone are taken over."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.ui.facades.closing import WindowClosingView
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look


@dataclass(frozen=True, slots=True)
class WindowAct:
    """``station``: the window that gets the cases, or whose cases are taken over."""

    station: str
    reason: str
    consent: Consent


class WindowForm(ActForm[WindowClosingView, AvailableAct[WindowAct], WindowAct]):
    """A window, why, and a supervisor as the second person."""

    def __init__(self, look: Look, name: str, title: str, words: str, which: str, example: str) -> None:
        super().__init__(look, name, title, words)
        self._which = which
        self._to = self._choices(f"{name}Window", which)
        self._reason = Field(f"{name}Reason", self.tr("为什么"), example)
        self._supervisor = SupervisorFields()
        self._add(which, self._to, "to", "station")
        self._add(self.tr("为什么"), self._reason, "reason")
        self._add(self.tr("第二个人：同意的值班负责人"), self._supervisor, "supervisor", "pin")

    def build(self) -> WindowAct:
        if not self._to.chosen:
            raise BadInput(self.tr("请选：{0}。").format(self._which), field="to")
        if not self._reason.text().strip():
            raise BadInput(self.tr("请写明为什么。"), field="reason")
        self._supervisor.check()
        return WindowAct(self._to.chosen[0], self._reason.text(), self._supervisor.consent())

    def _options(self) -> list[tuple[str, str]]:
        """Code and caption of each window."""
        raise NotImplementedError

    def _fill(self) -> None:
        found = self._options()
        self._to.show_options(found, (found[0][0],) if len(found) == 1 else ())
        self._reason.clear()
        self._supervisor.clear()


class CloseWindowForm(WindowForm):
    """撤掉本窗口: to which window its cases go."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "closeForm",
            self.tr("撤掉本窗口"),
            self.tr("撤窗，件全部移交"),
            self.tr("件移交给哪个窗口"),
            self.tr("例如：便民点撤并，窗口不再设"),
        )

    def _options(self) -> list[tuple[str, str]]:
        closing = self.matter.closing
        if closing is not None and not closing.done and closing.to in self.matter.windows:
            return [(closing.to, self.matter.windows[closing.to])]  # one that was begun goes on
        return list(self.matter.windows.items())


class ClaimCasesForm(WindowForm):
    """接管: of which window, as far as its cases are known here."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "claimForm",
            self.tr("接管别的窗口的件"),
            self.tr("接管，以后在这里办"),
            self.tr("接管哪个窗口的件"),
            self.tr("例如：窗口的电脑烧坏了"),
        )

    def _options(self) -> list[tuple[str, str]]:
        words = self.tr("窗口 {0}（{1} 件在办）")
        return [(code, words.format(code, many)) for code, many in self.matter.elsewhere.items()]
