"""The reach of an edit, in the words of heads, buttons and messages: a shared row changes everywhere at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.authoring.editing.node import BUNDLE, Node, name_of

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

_NAMED = 2


def shared_words(library: Library, bundles: Sequence[int]) -> str:
    """``67件“一件事”共用（我要开饭馆、我要开超市等）``; empty where at most one bundle is affected."""
    if len(bundles) <= 1:
        return ""
    named = "、".join(name_of(library, Node(BUNDLE, (number,))) for number in bundles[:_NAMED])
    more = QCoreApplication.translate("reach", "等") if len(bundles) > _NAMED else ""
    return QCoreApplication.translate("reach", "{0}件“一件事”共用（{1}{2}）").format(
        len(bundles), named, more
    )
