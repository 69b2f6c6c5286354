"""Theme: tokens of ``resources/theme`` as palette, style sheet and metrics, switchable at run time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from counter.ui.facades.window import Preferences
from counter.ui.kit.dressing import Dresser
from counter.ui.kit.system_look import wants_contrast

FAMILIES = ["Counter Sans", "Noto Sans SC"]
"""The first font has the usual characters, the fallback all for names: saves 4 MB until a rare one is needed (0011)."""
_FACES = ("CounterSans-Regular.ttf", "CounterSans-Medium.ttf", "NotoSansSC-Regular.ttf")
_ROLE = re.compile(r"@([a-z_]+?)([+-]\d+)?(px)?\b")
"""``@role`` is a colour, ``@sizepx`` a size, ``@size-4px`` that many pixels less, ``@size+2px`` more."""
CONTRAST = "contrast"


class Look(QObject):
    """The current theme: colours by role and sizes in pixels for painted widgets.

    Signals: ``changed`` after another theme or size was applied; ``remembered(preferences)`` for what is to be saved
    and changes no look (widths of columns).
    """

    changed = Signal()
    remembered = Signal(object)

    def __init__(self, resources: Path, preferences: Preferences) -> None:
        super().__init__()
        folder = resources / "theme"
        self._tokens = tokens_of((folder / "tokens.toml").read_text(encoding="utf-8"))
        self._style = (folder / "window.qss").read_text(encoding="utf-8")
        self._frames = (folder / "contrast.qss").read_text(encoding="utf-8")
        self._fonts = resources / "fonts"
        self.preferences = preferences
        self._dresser = Dresser(self)
        self._metrics: dict[tuple[int, str], QFontMetrics] = {}

    @property
    def theme(self) -> str:
        """The look that is shown: as somebody chose, before that as the system asks."""
        return self.preferences.theme or (CONTRAST if wants_contrast() else "light")

    @property
    def framed(self) -> bool:
        """High contrast: what is only a soft ground elsewhere has a frame."""
        return self.theme == CONTRAST

    def px(self, size: str) -> int:
        """A size at the current letters in pixels, e.g. ``row``."""
        return int(self._tokens["letters"][str(self.preferences.letters)][size])

    def grown(self, pixels: int) -> int:
        """A width that was measured for letters of the usual size, for those of today."""
        return pixels * self.preferences.letters // 100

    def colour(self, role: str) -> QColor:
        """The colour of a role in the current theme."""
        return QColor(self._tokens[self.theme][role])

    def font(self, size: str = "text", *, strong: bool = False) -> QFont:
        """The font of a size; only the weights 400 and 500 exist."""
        font = QFont(FAMILIES)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.Medium if strong else QFont.Weight.Normal)
        return font

    def metrics(self, size: str = "text") -> QFontMetrics:
        """Font metrics of that size; asked for at every row that is measured or painted."""
        kept = self._metrics.get(asked := (self.preferences.letters, size))
        if kept is None:
            kept = self._metrics[asked] = QFontMetrics(self.font(size))
        return kept

    def load_fonts(self) -> None:
        """Load the bundled fonts; without them the system's Chinese font is used. Once for the whole process: with each
        font Qt forgets every letter it has drawn.
        """
        for name in _FACES:
            file = self._fonts / name
            if file not in _loaded and file.exists():
                _loaded.add(file)
                QFontDatabase.addApplicationFont(str(file))
        self._metrics.clear()

    def apply(self, preferences: Preferences) -> None:
        """Apply to the whole application."""
        self.preferences = preferences
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setFont(self.font())
        application.setPalette(self._palette())
        self._dresser.dress(application, self.style_sheet())
        self.changed.emit()

    def remember(self, preferences: Preferences) -> None:
        """Keep preferences that change nothing to be seen; whoever saves them is told."""
        self.preferences = preferences
        self.remembered.emit(preferences)

    def style_sheet(self) -> str:
        """Style sheet with every role replaced by its token."""
        colours = self._tokens[self.theme]

        def token(match: re.Match[str]) -> str:
            name, less = match.group(1), match.group(2)
            return f"{self.px(name) + int(less or 0)}px" if match.group(3) else str(colours[name])

        return _ROLE.sub(token, self._style + self._frames if self.framed else self._style)

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("second"))
        return palette


@lru_cache(maxsize=2)
def tokens_of(text: str) -> Mapping[str, Any]:
    """The tokens of a theme file, read once for the window and the applicant's screen."""
    return tomllib.loads(text)


_loaded: set[Path] = set()
"""Font files the process has."""

_PALETTE = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "ground",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "second",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Highlight: "act",
    QPalette.ColorRole.HighlightedText: "on_fill",
    QPalette.ColorRole.Link: "act",
}


def restyle(widget: QWidget, **properties: object) -> bool:
    """Set style properties and apply the style sheet; False: the widget had them already."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        repolish(widget)
    return changed


def repolish(widget: QWidget) -> None:
    """Apply the style sheet to a widget again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
