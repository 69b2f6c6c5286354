"""Whether the system asks for high contrast, for a profile where nobody chose a look yet."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor, QGuiApplication, QPalette

_EXTREME = 19.5
"""Contrast that only high-contrast palettes have: words black on white, or white on black. Usual ones stay below 19."""
_PAIRS = (
    (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
    (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
)


@cache
def wants_contrast() -> bool:
    """As the system said before this program painted anything."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)  # Qt 6.10 and later
    if hints is not None and "high" in str(hints().contrastPreference()).lower():
        return True
    return is_extreme(QGuiApplication.palette())


def is_extreme(palette: QPalette) -> bool:
    """A palette of the kind that systems have for high contrast."""
    return all(_contrast(palette.color(one), palette.color(other)) >= _EXTREME for one, other in _PAIRS)


def _contrast(one: QColor, other: QColor) -> float:
    """Contrast of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
