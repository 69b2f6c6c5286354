"""Where papers are brought afterwards is said by one word of the place, which alone knows whether it is 任一窗口."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

from counter.domain import papers
from counter.domain.hall.any_window import ANY_WINDOW, HERE, any_window, sharing
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.papers.parts.wording import bring_to
from tests.settings import setting

_SOURCES = Path(papers.__file__).parent
_BRINGS = re.compile(r"(补|交|带|送)[^，。]{0,6}(本窗口|任一)|本窗口[^，。]{0,6}(补|交材料)")
_SAID_OF_THE_PAST = ("在本窗口补交下列", "本窗口代收并转交材料", "补交到任一窗口")


def said(source: Path) -> list[str]:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [words for words in found if isinstance(words, str) and _BRINGS.search(words)]


def place(**wording: str) -> Jurisdiction:
    rules = setting().jurisdiction
    return replace(rules, wording={**rules.wording, **wording})


def test_that_no_paper_names_the_place_to_bring_things_to_by_itself() -> None:
    named = [words for source in _SOURCES.rglob("*.py") for words in said(source)]
    found = [words for words in named if not any(fact in words for fact in _SAID_OF_THE_PAST)]
    assert found == []


def test_that_it_is_this_window_until_windows_share_and_a_halls_own_words_stay() -> None:
    alone = place(bring_to=HERE)
    assert (bring_to(alone), any_window(alone)) == (HERE, False)
    assert (bring_to(sharing(alone)), any_window(sharing(alone))) == (ANY_WINDOW, True)
    own = place(bring_to="二楼综合窗口")
    assert sharing(own) is own
    assert not any_window(own)
