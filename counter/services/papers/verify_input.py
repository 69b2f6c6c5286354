"""Verify what was entered in window or command line: a QR text as it is, anything else as the path of a file."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.file_errors import unreadable
from counter.domain.papers.verify.signed_code import is_paper_code
from counter.services.papers.verify_paper import verify_code, verify_file
from counter.services.spreadsheet.given_file import NOT_A_FILE, read_given

if TYPE_CHECKING:
    from counter.domain.papers.verify.proof import ProofReport
    from counter.services.context.app import AppContext

LONGEST = 50_000_000
"""Bytes of the largest file accepted; a scan of a few pages is smaller."""

_LONGEST_PATH = 4096


def verify_given(app: AppContext, text_or_file: str) -> ProofReport:
    """What it proves. Raises BadInput for a file that is missing, unreadable or in no format of a paper.

    Text that is neither a code of this program nor a file is reported as another code: a scanner may type anything.
    """
    today = civil_date(app.clock.read().at)
    text = text_or_file.strip()
    if not text:
        raise BadInput("请给出二维码的内容，或一个文件。", field="code")
    if is_paper_code(text):
        return verify_code(app.journal, text, today)
    content = content_given(text)
    if content is None:
        return verify_code(app.journal, text, today)
    return verify_file(app.journal, app.papers, app.sheets, content, today)


def content_given(text: str) -> bytes | None:
    """The bytes of a file by its path; None where the text cannot be a path."""
    if len(text) > _LONGEST_PATH or "\n" in text or "://" in text:
        return None
    path = Path(text).expanduser()
    try:
        if path.is_file():
            content = read_given(path, LONGEST)
            if content is None:
                raise BadInput("文件太大，不像一份文书（最多 50 MB）。", field="file")
            return content
        if path.is_dir():
            raise BadInput(f"{text[:200]} 是一个文件夹，请选文书的文件。", field="file")
        if path.exists():
            raise BadInput(f"读不了 {text[:200]}：{NOT_A_FILE}。", field="file")
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, OSError) and wrong.errno == errno.ENAMETOOLONG:
            return None  # pasted text, not a path
        raise BadInput(unreadable(text[:200], wrong), field="file") from wrong
    if path.suffix.lower() in _SUFFIXES or "/" in text or "\\" in text:
        raise BadInput(f"没有这个文件：{text[:200]}", field="file")
    return None


_SUFFIXES = {".pdf", ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".txt"}
