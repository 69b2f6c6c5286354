"""Blank forms and samples that kept their name and have another content: no cell of the library shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from counter.domain.guide.diff.collector import Spot, Telling
from counter.domain.guide.diff.items import item_spot
from counter.domain.guide.rows.sheets import ITEM
from counter.domain.guide.terms import AttachedFile

_SORTS = {"blank": "空白表格", "sample": "样表"}


def tell_files(t: Telling, old: Iterable[AttachedFile], new: Iterable[AttachedFile]) -> None:
    """One change at every place that names such a file."""
    before = {file.name: file.digest for file in old}
    other = {file.name for file in new if before.get(file.name, file.digest) != file.digest}
    if not other:
        return
    for item in t.new.library["items"]:
        for spot, sort, name in _named(t, item):
            if name in other:
                t.tell(spot, f"{sort}“{name}”换了新的文件")


def _named(t: Telling, item: str) -> Iterator[tuple[Spot, str, str]]:
    spot, entry = item_spot(t, item), t.new.entry(ITEM, item)
    for result in _rows(entry.get("details"), "results"):
        if result.get("sample"):
            yield spot, f"办理结果“{result.get('name')}”的样本", str(result["sample"])
    for material in _rows(entry, "materials"):
        about = f"材料“{material.get('name')}”"
        here = replace(spot, about=about, material=f"{item}/{material.get('no')}")
        said = material.get("details")
        for key, sort in _SORTS.items():
            if isinstance(said, Mapping) and said.get(key):
                yield here, sort, str(said[key])


def _rows(entry: object, part: str) -> Iterator[Mapping[str, object]]:
    held = entry.get(part) if isinstance(entry, Mapping) else None
    return (row for row in (held if isinstance(held, list) else ()) if isinstance(row, Mapping))
