"""A stranger's file can neither hang, fill nor end the program that reads it (a forger has all the time he wants)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from counter.domain.errors import BadInput
from counter.printing.layout.layout import render_with
from counter.printing.reading.guarded_reader import GuardedReader
from counter.printing.reading.reading import Reader
from tests.printing import samples
from tests.printing.pages import TYPEFACES


@pytest.fixture(scope="module")
def paper() -> bytes:
    """A PDF of ours."""
    return render_with(samples.receipt(), TYPEFACES)


@pytest.fixture
def reader() -> Iterator[GuardedReader]:
    """One that soon loses patience."""
    reader = GuardedReader(patience=3)
    yield reader
    reader.close()


def calling_each_other(pdf: bytes, deep: int, often: int) -> bytes:
    """A PDF with forms that each draw the one below several times."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        below = document.make_stream(b"0 0 5 5 re f")
        for _ in range(deep):
            form = document.make_stream(b"/X Do " * often)
            form.Resources = Dictionary(XObject=Dictionary(X=below))
            below = form
            below.Type, below.Subtype, below.BBox = Name.XObject, Name.Form, [0, 0, 600, 900]
        document.pages[0].Resources.XObject = Dictionary(X=below)
        document.pages[0].contents_add(b"/X Do")
        document.save(out)
    return out.getvalue()


def test_that_what_is_seen_through_the_child_is_what_is_there(reader: GuardedReader, paper: bytes) -> None:
    assert reader.read(paper) == Reader().read(paper)
    assert reader.apart(paper, paper) is None
    other = render_with(samples.notice(), TYPEFACES)
    assert reader.apart(other, paper) == Reader().apart(other, paper) is not None


def test_that_a_file_that_never_ends_is_one_sentence_and_the_next_is_read(
    reader: GuardedReader, paper: bytes
) -> None:
    endless = calling_each_other(paper, 12, 10)
    for ask in (lambda: reader.read(endless), lambda: reader.apart(endless, paper)):
        with pytest.raises(BadInput, match="太复杂"):
            ask()
    assert reader.read(paper).codes


def test_that_a_child_that_ended_is_followed_by_another(reader: GuardedReader, paper: bytes) -> None:
    reader.read(paper)
    child = reader.child
    assert child is not None
    child.kill()
    child.wait()
    assert reader.read(paper).codes


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory is set there")
def test_that_the_child_has_a_limit_of_memory(reader: GuardedReader, paper: bytes) -> None:
    import resource

    reader.read(paper)
    child = reader.child
    assert child is not None
    assert resource.prlimit(child.pid, resource.RLIMIT_AS)[0] == 3 << 30


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\ngarbage", b"\x89PNG\r\n\x1a\nxx", b"\x00\xff" * 50])
def test_that_a_damaged_file_says_the_same_through_the_child(reader: GuardedReader, content: bytes) -> None:
    with pytest.raises(BadInput) as ours:
        Reader().read(content)
    with pytest.raises(BadInput) as told:
        reader.read(content)
    assert (told.value.sentence, told.value.field) == (ours.value.sentence, ours.value.field)


def test_that_no_child_is_left(paper: bytes) -> None:
    reader = GuardedReader()
    reader.read(paper)
    child = reader.child
    assert child is not None
    reader.close()
    assert child.poll() is not None
