"""Output of a command: JSON on stdout for scripts, Chinese for people, messages on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain.errors import CounterError, RuleRefused

DONE, REFUSED, BAD_INPUT, BUG = 0, 1, 2, 3
"""Exit codes (DESIGN §8)."""


class RefusedWithMore(RuleRefused):
    """A refusal with values a script can use to correct its input; ``more`` is added to the sentence."""

    def __init__(self, sentence: str, *, rule: str, field: str, more: Mapping[str, object]) -> None:
        super().__init__(sentence, rule=rule, field=field)
        self.more = more


_OPTIONS = {"handed_over": "--handed-over", "counts": "--differs"}
"""Fields that a window asks for by a key, and the option by which every command says the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one command: values for scripts, words for people. ``notes`` always go to stderr.

    ``said``: the values were printed already, by a command that must print them before its work counts.
    """

    data: Mapping[str, object]
    words: str = ""
    notes: tuple[str, ...] = ()
    code: int = DONE
    said: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """The output streams."""

    json: bool = False

    def answer(self, answer: Answer) -> int:
        """Print the answer; returns its exit code."""
        for note in answer.notes:
            self.aside(note)
        if self.json:
            if not answer.said:
                print(json.dumps(answer.data, ensure_ascii=False, indent=1))
        elif answer.words:
            print(answer.words)
        return answer.code

    def complaint(self, error: CounterError) -> int:
        """Print one sentence on why nothing was done; returns the exit code."""
        values: dict[str, object] = {"error": error.sentence}
        if error.field is not None:
            values["field"] = error.field
        if isinstance(error, RuleRefused):
            values["rule"] = error.rule
        if isinstance(error, RefusedWithMore):
            values.update(error.more)
        if self.json:
            print(json.dumps(values, ensure_ascii=False, indent=1))
        rule = f"（规则 {error.rule}）" if isinstance(error, RuleRefused) else ""
        self.aside(f"{plain(error.placed)}{_by_option(error)}{rule}")
        return error.exit_code

    def bug(self, sentence: str, code: int) -> int:
        """Apologise for our own failure."""
        if self.json:
            print(json.dumps({"error": sentence}, ensure_ascii=False))
        self.aside(sentence)
        return code

    def aside(self, sentence: str) -> None:
        """Print a message to the person, never part of the result."""
        print(sentence, file=sys.stderr)


def _by_option(error: CounterError) -> str:
    """By which option a command says what a window asks for; "" where the sentence names it or there is none."""
    option = _OPTIONS.get(error.field or "", "")
    return f"（命令里加 {option}）" if option and option not in error.sentence else ""


def plain(text: str, most: int = 1800) -> str:
    """A message that may quote a hostile file: without control characters, and limited in length."""
    shown = "".join(c if c.isprintable() or c == " " else "�" for c in text)
    return shown if len(shown) <= most else f"{shown[:most]}…"


def speak_utf8() -> None:
    """UTF-8 whatever the machine's locale is; what cannot be encoded is shown as an escape, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
