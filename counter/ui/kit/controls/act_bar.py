"""What can be done with the case now: the next thing prominent with its reason, the rest quiet, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.acts.acts import CaseAct, Possible
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.words.acts import act_word


class ActBar(QWidget):
    """Shows ``Possible`` acts. Signals: ``chosen(offer)``."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actBar")
        self.offers: tuple[Possible, ...] = ()
        self._why = TextLabel("", "small", wrap=True)
        self._why.setObjectName("actWhy")
        self._first = QVBoxLayout()
        self._rest = FlowLayout(gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._first)
        column.addWidget(self._why)
        column.addLayout(self._rest)

    def show_offers(self, offers: Sequence[Possible]) -> None:
        """Show what can be done, the first urgent one prominent."""
        self.offers = tuple(offers)
        for layout in (self._first, self._rest):
            while (item := layout.takeAt(0)) is not None:
                old = item.widget()
                old.hide()
                old.deleteLater()
        first = self.offers[0] if self.offers and self.offers[0].urgent else None
        self._why.setText(first.why if first else "")
        self._why.setVisible(first is not None)
        for offer in _each_kind_once(self.offers):
            button = self._button(offer, prominent=offer is first)
            (self._first if offer is first else self._rest).addWidget(button)
            button.show()
        self.setVisible(bool(self.offers))
        self.updateGeometry()

    def offer_of(self, letter: str) -> Possible | None:
        """The act that Alt with this letter opens."""
        return next((o for o in self.offers if act_word(o.kind).letter == letter), None)

    def offer_for(self, kind: type[CaseAct]) -> Possible | None:
        """The act of that kind, where it is possible now."""
        return next((o for o in self.offers if o.kind is kind), None)

    def chain(self, before: QWidget) -> None:
        """Tab comes to these buttons after ``before``: new ones would be the last of the whole window."""
        for layout in (self._first, self._rest):
            for item in filter(None, map(layout.itemAt, range(layout.count()))):
                QWidget.setTabOrder(before, item.widget())
                before = item.widget()

    def take_focus(self) -> bool:
        """Put the focus on the next thing to do; False where nothing is urgent."""
        item = self._first.itemAt(0)
        if item is None:
            return False
        item.widget().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _button(self, offer: Possible, *, prominent: bool) -> ActButton:
        word = act_word(offer.kind)
        role = "primary" if prominent else "quiet"
        name = f"act{offer.kind.__name__}"
        button = ActButton(name, word.label, f"Alt+{word.letter}", role=role, enter=True)
        button.setToolTip(offer.why)
        button.setAccessibleDescription(offer.why)
        button.clicked.connect(lambda: self.chosen.emit(offer))
        return button


def _each_kind_once(offers: Sequence[Possible]) -> tuple[Possible, ...]:
    """Two pledges are signed one after the other: the second comes when the first is done."""
    found: dict[type[CaseAct], Possible] = {}
    for offer in offers:
        found.setdefault(offer.kind, offer)
    return tuple(found.values())
