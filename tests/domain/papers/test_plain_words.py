"""Every sentence of our own on the applicant's screen is short and uses only the 3,500 common characters.

Words of law and of others are not ours to shorten: grades, reasons, pledges, names and notes of the guide come as data.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.screen import words

ROOT = Path(__file__).resolve().parents[3]
SCREEN = ROOT / "counter" / "ui" / "screen"
LIST = ROOT / "tests" / "data" / "common_3500.txt"
MOST = 20
_SPOKEN = {"tr": slice(0, 1), "translate": slice(1, 2), "QT_TRANSLATE_NOOP": slice(1, 2)}
"""Translating calls, and which argument is the word."""

_END = re.compile(r"[。！？；?!;\n]")
_PLACEHOLDER = re.compile(r"\{[a-z0-9_]*\}|%\d|%n")


def common() -> str:
    """The first-level list of 通用规范汉字表, in its order."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


COMMON = frozenset(common())


def translated(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of everything that passes through tr or translate."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in _SPOKEN:
            continue
        spoken = node.args[_SPOKEN[called]]
        for part in (p for argument in spoken for p in ast.walk(argument)):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.lineno, part.value


def screen_words() -> list[tuple[str, str]]:
    """Where each word of ours stands, and the word."""
    found = [("mirror_words", word) for word in words.words()]
    for path in sorted(p for p in SCREEN.rglob("*.py") if p.parent.name != "clerk_side"):
        found += [(f"{path.name}:{line}", text) for line, text in translated(path)]
    return found


def too_long(text: str) -> list[str]:
    """Sentences of more than MOST characters, punctuation inside them counted, values not."""
    plain = _PLACEHOLDER.sub("", text)
    return [part for part in _END.split(plain) if len(part.strip()) > MOST]


def uncommon(text: str) -> str:
    """Characters that are neither common nor a digit, a latin letter, punctuation or white space."""
    plain = _PLACEHOLDER.sub("", text)
    return "".join(
        c for c in plain if c not in COMMON and not c.isascii() and unicodedata.category(c)[0] not in "PZ"
    )


def test_that_the_list_is_the_whole_first_level() -> None:
    assert len(common()) == 3500
    assert len(COMMON) == 3500
    assert common().startswith("一乙二十丁厂七")
    assert common().endswith("镶瓤罐矗")
    assert all("CJK UNIFIED" in unicodedata.name(c) for c in COMMON)


def test_that_the_screen_has_words_to_count() -> None:
    assert len(screen_words()) > 100


def test_that_no_sentence_is_longer_than_twenty_characters() -> None:
    assert [(where, long) for where, text in screen_words() for long in too_long(text)] == []


def test_that_only_common_characters_are_used() -> None:
    assert [(where, text, found) for where, text in screen_words() if (found := uncommon(text))] == []


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("一" * 20, False),
        ("一" * 21, True),
        ("一" * 15 + "。" + "二" * 15, False),
        ("{day}" + "一" * 20, False),
    ],
)
def test_that_a_sentence_ends_at_its_full_stop_and_values_do_not_count(text: str, *, long: bool) -> None:
    assert bool(too_long(text)) is long


def test_that_a_rare_character_is_found() -> None:
    assert uncommon("请在乌兰浩特办ABC12，好。") == ""
    assert uncommon("龘") == "龘"
