"""Free words as a sentence among others."""

from __future__ import annotations


def as_sentence(words: str) -> str:
    """The words with a full stop, so that the next sentence can follow; nothing stays nothing."""
    bare = words.strip()
    return bare if not bare or bare.endswith(("。", "！", "？")) else f"{bare}。"
