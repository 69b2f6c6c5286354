"""A Document to JSON and back is the same Document, whatever it says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.papers import Document, Paragraph, Table, from_json, to_json
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


def test_that_something_else_is_not_taken_for_a_document() -> None:
    plain = to_json(samples.receipt())
    with pytest.raises(TypeError):
        from_json({**plain, "surprise": 1})
    with pytest.raises(KeyError):
        from_json({key: value for key, value in plain.items() if key != "foot"})
    with pytest.raises(ValueError):
        from_json({**plain, "kind": "no_such_paper"})
