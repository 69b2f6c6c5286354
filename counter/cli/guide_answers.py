"""What the commands about one bundle are given: its number, and a file of situation answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.cli.json_file import Fields, read_json_file
from counter.domain.errors import BadInput

if TYPE_CHECKING:
    from counter.domain.guide import Bundle, Guide


def bundle_of(guide: Guide, number: int) -> Bundle:
    """The bundle of that number. Raises BadInput when there is none."""
    bundle = guide.bundles.get(number)
    if bundle is None:
        raise BadInput(f"没有第{number}件事；counter guide list 列出全部。", field="序号")
    return bundle


def read_answers(file: str) -> Mapping[str, object]:
    """The answers of an answers file or of a whole visit file. Raises BadInput when it is neither."""
    value = read_json_file(file)
    if not isinstance(value, Mapping):
        raise BadInput("回答文件要写成一组“题号: 选项”（JSON 对象）。", field="file")
    if "answers" in value:
        return Fields(value, "", tuple(value)).inner("answers")
    return value
