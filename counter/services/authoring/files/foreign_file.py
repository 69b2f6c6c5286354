"""Recognise files that are no guide files, and explain how to save them as one."""

from __future__ import annotations

import re

from counter.services.spreadsheet.safety import AS_XLSX, refuse

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the compound files of old office programs begin, and what wraps a workbook with a password."""

_LOOKED_AT = 64_000
_STARTS = (
    (b"%PDF-", "pdf", "是 PDF，里面没有表格的格子；请向做它的人要原来的工作簿（.xlsx）"),
    (b"{\\rtf", "text", "是 RTF 文稿，不是表格；请把内容填进模板（counter guide template）"),
    (b"\x89PNG", "picture", "是图片，读不出文字；请把内容填进模板（counter guide template）"),
    (b"\xff\xd8\xff", "picture", "是图片，读不出文字；请把内容填进模板（counter guide template）"),
    (b"Rar!", "packed", "是压缩包，请解压后用里面的 .xlsx"),
    (b"7z\xbc\xaf", "packed", "是压缩包，请解压后用里面的 .xlsx"),
    (b"\x1f\x8b", "packed", "是压缩包，请解压后用里面的 .xlsx"),
)
_STREAMS = (
    ("EncryptedPackage", "locked", "设了密码，请打开后去掉密码再保存"),
    ("WordDocument", "word", "是旧格式的 Word 文档，不是表格；请把内容填进模板（counter guide template）"),
    ("PowerPoint Document", "slides", "是演示文稿，不是表格；请把内容填进模板（counter guide template）"),
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
_XML = re.compile(r"<\?xml|<(?:[\w-]+:)?workbook\b", re.IGNORECASE)


def refuse_foreign(content: bytes) -> None:
    """Raise Unusable with one sentence for every known foreign format; archives pass."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        refuse("empty", "是空的，请看看是不是没有存好")
    if content.startswith(OLD_OFFICE):
        _old(content)
    for start, sort, why in _STARTS:
        if content.startswith(start):
            refuse(sort, why)
    if content.startswith(b"PK"):
        return
    text = _text(content[:_LOOKED_AT])
    if text is None:
        refuse("broken", f"不是完整的 .xlsx 工作簿，{AS_XLSX}")
    if _HTML.search(text[:2_000]):
        refuse("html", f"是网页（改了扩展名也还是网页），{AS_XLSX}")
    if _XML.match(text.lstrip()):
        refuse("xml", f"是 XML 表格，{AS_XLSX}")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse("text", "是 UTF-16 文字，请另存为 UTF-8 的 .json、.yaml，或用 .xlsx 工作簿")
    refuse(
        "csv",
        "是纯文字（如 CSV），只有一张表、没有栏的格式；请导出工作簿（counter guide export）填好，存成 .xlsx",
    )


def _old(content: bytes) -> None:
    for stream, sort, why in _STREAMS:
        if stream.encode("utf-16-le") in content:
            refuse(sort, why)
    refuse("old", f"是旧格式的 .xls（或 WPS 的 .et），{AS_XLSX}")


def _text(piece: bytes) -> str | None:
    """The content as text; None where it is none."""
    if piece.startswith((b"\xff\xfe", b"\xfe\xff")):
        return piece[: len(piece) // 2 * 2].decode("utf-16", "replace")
    if b"\0" in piece:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return piece.decode(encoding)
        except UnicodeDecodeError as wrong:
            if wrong.start >= len(piece) - 4:  # cut within a character
                return piece[: wrong.start].decode(encoding)
    return None
