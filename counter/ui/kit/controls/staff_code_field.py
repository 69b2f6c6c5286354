"""工号: the field of a person's code, beside that of the PIN. A PIN typed into it is never shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.hall.staff_code import may_hide_pin
from counter.ui.kit.controls.field import Field


@runtime_checkable
class KnowsStaff(Protocol):
    """A window that can tell codes in use from other text."""

    def staff_codes(self) -> Iterable[str]:
        """Codes of the people who may sign on here."""


class StaffCodeField(Field):
    """Digits that are the beginning of nobody's code are shown as dots: whoever types number and PIN while the page is
    still opening has only the PIN arrive, and here. Once the field is left, or at Enter, the beginning of a code is
    dots too: in a hall whose codes are digits a PIN may be one.
    """

    def __init__(self, name: str, label: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, placeholder, parent, code=True)
        self.textChanged.connect(lambda _: self._cover())
        self.returnPressed.connect(lambda: self._cover(whole=True))

    @property
    def is_covered(self) -> bool:
        """What stands there is shown as dots, for it may be a PIN."""
        return self.echoMode() is QLineEdit.EchoMode.Password

    def hideEvent(self, event: QHideEvent) -> None:
        """As a PIN: what may be one is forgotten."""
        super().hideEvent(event)
        if self.is_covered:
            self.clear()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._cover(whole=True)

    def _cover(self, *, whole: bool = False) -> None:
        """Before the next painting, whichever way the text came in."""
        window = self.window()
        codes = window.staff_codes() if isinstance(window, KnowsStaff) else ()
        covered = may_hide_pin(self.text(), codes, whole=whole)
        if covered is not self.is_covered:
            self.setEchoMode(QLineEdit.EchoMode.Password if covered else QLineEdit.EchoMode.Normal)
