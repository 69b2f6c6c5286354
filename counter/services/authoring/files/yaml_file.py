"""A guide library as YAML, for people who keep text: restricted so that every YAML reader understands the same.

Only what a library needs is read: mappings, lists, text, counts, true and null. No aliases (one line could become a
thousand million), no tags (which name program objects), no second document, no key twice. ``no``, ``on``, ``012`` and
``2026-01-01`` without quotation marks stay text: the guide has ids and words like these (YAML 1.1 makes them false,
true, ten and a date).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from counter.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml import Event

    from counter.domain.guide.entries import Library

DEEPEST = 60
"""Lists and mappings in one another; a library has a dozen."""

_LIKE_YAML = re.compile(rb"\s*(?:#[^\n]*\n\s*|---[ \t]*\n\s*)*[\"']?[A-Za-z_]+[\"']?:(?:\s|$)")
_COUNT = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,17})")
_NULL = frozenset({"", "~", "null"})
_TRUTH = {"true": True, "false": False}


def looks_like_yaml(content: bytes) -> bool:
    """True where a file begins with a key of a mapping (after comments), as a library in YAML does."""
    return _LIKE_YAML.match(content.removeprefix(b"\xef\xbb\xbf")) is not None


def guide_yaml(library: Library) -> bytes:
    """The library in YAML, sorted, UTF-8; equal libraries give equal bytes. Texts that YAML 1.1 would read as something
    else are quoted, so that other programs read the same.
    """
    import yaml  # heavy, and only needed here

    class Plainly(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # C where it was built
        def ignore_aliases(self, data: object) -> bool:
            return True  # the same list twice is written twice

    made = yaml.dump(library, Dumper=Plainly, allow_unicode=True, sort_keys=True, width=1_000)
    return str(made).encode()


def parsed_yaml(content: bytes) -> dict[str, object]:
    """The value of a YAML file. Raises BadInput with the line of what cannot be read or is not allowed."""
    import yaml

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadInput("这个文件不是 UTF-8 文字，请另存为 UTF-8。", field="file") from wrong
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        found = _document(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = f"第{mark.line + 1}行" if mark else "这个文件"
        raise BadInput(f"{line}不是正确的 YAML：缩进、冒号或引号写得不对。", field="file") from wrong
    except yaml.YAMLError as wrong:
        raise BadInput("这个文件里有 YAML 不能有的字符。", field="file") from wrong
    if not isinstance(found, dict):
        raise BadInput("指南文件应是一组“键: 值”。", field="file")
    return found


def _document(events: Iterator[Event]) -> object:
    from yaml import DocumentStartEvent, StreamEndEvent, StreamStartEvent

    found: object = None
    documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                _refuse(event, "文件里有两份内容（---），只能有一份")
            found = _value(next(events), events, 0)
        elif isinstance(event, StreamStartEvent | StreamEndEvent):
            continue
    return found


def _value(event: Event, events: Iterator[Event], depth: int) -> object:
    from yaml import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

    if isinstance(event, AliasEvent):
        _refuse(event, "不能用引用（*名字），请把内容写出来")
    if getattr(event, "anchor", None) is not None:
        _refuse(event, "不能用锚点（&名字），请把内容写出来")
    if getattr(event, "tag", None) not in (None, "!"):
        _refuse(event, "不能用标签（!名字），请删去")
    if depth > DEEPEST:
        _refuse(event, "层次太深，不像是指南文件")
    if isinstance(event, SequenceStartEvent):
        return _list(events, depth)
    if isinstance(event, MappingStartEvent):
        return _mapping(events, depth)
    assert isinstance(event, ScalarEvent)
    return _scalar(event)


def _list(events: Iterator[Event], depth: int) -> list[object]:
    from yaml import SequenceEndEvent

    found = []
    for event in events:
        if isinstance(event, SequenceEndEvent):
            break
        found.append(_value(event, events, depth + 1))
    return found


def _mapping(events: Iterator[Event], depth: int) -> dict[str, object]:
    from yaml import MappingEndEvent, ScalarEvent

    found: dict[str, object] = {}
    for event in events:
        if isinstance(event, MappingEndEvent):
            break
        if not isinstance(event, ScalarEvent):
            _refuse(event, "键只能是一个词")
        if event.value in found:
            _refuse(event, f"“{event.value[:40]}”写了两次，只能留一个")
        found[event.value] = _value(next(events), events, depth + 1)
    return found


def _scalar(event: Any) -> object:
    """A text, unless it is unquoted and a count, true, false or null."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    return int(text) if _COUNT.fullmatch(text) else text


def _refuse(event: Event, words: str) -> NoReturn:
    line = event.start_mark.line + 1 if event.start_mark is not None else 0
    raise BadInput(f"第{line}行{words}。", field="file")
