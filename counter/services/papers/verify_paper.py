"""Verify a paper (验真): by the text of its QR, or by comparing a file with what was signed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import Document, PaperKind, from_json
from counter.domain.errors import BadInput
from counter.domain.papers.compose.erratum import is_listed
from counter.domain.papers.parts.closing_lines import as_leaving
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.parts.qr_essentials import Essentials, read_essentials
from counter.domain.papers.verify.chain_check import ChainCheck
from counter.domain.papers.verify.moved_day import moved_day
from counter.domain.papers.verify.proof import (
    Kept,
    Known,
    Proof,
    ProofReport,
    ProofTone,
    Record,
    TextCheck,
    prove,
    with_record,
    with_text,
)
from counter.domain.papers.verify.signed_code import HASH_BYTES, SignedCode, is_paper_code
from counter.domain.papers.verify.signed_text import Difference, bare, difference, text_digest, without_labels
from counter.domain.papers.verify.trusted_keys import NO_TRUST, fingerprint_of
from counter.services.context.paper_files import FileForm, SeenFile, SheetReader
from counter.services.context.ports import Journal, PaperMaker
from counter.services.context.rows import PaperRow
from counter.services.hall.restorings import restored_ends
from counter.services.keys.trusted import settled_keys, station_keys, verify

_STATES = {"superseded": Known.SUPERSEDED, "void": Known.VOID}

_PROVED = (Proof.GENUINE, Proof.DEMO, Proof.REVOKED_KEY)
"""The digest in a code means something only where its signature is valid."""


class _Given(NamedTuple):
    """A file, what was read from it, and the text of its one QR of this program."""

    file: bytes
    seen: SeenFile
    qr: str


class _Made(NamedTuple):
    """The proved Document of a file, and the PDF made of it here."""

    original: Document
    pdf: bytes


def verify_code(journal: Journal, text: str, today: date) -> ProofReport:
    """What a scanned or typed QR text proves, with this station's own record of the paper."""
    report, code = prove(text, settled_keys(journal, today), verify)
    return with_record(report, _record(journal, report, code))


def verify_file(
    journal: Journal, maker: PaperMaker, reader: SheetReader, file: bytes, today: date
) -> ProofReport:
    """What a file proves: a PDF of ours byte by byte, a scan, photo or text file by its QR alone.

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
        report = _compared(report, code, _Given(file, seen, ours[0]), maker, reader)
    return with_record(report, _record(journal, report, code))


def _without_code(seen: SeenFile) -> ProofReport:
    if seen.codes:
        report, _ = prove(seen.codes[0], NO_TRUST, verify)
        return report
    sentence = "文件里没有找到文书的二维码。"
    advice = ("请确认是文书的那一页，图片要清楚、完整；也可以直接扫纸面上的二维码。",)
    return ProofReport(Proof.UNREADABLE, ProofTone.CARE, sentence, advice)


def _compared(
    report: ProofReport, code: SignedCode, given: _Given, maker: PaperMaker, reader: SheetReader
) -> ProofReport:
    """The report after comparing the file with what was signed.

    SAME only for the very bytes that were signed (or, for the older form of code, made again), because no reader of a
    PDF foresees what every viewer draws. Every other comparison only finds differences.
    """
    file, seen = given.file, given.seen
    if code.place is not None and reader.digest(file, given.qr) == code.file_digest:
        return with_text(report, TextCheck.SAME)
    if seen.form is FileForm.TEXT:
        return report
    if seen.form is FileForm.PICTURE:
        return with_text(report, TextCheck.PICTURE)
    attached, digest = _original(seen.original)
    if attached is None:
        return with_text(report, TextCheck.NO_ORIGINAL)
    if digest != code.digest or not _same_essentials(attached, code, given.qr):
        # The embedded document is not the signed one: without the original the difference cannot be located.
        return with_text(report, TextCheck.DIFFERS)
    original = replace(attached, qr=given.qr)
    made = _made_again(original, maker)
    if code.place is None and made == file:
        return with_text(report, TextCheck.SAME)
    if seen.foreign and any(
        seen.runs
    ):  # with no words of its own the page was drawn anew, as print systems do
        found = Difference(1, "", f"文件里有{'、'.join(seen.foreign)}，窗口出的文书没有这些")
        return with_text(report, TextCheck.DIFFERS, found)
    if made is None:
        return with_text(report, TextCheck.NOT_COMPARED)
    return _compared_with_copy(report, code, given, _Made(original, made), reader)


def _compared_with_copy(
    report: ProofReport, code: SignedCode, given: _Given, again: _Made, reader: SheetReader
) -> ProofReport:
    """The report after comparing the file with the PDF made here, which need not be the one that was signed.

    Another version's layout puts the same characters elsewhere: that is neither a change nor the same.
    """
    as_signed = code.place is not None and reader.digest(again.pdf, given.qr) == code.file_digest
    words = reader.read(again.pdf).runs
    drawn_anew = not any(
        given.seen.runs
    )  # as a whole, in another program's form: only the pictures can be compared
    found = None if drawn_anew or given.seen.runs == words else difference(again.original, given.seen.runs)
    if found is not None and (as_signed or _characters(given.seen.runs) != _characters(words)):
        return with_text(report, TextCheck.DIFFERS, found)
    apart = reader.apart(given.file, again.pdf)
    if apart is None:
        return with_text(report, TextCheck.SAVED_AGAIN if as_signed else TextCheck.NOT_COMPARED)
    found = found or Difference(apart.page, "", apart.words)
    return with_text(report, TextCheck.DIFFERS if as_signed else TextCheck.NOT_COMPARED, found)


def _characters(pages: Sequence[Sequence[str]]) -> Counter[str]:
    return Counter(without_labels(bare("".join(run for runs in pages for run in runs))))


def _same_essentials(attached: Document, code: SignedCode, qr: str) -> bool:
    """True where the Document's QR text is the file's own: its essentials, in the older form the whole text."""
    if code.place is None:
        return bare(attached.qr) == bare(qr)
    try:
        return read_essentials(attached.qr) == code.essentials
    except (BadInput, TypeError, AttributeError):
        return False


def _made_again(original: Document, maker: PaperMaker) -> bytes | None:
    """The PDF of the document; None where it cannot be made.

    The text is the signed one, but its layout data come from an untrusted file and may be invalid anywhere.
    """
    try:
        return maker.make(original)
    except Exception:  # noqa: BLE001
        return None


def _original(stored: bytes | None) -> tuple[Document | None, bytes]:
    """The Document embedded in a file, and the digest of its words; None where it is malformed."""
    if stored is None:
        return None, b""
    try:
        attached = from_json(json.loads(stored))
        return attached, text_digest(attached)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, b""


def _record(journal: Journal, report: ProofReport, code: SignedCode | None) -> Record:
    """This station's record of the paper, looked up by case and number."""
    essentials = report.essentials
    if essentials is None:
        return Record(Known.NO_RECORD)
    chain = ChainCheck.NOT_ASKED
    if code is not None and report.proof in (*_PROVED, Proof.TEXT_DIFFERS, Proof.NOT_COMPARED):
        chain = _chain(journal, code)
    row = journal.case_row(essentials.case_id) or journal.case_row(essentials.case_number)
    papers = journal.papers_of(row.case) if row is not None else ()
    alike = [p for p in papers if (p.kind, p.number) == (essentials.kind, essentials.number)]
    if not alike:
        return Record(Known.NO_RECORD, chain=chain)
    paper = alike[-1] if essentials.number else which_paper(journal, alike, essentials, code)
    case = fold(journal.entries(paper.case))
    kept = Kept.NOT_COMPARED
    if report.proof is Proof.REVOKED_KEY and code is not None:
        kept = _kept(case, paper, code)
    moved = None if case is None else moved_day(case, paper.paper, essentials.deadline)
    errata = () if case is None else _errata(case, essentials.number)
    return Record(_STATES.get(paper.state, Known.ISSUED), paper.copies, chain, kept, moved, errata)


def _errata(case: Case, number: str) -> tuple[str, ...]:
    """Numbers of the notices in force that correct what is registered on the paper of that number."""
    return tuple(
        p.number
        for p in case.papers
        if p.kind == PaperKind.ERRATUM
        and p.stage.binding
        and p.content is not None
        and is_listed(p.content, number)
    )


def _kept(case: Case | None, row: PaperRow, code: SignedCode) -> Kept:
    """The station's own copy beside a code whose signature alone no longer convinces."""
    issued = next((p for p in case.papers if p.id == row.paper), None) if case is not None else None
    if issued is None or issued.content is None:
        return Kept.NOT_COMPARED
    if _essentials(issued, code.essentials.copy) != code.essentials:
        return Kept.OTHER
    return Kept.SAME if _digest(issued, code.essentials.copy) == code.digest else Kept.ESSENTIALS


def _chain(journal: Journal, code: SignedCode) -> ChainCheck:
    """Whether this station's journal still has the entry that was its last when the sheet was signed."""
    own = any(
        (c.station, c.epoch, fingerprint_of(c.public_key)) == (code.station, code.epoch, code.fingerprint)
        for c in station_keys(journal)
    )
    if not own or code.place is None or code.place.seq == 0:
        return ChainCheck.NOT_ASKED
    known = journal.hash_at(code.epoch, code.place.seq)
    if known is None:
        ended = restored_ends(journal).get(code.epoch)
        return ChainCheck.SHORTER if ended is None or code.place.seq <= ended else ChainCheck.LOST
    return ChainCheck.HOLDS if known[:HASH_BYTES] == code.place.entry_hash else ChainCheck.OTHER


def which_paper(
    journal: Journal, alike: Sequence[PaperRow], essentials: Essentials, code: SignedCode | None
) -> PaperRow:
    """The row of the paper a QR is on, by its essentials, then by its words.

    Several papers of a case may lack a number (一次性告知汇总单、代拟稿). Where neither decides, the first void one: a
    sheet that may be void is never reported as valid. ``alike``: rows of one case and kind in order of issue.
    """
    found = list(alike)
    if len(found) > 1:
        case = fold(journal.entries(found[0].case))
        issued = {} if case is None else {p.id: p for p in case.papers if p.content is not None}
        known = [row for row in found if row.paper in issued]
        found = [
            row for row in known if _essentials(issued[row.paper], essentials.copy) == essentials
        ] or found
        if len(found) > 1 and code is not None:
            found = [r for r in known if _digest(issued[r.paper], essentials.copy) == code.digest] or found
    return next((row for row in found if not PaperStage(row.state).binding), found[-1])


def _document(paper: IssuedPaper) -> Document:
    return from_json(paper.content or {})


def _essentials(paper: IssuedPaper, copy: int) -> Essentials:
    return replace(read_essentials(_document(paper).qr), copy=copy)


def _digest(paper: IssuedPaper, copy: int) -> bytes:
    return text_digest(as_leaving(sheet(_document(paper), copy, paper.clerk, paper.issued_at)))
