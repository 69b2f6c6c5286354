"""Verify a paper: from the text of its QR, or from a file whose words are compared with the signed ones (验真)."""

from __future__ import annotations

import json
from datetime import date

from counter.domain.errors import CounterError
from counter.domain.papers import Document, from_json
from counter.domain.paperwork.signed_code import SignedCode, is_paper_code
from counter.domain.paperwork.visible import Difference, bare, difference, text_digest
from counter.domain.proof import (
    Known,
    Proof,
    ProofReport,
    Record,
    TextCheck,
    Tone,
    prove,
    with_record,
    with_text,
)
from counter.domain.trust import NOBODY
from counter.services.ports import Journal, PaperMaker
from counter.services.sheet_ports import SeenFile, SheetReader
from counter.services.trusted_keys import settled_keys, verify

_STATES = {"superseded": Known.SUPERSEDED, "void": Known.VOID}

_PROVED = (Proof.GENUINE, Proof.DEMO, Proof.REVOKED_KEY)
"""Only where the signature holds does the digest in it say anything about words."""


def verify_code(journal: Journal, text: str, today: date) -> ProofReport:
    """What a scanned or typed QR text proves, with what is known here of that paper."""
    report, _ = prove(text, settled_keys(journal, today), verify)
    return with_record(report, _record(journal, report))


def verify_file(
    journal: Journal, maker: PaperMaker, reader: SheetReader, file: bytes, today: date
) -> ProofReport:
    """What a file proves: a PDF of ours word by word, a scan, photo or text file by its QR alone.

    Raises BadInput where the file is none of these or damaged.
    """
    seen = reader.read(file)
    ours = [text for text in dict.fromkeys(seen.codes) if is_paper_code(text)]
    if not ours:
        return _without_code(seen)
    trust = settled_keys(journal, today)
    report, code = prove(ours[0], trust, verify)
    if len(ours) > 1:
        report = with_text(report, TextCheck.DIFFERS, Difference(1, "", "文件里有几个不同的二维码"))
    elif code is not None and report.proof in _PROVED:
        report = _compared(report, code, seen, maker, reader)
    return with_record(report, _record(journal, report))


def _without_code(seen: SeenFile) -> ProofReport:
    if seen.codes:
        report, _ = prove(seen.codes[0], NOBODY, verify)
        return report
    sentence = "文件里没有找到文书的二维码。"
    advice = ("请确认是文书的那一页，图片要清楚、完整；也可以直接扫纸面上的二维码。",)
    return ProofReport(Proof.UNREADABLE, Tone.CARE, sentence, advice)


def _compared(
    report: ProofReport, code: SignedCode, seen: SeenFile, maker: PaperMaker, reader: SheetReader
) -> ProofReport:
    """The report after the file's words were held against the signed digest."""
    if not seen.runs:
        return with_text(report, TextCheck.PICTURE)
    original = _original(seen.original)
    if original is None:
        return with_text(report, TextCheck.NO_ORIGINAL)
    if text_digest(original) != code.digest or bare(original.qr) not in [bare(c) for c in seen.codes]:
        # The words it brings along are not the signed ones: where they differ nobody can say without the original.
        return with_text(report, TextCheck.DIFFERS)
    if seen.foreign:
        found = Difference(1, "", f"文件里有{'、'.join(seen.foreign)}，窗口出的文书没有这些")
        return with_text(report, TextCheck.DIFFERS, found)
    found_at = difference(original, seen.runs)
    if found_at is not None and seen.runs != _made_again(original, maker, reader):
        return with_text(report, TextCheck.DIFFERS, found_at)
    return with_text(report, TextCheck.SAME)


def _made_again(original: Document, maker: PaperMaker, reader: SheetReader) -> tuple[tuple[str, ...], ...]:
    """The words of the same sheet made anew: what a layout does that nobody foresaw, it does twice."""
    try:
        return reader.read(maker.make(original)).runs
    except CounterError:
        return ()


def _original(stored: bytes | None) -> Document | None:
    if stored is None:
        return None
    try:
        return from_json(json.loads(stored))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _record(journal: Journal, report: ProofReport) -> Record:
    """What the own records say of the paper: looked up by case and number, as known here."""
    said = report.essentials
    if said is None:
        return Record(Known.NO_RECORD)
    row = journal.case_row(said.case_id) or journal.case_row(said.case_number)
    papers = journal.papers_of(row.case) if row is not None else ()
    paper = next((p for p in reversed(papers) if (p.kind, p.number) == (said.kind, said.number)), None)
    if paper is None:
        return Record(Known.NO_RECORD)
    return Record(_STATES.get(paper.state, Known.ISSUED), paper.copies)
