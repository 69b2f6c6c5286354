"""Typed access to a parsed settings file (TOML), with one clear sentence on what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from counter.domain.errors import BadInput

C = TypeVar("C", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Values:
    """One table of a settings file; ``where`` names it in messages."""

    data: Mapping[str, object]
    where: str

    def has(self, key: str) -> bool:
        """True when the key is there at all."""
        return key in self.data

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys in the order of the file."""
        return tuple(self.data)

    def text(self, key: str) -> str:
        """A text that must be there and not be empty."""
        found = self.optional_text(key)
        if not found:
            raise self._wrong(key, "要填写文字")
        return found

    def optional_text(self, key: str) -> str | None:
        """A text, or None where it is missing or empty."""
        value = self.data.get(key, "")
        if not isinstance(value, str):
            raise self._wrong(key, "应是文字")
        return value.strip() or None

    def number(self, key: str) -> int:
        """A whole number from 0 on that must be there."""
        found = self.optional_number(key)
        if found is None:
            raise self._wrong(key, "要填写数字")
        return found

    def optional_number(self, key: str) -> int | None:
        """A whole number from 0 on, or None where it is missing."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._wrong(key, "应是不小于0的整数")
        return value

    def flag(self, key: str) -> bool:
        """True or false; missing is false."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self._wrong(key, "应是 true 或 false")
        return value

    def choice(self, key: str, kind: type[C]) -> C:
        """One of the words of ``kind`` that must be there."""
        found = self.optional_choice(key, kind)
        if found is None:
            raise self._wrong(key, f"应是 {'、'.join(kind)} 之一")
        return found

    def optional_choice(self, key: str, kind: type[C]) -> C | None:
        """One of the words of ``kind``, or None where it is missing or empty."""
        text = self.optional_text(key)
        if text is None:
            return None
        try:
            return kind(text)
        except ValueError:
            raise self._wrong(key, f"应是 {'、'.join(kind)} 之一") from None

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; missing is empty."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
            raise self._wrong(key, "应是文字的列表")
        return tuple(value)

    def texts(self) -> dict[str, str]:
        """The whole table as texts."""
        return {key: self.text(key) for key in self.data}

    def texts_by(self, kind: type[C]) -> dict[C, str]:
        """The whole table as texts, its keys being words of ``kind``."""
        words = list(kind)
        for key in self.data:
            if key not in words:
                raise self._wrong(key, f"不认识，应是 {'、'.join(words)} 之一")
        return {kind(key): self.text(key) for key in self.data}

    def table(self, key: str) -> Values:
        """A table that must be there."""
        value = self.data.get(key)
        if not isinstance(value, Mapping):
            raise self._wrong(key, "应是一个表")
        return Values(value, f"{self.where}.{key}")

    def tables(self, key: str) -> tuple[Values, ...]:
        """A list of tables."""
        value = self.data.get(key)
        if not isinstance(value, list) or not all(isinstance(x, Mapping) for x in value):
            raise self._wrong(key, "应是表的列表")
        return tuple(Values(x, f"{self.where}.{key}[{n}]") for n, x in enumerate(value, 1))

    def _wrong(self, key: str, how: str) -> BadInput:
        return BadInput(f"{self.where}里的“{key}”{how}，请改正设置文件。", field=f"{self.where}.{key}")
