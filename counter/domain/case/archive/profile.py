"""What the archive is told of a case, as data of the hall: days to wait, the fonds, names of metadata elements.

The tables of DA/T 85-2019 and GB/T 42727-2023 were not at hand: every name is 待部门核定 and stands in
``resources/archive/archive.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.errors import BadInput
from counter.domain.text.settings_values import Values

MOST_DAYS = 3650


class ElementGroup(StrEnum):
    """The three sorts of metadata of an electronic record (DA/T 58: 内容、结构、背景)."""

    CONTENT = "content"
    STRUCTURE = "structure"
    CONTEXT = "context"

    @property
    def label(self) -> str:
        """The group in Chinese."""
        return {"content": "内容", "structure": "结构", "context": "背景"}[self.value]


class ElementValue(StrEnum):
    """What an element holds; ``contents.values_of`` says how it is found."""

    TITLE = "title"
    BUNDLE = "bundle"
    ITEMS = "items"
    NUMBER = "number"
    APPLICANT = "applicant"
    RESULTS = "results"
    SPAN = "span"
    PIECES = "pieces"
    PAGES = "pages"
    VERSION = "version"
    FONDS = "fonds"
    FILE_NUMBER = "file_number"
    PERIOD = "period"
    ORGANS = "organs"
    WINDOW = "window"
    GUIDE = "guide"
    SOFTWARE = "software"


@dataclass(frozen=True, slots=True)
class MetadataElement:
    """One element of the metadata: its group, its name as the archive wants it, and what it holds."""

    group: ElementGroup
    name: str
    value: ElementValue


@dataclass(frozen=True, slots=True)
class ArchiveProfile:
    """``source``: where the names come from; ``wait_days``: civil days between the last act and the archiving."""

    source: str
    wait_days: int
    fonds_name: str
    fonds_number: str
    elements: tuple[MetadataElement, ...]


def archive_profile_from(data: Mapping[str, object]) -> ArchiveProfile:
    """The profile of ``resources/archive/archive.toml``. Raises BadInput naming what is missing or wrong."""
    values = Values(data, "archive.toml")
    days = values.number("wait_days")
    if days > MOST_DAYS:
        raise BadInput(f"archive.toml 的 wait_days 最多 {MOST_DAYS} 天。", field="wait_days")
    elements = tuple(
        MetadataElement(
            one.choice("group", ElementGroup), one.text("name"), one.choice("value", ElementValue)
        )
        for one in values.tables("elements")
    )
    names = [one.name for one in elements]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise BadInput(f"archive.toml 里元数据“{twice}”写了两遍。", field="elements")
    return ArchiveProfile(
        values.text("source"),
        days,
        values.optional_text("fonds_name") or "",
        values.optional_text("fonds_number") or "",
        elements,
    )
