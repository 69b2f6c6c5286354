"""Look for people's data where none may be: every byte of a folder, in every encoding it could hide in, and what is
packed in a workbook or another ZIP.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def traces(folders: Iterable[Path], secrets: Iterable[str]) -> list[str]:
    """``file: secret`` for everything found; file names are looked at too."""
    wanted = {
        form: secret
        for secret in secrets
        for form in (
            *(secret.encode(encoding) for encoding in ENCODINGS),
            secret.encode("unicode_escape"),  # what json.dumps and repr make of Chinese
            _entities(secret),  # what a workbook's XML may make of it
        )
    }
    anything = _any_of(wanted)
    found = []
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            content = b"".join((*_unpacked(path.read_bytes()), str(path.relative_to(folder)).encode()))
            if anything.search(content):
                found += [f"{path.name}: {secret}" for form, secret in wanted.items() if form in content]
    return found


def _entities(secret: str) -> bytes:
    return "".join(one if one.isascii() else f"&#{ord(one)};" for one in secret).encode()


def _unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes as they are, and those of every file packed in them, at any depth."""
    yield content
    if content.startswith(b"PK") and zipfile.is_zipfile(packed := io.BytesIO(content)):
        with zipfile.ZipFile(packed) as opened:
            for name in opened.namelist():
                yield name.encode()
                yield from _unpacked(opened.read(name))


def _any_of(forms: Iterable[bytes]) -> re.Pattern[bytes]:
    """Finds whether any form is there in one pass over a file: a pass for each of hundreds took five times as long."""
    beginnings = groupby(sorted(forms), lambda form: form[:1])
    branches = [
        re.escape(first) + b"(?:" + b"|".join(re.escape(form[1:]) for form in those) + b")"
        for first, those in beginnings
    ]
    return re.compile(b"|".join(branches))
