"""Differences between two versions of the guide, in words: complete, without repetition.

Equal entries are skipped; of the others the rows of the workbook's sheets are matched and compared, so that no
element is forgotten. Anything added or removed is one change, with its content inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from counter.domain.guide.diff.bundles import compare_bundle
from counter.domain.guide.diff.change import Effect, GuideChange, GuideDiff
from counter.domain.guide.diff.collector import DiffCollector, GuideLocation
from counter.domain.guide.diff.contents import ContentLines
from counter.domain.guide.diff.items import compare_item, item_spot
from counter.domain.guide.diff.shared import compare_common, compare_paper, compare_question, compare_switch
from counter.domain.guide.diff.sides import Side, dicts_in
from counter.domain.guide.library import LISTS, MAPS, library_in_parts, version_of
from counter.domain.guide.rows.sheets import ITEM
from counter.domain.guide.terms import AttachedFile

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, MapPart

Differs = Mapping["MapPart", list[str]]
"""Of each part the keys of differing entries."""

_COMPARE: Mapping[str, Callable[[DiffCollector, str], None]] = {
    "questions": compare_question,
    "papers": compare_paper,
    "switches": compare_switch,
}
_WORDS = {
    "bundles": "一件事",
    "questions": "情形题",
    "items": "事项",
    "papers": "实物材料",
    "switches": "本地规定",
}


Files = Iterable[AttachedFile]


def diff(old: Library, new: Library, files: tuple[Files, Files] = ((), ())) -> GuideDiff:
    """The differences between two libraries, in the order of the guide, as a clerk reads them.

    ``files``: attachments of each, where known; the same name with another content is a change.
    """
    old, new = _whole(old), _whole(new)
    differs = {part: list(_differing(old[part], new[part])) for part in MAPS}
    lists = [part for part in LISTS if old[part] != new[part]]
    t = DiffCollector(*(Side(side, _there(side, differs), lists) for side in (old, new)))
    gone, came = (_insides(t, index, differs) for index in (0, 1))
    add: Mapping[str, Callable[[DiffCollector, str], None]] = {
        **_COMPARE,
        "bundles": lambda t, key: compare_bundle(t, int(key), came if key in new["bundles"] else gone),
        "items": lambda t, key: compare_item(t, key, came if key in new["items"] else gone),
    }
    for part, keys in differs.items():
        for key in keys:
            before = t.count
            if part != "bundles" or key.isdecimal():
                add[part](t, key)
            if t.count == before and key in old[part] and key in new[part]:
                _add_unreadable(t, f"{_WORDS[part]}“{key}”")
    if lists:
        before = t.count
        compare_common(t)
        if t.count == before:
            _add_unreadable(t, "每件事都适用")
    _compare_files(t, *files)
    return GuideDiff(version_of(old), version_of(new), t.changes())


def _insides(t: DiffCollector, index: int, differs: Differs) -> ContentLines:
    """Content of what only this side has (``index``: 0 old, 1 new)."""
    side, other = t.sides[index].library, t.sides[1 - index].library

    def own(part: MapPart) -> list[str]:
        return [key for key in differs[part] if key in side[part] and key not in other[part]]

    return ContentLines(t.sides[index], [int(key) for key in own("bundles") if key.isdecimal()], own("items"))


def _add_unreadable(t: DiffCollector, where: str) -> None:
    """Report an entry that differs without a differing row: of a faulty draft; else only its notation differs."""
    if t.faulty:
        t.add(GuideLocation(where, everywhere=True), "内容有改动，但写法有错，看不出改了什么")


def effects(changes: tuple[GuideChange, ...]) -> tuple[int, int]:
    """(number of changes that ask for more, for less)."""
    return (
        sum(change.effect is Effect.MORE for change in changes),
        sum(change.effect is Effect.LESS for change in changes),
    )


def _whole(library: Library) -> Library:
    return library_in_parts(lambda part: library.get(part) or ({} if part in MAPS else []))


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    for key, entry in old.items():
        if key not in new or new[key] != entry:
            yield key
    yield from (key for key in new if key not in old)


def _there(library: Library, differs: Differs) -> Differs:
    return {part: [key for key in keys if key in library[part]] for part, keys in differs.items()}


_FILE_SORTS = {"blank": "空白表格", "sample": "样表"}


def _compare_files(t: DiffCollector, old: Iterable[AttachedFile], new: Iterable[AttachedFile]) -> None:
    """Add a change wherever an attached file kept its name and has other content: no cell of the library shows it."""
    before = {file.name: file.digest for file in old}
    other = {file.name for file in new if before.get(file.name, file.digest) != file.digest}
    if not other:
        return
    for item in t.new.library["items"]:
        for spot, sort, name in _named(t, item):
            if name in other:
                t.add(spot, f"{sort}“{name}”换了新的文件")


def _named(t: DiffCollector, item: str) -> Iterator[tuple[GuideLocation, str, str]]:
    spot, entry = item_spot(t, item), t.new.entry(ITEM, item)
    for result in dicts_in(entry.get("details"), "results"):
        if result.get("sample"):
            yield spot, f"办理结果“{result.get('name')}”的样本", str(result["sample"])
    for material in dicts_in(entry, "materials"):
        about = f"材料“{material.get('name')}”"
        here = replace(spot, about=about, material=f"{item}/{material.get('no')}")
        details = material.get("details")
        for key, sort in _FILE_SORTS.items():
            if isinstance(details, Mapping) and details.get(key):
                yield here, sort, str(details[key])
