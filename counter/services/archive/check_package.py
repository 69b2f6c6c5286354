"""Check a package (核对归档信息包): every file against its list, the list against its signature and the journal, each
entry of the extract against its own hash and against the journal.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from counter.domain.case.archive.coverage import changed_since, newest_package
from counter.domain.case.archive.extract import faults_in, subject_in
from counter.domain.case.fold import fold
from counter.domain.errors import BadInput
from counter.domain.file_errors import unreadable
from counter.services.archive.package import EXTRACT, LIST, METADATA, SIGNATURE, message_of
from counter.services.keys.trusted import verify

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.services.context.app import AppContext

MOST_FILES = 5_000
MOST_BYTES = 1_000_000_000
"""Of a whole package: one of a hundred papers has 10 MB."""

_ROW = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """What was found. ``faults``: what is wrong; ``notes``: worth knowing; ``on_paper``: pieces without a file, each
    with where it lies; ``number``, ``version``: as the package states them, "" and 0 where it cannot be read.
    """

    number: str
    version: int
    digest: str
    files: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    on_paper: tuple[str, ...]


def read_package(place: Path) -> dict[str, bytes]:
    """The files of a folder or a ZIP, by path inside the package. Raises BadInput for what is none."""
    try:
        if place.is_dir():
            return dict(_of_folder(place))
        with zipfile.ZipFile(place) as held:
            return dict(_of_zip(held))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as wrong:
        raise BadInput(f"{place} 不是完整的归档信息包，读不出来。", field="文件") from wrong
    except OSError as wrong:
        raise BadInput(unreadable(str(place), wrong), field="文件") from wrong


def check_package(app: AppContext, files: Mapping[str, bytes]) -> CheckedPackage:
    """Check a package against itself and against this journal."""
    listed = files.get(LIST, b"")
    digest = sha256(listed).hexdigest()
    number, version, on_paper = _stated(files)
    faults = [*_faults_of_files(files, listed), *_faults_of_signature(files, digest)]
    notes: list[str] = []
    entries = app.journal.entries(subject_in(files.get(EXTRACT, b"")))
    case = fold(entries) if entries else None
    known = {entry.id: entry for entry in entries} if case is not None else None
    faults += faults_in(files.get(EXTRACT, b""), known)
    if case is None:
        notes.append("本机没有这一件，只核对了信息包自己；要和日志对，请在办这一件的窗口核对。")
    else:
        faults += _faults_of_record(case, number, version, digest)
        notes += _notes(case, version)
    return CheckedPackage(number, version, digest, len(files), tuple(faults), tuple(notes), on_paper)


def _of_folder(place: Path) -> Iterator[tuple[str, bytes]]:
    total = 0
    for n, file in enumerate(sorted(place.rglob("*"))):
        if file.is_symlink():
            raise ValueError("a link")
        total += file.stat().st_size if file.is_file() else 0
        if n > MOST_FILES or total > MOST_BYTES:
            raise ValueError("too large")
        if file.is_file():
            yield file.relative_to(place).as_posix(), file.read_bytes()


def _of_zip(held: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Without the one folder that everything lies in."""
    infos = [one for one in held.infolist() if not one.is_dir()]
    if len(infos) > MOST_FILES or sum(one.file_size for one in infos) > MOST_BYTES:
        raise ValueError("too large")
    if len({one.filename for one in infos}) < len(infos):
        raise ValueError("a name twice")
    for one in infos:
        yield PurePosixPath(*PurePosixPath(one.filename).parts[1:]).as_posix(), held.read(one)


def _faults_of_files(files: Mapping[str, bytes], listed: bytes) -> Iterator[str]:
    if not listed:
        yield f"没有{LIST}，这不是完整的归档信息包"
        return
    rows: dict[str, str] = {}
    for line in listed.decode("utf-8", "replace").splitlines():
        row = _ROW.fullmatch(line)
        if row is None:
            yield f"{LIST}里有一行看不懂"
        else:
            rows[row[2]] = row[1]
    for path, digest in rows.items():
        if path not in files:
            yield f"缺少文件 {path}"
        elif sha256(files[path]).hexdigest() != digest:
            yield f"文件 {path} 被改动过，和{LIST}不符"
    for path in files.keys() - rows.keys() - {LIST, SIGNATURE}:
        yield f"多出一个文件 {path}，{LIST}里没有"


def _faults_of_signature(files: Mapping[str, bytes], digest: str) -> Iterator[str]:
    try:
        said = json.loads(files[SIGNATURE])
        key, signature = bytes.fromhex(said["public_key"]), bytes.fromhex(said["signature"])
    except (KeyError, ValueError, TypeError):
        yield f"{SIGNATURE}缺少或者读不出来"
        return
    if not verify(key, message_of(digest), signature):
        yield f"{SIGNATURE}里的签名和{LIST}不符"


def _faults_of_record(case: Case, number: str, version: int, digest: str) -> Iterator[str]:
    if number != case.number:
        yield "信息包写的办件编号和日志摘录里的不是同一件"
    digests = {one.digest: one.version for one in case.packages}
    if digest not in digests:
        yield "日志里没有登记过这个校验值的归档信息包"
    elif digests[digest] != version:
        yield f"日志里登记的是第{digests[digest]}版，信息包写的是第{version}版"
    handed = next((one for one in case.transfers if one.version == version), None)
    if handed is not None and handed.digest != digest:
        yield f"和清册 {handed.list_number} 移交的那一份不是同一份"


def _notes(case: Case, version: int) -> Iterator[str]:
    newest = newest_package(case)
    if newest is not None and newest.version > version:
        yield f"已有第{newest.version}版，以那一版为准"
    if changed_since(case):
        yield "打包以后办件又有变动，要补归"


def _stated(files: Mapping[str, bytes]) -> tuple[str, int, tuple[str, ...]]:
    try:
        said = json.loads(files[METADATA])
        on_paper = [
            f"{row['件号']}号“{row['题名']}”：{row['备注']}，{row['存放']}"
            for row in said["卷内文件"]
            if not row["文件"]
        ]
        return str(said["办件编号"]), int(said["版本"]), tuple(on_paper)
    except (KeyError, ValueError, TypeError):
        return "", 0, ()
