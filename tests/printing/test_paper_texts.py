"""No fixed sentence stands on a paper that is not in the table of texts beside its source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.document.document import PaperKind, Paragraph
from tests.printing.paper_sentences import by_sentence, held_in_code, sentences
from tests.printing.shown import Sample
from tools.paper_texts import (
    PAGE,
    TABLE,
    UNSOURCED,
    Group,
    Said,
    missing,
    page,
    read,
    renewed,
    unused,
    written,
)

RENEW = "run: python -P -m tools.paper_texts --renew, and put what is new beside its source in docs/paper-texts.toml"


@pytest.fixture(scope="module")
def said(paper_words: list[Sample]) -> Said:
    return Said(by_sentence(paper_words), held_in_code())


@pytest.fixture(scope="module")
def table() -> tuple[Group, ...]:
    return read(TABLE.read_text(encoding="utf-8"))


def test_that_every_fixed_sentence_of_a_paper_is_in_the_table(table: tuple[Group, ...], said: Said) -> None:
    assert missing(table, said) == [], RENEW


def test_that_the_table_has_no_sentence_that_nothing_says(table: tuple[Group, ...], said: Said) -> None:
    assert unused(table, said) == [], RENEW


def test_that_every_sentence_has_a_source_or_waits_for_the_departments(table: tuple[Group, ...]) -> None:
    assert [s for g in table if g.title == UNSOURCED or not g.source for s in g.says] == []
    every = [s for g in table for s in g.says]
    assert sorted(set(every)) == sorted(every)


def test_that_the_page_for_lawyers_is_what_the_table_says(table: tuple[Group, ...], said: Said) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(table, said), RENEW
    assert read(written(table)) == tuple(replace(g, says=tuple(sorted(g.says))) for g in table)


def test_that_a_new_sentence_on_one_paper_is_found_and_told(
    paper_words: list[Sample], table: tuple[Group, ...], said: Said
) -> None:
    some = next(s for s in paper_words if s.kind is PaperKind.INTAKE_RECEIPT)
    promise = Paragraph("窗口保证在2026年12月4日以前上门送达。谢谢！")  # thanks are shorter than a sentence
    more = replace(some, document=replace(some.document, body=(*some.document.body, promise)))
    now = Said(by_sentence([*paper_words, more]), said.held)
    assert missing(table, now) == ["窗口保证在〈日期〉以前上门送达"]
    assert renewed(table, now)[-1] == Group(UNSOURCED, "待写明", "待部门核定", tuple(missing(table, now)))
    assert missing(renewed(table, now), now) == []
    assert renewed(renewed(table, now), said) == table


def test_that_words_that_only_a_builder_holds_are_asked_for_too(table: tuple[Group, ...], said: Said) -> None:
    now = Said(said.printed, {**said.held, "本窗口随时恭候光临": "papers/compose/intake_receipt.py"})
    assert missing(table, now) == ["本窗口随时恭候光临"]
    assert "决定撤销受理并书面说明理由" in said.held  # said only where the place's rule is 撤销


def test_that_names_days_and_numbers_of_a_visit_are_no_fixed_words(paper_words: list[Sample]) -> None:
    rare = next(s for s in paper_words if "㛃䶮" in s.document.addressee)
    told = "".join(sentences(rare.document))
    for data in ("㛃䶮", "2026年", "〔2026〕", "阿木古郎"):
        assert data not in told
