"""Every word a person reads in the window passes through Qt's translation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from counter import ui

UI = Path(ui.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TRANSLATES = {"tr", "translate", "QT_TRANSLATE_NOOP"}
NOT_PAGES = {"tour", "facades"}
"""A tour shows nobody anything; the sentences of a facade are told as the services' are, as data."""
OURS = [p for p in sorted(UI.rglob("*.py")) if not NOT_PAGES & set(p.relative_to(UI).parts)]


def test_that_no_word_is_written_outside_of_translation() -> None:
    strays = [f"{p.relative_to(UI)}:{n.lineno} {n.value!r}" for p in OURS for n in untranslated(p)]
    assert strays == []


def untranslated(path: Path) -> list[ast.Constant]:
    """Chinese strings that are neither docstrings nor arguments of a translating call."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in TRANSLATES:
            allowed.update(id(part) for argument in node.args for part in ast.walk(argument))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))
    return [
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant)
        and isinstance(n.value, str)
        and CHINESE.search(n.value)
        and id(n) not in allowed
    ]


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
