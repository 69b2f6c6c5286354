"""Check an untrusted workbook as an archive before it is read: whatever could harm or overload the reader is refused.

Nothing is unpacked to the disk, no link is followed, no formula is computed. The limits are far beyond any real
library.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NoReturn
from xml.etree import ElementTree

from counter.domain.errors import BadInput
from counter.services.spreadsheet.given_file import MOST_BYTES

MOST_PARTS = 600
MOST_UNPACKED = 250_000_000
MOST_RATIO, RATIO_FROM = 150, 8_000_000
"""Unpacked to packed, asked of parts of that size: XML of cells shrinks to a tenth or a thirtieth."""

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    ElementTree.ParseError,
)
"""What a damaged archive makes its readers raise."""

AS_XLSX = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿 (.xlsx)”"
_PARTS = (
    ("header.json", "pack", "是指南包，不是工作簿；指南包在窗口用“导入指南包”或 counter guide import 导入"),
    ("xl/workbook.bin", "binary", f"是二进制的 .xlsb，{AS_XLSX}"),
    ("word/", "word", "是 Word 文档，不是表格；请把内容填进模板（counter guide template）"),
    ("ppt/", "slides", "是演示文稿，不是表格；请把内容填进模板（counter guide template）"),
    ("content.xml", "ods", f"是 .ods 表格，{AS_XLSX}"),
)
"""What other archives are, by how a name in them begins."""

_STRICT = b"purl.oclc.org/ooxml"
_STEP = 1 << 20
_OVERLAP = 64
_OPENING = 1_000

_FORBIDDEN = (
    (
        re.compile(r"vbaproject|macrosheets/|dialogsheets/", re.IGNORECASE),
        "macro",
        "里面有宏，请另存为不带宏的 .xlsx",
    ),
    (
        re.compile(r"externallinks/|connections\.xml|querytables/|webextensions/", re.IGNORECASE),
        "link",
        "连着别的文件或网络数据，请断开连接后另存",
    ),
    (
        re.compile(r"embeddings/|activex/|ctrlprops/|oleobject", re.IGNORECASE),
        "embedded",
        "里面嵌着别的文件或控件，请删去后另存",
    ),
)
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroEnabled|ms-office\.vbaProject", re.IGNORECASE)
_HYPERLINK = "/hyperlink"
"""A web address in a cell: shown by spreadsheet programs, never followed here."""


class Unusable(BadInput):
    """A file that is refused as a whole. ``sort``: a short code."""

    def __init__(self, sort: str, why: str) -> None:
        super().__init__(f"这个文件不能用：{why}。")
        self.sort = sort


def refuse(sort: str, why: str) -> NoReturn:
    """Raises Unusable with the reason."""
    raise Unusable(sort, why)


def check_archive(content: bytes) -> int:
    """Check every part of the archive; returns how many bytes of sheets it holds.

    Raises Unusable with one sentence where it is no plain workbook.
    """
    if len(content) > MOST_BYTES:
        refuse("big", f"超过{MOST_BYTES // 1_000_000} MB，不像是指南工作簿")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _listed(parts)
            for part in parts:
                _part(archive, part)
            return sum(part.file_size for part in parts if "worksheets/" in part.filename)
    except BROKEN as wrong:
        raise Unusable("broken", "不是完整的 .xlsx 工作簿，请重新保存") from wrong


def _listed(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        refuse("bomb", f"里面有{len(parts)}个部分，不像是工作簿")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        refuse("bomb", f"展开后超过{MOST_UNPACKED // 1_000_000} MB，不像是工作簿")
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        refuse("broken", "同一部分有两份，请重新保存")
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            refuse("bomb", f"压缩得太厉害（{part.file_size // max(part.compress_size, 1)}倍），不像是工作簿")
        if part.flag_bits & 0x1:
            refuse("locked", "设了密码，请去掉密码后另存")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            refuse("broken", "压缩方法不是工作簿用的，请重新保存")
        for pattern, sort, why in _FORBIDDEN:
            if pattern.search(part.filename):
                refuse(sort, why)
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        _other(names)


def _other(names: list[str]) -> NoReturn:
    """Raise Unusable for an archive that is no workbook, naming its format where its parts show it."""
    for start, sort, why in _PARTS:
        if any(name.startswith(start) for name in names):
            refuse(sort, why)
    refuse("other", f"不是 .xlsx 工作簿，{AS_XLSX}")


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read it to its end: checksum and length are right, and its XML has no declarations.

    Its name proves nothing: any part can be pointed to as a sheet.
    """
    small = part.filename.lower().endswith(".rels") or part.filename == "[Content_Types].xml"
    if small and part.file_size > RATIO_FROM:
        refuse("bomb", "目录部分太大，不像是工作簿")
    before, first = b"", True
    with archive.open(part) as source:
        while piece := source.read(-1 if small else _STEP):
            if first:
                _plain_start(piece, named_xml=part.filename.lower().endswith((".xml", ".rels", ".vml")))
            window = before + piece
            if _DTD.search(window):
                refuse("dtd", "里面有文档类型声明或实体，正常的工作簿没有，请重新保存")
            if part.filename == "xl/workbook.xml" and _STRICT in window:
                refuse("strict", "存成了“严格”的 Open XML，请打开后另存为普通的“Excel 工作簿 (.xlsx)”")
            if small:
                _relations(piece)
            before, first = window[-_OVERLAP:], False


def _plain_start(piece: bytes, *, named_xml: bool) -> None:
    """XML is UTF-8; in any other encoding its declarations could not be seen."""
    encoding = _ENCODING.match(piece[:_OPENING].removeprefix(b"\xef\xbb\xbf").lstrip())
    other = encoding and encoding.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii")
    wide = piece.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    if other or wide or (named_xml and b"\0" in piece[:64]):
        refuse("encoding", "里面的文字编码不是 UTF-8，请重新保存")


def _relations(piece: bytes) -> None:
    if _MACRO_TYPE.search(piece):
        refuse("macro", "里面有宏，请另存为不带宏的 .xlsx")
    for element in ElementTree.fromstring(piece).iter():
        outside = element.get("TargetMode", "").lower() == "external"
        if outside and not element.get("Type", "").endswith(_HYPERLINK):
            refuse("link", "连着别的文件或网络数据，请断开连接后另存")
