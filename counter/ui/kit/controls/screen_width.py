"""The measured width of the applicant's screen, typed in the settings and at its light."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QSizePolicy

from counter.ui.kit.controls.day_field import CountField

_NARROWEST, _WIDEST = 50, 2000
_EDGES = 40


class ScreenWidth(CountField):
    """In millimetres; empty where nobody measured."""

    def __init__(self, name: str) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            name,
            translate("ScreenWidth", "申请人屏的宽度（毫米）"),
            translate("ScreenWidth", "用尺量，例如 223"),
            units=translate("ScreenWidth", "毫米 mm"),
            least=_NARROWEST,
            most=_WIDEST,
        )
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its example, in any letters."""
        return QSize(
            self.fontMetrics().horizontalAdvance(self.placeholderText()) + _EDGES, super().sizeHint().height()
        )

    def show_width(self, millimetres: int) -> None:
        """Put it there; 0: not told."""
        self.setText(str(millimetres) if millimetres else "")

    def width_or_none(self) -> int | None:
        """The width, 0 where nothing is typed; None where it cannot be read, which is said at the field."""
        wrong = self.fault()
        self.show_problem(wrong)
        return None if wrong else self.count_or_none("screen_mm") or 0
