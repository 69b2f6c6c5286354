"""A package for the archive is of one case: nothing of anybody else whose matter lay at the same window."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2

from counter.services.archive.hand_over import hand_over_of, list_pdf, list_workbook
from counter.services.case.archive_case import archive_case
from tests.cli.prying import traces
from tests.services.archive.archived_case import hall_with_two_leads, packed
from tests.services.archive.lived import NAME, collected, lived
from tests.services.case.test_archive import scheduled
from tests.settings import somebody

OTHER = ("欧阳翠花", "999999195001010018", "13800001234")


def test_that_a_package_holds_nothing_of_another_case_and_its_list_names_nobody(tmp_path: Path) -> None:
    name, number, phone = OTHER
    package, listed = tmp_path / "package", tmp_path / "list"
    with hall_with_two_leads(tmp_path / "profile") as office:
        scheduled(office)
        office.file(office.visit(8, applicant=somebody(name=name, id_number=number, phone=phone)))
        case = collected(office, lived(office))
        office.file(office.visit(9, applicant=somebody(name=name, id_number=number, phone=phone)))
        archive_case(office.app, case.id, office.clerk, "2026-D10-0001", wait_days=0)
        _, content = packed(office, office.now(case))
        handed = hand_over_of(office.app, [case.id], "乌政服移〔2026〕1号", "乌兰浩特市档案馆")
        listed.mkdir()
        (listed / "list.txt").write_text(_words(list_pdf(office.app, handed)), encoding="utf-8")
        (listed / "list.xlsx").write_bytes(list_workbook(handed))
        own = case.applicant
    assert own is not None
    assert own.person is not None
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        held.extractall(package)
    for pdf in tuple(package.rglob("*.pdf")):
        pdf.with_suffix(".txt").write_text(_words(pdf.read_bytes()), encoding="utf-8")
    assert traces((package,), (NAME,))  # the case's own applicant is there, and is found
    assert traces((package, listed), OTHER) == []
    assert traces((listed,), (NAME, own.person.id_number, own.person.phone)) == []


def _words(pdf: bytes) -> str:
    """Everything that is drawn."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)
