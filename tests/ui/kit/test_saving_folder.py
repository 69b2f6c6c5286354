"""Where a file is first offered to be saved: a folder that is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter.ui.facades.window import Preferences
from counter.ui.kit.file_dialogs import saving_folder
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-config"))
    return tmp_path


def test_that_a_home_without_a_folder_of_documents_is_itself_the_place(qapp: object, home: Path) -> None:
    assert saving_folder(Look(RESOURCES, Preferences())) == str(home)


def test_that_the_folder_of_documents_is_the_place_where_there_is_one(qapp: object, home: Path) -> None:
    (home / "Documents").mkdir()
    assert saving_folder(Look(RESOURCES, Preferences())) == str(home / "Documents")


def test_that_the_folder_used_last_comes_first(qapp: object, home: Path) -> None:
    look = Look(RESOURCES, Preferences())
    look.preferences = replace(look.preferences, papers="/media/stick")
    assert saving_folder(look) == "/media/stick"
