"""White paper and bright pictures in a dark window: a little dimmed, or they are all that the eye sees."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

_HALF, _DIMMED = 128, 0.82


def bright_opacity(palette: QPalette) -> float:
    """How opaque something white is painted on the ground of this palette."""
    ground: QColor = palette.color(QPalette.ColorRole.Window)
    return _DIMMED if ground.lightness() < _HALF else 1.0
