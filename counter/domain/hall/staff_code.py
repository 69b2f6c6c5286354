"""A person's code (工号): what is typed to sign on, and what stands in entries and on papers."""

from __future__ import annotations

LONGEST = 20
STAFF_CODE_WORDS = f"工号只能用字母和数字，最多{LONGEST}位，例如 W01"


def is_staff_code(text: str) -> bool:
    """Whether it has the form of a code: ASCII letters and digits, which every keyboard types alike."""
    return text.isascii() and text.isalnum() and len(text) <= LONGEST
