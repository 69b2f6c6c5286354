"""The package of a case (归档信息包): its files, their list, and the whole as a ZIP. The same case gives the same
bytes: no time of packing is in it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from counter.domain.case.archive.contents import CaseFile, Piece, papers_in, pieces_of
from counter.domain.case.archive.extract import extract_of
from counter.domain.case.archive.metadata import metadata_json, metadata_xml
from counter.domain.document.document import SHEETS
from counter.domain.hall.window_name import window_name
from counter.domain.papers.compose.archive_sheets import (
    contents_list,
    course,
    cover,
    intake_list,
    note_sheet,
    result_list,
)
from counter.domain.papers.parts.copies import sheet
from counter.services.papers.copy_paper import content_of
from counter.services.papers.fit_paper import fit_paper
from counter.services.papers.sign_sheet import signed_sheet

if TYPE_CHECKING:
    from counter.domain.case.archive.profile import ArchiveProfile
    from counter.domain.case.case import Case
    from counter.domain.case.issued_paper import IssuedPaper
    from counter.domain.document.document import Document
    from counter.domain.journal.entries import Entry
    from counter.services.context.app import AppContext

LIST = "校验清单.txt"
SIGNATURE = "签名.json"
EXTRACT = "日志摘录.json"
METADATA = "元数据.json"
PURPOSE = b"counter-archive-1\n"
"""Put before the digest of the list, so that no signature for another purpose is one of these."""

SOFTWARE = "counter"

_ABOUT = """本文件夹是一件办件的归档信息包，里面有申请人的个人信息明文，照档案和个人信息的规定保管。

案卷封面.pdf（卷皮）、卷内目录.pdf、收件清单.pdf、办理结果清单.pdf、办理经过.pdf、备考表.pdf：打印出来装订纸质卷。
文书/：办件的文书，PDF/A 格式，由办件记录生成；盖章、签字的是纸质件，在卷盒里。
元数据.json、元数据.xml：内容、结构、背景。元素名称待部门核定。
日志摘录.json：这一件的每一条记录和它的校验值，怎样核对写在文件最后的 how 一段。
校验清单.txt：除签名以外每个文件的 SHA-256；在本文件夹里运行 sha256sum -c 校验清单.txt 可以逐个核对。
签名.json：窗口密钥（Ed25519）对“counter-archive-1”、一个换行、校验清单.txt 的 SHA-256（64位小写十六进制）的签名。

有本程序的，运行 counter archive check 这个文件夹或者 ZIP。
"""
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP: the earliest it can hold."""


@dataclass(frozen=True, slots=True)
class Package:
    """A finished package. ``name``: of its folder; ``files``: by path inside it; ``digest``: of the list, in hex."""

    name: str
    files: Mapping[str, bytes]
    digest: str
    on_paper: tuple[Piece, ...]

    def zipped(self) -> bytes:
        """The package as a ZIP, nothing compressed: PDF is already, and no other program gives other bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
            for path in sorted(self.files):
                about = zipfile.ZipInfo(f"{self.name}/{path}", _WHEN)
                about.create_system = 3
                about.external_attr = 0o100600 << 16
                file.writestr(about, self.files[path])
        return out.getvalue()


def build_package(
    app: AppContext, case: Case, entries: Sequence[Entry], profile: ArchiveProfile, *, version: int, box: str
) -> Package:
    """The package of a case. ``case``: as of ``entries``, what the package covers.

    Raises WorldTrouble where a paper cannot be made.
    """
    place = _place(app, entries)
    pdfs = {paper.id: _paper(app, case, paper, place) for paper in papers_in(case)}
    pages = {paper: _pages(app, pdf) for paper, pdf in pdfs.items()}
    station = app.journal.station().named(app.jurisdiction.contacts)
    file = CaseFile(
        case=case,
        version=version,
        box=box,
        pieces=pieces_of(case, pages, box),
        profile=profile,
        hall=station.hall,
        window=window_name(station.window),
        station=station.code,
        software=SOFTWARE,
        banner=station.banner,
    )
    files = {piece.file: pdfs[piece.paper] for piece in file.pieces if piece.file}
    files |= {f"{document.title}.pdf": _made(app, document) for document in _sheets(file)}
    files[METADATA], files["元数据.xml"] = metadata_json(file), metadata_xml(file)
    files[EXTRACT] = extract_of(entries)
    files["说明.txt"] = _ABOUT.encode()
    listed = list_of(files)
    digest = sha256(listed).hexdigest()
    signature = _signature(app, digest)
    return Package(
        f"{case.number}-第{version}版", {**files, LIST: listed, SIGNATURE: signature}, digest, file.on_paper
    )


def list_of(files: Mapping[str, bytes]) -> bytes:
    """The list of files as ``sha256sum`` writes it."""
    return "".join(f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()


def message_of(digest: str) -> bytes:
    """What is signed."""
    return PURPOSE + digest.encode()


def _sheets(file: CaseFile) -> Iterator[Document]:
    yield cover(file)
    yield contents_list(file)
    yield intake_list(file)
    yield result_list(file)
    yield course(file)
    yield note_sheet(file)


def _paper(app: AppContext, case: Case, paper: IssuedPaper, place: tuple[int, bytes]) -> bytes:
    """The window's sheet of a paper (窗口存档)."""
    kept = sheet(content_of(paper), SHEETS, paper.clerk, paper.issued_at)
    fit, _ = fit_paper(app.papers, kept)
    return signed_sheet(app.journal, app.papers, fit, case.drawings.get(paper.id), place)


def _made(app: AppContext, document: Document) -> bytes:
    fit, _ = fit_paper(app.papers, document)
    return app.papers.make(fit)


def _pages(app: AppContext, pdf: bytes) -> int:
    return len(app.sheets.read(pdf).runs)


def _place(app: AppContext, entries: Sequence[Entry]) -> tuple[int, bytes]:
    """The last entry that the package covers in this station's present epoch, else the epoch's first."""
    station = app.journal.station()
    for entry in reversed(entries):
        if (entry.station, entry.epoch) == (station.code, station.epoch):
            return entry.seq, entry.hash
    return 1, app.journal.hash_at(station.epoch, 1) or bytes(32)


def _signature(app: AppContext, digest: str) -> bytes:
    station = app.journal.station()
    said = {
        "station": station.code,
        "epoch": station.epoch,
        "public_key": app.journal.public_key().hex(),
        "list": LIST,
        "sha256": digest,
        "signature": app.journal.sign(message_of(digest)).hex(),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
