"""Conditions as one line of text that people can write, parsed back to the same tree (docs/guide-workbook.md).

q_entity=individual|company 且 开关:sw_signboard 非 q_agent=agent q_vet_bio=no 或 (q_sign=shop 且 开关:sw_signboard)

``且`` and ``或`` are never mixed without brackets: precedence is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from counter.domain.guide.condition import (
    ALWAYS,
    AllOf,
    Always,
    AnyOf,
    Condition,
    Not,
    OptionChosen,
    SwitchOn,
)

if TYPE_CHECKING:
    from counter.domain.guide.entries import Plain

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Form of the id of a question, option, switch, item or paper."""

RESERVED = frozenset({"not", "any", "all", "switch", "always"})
"""Keywords of the plain form, not allowed as question ids."""

DEEPEST = 20
"""Deepest nesting of brackets; a bound against hostile input."""

_TOKEN = re.compile(rf"\s*(开关:|且|或|非|总是|[()=|]|{ID.pattern})")
_WIDE = str.maketrans("（）＝｜：　", "()=|: ")


def plain(condition: Condition) -> Plain:
    """The written form that ``condition.parse`` reads to the same tree; ``"always"`` where it always holds.

    Parts of an AllOf become one mapping where their order is that of its sorted keys; else a list ``all``.
    """
    match condition:
        case Always():
            return "always"
        case OptionChosen(question, options):
            return {question: list(options)}
        case SwitchOn(switch):
            return {"switch": switch}
        case Not(part):
            return {"not": plain(part)}
        case AnyOf(parts):
            return {"any": [plain(part) for part in parts]}
        case AllOf(parts):
            together = _together(parts)
            return together if together is not None else {"all": [plain(part) for part in parts]}


def _together(parts: tuple[Condition, ...]) -> dict[str, Plain] | None:
    if len(parts) < 2:
        return None
    merged: dict[str, Plain] = {}
    for part in parts:
        if isinstance(part, Always | AllOf):
            return None
        written = plain(part)
        assert isinstance(written, dict)
        merged |= written
    names = list(merged)
    return merged if len(names) == len(parts) and names == sorted(names) else None


def settled(condition: Condition) -> Condition:
    """The condition with lists of one part replaced by the part, as the text form writes it."""
    match condition:
        case AnyOf(parts) | AllOf(parts) if len(parts) == 1:
            return settled(parts[0])
        case AnyOf(parts):
            return AnyOf(tuple(settled(part) for part in parts))
        case AllOf(parts):
            return AllOf(tuple(settled(part) for part in parts))
        case Not(part):
            return Not(settled(part))
        case _:
            return condition


def condition_as_line(condition: Condition) -> str:
    """The condition as a line of text; empty where it always holds."""
    return "" if condition == ALWAYS else _text(condition)


def _text(condition: Condition) -> str:
    match condition:
        case Always():
            return "总是"
        case OptionChosen(question, options):
            return f"{question}={'|'.join(options)}"
        case SwitchOn(switch):
            return f"开关:{switch}"
        case Not(part):
            return f"非 {_part(part)}"
        case AnyOf(parts):
            return " 或 ".join(_part(part) for part in parts)
        case AllOf(parts):
            return " 且 ".join(_part(part) for part in parts)


def _part(condition: Condition) -> str:
    return f"({_text(condition)})" if isinstance(condition, AnyOf | AllOf) else _text(condition)


def read(text: str) -> Condition:
    """The condition of a line of text. Raises ValueError with one Chinese sentence on what cannot be read."""
    words = list(_words(text.translate(_WIDE)))
    if not words:
        return ALWAYS
    condition, remaining = _joined(words, 0)
    if remaining:
        raise ValueError(f"“{remaining[0]}”前面缺“且”或“或”，或者多了括号")
    return condition


def _words(text: str) -> Iterator[str]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"看不懂“{text[at:].strip()[:12]}”")
        yield found.group(1)
        at = found.end()


def _joined(words: list[str], depth: int) -> tuple[Condition, list[str]]:
    if depth > DEEPEST:
        raise ValueError("括号套得太深")
    part, words = _operand(words, depth)
    if not words or words[0] not in ("且", "或"):
        return part, words
    joint, parts = words[0], [part]
    while words and words[0] == joint:
        part, words = _operand(words[1:], depth)
        parts.append(part)
    if words and words[0] in ("且", "或"):
        raise ValueError("“且”和“或”写在一起，请用括号写明先后")
    return (AllOf if joint == "且" else AnyOf)(tuple(parts)), words


def _operand(words: list[str], depth: int) -> tuple[Condition, list[str]]:
    if not words:
        raise ValueError("没写完")
    first, remaining = words[0], words[1:]
    if first == "(":
        inside, remaining = _joined(remaining, depth + 1)
        if not remaining or remaining[0] != ")":
            raise ValueError("少了右括号")
        return inside, remaining[1:]
    if first == "非":
        if depth > DEEPEST:
            raise ValueError("“非”套得太深")
        part, remaining = _operand(remaining, depth + 1)
        return Not(part), remaining
    if first == "总是":
        return ALWAYS, remaining
    if first == "开关:":
        if not remaining or not ID.fullmatch(remaining[0]):
            raise ValueError("“开关:”后面要写开关号")
        return SwitchOn(remaining[0]), remaining[1:]
    if not ID.fullmatch(first):
        raise ValueError(f"“{first}”的位置不对")
    return _answered(first, remaining)


def _answered(question: str, words: list[str]) -> tuple[Condition, list[str]]:
    if not words or words[0] != "=":
        raise ValueError(f"“{question}”后面要写“=选项号”")
    if question in RESERVED:
        raise ValueError(f"“{question}”不能作题号")
    options: list[str] = []
    while words and words[0] in ("=", "|"):
        if words[0] == "=" and options:
            raise ValueError(f"“{question}”写了两个等号")
        if len(words) < 2 or not ID.fullmatch(words[1]):
            raise ValueError(f"“{question}{words[0]}”后面要写选项号")
        options.append(words[1])
        words = words[2:]
    return OptionChosen(question, tuple(options)), words
