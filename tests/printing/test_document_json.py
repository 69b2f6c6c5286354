"""A Document to JSON and back is the same Document, whatever it says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.document import Document, Paragraph, Table, from_json, to_json
from tests.printing import samples

TEXT = st.text(max_size=30)
TEXTS = st.lists(TEXT, max_size=4).map(tuple)
TABLES = st.builds(
    Table,
    head=TEXTS,
    rows=st.lists(TEXTS, max_size=4).map(tuple),
    widths=st.lists(st.floats(0.01, 10), min_size=1, max_size=4).map(tuple),
    numeric=st.lists(st.integers(0, 3), max_size=3).map(tuple),
    strong=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=3).map(tuple),
    least=st.floats(0, 100),
)
DOCUMENTS = st.builds(
    Document,
    title=TEXT,
    number=TEXT,
    addressee=TEXT,
    body=st.lists(st.one_of(st.builds(Paragraph, text=TEXT), TABLES), max_size=4).map(tuple),
    seal_organ=TEXT,
    sign_lines=TEXTS,
    foot=TEXTS,
    marks=TEXTS,
    watermark=st.none() | TEXT,
)


@given(DOCUMENTS)
def test_that_nothing_is_lost_on_the_way(document: Document) -> None:
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


def test_that_a_table_without_bold_cells_keeps_the_bytes_it_always_had() -> None:
    receipt = to_json(samples.receipt())
    assert "strong" not in json.dumps(receipt)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)).map(civil_time))
def test_that_the_moment_of_issue_is_kept_with_its_zone(issued: datetime) -> None:
    document = replace(samples.receipt(), issued=issued)
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


def test_that_a_paper_of_before_names_no_moment_and_keeps_the_bytes_it_always_had() -> None:
    older = to_json(replace(samples.receipt(), issued=None))
    assert "issued" not in older
    assert from_json(older).issued is None


def test_that_a_moment_without_its_zone_is_no_moment() -> None:
    plain = to_json(samples.receipt())
    assert plain["issued"] == "2026-11-20T10:45:00+08:00"
    with pytest.raises(ValueError, match="zone"):
        from_json({**plain, "issued": "2026-11-20T10:45:00"})


def test_that_something_else_is_not_taken_for_a_document() -> None:
    plain = to_json(samples.receipt())
    with pytest.raises(TypeError):
        from_json({**plain, "surprise": 1})
    with pytest.raises(KeyError):
        from_json({key: value for key, value in plain.items() if key != "foot"})
    with pytest.raises(ValueError):
        from_json({**plain, "kind": "no_such_paper"})
