"""The ways a counter says no: a rule refuses, an input is unusable, or the world is in the way.

Every one carries one clear Chinese sentence for the person in front of it: what, where, how to mend.
Anything else that is raised is our bug (see ``services.context.ports`` and the doors for how it is shown).
"""

from __future__ import annotations


class CounterError(Exception):
    """Base of every failure a person can understand. ``sentence`` is shown as it stands, in Chinese."""

    exit_code = 2

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class RuleRefused(CounterError):
    """A rule of the law or of the guide forbids the act; ``rule`` names it (``L1`` … ``L14`` or a guide rule)."""

    exit_code = 1

    def __init__(self, sentence: str, *, rule: str, field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.rule = rule


class BadInput(CounterError):
    """What was given cannot be read or does not belong; ``field`` names the place in the input."""


class AlreadyThere(BadInput):
    """Something lies where a file is to be written, and nobody said that it may go."""


class WorldTrouble(CounterError):
    """Disk, key, printer, clock or another window is in the way: someone can act, nothing is lost."""


class StaleBase(CounterError):
    """The subject changed since the actor last saw it; the act is refused and the draft kept (DESIGN §4)."""

    exit_code = 1
