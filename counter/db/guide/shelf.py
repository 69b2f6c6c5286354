"""The compiled guides: JSON files → domain ``Guide``, building only the entries that are used.

On the path to the first search: a file is read when its first entry is needed, and an entry stays the few hundred
bytes it is in the file until it is accessed (as dicts the whole guide would be 4 MB of small objects). The files are
made by ``tools/compile_guides.py``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from counter.domain.errors import WorldTrouble
from counter.domain.guide.bundle_search import FindingIndex
from counter.domain.guide.from_plain import (
    Flags,
    read_bundle,
    read_common,
    read_hint,
    read_item,
    read_paper,
    read_question,
    read_switch,
)
from counter.domain.guide.model import Guide
from counter.domain.shapes import whole
from counter.domain.text.name_initials import NameTable

K = TypeVar("K")
V = TypeVar("V")
Json = dict[str, Any]


class OnAccess(Mapping[K, V], Generic[K, V]):
    """A mapping that reads its file on first use and builds an entry when it is first accessed."""

    def __init__(self, load: Callable[[], Mapping[K, msgspec.Raw]], build: Callable[[K, Any], V]) -> None:
        self._load = load
        self._build = build
        self._raw: Mapping[K, msgspec.Raw] | None = None
        self._built: dict[K, V] = {}

    def _entries(self) -> Mapping[K, msgspec.Raw]:
        if self._raw is None:
            self._raw = self._load()
        return self._raw

    def __getitem__(self, key: K) -> V:
        if key not in self._built:
            self._built[key] = self._build(key, msgspec.json.decode(self._entries()[key]))
        return self._built[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries()

    def __iter__(self) -> Iterator[K]:
        return iter(self._entries())

    def __len__(self) -> int:
        return len(self._entries())


class ReadingsOf(Mapping[str, tuple[str, ...]]):
    """Character → readings, stored nearly as in the file: readings → their characters, these in one text.

    The inverse would be 42,000 small objects (6 MB) in a window that looks up a few names an hour. A character is
    looked for in the whole text at once: scanning 1,500 readings one by one is noticeable when a case is accepted.
    """

    def __init__(self, characters: Mapping[str, str]) -> None:
        self._readings = tuple(characters)
        self._all = "".join(characters.values())
        self._ends = tuple(accumulate(map(len, characters.values())))
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, char: str) -> tuple[str, ...]:
        known = self._known.get(char)
        if known is None:
            position = self._all.find(char) if len(char) == 1 else -1
            known = tuple(self._readings[bisect_right(self._ends, position)].split()) if position >= 0 else ()
            self._known[char] = known
        if not known:
            raise KeyError(char)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class GuideShelf:
    """The compiled guides of one folder (``resources/guides``). ``names``: folder of the names, if different."""

    def __init__(self, folder: Path, names: Path | None = None) -> None:
        self._folder = folder
        self._names_folder = names or folder.parent / "names"
        self._manifest = cache(self._read_manifest)
        self._entries = cache(self._read_entries)
        self._names = cache(self._read_names)
        self._guide = cache(self._read_guide)

    def guide(self, overlay: str | None = None) -> Guide:
        """The guide in force. ``overlay`` names one of ``overlays()`` (演示) and sets the unknown flags."""
        return self._guide(overlay)

    def _read_guide(self, overlay: str | None) -> Guide:
        manifest = self._manifest()
        version, flags = manifest["version"], Flags({}, {})
        if overlay is not None:
            if overlay not in manifest["overlays"]:
                raise WorldTrouble(f"没有“{overlay}”这套办事指南叠加层；现有：{'、'.join(self.overlays())}。")
            chosen = manifest["overlays"][overlay]
            version = chosen["version"]
            raw = _load(self._folder / chosen["file"])
            flags = Flags(raw["materials"], raw["papers"])
        return Guide(
            version=version,
            bundles=OnAccess(self._bundles, read_bundle),
            items=OnAccess(lambda: self._entries("items.json"), lambda key, raw: read_item(key, raw, flags)),
            papers=OnAccess(
                lambda: self._entries("papers.json"), lambda key, raw: read_paper(key, raw, flags)
            ),
            questions=OnAccess(lambda: self._entries("questions.json"), read_question),
            switches={key: read_switch(key, raw) for key, raw in manifest["switches"].items()},
            common=tuple(read_common(raw, flags) for raw in manifest["common"]),
            common_hints=tuple(read_hint(raw) for raw in manifest["common_hints"]),
            overlay=overlay,
        )

    def overlays(self) -> tuple[str, ...]:
        """Names of the overlays on this shelf."""
        return tuple(self._manifest()["overlays"])

    def index(self) -> FindingIndex:
        """The index for ``finding.search``."""
        file = self._folder / "index.json"
        return _index_of(content_of(file), file)

    def finding_words(self) -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
        """Character → its readings in this index, joined by blanks; synonyms → the words in names they mean."""
        raw = _load(self._folder / "index.json")
        return raw["readings"], raw["words"]

    def names(self) -> NameTable:
        """Readings of characters and surnames, for finding people by initials; read once."""
        return self._names()

    def _read_names(self) -> NameTable:
        folder = self._names_folder
        readings = ReadingsOf(_load(folder / "characters.json"))
        surnames = _load(folder / "surnames.json")
        return NameTable(
            readings,
            {name: tuple(text.split()) for name, text in surnames.items()},
        )

    def _read_manifest(self) -> Json:
        return dict(_load(self._folder / "manifest.json"))

    def _read_entries(self, name: str) -> Mapping[str, msgspec.Raw]:
        return dict(_load(self._folder / name, dict[str, msgspec.Raw]))

    def _bundles(self) -> Mapping[int, msgspec.Raw]:
        return {int(number): raw for number, raw in self._entries("bundles.json").items()}


@lru_cache(maxsize=2)
def _index_of(content: bytes, file: Path) -> FindingIndex:
    """Parsed once per file content: this took three quarters of the time of opening a profile."""
    raw = _decoded(content, file)
    return FindingIndex.build(
        names={int(number): name for number, name in raw["names"].items()},
        items=raw["items"],
        own={int(number): tuple(items) for number, items in raw["own"].items()},
        readings={char: tuple(readings.split()) for char, readings in raw["readings"].items()},
        words=raw["words"],
    )


def _load(path: Path, kind: Any = Json) -> Any:
    return _decoded(content_of(path), path, kind)


def content_of(path: Path) -> bytes:
    """A file of the shelf. Raises WorldTrouble where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise _unreadable(path) from trouble


def _decoded(content: bytes, path: Path, kind: Any = Json) -> Any:
    try:
        return msgspec.json.decode(content, type=whole(kind))
    except ValueError as trouble:
        raise _unreadable(path) from trouble


def _unreadable(path: Path) -> WorldTrouble:
    return WorldTrouble(f"办事指南文件 {path.name} 读不出来，请重新安装程序或恢复该文件。")
