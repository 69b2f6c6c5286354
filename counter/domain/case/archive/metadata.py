"""The metadata of a package (内容、结构、背景) as JSON and XML, by the names of the hall's archive profile."""

from __future__ import annotations

import json
import re
from xml.sax.saxutils import escape, quoteattr

from counter.domain.case.archive.contents import CaseFile, contents_rows, values_of
from counter.domain.case.archive.profile import ElementGroup

_UNWRITABLE = re.compile(r"[^\x09\x0a\x0d\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry."""


def metadata_json(file: CaseFile) -> bytes:
    """Groups of elements, and the pieces."""
    return (json.dumps(_plain(file), ensure_ascii=False, indent=1) + "\n").encode()


def metadata_xml(file: CaseFile) -> bytes:
    """The same as XML."""
    plain = _plain(file)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<归档信息包 来源={_attribute(file.profile.source)}>"]
    for group in ElementGroup:
        lines.append(f"  <{group.label}>")
        lines += [
            f"    <元数据 名称={_attribute(name)}>{_text(value)}</元数据>"
            for name, value in plain[group.label].items()  # type: ignore[attr-defined]
        ]
        lines.append(f"  </{group.label}>")
    lines.append("  <卷内文件>")
    for row in contents_rows(file.pieces):
        held = " ".join(f"{key}={_attribute(str(value))}" for key, value in row.items())
        lines.append(f"    <件 {held}/>")
    lines += ["  </卷内文件>", "</归档信息包>"]
    return ("\n".join(lines) + "\n").encode()


def _plain(file: CaseFile) -> dict[str, object]:
    values = values_of(file)
    groups: dict[str, object] = {
        group.label: {one.name: values[one.value] for one in file.profile.elements if one.group is group}
        for group in ElementGroup
    }
    return {
        "来源": file.profile.source,
        "办件编号": file.case.number,
        "版本": file.version,
        "盒号": file.box,
        **groups,
        "卷内文件": contents_rows(file.pieces),
    }


def _text(value: str) -> str:
    return escape(_UNWRITABLE.sub("", value))


def _attribute(value: str) -> str:
    return quoteattr(_UNWRITABLE.sub("", value))
