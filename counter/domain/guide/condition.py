"""Conditions of the guide (何时): small trees over answers and switches, with the answers that make them hold.

The written form is that of ``guide_rules.yaml`` (schema.when): ``null``/``always``; a mapping whose keys hold
together; ``{question: [options]}``, ``switch``, ``not``, ``any``, ``all``. An unanswered question without default
makes a condition false (and its ``not`` true).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

Values = Mapping[str, tuple[str, ...]]
"""Question id → chosen option ids (given, answered or default), as ``situation.values`` computes them."""

Switches = Mapping[str, bool]
"""Switch id → on or off."""

Fired = tuple[tuple[str, tuple[str, ...]], ...]
"""The answers behind a condition: (question id, option ids); no options means: none of them was chosen."""


@dataclass(frozen=True, slots=True)
class Always:
    """Always holds."""


@dataclass(frozen=True, slots=True)
class OptionChosen:
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


Condition = Always | OptionChosen | SwitchOn | Not | AnyOf | AllOf

ALWAYS = Always()


def parse(raw: object) -> Condition:
    """The condition of its written form. Raises ValueError for what cannot be read.

    Source: ``guide_rules.yaml`` schema.when.
    """
    if raw is None or raw == "always":
        return ALWAYS
    if not isinstance(raw, Mapping) or not raw:
        raise ValueError(f"not a condition: {raw!r}")
    parts = tuple(_parse_key(key, value) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _parse_key(key: object, value: object) -> Condition:
    if key == "not":
        return Not(parse(value))
    if key in ("any", "all"):
        if not isinstance(value, list) or not value:
            raise ValueError(f"{key}: needs a list of conditions, got {value!r}")
        parts = tuple(parse(part) for part in value)
        return AnyOf(parts) if key == "any" else AllOf(parts)
    if not isinstance(key, str):
        raise ValueError(f"not a question or keyword: {key!r}")
    if key == "switch":
        if not isinstance(value, str):
            raise ValueError(f"switch: needs one switch id, got {value!r}")
        return SwitchOn(value)
    if not isinstance(value, list) or not value or not all(isinstance(option, str) for option in value):
        raise ValueError(f"{key}: needs a list of option ids (quote 'yes' and 'no'), got {value!r}")
    return OptionChosen(key, tuple(value))


def holds(condition: Condition, values: Values, switches: Switches) -> bool:
    """True when the condition holds under these values and switches; an unanswered question chooses no option.

    Asked tens of thousands of times for each answer of a visit; most are ``ALWAYS``.
    """
    if condition is ALWAYS:
        return True
    match condition:
        case OptionChosen(question, options):
            return any(map(options.__contains__, values.get(question, ())))
        case AllOf(parts):
            return all(holds(part, values, switches) for part in parts)
        case AnyOf(parts):
            return any(holds(part, values, switches) for part in parts)
        case Not(part):
            return not holds(part, values, switches)
        case SwitchOn(switch):
            return switches.get(switch, False)
        case Always():
            return True


def holds_or_unknown(
    condition: Condition, values: Values, switches: Switches, unjudged: Collection[str]
) -> bool | None:
    """``holds``, or None where the result depends on a question of ``unjudged``."""
    match condition:
        case OptionChosen(question):
            return None if question in unjudged else holds(condition, values, switches)
        case Not(part):
            found = holds_or_unknown(part, values, switches, unjudged)
            return None if found is None else not found
        case AnyOf(parts) | AllOf(parts):
            enough = isinstance(condition, AnyOf)
            every = [holds_or_unknown(part, values, switches, unjudged) for part in parts]
            if enough in every:
                return enough
            return None if None in every else not enough
        case _:
            return holds(condition, values, switches)


def unjudged_in(
    condition: Condition, values: Values, switches: Switches, unjudged: Collection[str]
) -> tuple[str, ...]:
    """Questions of ``unjudged`` that the result depends on, each once; none where it is known without them."""
    if holds_or_unknown(condition, values, switches, unjudged) is not None:
        return ()
    match condition:
        case OptionChosen(question):
            return (question,)
        case Not(part):
            return unjudged_in(part, values, switches, unjudged)
        case AnyOf(parts) | AllOf(parts):
            found = (q for part in parts for q in unjudged_in(part, values, switches, unjudged))
            return tuple(dict.fromkeys(found))
        case _:
            return ()


def deciding_answers(condition: Condition, values: Values, switches: Switches) -> Fired:
    """The answers that made the condition hold, and no others; empty when it always holds or does not hold.

    Of several sufficient alternatives the one with the fewest answers is named. For ``not`` the answer given instead
    of the excluded one is named, with no options where nothing was chosen.
    """
    reasons = _reasons(condition, True, values, switches)
    return tuple(reasons.items()) if reasons else ()


def _reasons(
    condition: Condition, expected: bool, values: Values, switches: Switches
) -> dict[str, tuple[str, ...]] | None:
    """Answers that make the condition come out as ``expected``; None where it comes out otherwise."""
    match condition:
        case Always():
            return {} if expected else None
        case SwitchOn(switch):
            return {} if switches.get(switch, False) is expected else None
        case OptionChosen(question, options):
            chosen = values.get(question, ())
            hit = tuple(option for option in chosen if option in options)
            if bool(hit) is not expected:
                return None
            return {question: hit if expected else chosen}
        case Not(part):
            return _reasons(part, not expected, values, switches)
        case AnyOf(parts) | AllOf(parts):
            found = [_reasons(part, expected, values, switches) for part in parts]
            one_suffices = isinstance(condition, AnyOf) is expected
            return _smallest(found) if one_suffices else _together(found)


def _smallest(found: Iterable[dict[str, tuple[str, ...]] | None]) -> dict[str, tuple[str, ...]] | None:
    return min((reasons for reasons in found if reasons is not None), key=len, default=None)


def _together(found: Iterable[dict[str, tuple[str, ...]] | None]) -> dict[str, tuple[str, ...]] | None:
    merged: dict[str, tuple[str, ...]] = {}
    for reasons in found:
        if reasons is None:
            return None
        for question, options in reasons.items():
            merged[question] = tuple(dict.fromkeys((*merged.get(question, ()), *options)))
    return merged


def atoms(condition: Condition) -> Iterator[OptionChosen | SwitchOn]:
    """Every answer and switch that the condition mentions, in written order."""
    match condition:
        case OptionChosen() | SwitchOn():
            yield condition
        case Not(part):
            yield from atoms(part)
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from atoms(part)


def questions_in(condition: Condition) -> tuple[str, ...]:
    """Ids of the questions that the condition depends on, each once, in written order."""
    return tuple(dict.fromkeys(atom.question for atom in atoms(condition) if isinstance(atom, OptionChosen)))


def switches_in(condition: Condition) -> tuple[str, ...]:
    """Ids of the switches that the condition depends on, each once, in written order."""
    return tuple(dict.fromkeys(atom.switch for atom in atoms(condition) if isinstance(atom, SwitchOn)))
