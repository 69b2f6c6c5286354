"""Check a library file (JSON) and read it: the content of an imported pack, or of a file for a bureau's draft."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from counter.domain.errors import BadInput
from counter.domain.guide.library import MAPS, guide_of, library_of
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.guide.rows.rows import library_from, tables_of
from counter.domain.guide.rows.sheet_table import Tables
from counter.domain.guide.rows.validation import every_fault, validate
from counter.services.spreadsheet.given_file import MOST_BYTES

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


@dataclass(frozen=True, slots=True)
class CheckedGuide:
    """Result of a check. ``library``: in canonical form, None where there is a grave fault."""

    faults: tuple[GuideFault, ...]
    untold: int
    library: Library | None

    @property
    def clean(self) -> bool:
        """Whether it may be used."""
        return self.library is not None

    @property
    def counts(self) -> dict[str, int]:
        """Entries of each sort."""
        return {part: len(self.library[part]) for part in MAPS} if self.library else {}


def check_library(content: bytes) -> CheckedGuide:
    """Every fault of a library file with its path. Raises BadInput with one sentence for what is no such file."""
    if len(content) > MOST_BYTES:
        raise BadInput(f"这个文件不能用：超过{MOST_BYTES // 1_000_000} MB，不像是指南文件。")
    faults = Faults()
    return checked(tables_of(_parsed(content), faults), faults)


def checked(tables: Tables, faults: Faults) -> CheckedGuide:
    """Judge the tables; with the library they describe where they have no grave fault."""
    validate(tables, faults)
    library = None if faults.grave else library_of(guide_of(library_from(tables)))
    return CheckedGuide(tuple(every_fault(faults)), faults.untold, library)


def _parsed(content: bytes) -> dict[str, object]:
    try:
        found = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as wrong:
        raise BadInput("这个文件不是 UTF-8 文字，请另存为 UTF-8。", field="file") from wrong
    except json.JSONDecodeError as wrong:
        raise BadInput(f"第{wrong.lineno}行第{wrong.colno}列不是正确的 JSON。", field="file") from wrong
    except (ValueError, RecursionError) as wrong:
        raise BadInput("这个文件里的数字太长或层次太深，不像是指南文件。", field="file") from wrong
    if not isinstance(found, dict):
        raise BadInput("指南文件应是一组{…}。", field="file")
    return found


def _each_key_once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    once = dict(pairs)
    if len(once) != len(pairs):
        twice = next(name for name, many in Counter(name for name, _ in pairs).items() if many > 1)
        raise BadInput(f"文件里“{twice[:40]}”写了两次，只能留一个。", field="file")
    return once


def _no_constant(name: str) -> NoReturn:
    raise BadInput(f"文件里不能有 {name}。", field="file")
