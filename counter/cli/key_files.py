"""Files of keys on the command line: read whole, written whole, a private one for this account only."""

from __future__ import annotations

import contextlib
import os
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


def write_text(path: Path, text: str, *, private: bool = False) -> Path:
    """Write a file whole or not at all. Raises BadInput where the place cannot be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o644)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        part.replace(path)
    except (OSError, ValueError) as wrong:
        with contextlib.suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        why = why_not(wrong) if isinstance(wrong, OSError) else "文件名里有不能用的字符"
        raise BadInput(f"写不到 {path}：{why}。", field="--out") from wrong
    return path
