"""Colours and style of the applicant's screen: own tokens, light or dark like the window; strong in large mode, and
where the window is in high contrast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics

from counter.ui.kit.theme import CONTRAST, FAMILIES, Look, tokens_of
from counter.ui.screen.screen_scale import ScreenScale

_ROLE = re.compile(r"@([a-z_]+?)(px)?\b")


class ScreenLook(QObject):
    """Theme of the applicant's screen; the window's own style does not apply to it.

    Signals: ``changed`` after another theme or mode.
    """

    changed = Signal()

    def __init__(self, resources: Path, window: Look | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.resources = resources
        folder = resources / "theme"
        tokens = tokens_of((folder / "tokens.toml").read_text(encoding="utf-8"))
        self._tokens: Mapping[str, Mapping[str, str]] = tokens["applicant"]
        self._style = (folder / "applicant.qss").read_text(encoding="utf-8")
        self._window = window
        self._theme = "light"
        self._large = False
        self._measures: dict[tuple[int, bool], QFontMetrics] = {}
        if window is not None:
            window.changed.connect(self._follow)
            self._follow()

    @property
    def theme(self) -> str:
        """``light``, ``dark`` or ``contrast``."""
        return self._theme

    def set_theme(self, theme: str) -> None:
        """Set light, dark or high contrast."""
        if theme != self._theme:
            self._theme = theme
            self.changed.emit()

    def set_large(self, large: bool) -> None:
        """Set the strong colours of the large mode, or the normal ones."""
        if large != self._large:
            self._large = large
            self.changed.emit()

    def colour(self, role: str) -> QColor:
        """The colour of a role, e.g. ``ink``."""
        return QColor(self._roles[role])

    def font(self, pixels: int, *, strong: bool = False) -> QFont:
        """A font of that many pixels (``reach.text`` …); only the weights 400 and 500 exist."""
        font = QFont(FAMILIES)
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.Medium if strong else QFont.Weight.Normal)
        return font

    def metrics(self, pixels: int, *, strong: bool = False) -> QFontMetrics:
        """Metrics of that font: a page of keys is measured thousands of times before it fits."""
        kept = self._measures.get((pixels, strong))
        if kept is None:
            kept = self._measures[pixels, strong] = QFontMetrics(self.font(pixels, strong=strong))
        return kept

    def style_sheet(self, reach: ScreenScale) -> str:
        """Style sheet of the screen: roles are tokens, ``@…px`` sizes of the reach."""
        roles = self._roles

        def token(match: re.Match[str]) -> str:
            name, size = match.group(1), match.group(2)
            return f"{getattr(reach, name)}px" if size else roles[name]

        return _ROLE.sub(token, self._style)

    @property
    def _roles(self) -> Mapping[str, str]:
        if self._theme == CONTRAST:
            return self._tokens["light_large"]
        return self._tokens[f"{self._theme}_large" if self._large else self._theme]

    def _follow(self) -> None:
        assert self._window is not None
        self.set_theme(self._window.theme)
