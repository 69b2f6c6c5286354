"""Which groups of a whole are too small to be told: the rule of every chart and table by group (L9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

LEAST_GROUP = 5
"""Least members of a group that is shown. No rule read has a number (DOMAIN §3: 评价人信息保护 without figures), so it
is ours and the same everywhere: from two or three, people guess whose they are.
"""

LEAST_RATE = 10
"""Least members of whom a rate is told in a hundred: of fewer both numbers are, since one more moves it by tenths."""

Key = TypeVar("Key", str, tuple[str, str])


def hidden_groups(sizes: Mapping[Key, int]) -> frozenset[Key]:
    """Those of the groups that are not told, where the whole is.

    Small groups are hidden; and as the whole is known, so are the next smallest until at least two groups are hidden
    that hold ``LEAST_GROUP`` together: the difference to the whole then reveals no small group (complementary
    suppression). Of several equally small the first by key is hidden, so that repeated questions hide the same.
    """
    there = {key: size for key, size in sizes.items() if size}
    hidden = [key for key, size in there.items() if size < LEAST_GROUP]
    others = sorted((key for key in there if key not in hidden), key=lambda key: (there[key], key))
    while hidden and others and (len(hidden) < 2 or sum(there[key] for key in hidden) < LEAST_GROUP):
        hidden.append(others.pop(0))
    return frozenset(hidden)
