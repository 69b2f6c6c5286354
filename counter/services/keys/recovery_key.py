"""The recovery key as a person writes it down: 160 random bits in eight groups of five (``checked_groups``)."""

from __future__ import annotations

import secrets

from counter.domain.text.checked_groups import LENGTH, CheckedGroups

GROUPS = 8
_FORM = CheckedGroups(
    GROUPS,
    incomplete=f"恢复密钥应为 {GROUPS} 组、每组 {LENGTH} 个字符，请对照原件补全。",
    mistyped="恢复密钥第 {place} 组（{group}）抄错了，请对照原件改正。",
    field="recovery_key",
)


def new_recovery_key() -> str:
    """A fresh key, e.g. ``7Q2KD-…`` with eight groups. It is shown once and never stored."""
    return _FORM.write(secrets.randbits(_FORM.bits))


def secret_of(text: str) -> bytes:
    """The 20 secret bytes of a key as typed. Raises BadInput where it was copied wrongly, naming the group."""
    return _FORM.read(text).to_bytes(_FORM.bits // 8, "big")
