"""A library in the compiled form that ``GuideShelf`` reads, as ``tools/compile_guides.py`` makes it from the sources.

Without pypinyin: a character of the shipped index keeps its curated readings (行 is hang and xing), any other gets
those of the table of people's names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from counter.domain.guide.library import version_of

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


def compiled(
    library: Library,
    curated: Mapping[str, str],
    characters: Mapping[str, tuple[str, ...]],
    words: Mapping[str, list[str]],
) -> dict[str, bytes]:
    """Every file with its bytes. ``curated``: readings of the shipped index; ``characters``: of every character;
    ``words``: synonyms for words in names.
    """
    bundles = dict(sorted(library["bundles"].items(), key=lambda pair: int(pair[0])))
    parts: dict[str, Mapping[str, object]] = {
        "items.json": library["items"],
        "papers.json": library["papers"],
        "questions.json": library["questions"],
        "bundles.json": bundles,
    }
    names = {key: bundle["name"] for key, bundle in bundles.items()}
    items = {key: item["name"] for key, item in library["items"].items()}
    parts["index.json"] = {
        "names": names,
        "items": items,
        "own": {key: [placed["item"] for placed in b["items"]] for key, b in bundles.items()},
        "readings": _readings((*names.values(), *items.values(), *words), curated, characters),
        "words": dict(words),
    }
    parts["manifest.json"] = {
        "version": version_of(library),
        "overlays": {},
        "switches": library["switches"],
        "common": library["common"],
        "common_hints": library["common_hints"],
    }
    return {name: _lines(content) for name, content in parts.items()}


def _readings(
    texts: Iterable[str], curated: Mapping[str, str], characters: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    found = {}
    for char in sorted(set("".join(texts))):
        readings = curated.get(char) or " ".join(characters.get(char, ()))
        if readings:
            found[char] = readings
    return found


def _lines(content: Mapping[str, object]) -> bytes:
    """An object with one line per entry."""
    lines = [f"{_text(str(key))}: {_text(value)}" for key, value in content.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
