"""Read and check an untrusted guide file, workbook or library file."""

from __future__ import annotations

from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import tables_of
from counter.services.authoring.files.foreign_file import refuse_foreign
from counter.services.authoring.files.yaml_file import looks_like_yaml, parsed_yaml
from counter.services.guide.check_library import CheckedGuide, check_library, checked
from counter.services.spreadsheet.given_file import MOST_BYTES
from counter.services.spreadsheet.read_workbook import Progress, tables_in
from counter.services.spreadsheet.safety import refuse


def check_guide(content: bytes, progress: Progress | None = None) -> CheckedGuide:
    """Every fault of a workbook (.xlsx) or a library file (.json, .yaml), with its cell or path.

    Raises BadInput with one sentence for another or a malicious file.
    """
    if len(content) > MOST_BYTES:
        refuse("big", f"超过{MOST_BYTES // 1_000_000} MB，不像是指南文件")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return check_library(content)
    faults = Faults()
    if looks_like_yaml(content):
        return checked(tables_of(parsed_yaml(content), faults), faults)
    refuse_foreign(content)
    return checked(tables_in(content, faults, progress), faults)
