"""Next steps of the current paper: 已出纸, 已盖章, 送达 …; only those available."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.words.acts import act_word

STEPS: tuple[type[CaseAct], ...] = (
    acts.Reissue,
    acts.MarkPrinted,
    acts.Stamp,
    acts.Serve,
    acts.PrepareDelivery,
)


_TOGETHER: tuple[type[CaseAct], ...] = (acts.Serve, acts.PrepareDelivery)


class PaperSteps(QObject):
    """Signals: ``wanted(offer)`` for the current paper alone; what is handed over, goes together: of all papers that
    may be, and whoever does not hand over all of them takes some out. ``buttons``: one for each step, laid out by the
    owner, so that they wrap among what else can be done with the paper.
    """

    wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offers: dict[type[CaseAct], Possible] = {}
        self._paper = ""
        self._buttons: dict[type[CaseAct], ActButton] = {}
        for kind in STEPS:
            button = ActButton(f"step{kind.__name__}", act_word(kind).label, role="link", enter=True)
            button.clicked.connect(lambda _=False, kind=kind: self._press(kind))
            button.hide()
            self._buttons[kind] = button

    @property
    def buttons(self) -> Sequence[ActButton]:
        """In the order of the work."""
        return tuple(self._buttons.values())

    def show_offers(self, offers: Sequence[Possible]) -> None:
        """Set the available acts of the case."""
        self._offers = {o.kind: o for o in offers if o.kind in STEPS}
        self.follow(self._paper)

    def follow(self, paper: str) -> None:
        """Show the steps of another paper."""
        self._paper = paper
        available = {kind for kind, offer in self._offers.items() if paper in offer.papers}
        for kind, button in self._buttons.items():
            button.setVisible(kind in available)

    @property
    def serve(self) -> ActButton | None:
        """The button that records the delivery of the current paper; None where it is not due."""
        button = self._buttons[acts.Serve]
        return None if button.isHidden() else button

    def lead(self, leads: bool) -> None:
        """Whether the delivery is what comes next: its button is the filled one."""
        self._buttons[acts.Serve].take_role("primary" if leads else "link")

    def _press(self, kind: type[CaseAct]) -> None:
        offer = self._offers.get(kind)
        if offer is not None:
            papers = offer.papers if kind in _TOGETHER else (self._paper,)
            self.wanted.emit(replace(offer, papers=papers))
