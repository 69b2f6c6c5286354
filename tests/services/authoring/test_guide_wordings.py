"""原件、复印件: what the window reckons with is proved where it is taken in, in files as in the editor."""

from __future__ import annotations

import json
from typing import Any

import pytest

from counter.domain.guide import copies_required
from counter.services.authoring.files.read_and_check import check_guide
from tests.guide_files import changed, small

WRONG = ("随便写", "原件1份", "原件\n复印件", "原 件")


def _put(library: Any, sheet: str, words: str) -> None:
    if sheet == "材料":
        library["items"]["register"]["materials"][0]["original_copy"] = words
    elif sheet == "共用对应":
        library["common"][0]["original_copy"][0] = words
    else:
        next(iter(library["papers"].values()))["form"] = words


@pytest.mark.parametrize("sheet", ["材料", "共用对应", "实物材料"])
@pytest.mark.parametrize("words", WRONG)
def test_that_a_library_file_with_words_no_window_understands_is_refused(sheet: str, words: str) -> None:
    """Taken in, no visit could be assessed that asks for this paper."""
    library = small()
    _put(library, sheet, words)
    checked = check_guide(json.dumps(library).encode())
    assert checked.library is None
    assert [fault.sort for fault in checked.faults if fault.grave] == ["wording"]


@pytest.mark.parametrize("words", WRONG)
def test_that_a_workbook_with_them_is_refused_at_its_cell(words: str) -> None:
    def write(book: Any) -> None:
        page = book["材料"]
        place = next(cell.column for cell in page[1] if str(cell.value).rstrip("*") == "原件复印件")
        page.cell(2, place).value = words

    (told,) = [fault for fault in check_guide(changed(write)).faults if fault.grave]
    assert (told.sort, told.sheet, told.row, told.head) == ("wording", "材料", 2, "原件复印件")
    assert "原件和复印件" in told.sentence


@pytest.mark.parametrize("words", [*copies_required.WORDINGS, "原件（查验后退回）", "核对原件，收复印件"])
def test_that_what_is_understood_is_taken_in(words: str) -> None:
    library = small()
    _put(library, "材料", words)
    assert check_guide(json.dumps(library).encode()).library == library
    assert copies_required.is_understood(words)
    copies_required.read(words, 1)


def test_that_the_same_words_are_understood_as_can_be_read() -> None:
    for words in WRONG:
        assert not copies_required.is_understood(words)
        with pytest.raises(ValueError, match="not understood"):
            copies_required.read(words, 1)
