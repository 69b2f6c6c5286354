"""Files of keys on the command line: read whole, written whole, a private one for this account only."""

from __future__ import annotations

from pathlib import Path

from counter.domain.errors import BadInput
from counter.domain.file_words import why_not

_LONGEST = 4_000_000


def read_text(path: Path) -> str:
    """A small text file. Raises BadInput where it cannot be read."""
    try:
        if path.stat().st_size > _LONGEST:
            raise BadInput(f"{path.name} 太大，不是密钥文件。", field="file")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as wrong:
        why = why_not(wrong) if isinstance(wrong, OSError) else "不是文本文件"
        raise BadInput(f"读不了 {path}：{why}。", field="file") from wrong
