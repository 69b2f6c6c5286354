"""Available acts: the next one prominent with its reason, the others quiet, each with its key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import Possible
from counter.domain.case.acts.available_act import AvailableAct
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import hide_part
from counter.ui.kit.controls.reading_order import read_as_laid_out
from counter.ui.words.acts import act_word

Offer = TypeVar("Offer", bound=AvailableAct[Any])


_MORE_KEY, _MORE_SHOWN = "Alt+Down", "Alt+↓"
_FEWEST = 3
"""Acts worth a button that hides them."""


class OfferBar(QWidget, Generic[Offer]):
    """Subclasses give acts their captions, and name those that are rarely wanted (``seldom``): these stand behind 更多,
    with the same keys as in sight.

    Signals: ``chosen(offer)``.
    """

    chosen = Signal(object)
    seldom: frozenset[type[object]] = frozenset()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actBar")
        self.offers: tuple[Offer, ...] = ()
        self._why = TextLabel("", "small", wrap=True)
        self._why.setObjectName("actWhy")
        self._first = QVBoxLayout()
        self._rest = FlowLayout(gap=8)
        self._behind: tuple[Offer, ...] = ()
        self._folded: list[ActButton] = []
        self._more: ActButton | None = None
        self._unfolded = self._resting = False
        self._stands: tuple[object, ...] = ()
        """Of each act its kind, caption and key, whether it is the prominent one, and whether it is behind 更多."""
        if self.seldom:
            bind_key(self, _MORE_KEY, self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._first)
        column.addWidget(self._why)
        column.addLayout(self._rest)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show the available acts, the first urgent one prominent."""
        if {offer.kind for offer in offers} != {offer.kind for offer in self.offers}:
            self._unfolded = False
        self.offers = tuple(offers)
        first = self.offers[0] if self.offers and self.offers[0].urgent else None
        self._why.setText(first.why if first else "")
        self._why.setVisible(first is not None)
        kinds = _each_kind_once(self.offers)
        folded = [offer for offer in kinds if offer.kind in self.seldom and not offer.urgent]
        if len(folded) < _FEWEST:
            folded = []
        stands = tuple((o.kind, self._caption(o), o is first, o in folded) for o in kinds)
        if stands == self._stands:
            self._say_why()
        else:
            self._stands = stands
            self._make(kinds, first, folded)
        self.setVisible(bool(self.offers))

    def _make(self, kinds: Sequence[Offer], first: Offer | None, folded: Sequence[Offer]) -> None:
        held = next((button.objectName() for button in self._buttons() if button.hasFocus()), "")
        self._clear()
        for offer in kinds:
            if offer not in folded:
                self._add(self._button(offer, prominent=offer is first), first=offer is first)
        if folded:
            self._fold(folded)
        read_as_laid_out(self)
        self.updateGeometry()
        if held:
            self._hold(held)

    def _say_why(self) -> None:
        """The same acts, of another case or by now: only their reasons may differ."""
        whys = {_name_of(offer): offer.why for offer in reversed(self.offers)}
        for button in self.findChildren(ActButton):
            if (why := whys.get(button.objectName())) is not None:
                button.setToolTip(why)
                button.setAccessibleDescription(why)

    def _hold(self, name: str) -> None:
        """The hand stays on its act; where that is no longer offered, on what is next."""
        for button in sorted(self._buttons(), key=lambda one: one.objectName() != name)[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _buttons(self) -> Iterator[QWidget]:
        for layout in (self._first, self._rest):
            for item in filter(None, map(layout.itemAt, range(layout.count()))):
                yield item.widget()

    def _clear(self) -> None:
        for layout in (self._first, self._rest):
            while (item := layout.takeAt(0)) is not None:
                old = item.widget()
                hide_part(old)
                old.deleteLater()
        self._behind, self._folded, self._more = (), [], None

    def _add(self, button: ActButton, *, first: bool = False) -> None:
        (self._first if first else self._rest).addWidget(button)
        button.show()

    def _fold(self, folded: Sequence[Offer]) -> None:
        """A button, and behind it those acts."""
        translate = QCoreApplication.translate
        self._more = ActButton(
            "actMore", translate("OfferBar", "更多"), _MORE_SHOWN, role="quiet", enter=True
        )
        captions = "、".join(self._caption(offer)[0] for offer in folded)
        self._more.setToolTip(captions)
        self._more.setAccessibleDescription(captions)
        self._more.clicked.connect(self._turn)
        self._add(self._more)
        self._behind = tuple(folded)
        self._show_folded()

    def _turn(self) -> None:
        """Show what is behind 更多, or put it away."""
        if self._more is not None:
            self._unfolded = not self._unfolded
            self._show_folded()
            read_as_laid_out(self)

    def _show_folded(self) -> None:
        assert self._more is not None
        if self._unfolded and not self._folded:
            self._unfold(self._more)
        for button in self._folded:
            button.setVisible(self._unfolded)
        translate = QCoreApplication.translate
        self._more.say(translate("OfferBar", "收起") if self._unfolded else translate("OfferBar", "更多"))
        self.updateGeometry()

    def _unfold(self, before: QWidget) -> None:
        """Make what is behind 更多, after it in the tab order: every case that is opened has it, few people ask."""
        for offer in self._behind:
            button = self._button(offer, prominent=False)
            self._folded.append(button)
            self._rest.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button

    def offer_of(self, letter: str) -> Offer | None:
        """The act with this Alt letter."""
        return next((o for o in self.offers if self._caption(o)[1] == letter), None)

    def offer_for(self, kind: type[object]) -> Offer | None:
        """The available act of that kind."""
        return next((o for o in self.offers if o.kind is kind), None)

    def chain(self, before: QWidget) -> None:
        """Put these buttons after ``before`` in the tab order: new ones would be last in the window."""
        for button in self._buttons():
            QWidget.setTabOrder(before, button)
            before = button

    def rest(self, resting: bool) -> None:
        """While a form is open, its button is the prominent one."""
        self._resting = resting
        for button in self.findChildren(ActButton):
            if button.property("role") == "primary":
                button.be_quiet(resting)

    def take_focus(self) -> bool:
        """Focus the most urgent act; False where none is urgent."""
        item = self._first.itemAt(0)
        if item is None:
            return False
        item.widget().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _caption(self, offer: Offer) -> tuple[str, str]:
        """Caption of the act and its Alt letter."""
        raise NotImplementedError

    def _button(self, offer: Offer, *, prominent: bool) -> ActButton:
        label, letter = self._caption(offer)
        role = "primary" if prominent else "quiet"
        kind = offer.kind
        button = ActButton(_name_of(offer), label, f"Alt+{letter}", role=role, enter=True)
        button.setToolTip(offer.why)
        button.setAccessibleDescription(offer.why)
        button.clicked.connect(lambda: self.chosen.emit(self.offer_for(kind)))
        if prominent and self._resting:
            button.be_quiet(True)
        return button


class ActBar(OfferBar[Possible]):
    """Available acts of a case."""

    seldom = frozenset(
        {
            *(acts.PauseClock, acts.Extend, acts.SetDates, acts.TakeNote, acts.Void, acts.Reissue),
            *(acts.ApplyWithdrawal, acts.DropItems, acts.TakeBackResult, acts.CallInResult),
            *(acts.HandOver, acts.RecordOfficialNumber, acts.PassOn, acts.AgreeReminders),
            acts.CorrectRegistration,
        }
    )

    def _caption(self, offer: Possible) -> tuple[str, str]:
        word = act_word(offer.kind)
        return word.label, word.letter


def _name_of(offer: AvailableAct[Any]) -> str:
    return f"act{offer.kind.__name__}"


def _each_kind_once(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """One offer per kind: two pledges are signed one after the other."""
    found: dict[type[object], Offer] = {}
    for offer in offers:
        found.setdefault(offer.kind, offer)
    return tuple(found.values())
