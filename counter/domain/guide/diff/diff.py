"""What differs between two versions of the guide, in plain words: complete, and each thing told once.

What both libraries hold the same is passed over whole; of the rest the rows of the workbook's sheets are matched and
compared, so that no element can be forgotten here. What came or went is one change, whatever it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from counter.domain.guide.diff.bundles import tell_bundle
from counter.domain.guide.diff.change import Effect, GuideChange, GuideDiff
from counter.domain.guide.diff.collector import Spot, Telling
from counter.domain.guide.diff.contents import Insides
from counter.domain.guide.diff.files import tell_files
from counter.domain.guide.diff.items import tell_item
from counter.domain.guide.diff.shared import tell_common, tell_paper, tell_question, tell_switch
from counter.domain.guide.diff.sides import Side
from counter.domain.guide.library import LISTS, MAPS, library_in_parts, version_of
from counter.domain.guide.terms import AttachedFile

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, MapPart

Differs = Mapping["MapPart", list[str]]
"""Of each part the keys whose entries are not the same."""

_TELL: Mapping[str, Callable[[Telling, str], None]] = {
    "questions": tell_question,
    "papers": tell_paper,
    "switches": tell_switch,
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
    """Everything that differs between two libraries, in the order of the guide, as a clerk reads it.

    ``files``: what is attached to each, where that is known; one under the same name with another content is a change.
    """
    old, new = _whole(old), _whole(new)
    differs = {part: list(_differing(old[part], new[part])) for part in MAPS}
    lists = [part for part in LISTS if old[part] != new[part]]
    t = Telling(*(Side(side, _there(side, differs), lists) for side in (old, new)))
    gone, came = (_insides(t, place, differs) for place in (0, 1))
    tell: Mapping[str, Callable[[Telling, str], None]] = {
        **_TELL,
        "bundles": lambda t, key: tell_bundle(t, int(key), came if key in new["bundles"] else gone),
        "items": lambda t, key: tell_item(t, key, came if key in new["items"] else gone),
    }
    for part, keys in differs.items():
        for key in keys:
            before = t.count
            if part != "bundles" or key.isdecimal():
                tell[part](t, key)
            if t.count == before and key in old[part] and key in new[part]:
                _tell_unreadable(t, f"{_WORDS[part]}“{key}”")
    if lists:
        before = t.count
        tell_common(t)
        if t.count == before:
            _tell_unreadable(t, "每件事都适用")
    tell_files(t, *files)
    return GuideDiff(version_of(old), version_of(new), t.changes())


def _insides(t: Telling, place: int, differs: Differs) -> Insides:
    """Of what only this one of the two sides has."""
    side, other = t.sides[place].library, t.sides[1 - place].library

    def own(part: MapPart) -> list[str]:
        return [key for key in differs[part] if key in side[part] and key not in other[part]]

    return Insides(t.sides[place], [int(key) for key in own("bundles") if key.isdecimal()], own("items"))


def _tell_unreadable(t: Telling, where: str) -> None:
    """Something differs and no row shows it: told where a draft is faulty, else it is only written another way."""
    if t.faulty:
        t.tell(Spot(where, everywhere=True), "内容有改动，但写法有错，看不出改了什么")


def effects(changes: tuple[GuideChange, ...]) -> tuple[int, int]:
    """How many ask for more, how many for less."""
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
