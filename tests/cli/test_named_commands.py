"""Every command and option that a document names is one of the command line's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from counter.cli.io.arguments import Parser
from tests.cli.parsers import Words, all_parsers

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "docs/manual").glob("*.md"),
]
QUOTED = re.compile(r"`(?:(?:scripts/)?counter )?([a-z][a-z-]*(?: [a-z][a-z-]*)*)([^`]*)`")
IN_A_BLOCK = re.compile(r"^(?:scripts/)?counter ([a-z][a-z-]*(?: [a-z][a-z-]*)*)([^#\n]*)", re.MULTILINE)


@pytest.fixture(scope="module")
def known() -> dict[Words, Parser]:
    return dict(all_parsers())


def not_there(text: str, known: dict[Words, Parser]) -> list[str]:
    """Commands named in a text that are none, and options that neither they nor what is below them has."""
    lost = []
    for said, rest in (*QUOTED.findall(text), *IN_A_BLOCK.findall(text)):
        words = tuple(said.split())
        if words[:1] not in known:
            continue  # a word of another kind
        while words not in known:
            words = words[:-1]
        below = {w: parser for w, parser in known.items() if w[: len(words)] == words}
        options = {
            o for parser in below.values() for action in parser._actions for o in action.option_strings
        }
        if len(words) < len(said.split()) and len(below) > 1:
            lost.append(said)
        lost += [
            f"{said} {option}"
            for option in re.findall(r"--[a-z][a-z-]*", re.split("[·;]", rest)[0])
            if not any(one.startswith(option) for one in options)
        ]
    return lost


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_that_every_command_a_document_names_is_there(document: Path, known: dict[Words, Parser]) -> None:
    assert not_there(document.read_text(encoding="utf-8"), known) == []


def test_that_a_command_or_option_that_went_is_told(known: dict[Words, Parser]) -> None:
    text = "`case open` `counter case move` `a case` `case open --fro`\ncounter hub hide  # a word of its own"
    assert not_there(text, known) == ["case move", "case open --fro", "hub hide"]
