"""Look for people's data where none may be: every byte of a folder, in every encoding it could hide in."""

from __future__ import annotations

from collections.abc import Iterable
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
        )
    }
    found = []
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            content = path.read_bytes() + str(path.relative_to(folder)).encode()
            found += [f"{path.name}: {secret}" for form, secret in wanted.items() if form in content]
    return found
