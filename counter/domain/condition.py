"""Conditions of the guide (何时): small trees over answers and switches that can say why they hold.

The written form is that of ``guide_rules.yaml`` (schema.when): ``null``/``always``; a mapping whose keys hold together;
``{question: [options]}``, ``switch``, ``not``, ``any``, ``all``. An unanswered question without default makes a
condition false (and its ``not`` true).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Values = Mapping[str, tuple[str, ...]]
"""Question id → chosen option ids (given, answered or default), as ``situation.values`` computes them."""

Switches = Mapping[str, bool]
"""Switch id → on or off."""


@dataclass(frozen=True, slots=True)
class Always:
    """Holds whatever is answered."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Holds when one of ``options`` was chosen for ``question``."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SwitchOn:
    """Holds where the local switch is on."""

    switch: str


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when ``part`` does not."""

    part: Condition


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]


Condition = Always | Answered | SwitchOn | Not | AnyOf | AllOf
