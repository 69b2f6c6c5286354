"""延期决定通知书: why, how much, the last day before and after, and how the approval is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.case.organ_events import KnownBy
from counter.domain.document.document import from_json, to_json
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.extension import Extension
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.printing.type.glyphs import missing_glyphs
from tests.paper_cases import EXTENDED, text
from tests.printing.pages import TYPEFACES


def test_that_the_reason_and_the_new_day_stand_there_and_the_code_says_the_same() -> None:
    document = compose(EXTENDED)
    assert "延长的理由 现场核查需要等候设备安装调试" in text(document)
    assert "原最迟办结 2026年12月18日（含当日）前" in text(document)
    assert "现最迟办结 2027年1月4日（含当日）前" in text(document)
    assert read_essentials(document.qr).deadline == date(2027, 1, 4)
    assert document.seal_organ


@pytest.mark.parametrize(
    ("known_by", "words"),
    [
        (KnownBy.PIN, "首席代表王科长以本人口令确认，2026年11月20日"),
        (KnownBy.PAPER, "乌市监延批〔2026〕1号，2026年12月10日，签发人王科长"),
    ],
)
def test_that_it_says_how_the_approval_is_known(known_by: KnownBy, words: str) -> None:
    assert isinstance(EXTENDED.details, Extension)
    said = text(compose(replace(EXTENDED, details=replace(EXTENDED.details, known_by=known_by))))
    assert f"批准的说明 {words}" in said


def test_that_it_can_be_kept_and_printed() -> None:
    document = compose(EXTENDED)
    assert from_json(to_json(document)) == document
    assert missing_glyphs(document, TYPEFACES) == []


def test_that_it_is_not_written_without_its_facts() -> None:
    with pytest.raises(ValueError, match="extension"):
        compose(replace(EXTENDED, details=None))
