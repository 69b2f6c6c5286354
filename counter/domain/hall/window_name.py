"""How a window is called: one word for it on papers, screens and in commands."""

from __future__ import annotations

_ALREADY = ("窗口", "岗", "台", "室", "处", "点", "厅")
"""Endings of a name that says by itself what it is."""


_NUMBERED = "号窗口"


def numbered(given: str) -> str:
    """The number of a window that is called by one (03 of 03号窗口), for a screen in another language; else ""."""
    name = window_name(given)
    return name.removesuffix(_NUMBERED) if name.endswith(_NUMBERED) else ""


def window_name(given: str) -> str:
    """03 and 03号 are 03号窗口, 综合 is 综合窗口, a whole name (03号窗口, 党员先锋岗) stays; "" stays."""
    given = given.strip()
    if not given or given.endswith(_ALREADY):
        return given
    if given[-1].isascii() and given[-1].isalnum():
        return f"{given}{_NUMBERED}"
    return f"{given}窗口"
