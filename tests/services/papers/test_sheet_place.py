"""A sheet names the last entry of its window's journal: a journal put back, or a stolen key, does not fit it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.domain.papers.verify.chain_check import ChainCheck
from counter.domain.papers.verify.proof import Known, Proof, ProofReport, ProofTone
from counter.domain.papers.verify.signed_code import HASH_BYTES, NO_PLACE, ChainPlace, read_code, signed_text
from counter.services.context.app import AppContext
from counter.services.papers.verify_paper import verify_code
from tests.printing import samples
from tests.services.proving import picture_of, proved, real_app, set_up, signed, signed_pdf, today
from tests.services.visit.test_file_case import complete, file

SHEET = replace(samples.receipt(), watermark=None)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[AppContext]:
    with real_app(tmp_path / "profile") as app:
        yield app


def said_with(app: AppContext, place: ChainPlace) -> ProofReport:
    """What this window says of a sheet that its own key signed at another place of a journal."""
    code = replace(read_code(signed(app, SHEET).qr), place=place)
    return verify_code(app.journal, signed_text(code, app.journal.sign), today(app))


def test_that_a_sheet_names_the_last_entry_before_it(window: AppContext) -> None:
    seq, entry_hash = window.journal.place()
    file(window, complete(window))
    later = window.journal.place()
    assert later[0] > seq
    assert window.journal.hash_at(1, seq) == entry_hash
    assert read_code(signed(window, SHEET).qr).place == ChainPlace(later[0], later[1][:HASH_BYTES])


def test_that_a_sheet_fits_the_journal_it_left(window: AppContext) -> None:
    pdf = signed_pdf(window, SHEET)
    file(window, complete(window))  # the journal goes on
    for report in (proved(window, pdf), proved(window, picture_of(pdf))):
        assert (report.proof, report.record.chain, report.holds) == (Proof.GENUINE, ChainCheck.HOLDS, True)


def test_that_a_sheet_signed_after_a_backup_does_not_fit_the_backup(tmp_path: Path) -> None:
    profile = set_up(tmp_path / "profile")
    shutil.copytree(profile, tmp_path / "backup")
    with open_app(profile) as app:
        file(app, complete(app))
        qr = signed(app, SHEET).qr
        assert verify_code(app.journal, qr, today(app)).holds
    with open_app(tmp_path / "backup") as app:
        report = verify_code(app.journal, qr, today(app))
    assert (report.proof, report.tone, report.holds) == (Proof.GENUINE, ProofTone.CARE, False)
    assert report.record.chain is ChainCheck.SHORTER
    assert "对不上" in report.sentence
    assert "旧备份" in report.advice[0]


def test_that_another_entry_at_its_place_is_told(window: AppContext) -> None:
    seq, entry_hash = window.journal.place()
    report = said_with(window, ChainPlace(seq, bytes(HASH_BYTES)))
    assert (report.record.chain, report.tone, report.holds) == (ChainCheck.OTHER, ProofTone.CARE, False)
    report = said_with(window, ChainPlace(seq + 1000, entry_hash[:HASH_BYTES]))
    assert (report.record.chain, report.holds) == (ChainCheck.SHORTER, False)


def test_that_what_is_known_of_a_paper_is_said_larger_than_its_place(window: AppContext) -> None:
    filed = file(window, complete(window))
    paper = filed.papers[0]
    row = next(p for p in window.journal.papers_of(filed.case.id) if p.paper == paper.id)
    with window.journal.transaction() as tx:
        tx.put_paper(replace(row, state="void"))
        tx.commit()
    from counter.services.papers.copy_paper import content_of

    code = replace(
        read_code(signed(window, content_of(filed.case.papers[0])).qr), place=ChainPlace(10**6, bytes(12))
    )
    report = verify_code(window.journal, signed_text(code, window.journal.sign), today(window))
    assert (report.record.state, report.record.chain, report.tone) == (
        Known.VOID,
        ChainCheck.SHORTER,
        ProofTone.BAD,
    )
    assert "作废" in report.sentence
    assert any("旧备份" in words for words in report.advice)


def test_that_an_empty_place_and_another_windows_sheet_are_not_looked_for(
    window: AppContext, tmp_path: Path
) -> None:
    assert said_with(window, NO_PLACE).record.chain is ChainCheck.NOT_ASKED
    with real_app(tmp_path / "other") as other:  # the same station number, another key
        report = verify_code(window.journal, signed(other, SHEET).qr, today(window))
    assert (report.proof, report.record.chain) == (Proof.UNKNOWN_KEY, ChainCheck.NOT_ASKED)
