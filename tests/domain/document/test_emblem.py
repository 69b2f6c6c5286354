"""The emblem as a Document holds it: comes back alike, and a text from elsewhere unpacks to no more than its size."""

from __future__ import annotations

import zlib
from base64 import b64encode

import pytest

from counter.domain.document.emblem import HIGHEST, DottedEmblem, emblem_text, read_emblem

SMALL = DottedEmblem(5, 2, bytes((0, 1, 2, 3, 3, 3, 0, 0, 1, 0)))


def test_that_an_emblem_comes_back_as_it_was() -> None:
    assert read_emblem(emblem_text(SMALL)) == SMALL
    assert list(SMALL.runs(1)) == [(0, 1, 4), (1, 0, 1), (1, 3, 1)]
    assert list(SMALL.runs(3)) == [(0, 3, 2), (1, 0, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "2:5:2:" + emblem_text(SMALL).rpartition(":")[2],
        f"1:5:{HIGHEST + 1}:AAAA",
        "1:0:2:AAAA",
        "1:a:2:AAAA",
        "1:5:2:****",
        "1:5:2:AAAA",
        "1:5:2:" + b64encode(zlib.compress(bytes(10_000_000))).decode(),
        "1:6:4:" + emblem_text(SMALL).rpartition(":")[2],
    ],
)
def test_that_another_text_is_no_emblem(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_emblem(text)
