"""From what people type to 32 bytes: argon2id at a cost that was measured on this machine when the slot was made.

The cost lies in the slot and is bounded when read: a card from elsewhere must not take all memory or run for hours.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counter.domain.errors import WorldTrouble

MEMORY_KIB = 256 * 1024
PASSES = 4
LEAST_SECONDS = 1.0
"""A guess takes at least this long on the machine that made the slot."""
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 32
_MOST_WORK = 16 * 1024 * 1024
"""KiB times passes: about twenty seconds on a slow machine."""
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of one derivation: KiB of memory, passes over it."""

    memory: int
    passes: int

    def params(self) -> dict[str, Any]:
        """As stored in a slot."""
        return {"kdf": "argon2id", "memory": self.memory, "passes": self.passes}


def cost_in(params: Mapping[str, Any]) -> Cost:
    """The cost of a slot. Raises ValueError for one that no program of ours makes."""
    memory, passes = params["memory"], params["passes"]
    if params["kdf"] != "argon2id" or type(memory) is not int or type(passes) is not int:
        raise ValueError("no cost")
    if not (
        8 <= memory <= _MOST_MEMORY_KIB and 1 <= passes <= _MOST_PASSES and memory * passes <= _MOST_WORK
    ):
        raise ValueError("cost out of bounds")
    return Cost(memory, passes)


def derive(text: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes of a text. Raises WorldTrouble where the memory is missing."""
    from argon2.exceptions import HashingError  # heavy, and only needed here
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(text.encode(), salt, cost.passes, cost.memory, 1, _BYTES, Type.ID)
    except HashingError as wrong:
        needed = cost.memory // 1024
        raise WorldTrouble(f"内存不够，打不开密钥：要 {needed} MB 空闲内存。请关掉别的程序再试。") from wrong


def measured_cost() -> Cost:
    """The cost for a new slot: as many passes as take the least time on this machine."""
    cost = Cost(MEMORY_KIB, PASSES)
    begun = time.perf_counter()
    derive("measure", bytes(16), cost)
    taken = time.perf_counter() - begun
    while taken < LEAST_SECONDS and cost.passes < _MOST_PASSES:
        taken *= (cost.passes + 1) / cost.passes
        cost = Cost(cost.memory, cost.passes + 1)
    return cost
