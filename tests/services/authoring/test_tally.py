"""What an import takes away is counted before it is taken, and nothing goes in bulk without the word for it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from counter.domain.errors import RuleRefused
from counter.domain.guide.diff.tally import CONSENT, KindTally, in_bulk, tally
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import tables_of
from counter.services.authoring.import_library import import_library, preview_import
from tests.guide_files import small
from tests.services.bureau import Bureau
from tests.services.guide.test_versions import bureau as bureau


def _without(part: str) -> Any:
    library = small()
    for bundle in library["bundles"].values():
        bundle.pop(part, None)
    return library


def test_that_rows_are_counted_as_the_workbook_has_them() -> None:
    empty = {part: type(held)() for part, held in small().items()}
    tables = tables_of(small(), Faults())
    made = {one.title: one for one in tally(empty, small())}
    assert {title: len(table.rows) for title, table in tables.items() if table.rows} == {
        title: one.came for title, one in made.items()
    }
    assert all((one.before, one.gone, one.changed) == (0, 0, 0) for one in made.values())
    back = {one.title: one for one in tally(small(), empty)}
    assert {title: one.gone for title, one in back.items()} == {title: o.came for title, o in made.items()}
    assert all(one.in_bulk for one in back.values())


def test_that_the_same_library_has_no_tally() -> None:
    assert tally(small(), small()) == ()


def test_that_a_changed_row_is_changed_and_not_gone() -> None:
    new = small()
    new["items"]["register"]["name"] += "改"
    new["bundles"]["1"]["refuse"][0]["reason"] = "另一个理由"
    assert [(o.title, o.came, o.gone, o.changed) for o in tally(small(), new)] == [
        ("不能办", 0, 0, 1),
        ("事项", 0, 0, 1),
    ]


@pytest.mark.parametrize(
    ("before", "gone", "bulk"),
    [(100, 9, False), (100, 19, False), (100, 20, True), (40, 10, True), (60, 10, False), (1, 1, True)],
)
def test_that_a_fifth_or_all_of_a_kind_is_bulk(before: int, gone: int, bulk: bool) -> None:
    assert KindTally("材料", before, before - gone, gone=gone).in_bulk is bulk


@pytest.mark.parametrize("whole", [False, True])
def test_that_a_file_without_refusals_is_refused_until_somebody_says_so(bureau: Bureau, whole: bool) -> None:
    import_library(bureau.app, small(), bureau.who(), whole=True, agreed=CONSENT)
    before = bureau.draft
    lacking = _without("refuse")
    assert [one.title for one in in_bulk(preview_import(bureau.app, lacking, whole=whole))] == ["不能办"]
    for agreed in ("", "好", "yes"):
        with pytest.raises(RuleRefused, match="不能办：原有2，以后0（去掉2）") as refused:
            import_library(bureau.app, lacking, bureau.who(), whole=whole, agreed=agreed)
        assert (refused.value.exit_code, bureau.draft) == (1, before)
    put = import_library(bureau.app, lacking, bureau.who(), whole=whole, agreed=CONSENT)
    assert put.changed
    assert [one.gone for one in put.tallies] == [2]


def test_that_what_comes_or_changes_asks_for_no_word(bureau: Bureau) -> None:
    import_library(bureau.app, small(), bureau.who(), whole=True, agreed=CONSENT)
    more = copy.deepcopy(small())
    more["bundles"]["9"] = more["bundles"]["2"]
    put = import_library(bureau.app, more, bureau.who())
    assert next((one.title, one.came) for one in put.tallies) == ("一件事", 1)
