"""Full-width brackets beside Chinese, on every paper."""

from __future__ import annotations

import pytest

from counter.domain.papers.compose import compose
from counter.domain.papers.parts.brackets import full_width
from tests.paper_cases import NOTICE, text


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("我要开小餐馆(50平方米以下)", "我要开小餐馆（50平方米以下）"),
        ("(一)收件", "（一）收件"),
        ("条例(2024-03-01施行)", "条例（2024-03-01施行）"),
        ("依据(GB/T 9704)", "依据（GB/T 9704）"),
        ("f(x) = 1", "f(x) = 1"),
        ("（已经是全角）", "（已经是全角）"),
        ("没有成对(的", "没有成对(的"),
    ],
)
def test_that_brackets_beside_chinese_are_full_width(written: str, set_as: str) -> None:
    assert full_width(written) == set_as


def test_that_a_paper_sets_the_names_of_an_official_list_so() -> None:
    assert "(" in NOTICE.bundle_name
    paper = compose(NOTICE)
    assert full_width(NOTICE.bundle_name) in text(paper)
    assert NOTICE.bundle_name not in text(paper)
