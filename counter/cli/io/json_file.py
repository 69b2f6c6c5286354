"""Reading JSON and text files prepared by others: nothing in them is trusted, every error is one clear sentence."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from counter.domain.errors import BadInput
from counter.domain.file_errors import unreadable
from counter.domain.text.printable import fault_unseen
from counter.services.spreadsheet.given_file import read_given

MOST_BYTES = 2_000_000
"""More than any visit file; a picture or an archive given by mistake is refused before it is read."""

_LONGEST_KEYS = 4_000_000


def read_json_file(name: str) -> object:
    """The value in a JSON file (``-``: standard input). Raises BadInput with file, line and column."""
    return parse_json(*read_raw(name))


def read_raw(name: str, most: int = MOST_BYTES, what: str = "申请文件") -> tuple[bytes, str]:
    """The bytes of a file (``-``: standard input) and its name in messages. Raises BadInput."""
    if not name.strip():
        raise BadInput("文件名是空的，请写明文件。", field="file")
    try:
        if name == "-":
            read, shown = sys.stdin.buffer.read(most + 1), "标准输入"
            raw = read if len(read) <= most else None
        else:
            raw, shown = read_given(Path(name), most, pipes=True), name
    except FileNotFoundError as missing:
        raise BadInput(f"找不到文件：{name[:300]}。", field=name[:300]) from missing
    except (OSError, ValueError) as wrong:
        raise BadInput(unreadable(name[:300], wrong), field="file") from wrong
    if raw is None:
        size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1_000} KB"
        raise BadInput(f"{shown} 超过 {size}，不像是{what}。", field="file")
    return raw, shown


def read_key_file(path: Path) -> str:
    """The text of a file of keys. Raises BadInput where it cannot be read."""
    raw, shown = read_raw(str(path), _LONGEST_KEYS, "密钥文件")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadInput(f"读不了 {shown}：不是文本文件。", field="file") from wrong


def parse_json(raw: bytes, shown: str, what: str = "申请文件") -> object:
    """The value of JSON bytes. Raises BadInput for what is not JSON, for a key given twice, for NaN."""
    try:
        return json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{shown} 不是 UTF-8 文字，请另存为 UTF-8。", field="file") from wrong
    except json.JSONDecodeError as wrong:
        raise BadInput(
            f"{shown} 第{wrong.lineno}行第{wrong.colno}列不是正确的 JSON。", field="file"
        ) from wrong
    except (ValueError, RecursionError) as wrong:
        raise BadInput(f"{shown} 里的数字太长或层次太深，不像是{what}。", field="file") from wrong


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadInput(f"“{twice}”写了两次，请只留一个。", field=twice)
    return values


def _no_constant(text: str) -> NoReturn:
    raise BadInput(f"JSON 里不能用 {text}。", field="file")


class Fields:
    """One object of the file: keys must be known, values of the right type; ``where``: its name in messages."""

    def __init__(self, value: object, where: str, known: Sequence[str]) -> None:
        if not isinstance(value, Mapping):
            raise BadInput(f"{where or '文件'}要写成一组“键: 值”（JSON 对象）。", field=where or "file")
        self._values: Mapping[str, object] = value
        self._where = where
        unknown = next((key for key in value if key not in known), None)
        if unknown is not None:
            raise BadInput(
                f"不认识“{self.path(unknown)}”；这里可以写：{'、'.join(known)}。", field=self.path(unknown)
            )

    def path(self, key: str) -> str:
        """The full name of a key, as messages show it."""
        return f"{self._where}.{key}" if self._where else key

    def has(self, key: str) -> bool:
        """True when the key is there and not null."""
        return self._values.get(key) is not None

    def raw(self, key: str) -> object:
        """The value unchanged."""
        return self._values.get(key)

    def text(self, key: str, *, most: int = 200, required: bool = False) -> str:
        """A text without surrounding blanks; empty when absent."""
        value = self._values.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str):
            missing = "缺少" if value is None else "要写成文字："
            raise BadInput(f"{missing}“{self.path(key)}”。", field=self.path(key))
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t" for c in value):
            raise BadInput(f"“{self.path(key)}”里有不能用的控制字符，请删去后重试。", field=self.path(key))
        if key != "name" and (wrong := fault_unseen(value)):  # a name is normalised, never refused
            raise BadInput(f"“{self.path(key)}”：{wrong}。", field=self.path(key))
        if len(value) > most:
            raise BadInput(f"“{self.path(key)}”有{len(value)}个字，最多{most}个。", field=self.path(key))
        if required and not value.strip():
            raise BadInput(f"“{self.path(key)}”不能空着。", field=self.path(key))
        return value.strip()

    def integer(self, key: str) -> int:
        """A whole number."""
        value = self._values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadInput(f"“{self.path(key)}”要写成整数。", field=self.path(key))
        return value

    def flag(self, key: str) -> bool:
        """true or false; false when absent."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            raise BadInput(f"“{self.path(key)}”只能写 true 或 false。", field=self.path(key))
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the words allowed."""
        value = self._values.get(key, default)
        if not isinstance(value, str) or value not in allowed:
            raise BadInput(f"“{self.path(key)}”只能是：{'、'.join(allowed)}。", field=self.path(key))
        return value

    def inner(self, key: str) -> Mapping[str, object]:
        """An object inside this one; empty when absent."""
        value = self._values.get(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise BadInput(f"“{self.path(key)}”要写成一组“键: 值”。", field=self.path(key))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when absent."""
        value = self._values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise BadInput(f"“{self.path(key)}”要写成文字的列表。", field=self.path(key))
        return tuple(value)
