"""Tasks say of another window what people call it, not its code; their stored words have the code alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from counter.services.context.app import AppContext
from counter.services.keys.window_names import window_names

_CODES = re.compile(r"窗口 ([0-9A-Z]+(?:、[0-9A-Z]+)*) ?")


def names_for(app: AppContext, said: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Code → name for tasks of these words and other windows' codes; nothing is read where none is spoken of."""
    spoken_of = any(station or _CODES.search(words) for words, station in said)
    return window_names(app) if spoken_of else {}


def in_names(words: str, names: Mapping[str, str]) -> str:
    """``窗口 04 移交来的`` as ``04号窗口移交来的``; a window that nobody named keeps its code."""

    def named(found: re.Match[str]) -> str:
        called = [names.get(code, "") for code in found[1].split("、")]
        return "、".join(called) if all(called) else found[0]

    return _CODES.sub(named, words)
