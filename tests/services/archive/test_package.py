"""The package of a case, opened and verified by code that shares nothing with what wrote it."""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import json
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openpyxl import load_workbook

from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.case.case import Case
from counter.domain.errors import BadInput, CounterError, RuleRefused, StaleBase
from counter.domain.hall.consent import Consent
from counter.services.archive.check_package import CheckedPackage, check_package, read_package
from counter.services.archive.hand_over import (
    SignedList,
    hand_over,
    hand_over_of,
    list_pdf,
    list_workbook,
)
from counter.services.archive.list_files import list_files
from counter.services.archive.pack_case import check_packing, pack_case, packer
from counter.services.archive.package import Package
from counter.services.case.archive_case import archive_case, unarchive_case
from counter.services.hall.station_log import log_view
from tests.services.archive.archived_case import hall_with_two_leads, packed, profile_of_hall
from tests.services.archive.lived import NAME, collected, lived
from tests.services.case.test_archive import lead, scheduled
from tests.services.office import SUPERVISOR, Office
from tests.sheet_flaws import sheet_flaws
from tests.writing_beside import may_write

SECOND = Consent("S02", "5926")
BOX = "2026-03"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with hall_with_two_leads(tmp_path_factory.mktemp("archive") / "profile") as opened:
        scheduled(opened)
        yield opened


@pytest.fixture(scope="module")
def case(office: Office) -> Case:
    case = collected(office, lived(office))
    archive_case(office.app, case.id, office.clerk, "2026-D10-0001", wait_days=0)
    return office.now(case)


@pytest.fixture(scope="module")
def zipped(office: Office, case: Case) -> bytes:
    return packed(office, case, BOX)[1]


@pytest.fixture
def files(zipped: bytes, tmp_path: Path) -> dict[str, bytes]:
    (tmp_path / "a.zip").write_bytes(zipped)
    return read_package(tmp_path / "a.zip")


def unzipped(zipped: bytes) -> dict[str, bytes]:
    """Path below the one folder → content, by zipfile alone."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as held:
        assert held.testzip() is None
        (folder,) = {name.split("/")[0] for name in held.namelist()}
        return {name.removeprefix(f"{folder}/"): held.read(name) for name in held.namelist()}


def words_of(pdf: bytes) -> str:
    """The text of a PDF without spaces."""
    found = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in found))


def checked(office: Office, files: dict[str, bytes]) -> CheckedPackage:
    return check_package(office.app, files)


# ── what a stranger finds in it ──────────────────────────────────────────────────────────────────────


def test_that_the_list_names_every_file_with_its_hash_and_is_signed(zipped: bytes) -> None:
    files = unzipped(zipped)
    lines = files["校验清单.txt"].decode().splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    assert listed.keys() == files.keys() - {"校验清单.txt", "签名.json"}
    assert all(hashlib.sha256(files[path]).hexdigest() == digest for path, digest in listed.items())
    said = json.loads(files["签名.json"])
    assert said["sha256"] == hashlib.sha256(files["校验清单.txt"]).hexdigest()
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["public_key"]))
    key.verify(bytes.fromhex(said["signature"]), f"counter-archive-1\n{said['sha256']}".encode())


def test_that_every_hash_of_the_extract_can_be_computed_from_what_stands_in_it(zipped: bytes) -> None:
    files = unzipped(zipped)
    said = json.loads(files["日志摘录.json"])
    assert list(said)[-1] == "how", "who opens the file finds there how, and 说明.txt says where that is"
    assert "最后的 how" in files["说明.txt"].decode()
    before: set[str] = set()
    for one in said["entries"]:
        data = b"counter-entry-1"
        for name in said["fields"]:
            value = one[name]
            if name in ("payload", "sealed", "prev") and value is not None:
                value = base64.b64decode(value)
            if value is None:
                data += b"\xff\xff\xff\xff"
                continue
            raw = value if isinstance(value, bytes) else str(value).encode()
            data += struct.pack(">I", len(raw)) + raw
        assert base64.b64decode(one["hash"]) == hashlib.sha256(data).digest()
        assert set((one["previous"] or "").split()) <= before
        before.add(one["id"])
    kinds = [one["kind"] for one in said["entries"]]
    assert (kinds[0], kinds[-1]) == ("case.opened", "case.archived")


def test_that_every_paper_is_there_as_pdf_a_with_as_many_pages_as_listed(zipped: bytes, case: Case) -> None:
    files = unzipped(zipped)
    rows = json.loads(files["元数据.json"])["卷内文件"]
    here = [row for row in rows if row["文件"]]
    assert {row["文号"] for row in here} == {p.number for p in case.papers if p.stage.binding}
    assert [row["件号"] for row in rows] == list(range(1, len(rows) + 1))
    for row in here:
        with pikepdf.open(io.BytesIO(files[row["文件"]])) as pdf:
            assert len(pdf.pages) == row["页数"]
    for path, content in files.items():
        if path.endswith(".pdf"):
            assert b"<pdfaid:part>3</pdfaid:part>" in content, path


def test_that_what_is_on_paper_only_is_named_with_its_box(zipped: bytes, office: Office) -> None:
    files = unzipped(zipped)
    rows = [row for row in json.loads(files["元数据.json"])["卷内文件"] if not row["文件"]]
    assert rows
    assert {row["存放"] for row in rows} == {f"盒号 {BOX}"}
    assert all(row["备注"].startswith("纸质，") and row["页数"] == 0 for row in rows)
    assert len(checked(office, files).on_paper) == len(rows)


def test_that_metadata_says_the_same_in_both_forms(zipped: bytes) -> None:
    files = unzipped(zipped)
    plain = json.loads(files["元数据.json"])
    root = ElementTree.fromstring(files["元数据.xml"].decode())
    for group in ("内容", "结构", "背景"):
        found = {one.attrib["名称"]: one.text or "" for one in root.findall(f"{group}/元数据")}
        assert found == plain[group]
        assert found
    assert plain["来源"] == "待部门核定"
    assert plain["背景"]["档号"] == "2026-D10-0001"
    assert NAME in plain["内容"]["案卷题名"]
    assert len(root.findall("卷内文件/件")) == len(plain["卷内文件"])


def test_that_the_cover_and_the_list_say_what_the_file_is(zipped: bytes) -> None:
    files = unzipped(zipped)

    def words(name: str) -> str:
        return words_of(files[name])

    assert "2026-D10-0001" in words("案卷封面.pdf")
    assert "10年（至2036年12月31日）" in words("案卷封面.pdf")
    assert "动物防疫条件合格证" in words("办理结果清单.pdf")
    assert "归档，保管期限10年" in words("办理经过.pdf")
    assert f"盒号{BOX}" in words("备考表.pdf")


# ── the same case gives the same bytes ───────────────────────────────────────────────────────────────


def test_that_packing_again_gives_the_same_bytes_whatever_was_looked_at(
    office: Office, case: Case, zipped: bytes
) -> None:
    office.later(hours=5)
    log_view(office.app.journal, case_id=case.id, clerk="W01")
    done, again = packed(office, case)
    assert (done.version, done.again) == (1, True)
    assert again == zipped
    assert [one.digest for one in office.now(case).packages] == [done.package.digest] * 2


# ── checking ─────────────────────────────────────────────────────────────────────────────────────────


def test_that_a_package_as_it_left_is_whole(
    office: Office, files: dict[str, bytes], tmp_path: Path, zipped: bytes
) -> None:
    found = checked(office, files)
    assert (found.faults, found.notes, found.version) == ((), (), 1)
    with zipfile.ZipFile(io.BytesIO(zipped)) as held:
        held.extractall(tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    assert checked(office, read_package(folder)) == found


@pytest.mark.parametrize("path", ["案卷封面.pdf", "元数据.xml", "日志摘录.json"])
def test_that_a_changed_file_is_named(office: Office, files: dict[str, bytes], path: str) -> None:
    files[path] = files[path].replace(b"2", b"3", 1)
    assert any(f"文件 {path} 被改动过" in fault for fault in checked(office, files).faults)


def test_that_a_lost_file_and_one_too_many_are_named(office: Office, files: dict[str, bytes]) -> None:
    del files["备考表.pdf"]
    files["多.txt"] = b"x"
    assert list(checked(office, files).faults) == [
        "缺少文件 备考表.pdf",
        "多出一个文件 多.txt，校验清单.txt里没有",
    ]


def relisted(files: dict[str, bytes]) -> dict[str, bytes]:
    """With a list that fits: what somebody does who knows how it is made."""
    held = {path: content for path, content in files.items() if path not in ("校验清单.txt", "签名.json")}
    rows = [f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(held.items())]
    return {**files, "校验清单.txt": "".join(rows).encode()}


def test_that_a_changed_entry_is_found_though_the_list_was_made_anew(
    office: Office, files: dict[str, bytes]
) -> None:
    said = json.loads(files["日志摘录.json"])
    said["entries"][3]["actor"] = "W09"
    files["日志摘录.json"] = json.dumps(said).encode()
    faults = checked(office, relisted(files)).faults
    seq = said["entries"][3]["seq"]
    assert any(f"第 {seq} 条被改动" in fault for fault in faults)
    assert "签名.json里的签名和校验清单.txt不符" in faults
    assert "日志里没有登记过这个校验值的归档信息包" in faults


def test_that_an_entry_made_anew_with_its_hash_is_not_that_of_the_journal(
    office: Office, files: dict[str, bytes]
) -> None:
    said = json.loads(files["日志摘录.json"])
    one = said["entries"][3]
    one["actor"] = "W09"
    data = b"counter-entry-1"
    for name in said["fields"]:
        value = (
            base64.b64decode(one[name]) if name in ("payload", "sealed", "prev") and one[name] else one[name]
        )
        raw = value if isinstance(value, bytes) else str(value).encode()
        data += b"\xff\xff\xff\xff" if value is None else struct.pack(">I", len(raw)) + raw
    one["hash"] = base64.b64encode(hashlib.sha256(data).digest()).decode()
    files["日志摘录.json"] = json.dumps(said).encode()
    assert any("和本机日志里的不一样" in fault for fault in checked(office, relisted(files)).faults)


def test_that_no_file_that_is_none_brings_the_program_down(office: Office, tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04", b"%PDF-1.7"):
        (tmp_path / "x.zip").write_bytes(content)
        with pytest.raises(BadInput, match="归档信息包"):
            read_package(tmp_path / "x.zip")
    with pytest.raises(BadInput, match="读不了"):
        read_package(tmp_path / "none.zip")
    assert checked(office, {}).faults
    assert checked(office, {"日志摘录.json": b"[]", "元数据.json": b"{", "校验清单.txt": b"?\n"}).faults


# ── who may, and what may not be packed ──────────────────────────────────────────────────────────────


def test_that_a_clerk_and_a_wrong_pin_take_nothing_out(office: Office) -> None:
    with pytest.raises(RuleRefused, match="这一步要"):
        packer(office.app, "W01", "1234")
    with pytest.raises(RuleRefused, match="口令"):
        packer(office.app, "S01", "0000")


def test_that_a_case_is_archived_before_it_is_packed(office: Office) -> None:
    loose = lived(office)
    with pytest.raises(RuleRefused, match="还没有归档"):
        packed(office, loose)
    assert office.now(loose).packages == ()


def test_that_a_disk_that_is_full_leaves_no_entry(office: Office, case: Case, zipped: bytes) -> None:
    def full(package: Package) -> None:
        raise OSError(errno.ENOSPC, "no space")

    by = packer(office.app, "S01", "9876")
    before = office.app.journal.place()
    with pytest.raises(OSError, match="no space"):
        pack_case(office.app, profile_of_hall(), case.id, by, full, BOX)
    assert office.app.journal.place() == before


def test_that_no_act_waits_for_a_stick_on_which_a_package_is_written(office: Office, case: Case) -> None:
    free: list[bool] = []
    by = packer(office.app, "S01", "9876")
    pack_case(office.app, profile_of_hall(), case.id, by, lambda _: free.append(may_write(office.app)), BOX)
    assert free == [True]


def test_that_a_case_that_changed_while_its_package_was_written_is_not_called_packed(office: Office) -> None:
    case = collected(office, lived(office))
    archive_case(office.app, case.id, lead(office), wait_days=0)
    by = packer(office.app, "S01", "9876")

    def changed(_: Package) -> None:
        unarchive_case(office.app, case.id, office.clerk, SUPERVISOR, "收件清单要换一份")

    def changed_twice(_: Package) -> None:
        changed(_)
        archive_case(office.app, case.id, lead(office), wait_days=0)

    with pytest.raises(StaleBase, match="刚才有变动"):
        pack_case(office.app, profile_of_hall(), case.id, by, changed_twice, BOX)
    with pytest.raises(RuleRefused, match="还没有归档"):
        pack_case(office.app, profile_of_hall(), case.id, by, changed, BOX)
    assert office.now(case).packages == ()


def test_that_what_lies_at_another_window_is_named_and_not_packed(office: Office, case: Case) -> None:
    journal = office.app.journal
    with pytest.raises(RuleRefused, match="15220199"):
        check_packing(journal, replace(case, owner="15220199"))
    away = replace(case.papers[0], station="15220199", sealed_elsewhere=True)
    with pytest.raises(RuleRefused, match=f"{away.number}由窗口 15220199 出具"):
        check_packing(journal, replace(case, papers=(away, *case.papers[1:])))
    with pytest.raises(RuleRefused, match="待授权"):
        check_packing(journal, replace(case, applicant=None))
    with pytest.raises(RuleRefused, match="已经清除"):
        check_packing(journal, replace(case, forgotten=True))


# ── handing over, and what changed since ─────────────────────────────────────────────────────────────

SIGNED = SignedList("乌政服移〔2026〕1号", "乌兰浩特市档案馆", "萨仁", date(2026, 11, 20))


def test_that_a_file_goes_from_packed_to_handed_over_and_back_for_a_second_version(
    office: Office, case: Case, files: dict[str, bytes], tmp_path: Path
) -> None:
    def stage() -> ArchiveStage:
        rows = list_files(office.app, profile_of_hall(), tuple(ArchiveStage))
        return next(row.stage for row in rows if row.case == case.id)

    assert stage() is ArchiveStage.PACKED
    listed = hand_over_of(office.app, [case.id], SIGNED.number, SIGNED.to)
    words = words_of(list_pdf(office.app, listed))
    assert NAME not in words
    assert "接收方" in words
    sheet = load_workbook(io.BytesIO(list_workbook(listed))).active
    assert [cell.value for cell in sheet[2]][-1] == listed.rows[0].digest
    assert sheet_flaws(list_workbook(listed)) == []
    of_column = {head.value: type(cell.value) for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert {head for head, kind in of_column.items() if kind is datetime} == {"开始日期", "结束日期"}
    assert {head for head, kind in of_column.items() if kind is int} == {"序号", "版本", "文件数"}
    for signed, by, consent, sentence in (
        (SIGNED, office.clerk, SECOND, "这一步要"),
        (SIGNED, lead(office), SUPERVISOR, "两个人签名"),
        (SignedList("", "馆", "萨仁", SIGNED.day), lead(office), SECOND, "清册编号"),
        (SignedList("1", "馆", " ", SIGNED.day), lead(office), SECOND, "接收方签名"),
        (SignedList("1", "馆", "萨仁", date(2026, 12, 1)), lead(office), SECOND, "还没有到"),
    ):
        with pytest.raises(CounterError, match=sentence):
            hand_over(office.app, [case.id], signed, by, consent)
    assert hand_over(office.app, [case.id], SIGNED, lead(office), SECOND) == (case.number,)
    assert stage() is ArchiveStage.HANDED_OVER
    assert case.id not in [row.case for row in list_files(office.app, profile_of_hall())]
    with pytest.raises(RuleRefused, match="已经移交过"):
        hand_over(office.app, [case.id], SIGNED, lead(office), SECOND)
    assert checked(office, files).faults == ()

    unarchive_case(office.app, case.id, office.clerk, SUPERVISOR, "机关要撤销决定")
    assert stage() is ArchiveStage.WAITING  # for its day, as any case in which something was done
    office.later(days=30)
    assert stage() is ArchiveStage.CHANGED
    assert checked(office, files).notes == ("打包以后办件又有变动，要补归",)
    with pytest.raises(RuleRefused, match="补归"):
        hand_over_of(office.app, [case.id], SIGNED.number, SIGNED.to)
    archive_case(office.app, case.id, office.clerk, "2026-D10-0001", wait_days=0)
    done, second = packed(office, case)
    assert (done.version, done.again, stage()) == (2, False, ArchiveStage.PACKED)
    (tmp_path / "2.zip").write_bytes(second)
    found = checked(office, read_package(tmp_path / "2.zip"))
    assert (found.version, found.faults, found.notes) == (2, (), ())
    assert checked(office, files).notes == ("已有第2版，以那一版为准",)
    assert checked(office, files).faults == ()  # the first one is what was handed over
