"""Names on a paper: kept whole at the ends of lines, so that eye and search find them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counter.domain.document.document import Document, Paragraph

_LETTERS = "㐀-鿿\U00020000-\U0003ffff·"
_LABELLED = re.compile(
    f"(?:人|者|代表|姓名|字号|名称)(?:（[^（）]{{1,8}}）)?：([{_LETTERS}]{{2,12}})(?![{_LETTERS}])"
)
_ORGAN = re.compile("[局委厅院会部府处所社]$|部门$|中心$|办公室$")
"""An organ's name is well known and long: kept whole it would leave lines half empty."""

_ADDRESSED = re.compile(f"(?<![{_LETTERS}])[{_LETTERS}]{{2,12}}(?![{_LETTERS}])")
"""A longer name is broken where the line ends: kept in pieces it would leave lines half empty."""


def names_on(document: Document) -> tuple[str, ...]:
    """The names on a paper: of its addressees, and those after labels like 申请人：."""
    found: dict[str, None] = {}
    if not _ORGAN.search(
        document.addressee.rstrip("：")
    ):  # 城市管理（综合执法）部门 counts as one already before its bracket
        found.update(dict.fromkeys(_ADDRESSED.findall(document.addressee.partition("（")[0])))
    for text in _texts(document):
        found.update(dict.fromkeys(_LABELLED.findall(text)))
    return tuple(name for name in found if not _ORGAN.search(name))


def _texts(document: Document) -> Iterator[str]:
    yield document.addressee
    for block in document.body:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row)
