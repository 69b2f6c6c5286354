"""Files of keys on the command line: small texts."""

from __future__ import annotations

from pathlib import Path

from counter.cli.io.json_file import read_raw
from counter.domain.errors import BadInput

_LONGEST = 4_000_000


def read_text(path: Path) -> str:
    """A small text file. Raises BadInput where it cannot be read."""
    raw, shown = read_raw(str(path), _LONGEST, "密钥文件")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadInput(f"读不了 {shown}：不是文本文件。", field="file") from wrong
