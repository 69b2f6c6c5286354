"""A day is closed by one entry whose own head the sheet bears; printed again, the head stays what it was."""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.document import Document, Paragraph, Table
from counter.domain.errors import BadInput
from counter.domain.hall.day_events import SUBJECT
from counter.domain.papers.verify.day_code import read_day_qr, short_code
from counter.domain.papers.verify.evidence import EvidenceStanding
from counter.domain.papers.verify.proof import ProofTone
from counter.domain.tasks.task import TaskKind
from counter.services.day.close_day import close_day, closed_day, day_document, day_pdf, days_to_show
from counter.services.keys.stated_heads import head_at, holds
from counter.services.papers.compare_evidence import compare_evidence, given_evidence
from counter.services.papers.verify_paper import verify_code
from counter.services.tasks.list_tasks import count_tasks, list_tasks
from tests.services.office import Office, office_on


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("days") / "profile") as opened:
        yield opened


def words(document: Document) -> str:
    """Everything on the sheet."""
    cells = [
        cell
        for block in document.body
        for cell in (
            [block.text]
            if isinstance(block, Paragraph)
            else [c for row in (block.head, *block.rows) for c in row]
        )
    ]
    assert any(isinstance(block, Table) for block in document.body)
    return "\n".join([document.title, document.number, *cells, *document.foot, *document.sign_lines])


def test_that_a_day_is_closed_printed_again_and_closed_anew(office: Office, tmp_path: Path) -> None:
    app, clerk = office.app, office.clerk
    case = office.file(office.visit())
    day = civil_date(app.clock.read().at)
    entries_before = len(app.journal.entries(SUBJECT))
    first = close_day(app, day, clerk=clerk)
    (entry,) = app.journal.entries(SUBJECT)
    assert entries_before == 0
    assert (first.head.seq, first.head.hash) == (
        entry.seq,
        entry.hash.hex(),
    )  # the sheet covers its own entry
    assert first.head == head_at(app.journal, entry)
    assert holds(first.head)
    labels = {one.label: one for one in first.said.series}
    assert labels["办件编号"].count == 1
    assert sum(one.unprinted for one in first.said.series) == len([p for p in case.papers if p.number])

    sheet = day_document(app, first)
    assert read_day_qr(sheet.qr).by(first.head.public_key) == first.head
    typed = short_code(first.head.station, first.head.epoch, first.head.seq, entry.hash)
    assert typed.split("-")[0] in words(sheet)
    assert sheet.watermark == "演示 无效"
    assert case.applicant is not None
    assert case.applicant.person is not None
    person = case.applicant.person
    for secret in (person.name, person.id_number, person.phone, "阿木古郎"):
        assert secret not in words(sheet)

    office.file(replace(office.visit(), duplicate_reason="另一家"))
    again = close_day(app, day, clerk=clerk)
    assert (again.head, again.again, len(app.journal.entries(SUBJECT))) == (first.head, True, 1)
    assert (first.later, again.later) == (0, 1), "its sheet knows nothing of who came afterwards"
    assert day_document(app, again).copy_text == "再次打印"
    anew = close_day(app, day, clerk=clerk, anew=True, reason="日结以后又来了人")
    assert (anew.said.sheet, anew.said.series[0].count) == (2, 2)
    assert anew.head.seq > first.head.seq
    last = closed_day(app.journal, day)
    assert (anew.later, last and last.later) == (0, 0)

    file = tmp_path / "day.pdf"
    file.write_bytes(day_pdf(app, again))
    (found,) = compare_evidence(app, [given_evidence(str(file))])
    assert (found.standing, found.seq) == (EvidenceStanding.AGREES, first.head.seq)
    proof = verify_code(app.journal, sheet.qr, day)
    assert (proof.tone, "这是日结单、移交清单的码" in proof.sentence) == (ProofTone.CARE, True)


def test_that_a_day_to_come_is_not_closed(office: Office) -> None:
    with pytest.raises(BadInput, match="还没有到"):
        close_day(office.app, date(2036, 1, 1), clerk=office.clerk)


def test_that_the_morning_asks_for_the_last_worked_day_until_it_is_closed(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit())
        day = civil_date(office.app.clock.read().at)
        kinds = (TaskKind.DAY_CLOSE,)
        assert list_tasks(office.app, kinds=kinds) == ()
        office.later(days=3)  # over a weekend
        (task,) = list_tasks(office.app, kinds=kinds)
        assert (task.of_day, "11月20日的日结单" in task.words) == (True, True)
        assert count_tasks(office.app).kinds[TaskKind.DAY_CLOSE] == 1
        close_day(office.app, day, clerk=office.clerk)
        assert list_tasks(office.app, kinds=kinds) == ()


def test_that_the_morning_asks_for_what_was_done_after_the_day_was_closed(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit())
        day = civil_date(office.app.clock.read().at)
        close_day(office.app, day, clerk=office.clerk)
        office.file(replace(office.visit(), duplicate_reason="另一家"))
        office.later(days=3)
        (task,) = list_tasks(office.app, kinds=(TaskKind.DAY_CLOSE,))
        assert "11月20日日结以后又办了件" in task.words
        assert days_to_show(office.app)[0] == day, "the page offers it"
        close_day(office.app, day, clerk=office.clerk, anew=True, reason="日结以后又来了人")
        assert list_tasks(office.app, kinds=(TaskKind.DAY_CLOSE,)) == ()


def test_that_a_backup_is_evidence_by_its_header_and_signature(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        journal, station = office.app.journal, office.app.journal.station()
        seq, entry_hash = journal.place()
        head = {"station": station.code, "epoch": station.epoch, "seq": seq, "hash": entry_hash.hex()}
        header = json.dumps(
            {"head": head, "made_at": "2026-11-20T09:00:00+00:00", "public_key": journal.public_key().hex()}
        ).encode()
        front = struct.pack(">15sHI", b"counter-backup\n", 1, len(header)) + header + bytes(3_000_000)
        file = tmp_path / "a.窗口备份"

        def said(content: bytes) -> EvidenceStanding:
            file.write_bytes(content)
            (found,) = compare_evidence(office.app, [given_evidence(str(file))])
            return found.standing

        beyond = front.replace(b"2026-11-20T09:00:00", b"9999-12-31T23:59:59")  # no civil day in China
        with pytest.raises(BadInput, match="损坏"):
            said(beyond + bytes(64))
        whole = front + journal.sign(b"counter-backup-1" + hashlib.sha256(front).digest())
        assert said(whole) is EvidenceStanding.AGREES
        assert said(whole[:-70] + b"x" + whole[-69:]) is EvidenceStanding.UNUSABLE
        other = front.replace(entry_hash.hex().encode(), b"0" * 64)
        signature = journal.sign(b"counter-backup-1" + hashlib.sha256(other).digest())
        assert said(other + signature) is EvidenceStanding.DIFFERS
        for cut in (whole[:40], whole[:20], whole.replace(b'"seq"', b'"sex"')):
            file.write_bytes(cut)
            with pytest.raises(BadInput, match="不完整或损坏"):
                given_evidence(str(file))


def test_that_who_opens_the_page_of_the_day_does_not_load_every_kind_of_event() -> None:
    """Seventy modules: the closing itself needs them, seconds after the page was opened to count."""
    script = (
        "import sys, counter.services.day.close_day, counter.services.day.hand_over_shift\n"
        "print('counter.domain.event_kinds' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
