"""Papers whose QR covers their words only (``COUNTER2:``) still prove; none too easily.

``tests/data/papers`` holds PDFs as that version made them, signed by ``tests.keys`` Hall 1, window 2.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from counter.domain.document.document import Document, from_json
from counter.domain.papers.parts.closing_lines import as_leaving
from counter.domain.papers.verify.chain_check import ChainCheck
from counter.domain.papers.verify.proof import Proof, TextCheck
from counter.domain.papers.verify.signed_text import difference, text_digest
from counter.services.context.app import AppContext
from counter.services.keys.trusted import append, settled_keys
from tests.keys import Hall
from tests.printing import samples
from tests.services.proving import picture_of, proved, real_app, saved, today

PAPERS = Path(__file__).parents[2] / "data" / "papers"
NAMES = ("notice", "pages", "strip")


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    """A window of another hall that trusts the one whose papers these are."""
    with real_app(tmp_path_factory.mktemp("real") / "profile") as app:
        settled_keys(app.journal, today(app))
        hall = Hall(1)
        append(app.journal, hall.says(hall.window(2)), actor="S01")
        yield app


def older(name: str) -> bytes:
    return (PAPERS / f"{name}.counter2.pdf").read_bytes()


@pytest.mark.parametrize("sample", [samples.notice, samples.long_notice, samples.proof])
def test_that_a_paper_signed_over_its_words_is_the_same_where_it_is_made_again_byte_for_byte(
    window: AppContext, sample: Callable[[], Document]
) -> None:
    signer = Hall(1).window(2)
    document = as_leaving(sample())
    code = replace(signer.code(), digest=text_digest(document), file_digest=b"", place=None)
    report = proved(window, window.papers.make(replace(document, qr=signer.signs(code))))
    assert (report.proof, report.text, report.record.chain) == (
        Proof.GENUINE,
        TextCheck.SAME,
        ChainCheck.NOT_ASKED,
    )


@pytest.mark.parametrize("name", NAMES)
def test_that_an_older_paper_that_cannot_be_made_again_as_it_was_is_not_compared(
    window: AppContext, name: str
) -> None:
    """Each was made before papers had their archival form (decision 0020): the press makes other bytes of it today."""
    report = proved(window, older(name))
    assert (report.proof, report.text) == (Proof.NOT_COMPARED, TextCheck.NOT_COMPARED)
    assert "无法比对" in report.sentence


def test_that_an_older_paper_saved_again_is_not_called_the_same(window: AppContext) -> None:
    report = proved(window, saved(pypdfium2.PdfDocument(older("notice"))))
    assert (report.proof, report.text) == (Proof.NOT_COMPARED, TextCheck.NOT_COMPARED)


@pytest.mark.parametrize("name", NAMES)
def test_that_one_byte_more_is_not_the_same(window: AppContext, name: str) -> None:
    report = proved(window, older(name) + b"\n")
    assert report.text is TextCheck.NOT_COMPARED
    assert not report.holds


def test_that_a_scan_of_an_older_paper_proves_its_signature_only(window: AppContext) -> None:
    report = proved(window, picture_of(older("notice")))
    assert (report.proof, report.text) == (Proof.GENUINE, TextCheck.PICTURE)


def test_that_an_unsigned_paper_says_so(window: AppContext) -> None:
    assert proved(window, window.papers.make(samples.notice())).proof is Proof.UNSIGNED


@pytest.mark.parametrize("name", NAMES)
def test_that_an_older_layout_without_labels_says_what_was_signed(window: AppContext, name: str) -> None:
    """Number and codes carried no labels then: that is no change of the paper, and a changed word still is."""
    seen = window.sheets.read(older(name))
    assert seen.original is not None
    document = from_json(json.loads(seen.original))
    assert difference(document, seen.runs) is None
    changed = [[run.replace("号", "弓") for run in runs] for runs in seen.runs]
    assert difference(document, changed) is not None
