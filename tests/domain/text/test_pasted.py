"""Text from a clipboard, as it is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.text.pasted import cells, joined, one_line, paragraph, several_lines
from counter.domain.text.printable import fault_unseen


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("兴安北路\n1号", "兴安北路 1号"),
        ("\r\n  138 0000 0000\t\r\n", "138 0000 0000"),
        ("张\u200b三\ufeff", "张三"),
        ("张\u3000三", "张 三"),
        ("一\u00a0二\t三", "一 二 三"),
        ("左\u202e右", "左右"),
        ("\x00a\x07b", "ab"),
        ("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ"),
        ("名\ue001字", "名\ue001字"),
    ],
)
def test_that_one_line_has_no_breaks_and_nothing_unseen(pasted: str, meant: str) -> None:
    assert one_line(pasted) == meant


def test_that_several_lines_stay_lines() -> None:
    assert several_lines("第一行 \r\n第二行\n\n\n\n第三\u200b行\n") == "第一行\n第二行\n\n第三行"


def test_that_cells_of_a_table_stay_apart_and_a_paragraph_has_no_lines() -> None:
    assert cells("申请表\u200b\t原件\u3000一份\r\n执照\t复印件\r\n") == "申请表\t原件 一份\n执照\t复印件"
    assert paragraph("\u3000\u3000第一条\r\n\u200b规定，\n照办。\n") == "第一条规定，照办。"


def test_that_lines_become_one_paragraph() -> None:
    assert joined("查了台账，\n问了三个人。\n\nsee page\n2 of 3") == "查了台账，问了三个人。see page 2 of 3"


@given(st.text())
def test_that_whatever_was_pasted_may_stand_in_a_record(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert not fault_unseen(line)
    assert one_line(line) == line
    for each in several_lines(text).split("\n"):
        assert not fault_unseen(each)
