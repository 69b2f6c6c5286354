"""The card on the desk of a window (岗位牌, S001 Art. 37): who serves here, for what, and which number to call."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskCard:
    """Content of the card; what is empty is left out. ``window``: its number; ``banner``: 演示 无效, "" in a real hall;
    ``page``: A6, or A4 with cutting marks for printers without A6. ``emblem``: as papers draw it
    (``document/emblem``); ``photo``: base64 of a JPEG.
    """

    hall: str
    window: str
    name: str
    code: str
    duty: str
    contact: str
    complaint: str
    banner: str = ""
    page: str = "A6"
    emblem: str = ""
    photo: str = ""
