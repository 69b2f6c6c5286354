"""The rules of a place are read once, and again where their file has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counter import config
from counter.bootstrap.opening import jurisdiction
from tests.settings import demo_hall


def test_that_a_changed_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = demo_hall()
    shutil.copytree(config.resources_folder() / "jurisdictions", tmp_path / "jurisdictions")
    monkeypatch.setattr(config, "resources_folder", lambda: tmp_path)
    file = tmp_path / "jurisdictions" / f"{hall.jurisdiction}.toml"
    words = file.read_text(encoding="utf-8")
    before = jurisdiction(hall)
    assert jurisdiction(hall) == before
    line = f'version = "{before.version}"'
    assert line in words
    file.write_text(words.replace(line, 'version = "another"'), encoding="utf-8")
    assert jurisdiction(hall).version == "another"
