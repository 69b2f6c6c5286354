"""The recovery key as a person writes it down: eight groups of five, each with its own check character.

160 random bits in Crockford's base 32 (no I, L, O, U). The last character of a group checks the group and its index,
so a typing error is located (第 3 组) instead of "wrong key".
"""

from __future__ import annotations

import secrets

from counter.domain.errors import BadInput

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
DIGITS = 4
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_recovery_key() -> str:
    """A fresh key, e.g. ``7Q2KD-…`` with eight groups. It is shown once and never stored."""
    groups = []
    for index in range(GROUPS):
        digits = [secrets.randbelow(32) for _ in range(DIGITS)]
        groups.append("".join(ALPHABET[digit] for digit in [*digits, _check(index, digits)]))
    return "-".join(groups)


def secret_of(text: str) -> bytes:
    """The 20 secret bytes of a key as typed: any case, spaces or dashes, I/L for 1 and O for 0."""
    plain = "".join(ch for ch in text.upper().translate(_ALIKE) if ch not in " -–—_\t\r\n　")
    if len(plain) != GROUPS * (DIGITS + 1):
        raise BadInput(
            f"恢复密钥应为 {GROUPS} 组、每组 {DIGITS + 1} 个字符，请对照原件补全。", field="recovery_key"
        )
    number = 0
    for index in range(GROUPS):
        group = plain[index * (DIGITS + 1) : (index + 1) * (DIGITS + 1)]
        digits = [ALPHABET.find(ch) for ch in group]
        if min(digits) < 0 or digits[-1] != _check(index, digits[:-1]):
            raise BadInput(
                f"恢复密钥第 {index + 1} 组（{group}）抄写有误，请对照原件改正。", field="recovery_key"
            )
        for digit in digits[:-1]:
            number = number * 32 + digit
    return number.to_bytes(GROUPS * DIGITS * 5 // 8, "big")


def _check(index: int, digits: list[int]) -> int:
    """Odd weights find every single wrong character; unequal ones nearly every swap, in and between groups."""
    return (7 * index + sum((2 * i + 3) * digit for i, digit in enumerate(digits))) % 32
