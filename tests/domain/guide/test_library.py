"""The whole guide as plain data: nothing is lost either way, and one content has one form and one name."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from counter.domain.guide.condition import parse
from counter.domain.guide.condition_text import plain, settled
from counter.domain.guide.details import EMPTY_DETAILS
from counter.domain.guide.entries import Library
from counter.domain.guide.library import PARTS, canonical, guide_of, library_of, part_of, version_of
from counter.domain.guide.model import Guide, Tri
from tests.guide_files import small

GUIDES = Path(__file__).resolve().parents[3] / "resources" / "guides"


def _same(one: Guide, other: Guide) -> None:
    for part in ("bundles", "items", "papers", "questions", "switches"):
        assert dict(getattr(one, part)) == dict(getattr(other, part)), part
    assert (one.common, one.common_hints) == (other.common, other.common_hints)


def test_that_the_shipped_guide_and_its_library_say_the_same(guide: Guide) -> None:
    library = library_of(guide)
    again = guide_of(library)
    _same(guide, again)
    assert library_of(again) == library
    assert canonical(library_of(again)) == canonical(library)


def test_that_a_guide_with_an_overlay_loses_none_of_its_flags(demo: Guide) -> None:
    _same(demo, guide_of(library_of(demo)))
    assert any(one.main is Tri.YES for one in guide_of(library_of(demo)).common)


def test_that_the_library_is_what_the_compiled_files_hold(guide: Guide) -> None:
    files = {part: json.loads((GUIDES / f"{part}.json").read_text("utf-8")) for part in PARTS[:4]}
    manifest = json.loads((GUIDES / "manifest.json").read_text("utf-8"))
    compiled = files | {part: manifest[part] for part in PARTS[4:]}
    library = library_of(guide)
    assert _said(library) == _said(compiled)


def test_that_the_shipped_guide_is_named_by_its_content_like_any_other(guide: Guide, demo: Guide) -> None:
    assert guide.version == version_of(library_of(guide))
    assert demo.version.startswith(f"{guide.version}-演示")


def _said(data: Any) -> Any:
    """What is written, with conditions in their one form and the grade of a hint that says none."""
    if isinstance(data, list):
        if len(data) == 2 and isinstance(data[0], str) and isinstance(data[1], dict):
            return [data[0], plain(settled(parse(data[1])))]
        return [_said(part) for part in data]
    if not isinstance(data, dict):
        return data
    made = {
        key: plain(settled(parse(value))) if key in ("when", "holds_licence") else _said(value)
        for key, value in data.items()
    }
    if "text" in made and "when" in made and "ask" not in made:
        made.setdefault("evidence", "KNOWN")
        if made["when"] == "always":
            del made["when"]  # the library leaves out what always holds
    return made


def test_that_a_library_with_every_element_loses_none(guide: Guide) -> None:
    library = small()
    assert library_of(guide_of(library)) == library
    item = guide_of(library).items["register"]
    assert item.details is not None
    assert all(getattr(item.details, name) != getattr(EMPTY_DETAILS, name) for name in item.details.__slots__)
    assert item.promised is not None
    assert item.promised.days == 0


def test_that_the_order_of_keys_changes_no_byte() -> None:
    library = small()
    names = list(library["papers"])
    random.Random(7).shuffle(names)
    shuffled = {**library, "papers": {name: library["papers"][name] for name in names}}
    assert canonical(shuffled) == canonical(library)
    assert json.loads(canonical(library)) == library


def test_that_one_changed_word_is_another_version() -> None:
    library = small()
    before = version_of(library)
    library["items"]["register"]["materials"][0]["copies"] = 2
    assert version_of(library) != before


@pytest.mark.parametrize("number", [1, 8, 103])
def test_that_a_part_stands_alone_and_changes_nothing(guide: Guide, number: int) -> None:
    library = library_of(guide)
    part = part_of(library, [number])
    assert library_of(guide_of(part)) == part
    assert list(part["bundles"]) == [str(number)]
    for key in ("items", "papers", "questions", "switches"):
        assert 0 < len(part[key]) < len(library[key])
        assert all(library[key][name] == entry for name, entry in part[key].items())
    _all_named_is_there(part)


def _all_named_is_there(library: Library) -> None:
    for item in library["items"].values():
        assert all(use[0] in library["papers"] for m in item["materials"] for use in m["papers"])
    for bundle in library["bundles"].values():
        assert {entry["item"] for entry in bundle["items"]} <= set(library["items"])
        assert {entry["ask"] for entry in bundle["questions"]} <= set(library["questions"])
