"""Files that a guide names (blank forms, filled-in samples, result samples): allowed kinds and sizes.

Windows open them with the system's own program, so only documents are allowed: no programs, no macros.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from unicodedata import category

from counter.domain.errors import BadInput

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.domain.guide.terms import AttachedFile

MOST_BYTES = 20_000_000
"""Bytes of one file."""

MOST_FILES, MOST_TOGETHER = 2_000, 150_000_000
"""Files of one version, and their bytes together."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPENINGS: Mapping[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".ofd": (_ZIP,),
    ".docx": (_ZIP,),
    ".xlsx": (_ZIP,),
    ".doc": (_OLE,),
    ".xls": (_OLE,),
    ".wps": (_OLE, _ZIP),
    ".et": (_OLE, _ZIP),
}
"""The first bytes of each kind of file."""

_OFFICE_KINDS = (
    ((".docx", ".doc", ".wps"), "文字文档"),
    ((".xlsx", ".xls", ".et"), "电子表格"),
    ((".png", ".jpg", ".jpeg"), "图片"),
    ((".ofd",), "OFD"),
)

FILE_ENDINGS = tuple(_OPENINGS)

_MACRO = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories of invisible characters: terminal controls, direction marks, joiners, surrogates."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""

_LONGEST_NAME = 120


def check_file_name(name: str) -> None:
    """Raises BadInput for a name that is not valid on every system, or of a kind that windows must not open."""
    bad_form = _FORBIDDEN.search(name) or name.startswith(".") or name != name.strip() or name.endswith(".")
    if not name or len(name) > _LONGEST_NAME or bad_form or has_unseen(name) or _RESERVED.fullmatch(name):
        raise BadInput(
            f"文件名“{_shown(name)}”不能用：不能有路径和特殊符号，最长{_LONGEST_NAME}字。", field="file"
        )
    if _ending(name) not in _OPENINGS:
        kinds = "、".join(kind[1:] for kind in FILE_ENDINGS)
        raise BadInput(f"“{_shown(name)}”不能作附件；可以用的是 {kinds}。", field="file")


def check_file(name: str, content: bytes) -> None:
    """Raises BadInput as ``check_file_name``, and for content of another kind than the name, with macros, empty or
    too big."""
    check_file_name(name)
    if not content:
        raise BadInput(f"“{name}”是空的。", field="file")
    if len(content) > MOST_BYTES:
        raise BadInput(f"“{name}”超过{MOST_BYTES // 1_000_000} MB，请压缩图片或分开。", field="file")
    if not content.startswith(_OPENINGS[_ending(name)]):
        raise BadInput(f"“{name}”的内容不是它的后缀所说的格式，请用原来的程序另存一份。", field="file")
    if content.startswith((_ZIP, _OLE)) and any(macro in content for macro in _MACRO):
        raise BadInput(f"“{name}”里面有宏，请另存为不带宏的文件。", field="file")


def check_together(files: Sequence[AttachedFile]) -> None:
    """Raises BadInput where two files have one name, or there are more or larger ones than a pack may hold."""
    names = Counter(file.name.casefold() for file in files)
    twice = next((file.name for file in files if names[file.name.casefold()] > 1), None)
    if twice is not None:
        raise BadInput(f"附件“{twice}”有两个，请只留一个。", field="file")
    if len(files) > MOST_FILES or sum(file.size for file in files) > MOST_TOGETHER:
        raise BadInput(f"附件太多：最多{MOST_FILES}个，合计{MOST_TOGETHER // 1_000_000} MB。", field="file")


def files_named(library: Library) -> Iterator[tuple[str, str]]:
    """(file, its use in words) for every blank form and sample of a library, in order."""
    for item in library["items"].values():
        where = f"事项“{item.get('name')}”"
        for result in (item.get("details") or {}).get("results") or ():
            if sample := result.get("sample"):
                yield sample, f"{where}的结果“{result.get('name')}”的样本"
        for material in item["materials"]:
            details = material.get("details") or {}
            for name, word in ((details.get("blank"), "空白表格"), (details.get("sample"), "样表")):
                if name:
                    yield name, f"{where}的材料“{material.get('name')}”的{word}"


def printed_elsewhere(name: str) -> str:
    """How a file is printed that this program does not send to a printer itself, as a clause behind its name; "" for
    a PDF.
    """
    ending = _ending(name)
    if ending == ".pdf":
        return ""
    kind = next((f"（{word}）" for endings, word in _OFFICE_KINDS if ending in endings), "")
    return f"不是PDF{kind}，这里不直接打印，也不计发放份数：请打开它，在打开它的程序里打印"


def has_unseen(text: str) -> bool:
    """Whether a text has an invisible character, which can make it look like another text."""
    return any(category(char) in _UNSEEN for char in text)


def is_address(name: str) -> bool:
    """Whether the name is a web address and not a file beside the guide."""
    return name.startswith(("http://", "https://"))


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{dot}{ending}".lower() if stem else ""


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "□" for c in name[:60])
