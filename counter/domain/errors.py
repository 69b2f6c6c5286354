"""Errors that people can understand: a rule refuses, an input is unusable, or the environment fails.

Each carries one clear Chinese sentence for the user: what, where, and what to do. Anything else that is raised is
our bug (see ``services.context.ports`` and the entry points for how it is shown).
"""

from __future__ import annotations

import re

_BARE_NAME = re.compile(r"[a-z_]+")


class CounterError(Exception):
    """Base of the errors for users. ``sentence``: shown unchanged, in Chinese."""

    exit_code = 2

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    @property
    def placed(self) -> str:
        """The sentence with the place in the input, where it does not say it; the bare name of a field is no place."""
        place = self.field or ""
        known = not place or place in self.sentence or _BARE_NAME.fullmatch(place)
        return self.sentence if known else f"{self.sentence}（位置：{place}）"


class RuleRefused(CounterError):
    """A rule of the law or of the guide forbids the act; ``rule`` names it (``L1`` … ``L14`` or a guide rule)."""

    exit_code = 1

    def __init__(self, sentence: str, *, rule: str, field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.rule = rule


class BadInput(CounterError):
    """An input cannot be read or does not apply; ``field`` names its location in the input."""


class AlreadyThere(BadInput):
    """The file to be written exists already, and overwriting was not allowed."""


class WorldTrouble(CounterError):
    """Disk, key, printer, clock or another window fails: the user can act, nothing is lost."""


class StaleBase(CounterError):
    """The subject changed since the actor last saw it: the act is refused and the draft kept (DESIGN §4)."""

    exit_code = 1
