"""Documents tell the truth: what the rules table and the map name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _named(document: str) -> list[str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    return [name for name in re.findall(r"`([\w/.]+)`", text) if "/" in name]


@pytest.mark.parametrize("document", ["docs/rules.md", "docs/map.md", "README.md"])
def test_that_every_file_a_document_names_is_there(document: str) -> None:
    assert [name for name in _named(document) if not _is_there(name)] == []


def _is_there(name: str) -> bool:
    """A file or folder, a module without its ending, or a name inside one (``domain/verdict.judge``)."""
    for place in (ROOT, ROOT / "tests", ROOT / "counter"):
        whole = place / name
        module = whole.with_name(whole.name.split(".")[0])
        if whole.exists() or module.is_dir() or module.with_suffix(".py").exists():
            return True
    return False


def test_that_every_non_negotiable_stands_in_the_rules_table() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [n for n in range(1, 15) if not re.search(rf"\bL{n}\b", text)] == []


def test_that_the_manual_shows_pictures_that_are_there() -> None:
    manual = ROOT / "docs" / "manual" / "操作手册.md"
    pictures = re.findall(r"\]\((pictures/[^)]+)\)", manual.read_text(encoding="utf-8"))
    assert pictures
    assert [p for p in pictures if not (manual.parent / p).is_file()] == []
