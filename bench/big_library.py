"""A library as large as a whole region's: a thousand bundles and 5,000 items, grown from the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from counter.domain.guide.bundle_search import distinctive_part
from counter.domain.guide.entries import Library

KINDS = ("", "校园", "社区", "乡镇", "连锁", "景区", "车站", "夜市", "商场", "集市")
"""Inserted before the distinctive part of a name (我要开校园小餐馆): names as similar to each other as real ones."""

BUNDLES, ITEMS = 1_000, 5_000


def big_library(library: Library, bundles: int = BUNDLES, items: int = ITEMS) -> Library:
    """The shipped entries repeated under other ids and names, every reference kept."""
    made = dict(_items(library, items))
    most = 1 + (items - 1) // len(library["items"])
    grown: dict[str, Any] = dict(library["bundles"])
    shipped = [(int(key), bundle) for key, bundle in library["bundles"].items()]
    number = max(key for key, _ in shipped)
    for again, kind in enumerate(KINDS[1:], 1):
        for old, bundle in shipped:
            if number == bundles:
                break
            number += 1
            core = distinctive_part(bundle["name"])
            copy = (again + len(KINDS) * (old % 5)) % most
            grown[str(number)] = {
                **bundle,
                "name": f"{bundle['name'][:core]}{kind}{bundle['name'][core:]}",
                "items": [_placed(placed, copy, made) for placed in bundle["items"]],
            }
    return {**library, "bundles": grown, "items": made}


def _items(library: Library, items: int) -> Iterator[tuple[str, Any]]:
    every = list(library["items"].items())
    for n in range(items):
        key, item = every[n % len(every)]
        again = n // len(every)
        kind = KINDS[again % len(KINDS)] or "全区"
        name = f"{item['name']}（{kind}{again}）" if again else item["name"]
        yield _id(key, again), {**item, "name": name}


def _placed(placed: Any, again: int, made: Any) -> Any:
    after = [_there(key, again, made) for key in placed.get("after", ())]
    return {**placed, "item": _there(placed["item"], again, made), **({"after": after} if after else {})}


def _there(key: str, again: int, made: Any) -> str:
    return _id(key, again) if _id(key, again) in made else key


def _id(key: str, again: int) -> str:
    return f"{key}_{again}" if again else key
