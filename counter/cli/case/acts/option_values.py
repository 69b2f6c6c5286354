"""Values of an act's options in the shape of its JSON form."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from counter.domain.errors import BadInput

LINE = "材料=状态[,seen][,copies=份数][,answer=consistent|changed][,note=说明]"
"""How a material is written in an option."""


def option_values(args: argparse.Namespace) -> dict[str, object]:
    """Values of the options, under the keys of the JSON form."""
    values = {
        key: value
        for key, value in vars(args).items()
        if key not in _NO_VALUES and value is not None and value is not False and value != []
    }
    _gather_fact(values)
    for key, read in (
        ("materials", _material),
        ("moved", _sheets),
        ("not_found", _unfound),
        ("named", _as_written),
    ):
        if key in values:
            values[key] = _each(values[key], read)
    return values


_NO_VALUES = frozenset(
    {
        "case_number",
        "file",
        "data",
        "json",
        "command",
        "act",
        "run",
        "doing",
        "papers_to",
        "no_papers",
        "pin_file",
        "clerk_pin_file",
    }
)
"""Parts of the command line that are no part of the act."""


def _each(texts: object, read: Callable[[str, str], object]) -> dict[str, object]:
    assert isinstance(texts, list)
    found: dict[str, object] = {}
    for text in texts:
        name, equals, rest = str(text).partition("=")
        if not equals or not name.strip() or not rest.strip():
            raise BadInput(f"“{str(text)[:60]}”要写成 材料=…，例如 lease=received,seen。", field="--line")
        if name.strip() in found:
            raise BadInput(f"“{name.strip()}”写了两次，请只留一个。", field="--line")
        found[name.strip()] = read(name.strip(), rest)
    return found


def _material(name: str, rest: str) -> dict[str, object]:
    state, *parts = (part.strip() for part in rest.split(","))
    value: dict[str, object] = {"state": state}
    for index, part in enumerate(parts):
        key, equals, text = part.partition("=")
        if part == "seen":
            value["original_seen"] = True
        elif key == "copies" and equals:
            value["copies"] = _count(name, text)
        elif key == "answer" and equals:
            value["shared"] = {"answer": text.strip()}
        elif key == "note" and equals:
            # a note may contain commas; it is the last part
            value["note"] = ",".join([text, *parts[index + 1 :]])
            break
        else:
            raise BadInput(f"“{name}”后面的“{part[:40]}”不认识；写法：{LINE}。", field="--line")
    return value


def _as_written(_name: str, rest: str) -> str:
    return rest


def _sheets(name: str, rest: str) -> dict[str, object]:
    value: dict[str, object] = {}
    for part in rest.split(","):
        key, _, text = part.strip().partition("=")
        if key not in ("originals", "copies"):
            raise BadInput(
                f"“{name}”后面的“{part[:40]}”不认识；写法：材料=originals=原件份数,copies=复印件份数。",
                field="--line",
            )
        value[key] = _count(name, text)
    return value


def _count(name: str, text: str) -> int:
    if not text.strip().isdecimal() or len(text.strip()) > 4:
        raise BadInput(f"“{name}”的份数“{text[:20]}”不是整数。", field="--line")
    return int(text)


_FACT = {"fact_document": "document", "fact_day": "day", "fact": "what", "fact_line": "lines"}
"""Options of a new fact → the keys it has in the JSON form."""


def _gather_fact(values: dict[str, object]) -> None:
    """The options of a new fact as one JSON value."""
    fact = {key: values.pop(option) for option, key in _FACT.items() if option in values}
    if fact and "new_fact" not in values:
        values["new_fact"] = fact


def _unfound(name: str, rest: str) -> dict[str, object]:
    """The organ's written 查无 of one paper. Raises BadInput where a part is missing."""
    organ, _, more = rest.partition(",")
    document, comma, day = more.rpartition(",")  # a number may contain commas
    if not comma:
        raise BadInput(f"“{name}”要写成 材料=机关,文号,日期。", field="--not-found")
    return {"organ": organ.strip(), "document": document.strip(), "day": day.strip()}
