"""What people are told before a file of keys is trusted, and after it, alike at the window and on the command line."""

from __future__ import annotations

from collections.abc import Collection

from counter.domain.papers.verify.trusted_keys import HallCard, KeysTrusted, readable_fingerprint


def card_words(card: HallCard, vouched: Collection[HallCard]) -> str:
    """A hall of the file: whether its fingerprint has to be compared."""
    how = "由旧密钥担保，不用核对" if card in vouched else f"指纹 {readable_fingerprint(card.public_key)}"
    return f"{card.hall}{'（演示）' if card.demo else ''} {how}"


def news_words(fresh: KeysTrusted) -> str:
    """How much of a file was new."""
    halls, certificates, revocations = len(fresh.halls), len(fresh.certificates), len(fresh.revocations)
    counts = (("大厅 {} 个", halls), ("窗口证书 {} 张", certificates), ("作废 {} 条", revocations))
    fresh_ones = "、".join(words.format(count) for words, count in counts if count)
    return f"新采用{fresh_ones}。" if fresh_ones else "里面没有新的。"
