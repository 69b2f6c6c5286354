"""The shelf stands on the window's way to its first frame: it reads what is looked at, and no more."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from counter.db.guide import shelf as guide_shelf
from counter.db.guide.shelf import GuideShelf
from counter.domain.errors import WorldTrouble
from tests.domain.conftest import GUIDES


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were read."""
    names: list[str] = []
    content = guide_shelf.content_of

    def spy(path: Path) -> bytes:
        names.append(path.name)
        return content(path)

    monkeypatch.setattr(guide_shelf, "content_of", spy)
    return names


def test_that_taking_the_guide_off_the_shelf_reads_only_its_label(opened: list[str]) -> None:
    guide = GuideShelf(GUIDES).guide()
    assert opened == ["manifest.json"]
    assert len(guide.version) == 11


def test_that_finding_needs_only_the_index(opened: list[str]) -> None:
    GuideShelf(GUIDES).index()
    assert opened == ["index.json"]


def test_that_the_index_is_that_of_the_file_as_it_stands(tmp_path: Path) -> None:
    """One made before is used again only for the same content."""
    first = GuideShelf(GUIDES).index()
    file = tmp_path / "index.json"
    content = (GUIDES / "index.json").read_text(encoding="utf-8")
    file.write_text(content, encoding="utf-8")
    assert GuideShelf(tmp_path).index() == first
    file.write_text(content.replace("餐饮店", "小饭馆"), encoding="utf-8")
    assert GuideShelf(tmp_path).index() != first
    file.write_text("{", encoding="utf-8")
    with pytest.raises(WorldTrouble, match=r"index\.json"):
        GuideShelf(tmp_path).index()


def test_that_a_file_is_read_once_and_an_entry_built_once(opened: list[str]) -> None:
    shelf = GuideShelf(GUIDES)
    guide, again = shelf.guide(), shelf.guide("演示")
    assert guide.bundles[8] is guide.bundles[8]
    assert again.bundles[8] == guide.bundles[8]
    assert opened == ["manifest.json", "overlay-demo.json", "bundles.json"]


def test_that_the_table_of_names_is_read_once(opened: list[str]) -> None:
    shelf = GuideShelf(GUIDES)
    assert opened == []
    assert shelf.names() is shelf.names()
    assert opened == ["characters.json", "surnames.json"]


def test_that_looking_for_what_is_not_there_is_an_ordinary_miss() -> None:
    guide = GuideShelf(GUIDES).guide()
    assert guide.bundles.get(104) is None
    assert 104 not in guide.bundles
    with pytest.raises(KeyError):
        guide.bundles[104]


def test_that_the_shelf_needs_no_yaml_no_pinyin_and_no_database(python: list[str]) -> None:
    script = (
        "import sys, counter.db.guide.shelf; "
        "print(*sorted({'yaml', 'pypinyin', 'sqlalchemy', 'sqlcipher3', 'PySide6', 'csv'} & set(sys.modules)))"
    )
    root = GUIDES.parents[1]
    done = subprocess.run(
        [*python, "-c", script],
        cwd=root,
        env={"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
