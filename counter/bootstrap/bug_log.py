"""Log of the program's own failures without personal data: types and code locations, no messages."""

from __future__ import annotations

import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from counter import __name__ as package

_MOST_BYTES = 200_000


def note_bug(profile: Path | None, error: BaseException) -> Path | None:
    """Append a failure to the profile's log (the temporary folder where there is no profile); None when that fails
    too.
    """
    folder = profile if profile is not None and _is_folder(profile) else Path(tempfile.gettempdir())
    log = folder / f"{package}-faults.log"
    lines = [f"{datetime.now(UTC).isoformat(timespec='seconds')}", *_locations(error), ""]
    try:
        if log.exists() and log.stat().st_size > _MOST_BYTES:
            log.replace(log.with_suffix(".old.log"))
        with log.open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return log


def _is_folder(profile: Path) -> bool:
    """``Path.is_dir`` raises for a name that is too long, or below a folder without access rights."""
    try:
        return profile.is_dir()
    except OSError:
        return False


def _locations(error: BaseException) -> list[str]:
    """Types and code locations of an error and its causes; exception texts may quote input and are left out."""
    lines: list[str] = []
    here: BaseException | None = error
    while here is not None and len(lines) < 60:
        lines.append(f"{type(here).__module__}.{type(here).__qualname__}")
        lines += [
            f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(here.__traceback__)
        ]
        here = here.__cause__ or here.__context__
    return lines
