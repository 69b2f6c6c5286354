"""A person's code (工号): what is typed to sign on, and what stands in entries and on papers."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 20
STAFF_CODE_WORDS = f"工号只能用字母和数字，最多{LONGEST}位，例如 W01"


def is_staff_code(text: str) -> bool:
    """Whether it has the form of a code: ASCII letters and digits, which every keyboard types alike."""
    return text.isascii() and text.isalnum() and len(text) <= LONGEST


def may_hide_pin(text: str, codes: Iterable[str], *, whole: bool = False) -> bool:
    """Whether a PIN may stand in what was typed as a code: digits that begin none of ``codes``, alone or behind one;
    where nothing more is typed (``whole``), digits that are none of them.

    A mistyped code with letters (W0O, X01) hides nothing: its owner wants to see what is wrong with it.
    """
    typed, known = text.strip().upper(), [code.upper() for code in codes]
    if not typed or any(code == typed if whole else code.startswith(typed) for code in known):
        return False
    rests = [typed, *(typed.removeprefix(code) for code in known if typed.startswith(code))]
    return any(rest.isascii() and rest.isdigit() for rest in rests)
