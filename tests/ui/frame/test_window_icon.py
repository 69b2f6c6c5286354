"""The program's icon is its own drawing, in the rail's colours, and every window of the program shows it."""

from __future__ import annotations

import re
import tomllib

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from counter.ui.frame.window_icon import SIZES, file_of
from tests.settings import RESOURCES
from tests.ui.hands import Hands
from tools.draw_icon import DRAWING, drawn

NEAR = 8
"""How far a channel of a pixel may be off: another Qt smooths edges a little otherwise."""


@pytest.mark.parametrize("size", SIZES)
def test_that_every_size_is_the_drawing(qapp: QApplication, size: int) -> None:
    kept = QImage(str(file_of(RESOURCES, size))).convertToFormat(QImage.Format.Format_ARGB32)
    fresh = drawn(size)
    assert kept.size() == fresh.size() == QSize(size, size)
    pairs = zip(bytes(kept.constBits()), bytes(fresh.constBits()), strict=True)
    far = sum(abs(a - b) > NEAR for a, b in pairs)
    assert far <= 4 * size // 2, f"{file_of(RESOURCES, size).name}: run python -P -m tools.draw_icon"


def test_that_it_has_no_colour_but_the_rails() -> None:
    tokens = tomllib.loads((RESOURCES / "theme" / "tokens.toml").read_text(encoding="utf-8"))["light"]
    rail = {tokens[role] for role in ("rail", "rail_current", "rail_mark", "on_rail")}
    assert set(re.findall(r'fill="(.*?)"', DRAWING.read_text(encoding="utf-8"))) == rail


def test_that_the_window_shows_it_in_every_size(at_the_door: Hands) -> None:
    icon = at_the_door.window.windowIcon()
    assert {size.width() for size in icon.availableSizes()} == set(SIZES)
