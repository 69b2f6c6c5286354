"""A guide in force with a character that no paper can show is told by the lint, wherever it stands."""

from __future__ import annotations

from typing import Any

import pytest

from counter.domain.authoring.lint.finding import Severity
from counter.domain.authoring.lint.lint import lint
from counter.domain.guide.library import guide_of
from tests.guide_files import small


def _spoil(library: Any, *path: Any) -> None:
    *above, last = path
    for part in above:
        library = library[part]
    library[last] = f"甲\u202e{library[last]}"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("bundles", "1", "name"), "一件事1"),
        (("bundles", "1", "refuse", 0, "reason"), "一件事1"),
        (("items", "register", "organ"), "register"),
        (("items", "register", "materials", 0, "name"), "材料1"),
        (("papers", "licence", "name"), "licence"),
        (("questions", "q_sign", "options", 0, "label"), "q_sign"),
        (("switches", "sw_sign", "text"), "sw_sign"),
        (("common_hints", 0, "text"), "每件事都适用的提示"),
        (("common", 0, "why"), "每件事都适用的材料"),
    ],
)
def test_that_an_unprintable_character_is_a_must_at_its_place(path: tuple[Any, ...], words: str) -> None:
    library = small()
    _spoil(library, *path)
    flaws = [flaw for flaw in lint(guide_of(library), ()).flaws if flaw.check == "r.printable"]
    assert [(flaw.severity, "U+202E" in flaw.wrong) for flaw in flaws] == [(Severity.MUST, True)]
    assert words in flaws[0].place.words


def test_that_a_guide_that_prints_has_none() -> None:
    assert not [flaw for flaw in lint(guide_of(small()), ()).flaws if flaw.check == "r.printable"]
