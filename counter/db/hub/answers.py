"""What a row of the hub's answers may hold: a server that was changed answers nonsense, and no window may stumble.

Content is proved elsewhere, by hashes and signatures; these are the numbers, names and places around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from counter.domain.shapes import whole
from counter.services.exchange.hub_port import MISASKED, HubRefused

Number = Annotated[int, Meta(ge=0, le=2**53)]
Epoch = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(max_length=1000)]
Hash = Annotated[bytes, Meta(min_length=32, max_length=32)]
Mark = Annotated[bytes, Meta(max_length=64)]
Said = Annotated[str, Meta(max_length=4000)] | None
"""A refusal's code or reason; None where nothing is refused."""

STATE = tuple[Code, Number, Code, Name, Code, Code, bool, Number, Number, Mark, Number, datetime]
REFUSAL = tuple[Said, Said]
KNOWN = tuple[Number, Hash]
PLACED = tuple[Number, Number, Number]
ACKNOWLEDGED = tuple[Annotated[int, Meta(ge=1, le=2**53)] | None, Number]
HEAD = tuple[
    Number,
    Number,
    Code,
    Epoch,
    Number,
    Annotated[bytes, Meta(max_length=1 << 16)],
    Annotated[bytes, Meta(max_length=256)],
]
OWN_HEAD = tuple[
    Number, Epoch, Number, Annotated[bytes, Meta(max_length=1 << 16)], Annotated[bytes, Meta(max_length=256)]
]
CERTIFICATE = tuple[Code, Epoch, Hash, Annotated[bytes, Meta(max_length=1 << 16)]]
PARCEL = tuple[Number, Code, Code, Hash, bytes]
PARCEL_AT = tuple[Number, Hash | None]
PARCEL_SENT = tuple[Number, Hash, Annotated[str, Meta(max_length=64)]]
FORK = tuple[Code, Epoch, Number, Hash, datetime]
STREAM = tuple[Code, Epoch, Code, Number, Hash, datetime | None, Number, Hash, bool]
PAGE = tuple[Number | None, Number | None]
WRAP = tuple[Number, Code, Code, Annotated[bytes, Meta(max_length=4096)]]
WRAPS_PUT = tuple[Number, list[Code] | None, list[Code] | None]
CARD = tuple[Number, Annotated[bytes, Meta(max_length=1 << 20)]]
NUMBER = tuple[Number]
MARK = tuple[Mark | None]


def checked(rows: Iterable[tuple[Any, ...]], shape: Any) -> list[tuple[Any, ...]]:
    """These rows, each of that shape. Raises HubRefused for any other."""
    try:
        return [msgspec.convert(row, whole(shape), strict=True) for row in rows]
    except (msgspec.ValidationError, ValueError) as wrong:
        raise nonsense() from wrong


def nonsense() -> HubRefused:
    """The hub answered something that it cannot have meant."""
    return HubRefused(
        MISASKED,
        "汇聚库的回答读不出，可能它的函数被改过：请它的管理员运行 counter hub upgrade 和 counter hub check。"
        "没有上报的都留在本机，办件不受影响。",
    )
