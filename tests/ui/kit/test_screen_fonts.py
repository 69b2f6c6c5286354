"""The screen draws in a small face, and every name all the same: what it lacks comes from the whole one behind it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout
from pytestqt.qtbot import QtBot

from counter import config
from counter.ui.facades.window import Preferences
from counter.ui.kit.theme import FAMILIES, Look

USUAL, RARE = "我要开小餐馆䶮𬭊✓▼——15220103A", "龘㐂"
SMALL, WHOLE = FAMILIES


@pytest.mark.parametrize("strong", [False, True])
def test_that_only_a_rare_character_is_drawn_from_the_whole_face(qtbot: QtBot, strong: bool) -> None:
    look = Look(config.resources_folder(), Preferences())
    look.load_fonts()
    for text, family in ((USUAL, SMALL), (RARE, WHOLE)):
        layout = QTextLayout(text, look.font(strong=strong))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        runs = layout.glyphRuns()
        assert {run.rawFont().familyName() for run in runs} == {family}
        assert not any(0 in run.glyphIndexes() for run in runs)
