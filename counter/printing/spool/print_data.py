"""Whether this machine's print system keeps printed data: a paper with personal data must not stay in a spool."""

from __future__ import annotations

import os
from pathlib import Path

_DEFAULT = "86400"
"""CUPS' default: one day."""
_DAY = 86400
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": _DAY, "w": 7 * _DAY}


def settings_file() -> Path:
    """CUPS' settings on this machine."""
    return Path(os.environ.get("CUPS_SERVERROOT", "/etc/cups")) / "cupsd.conf"


def kept_print_data(settings: Path) -> str | None:
    """How long printed data is kept, in words; empty when it is not; None when the settings cannot be read."""
    try:
        lines = settings.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    values = [
        words[1] for line in lines if len(words := line.split()) == 2 and words[0] == "PreserveJobFiles"
    ]
    value = (values[-1] if values else _DEFAULT).lower()
    if value in ("no", "off", "false", "0"):
        return ""
    number = value.rstrip("smhdw")
    seconds = int(number) * _SECONDS.get(value[len(number) :], 1) if number.isdigit() else 0
    if not seconds:
        return "一直"
    return f"{seconds // _DAY}天" if seconds >= _DAY else f"{max(1, seconds // 60)}分钟"
