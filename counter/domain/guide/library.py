"""The whole guide as plain data in a canonical form, from which its version is hashed.

The keys are those of the compiled guide (``tools/compile_guides.py``); ``guide/from_plain`` reads the same entries.
Empty values (None, "", unknown, false) are left out; a condition has the form of ``condition_text.plain``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, cast

from counter.domain.guide import from_plain
from counter.domain.guide.condition import ALWAYS, Condition
from counter.domain.guide.condition_text import plain, settled
from counter.domain.guide.from_plain import counted_by, paper_of
from counter.domain.guide.model import (
    Bundle,
    CommonMaterial,
    Guide,
    GuideRefusal,
    Hint,
    Item,
    Material,
    Option,
    Paper,
    PaperUse,
    Question,
    Switch,
    TimeLimit,
    Tri,
)

if TYPE_CHECKING:
    from counter.domain.guide.entries import ItemEntry, Library, ListPart, MapPart, PaperEntry, Part

MAPS: Final[tuple[MapPart, ...]] = ("bundles", "questions", "items", "papers", "switches")
"""Parts of a library with entries by id."""

LISTS: Final[tuple[ListPart, ...]] = ("common", "common_hints")
"""Parts with entries in order."""

PARTS: Final[tuple[Part, ...]] = (*MAPS, *LISTS)
"""The keys of a library."""

_LINES = ",\n"
_Entry = dict[str, object]
_EMPTY: tuple[object, ...] = (None, "", False, Tri.UNKNOWN, (), [], {})


def library_of(guide: Guide) -> Library:
    """The guide as a library; ``guide_of`` is the inverse."""
    parts: dict[Part, object] = {
        "bundles": {str(number): _bundle(bundle) for number, bundle in guide.bundles.items()},
        "questions": {key: _question(question) for key, question in guide.questions.items()},
        "items": {key: _item(item) for key, item in guide.items.items()},
        "papers": {key: _paper(paper) for key, paper in guide.papers.items()},
        "switches": {key: _switch(switch) for key, switch in guide.switches.items()},
        "common": [_common(entry) for entry in guide.common],
        "common_hints": [_hint(hint) for hint in guide.common_hints],
    }
    return cast("Library", parts)


def library_in_parts(made: Callable[[Part], object]) -> Library:
    """A library built part by part: entries by id for ``MAPS``, a list for ``LISTS``."""
    return cast("Library", {part: made(part) for part in PARTS})


def empty_library() -> Library:
    """A library without entries."""
    return library_in_parts(lambda part: {} if part in MAPS else [])


_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Canonical JSON of one entry. One encoder for all: a library has three thousand lines."""


def guide_of(library: Library) -> Guide:
    """The guide of a library; its version is the hash of the content.

    Raises WorldTrouble, KeyError or ValueError for data that was not checked (``files/read_and_check``).
    """
    flags = from_plain.Flags({}, {})
    return Guide(
        version=version_of(library),
        bundles={int(n): from_plain.read_bundle(int(n), raw) for n, raw in library["bundles"].items()},
        items={key: from_plain.read_item(key, raw, flags) for key, raw in library["items"].items()},
        papers={key: from_plain.read_paper(key, raw, flags) for key, raw in library["papers"].items()},
        questions={key: from_plain.read_question(key, raw) for key, raw in library["questions"].items()},
        switches={key: from_plain.read_switch(key, raw) for key, raw in library["switches"].items()},
        common=tuple(from_plain.read_common(raw, flags) for raw in library["common"]),
        common_hints=tuple(from_plain.read_hint(raw) for raw in library["common_hints"]),
    )


def canonical(library: Library) -> bytes:
    """The canonical bytes of a library: sorted keys, one entry a line, UTF-8."""
    return ("{\n" + _LINES.join(_parts(library)) + "\n}\n").encode()


def _parts(library: Library) -> Iterator[str]:
    for part, entries in sorted(library.items()):
        if isinstance(entries, dict):
            lines = [f"{_line(key)}: {_line(entry)}" for key, entry in sorted(entries.items())]
            yield f"{_line(part)}: {{\n{_LINES.join(lines)}\n}}"
        else:
            assert isinstance(entries, list)
            yield f"{_line(part)}: [\n{_LINES.join(map(_line, entries))}\n]"


def version_of(library: Library) -> str:
    """``G`` and ten hex digits: the hash of the content, the same wherever it was made."""
    return version_called(hashlib.sha256(canonical(library)).hexdigest())


def version_called(digest: str) -> str:
    """The version of a library with that SHA-256 of its canonical bytes."""
    return f"G{digest[:10]}"


def _bundle(bundle: Bundle) -> _Entry:
    return {
        "name": bundle.name,
        "questions": [
            _nonempty(ask=a.question, when=_when(a.when), only=list(a.only), text=a.text, folded=a.folded)
            for a in bundle.questions
        ],
        "items": [
            {
                "item": placed.item,
                "order": placed.order,
                "why": placed.why,
                "evidence": placed.evidence.value,
                **_nonempty(when=_when(placed.when), after=list(placed.after)),
            }
            for placed in bundle.items
        ],
        "evidence": bundle.evidence.value,
        **_nonempty(
            given={question: list(options) for question, options in bundle.given.items()},
            refuse=[_refusal(refusal) for refusal in bundle.refusals],
            hints=[_hint(hint) for hint in bundle.hints],
            holds_licence=None if bundle.holds_licence is None else plain(settled(bundle.holds_licence)),
            note=bundle.note,
        ),
    }


def _refusal(refusal: GuideRefusal) -> _Entry:
    return {
        "when": plain(settled(refusal.when)),
        "kind": refusal.kind,
        "reason": refusal.reason,
        "evidence": refusal.evidence.value,
        **_nonempty(basis=refusal.basis, item=refusal.item),
    }


def _hint(hint: Hint) -> _Entry:
    return {"text": hint.text, "evidence": hint.evidence.value, **_nonempty(when=_when(hint.when))}


def _question(question: Question) -> _Entry:
    return {
        "text": question.text,
        "options": [_option(option) for option in question.options],
        **_nonempty(
            many=question.many,
            default=list(question.default),
            help=question.help,
            judgement=question.judgement,
            least=question.least or None,
            most=question.most,
        ),
    }


def _option(option: Option) -> _Entry:
    return {
        "id": option.id,
        "label": option.label,
        **_nonempty(
            tip=option.tip,
            pending=option.pending,
            neutral=option.neutral,
            exclusive=option.exclusive,
            neutral_reason=option.neutral_reason,
        ),
    }


def _item(item: Item) -> _Entry:
    return {
        "name": item.name,
        "kind": item.kind,
        "procedure": item.procedure.value,
        "procedure_reason": item.procedure_reason,
        "organ": item.organ,
        "level": item.level,
        "result": item.result,
        "basis": [[basis.law, basis.article, basis.evidence.value] for basis in item.legal_basis],
        "statutory": _time(item.statutory),
        "materials": [_material(material) for material in item.materials],
        **_nonempty(
            promised=_time(item.promised) if item.promised else None,
            note=item.note,
            risk=item.risk,
            conditions=item.conditions,
            material_source=item.material_source,
            details=_details(item.details),
        ),
    }


def _time(limit: TimeLimit) -> _Entry:
    return {
        "text": limit.text,
        "evidence": limit.evidence.value,
        **({} if limit.days is None else {"days": limit.days}),
        **_nonempty(unit=limit.unit.value if limit.unit else None, basis=limit.basis),
    }


def _material(material: Material) -> _Entry:
    later = None
    if material.later_when is not None:
        later = {"when": plain(settled(material.later_when)), "note": material.later_note or ""}
    return {
        "no": int(material.key.rpartition("/")[2]),
        "name": material.name,
        "papers": [_use(use) for use in material.papers],
        "original_copy": material.original_copy,
        "copies": material.copies,
        "medium": material.medium,
        "issuer": material.issuer,
        "evidence": material.evidence.value,
        "detail": material.detail_evidence.value,
        **_nonempty(
            when=_when(material.when),
            form=material.form,
            main=material.main.value,
            deferrable=material.deferrable.value,
            defer_note=material.defer_note,
            later=later,
            condition=material.condition_text,
            details=_details(material.details),
        ),
    }


def _use(use: PaperUse) -> list[object]:
    when = _when(use.when)
    if use.per is not None:
        return [use.paper, when, use.per]
    return [use.paper] if when is None else [use.paper, when]


def _paper(paper: Paper) -> _Entry:
    return {
        "name": paper.name,
        "issuer": paper.issuer,
        "evidence": paper.evidence.value,
        "group": paper.group,
        **({"rank": paper.group_rank} if paper.group_rank else {}),
        **_nonempty(
            e_licence_name=paper.e_licence_name,
            e_licence=paper.e_licence.value,
            shareable=paper.shareable.value,
            pledge=paper.pledge.value,
            never_kept=paper.never_kept,
            produced_by=list(paper.produced_by),
            form=paper.form,
            proves_subject=paper.proves_subject,
        ),
    }


def _switch(switch: Switch) -> _Entry:
    return {
        "text": switch.text,
        "evidence": switch.evidence.value,
        **_nonempty(default=switch.default, basis=switch.basis),
    }


def _common(entry: CommonMaterial) -> _Entry:
    return {
        "papers": [_use(use) for use in entry.papers],
        "original_copy": list(entry.original_copy),
        "why": entry.why,
        "evidence": entry.evidence.value,
        **_nonempty(
            main=entry.main.value,
            deferrable=entry.deferrable.value,
            when=_when(entry.when),
            basis=entry.basis,
        ),
    }


def _when(condition: Condition) -> object:
    condition = settled(condition)
    return None if condition == ALWAYS else plain(condition)


def _nonempty(**values: object) -> _Entry:
    return {key: value for key, value in values.items() if value not in _EMPTY}


def _details(value: object) -> object:
    """Details as plain data, without values equal to their default."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_details(part) for part in value]
    if not is_dataclass(value):
        return value
    values = {}
    for field in fields(value):
        held = getattr(value, field.name)
        if field.default is MISSING or held != field.default:
            values[field.name] = _details(held)
    return values


def part_of(library: Library, numbers: Iterable[int]) -> Library:
    """The chosen bundles with everything they refer to, each entry unchanged.

    Raises KeyError with the number of a bundle that is not there.
    """
    bundles = {str(number): library["bundles"][str(number)] for number in numbers}
    items: dict[str, ItemEntry] = {}
    papers: dict[str, PaperEntry] = {}
    needed = {entry["item"] for bundle in bundles.values() for entry in bundle["items"]}
    while needed - set(items):
        items |= {key: library["items"][key] for key in sorted(needed - set(items))}
        used = {paper_of(use) for item in items.values() for m in item["materials"] for use in m["papers"]}
        used |= {paper_of(use) for entry in library["common"] for use in entry["papers"]}
        papers = {key: library["papers"][key] for key in sorted(used)}
        needed |= {item for paper in papers.values() for item in paper.get("produced_by", ())}
    named = set(named_in([bundles, items, library["common"], library["common_hints"]]))
    named |= {("question", one) for one in counting(items)}
    return {
        "bundles": bundles,
        "questions": {k: v for k, v in library["questions"].items() if ("question", k) in named},
        "items": items,
        "papers": papers,
        "switches": {k: v for k, v in library["switches"].items() if ("switch", k) in named},
        "common": library["common"],
        "common_hints": library["common_hints"],
    }


def counting(items: Mapping[str, ItemEntry]) -> Iterator[str]:
    """Questions of a number by which the items' papers are counted."""
    uses = (use for item in items.values() for material in item["materials"] for use in material["papers"])
    return (question for use in uses if (question := counted_by(use)))


def named_in(data: object) -> Iterator[tuple[str, str]]:
    """("question", id) and ("switch", id) of everything that may be one; false positives are harmless."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield "question", key
            if key == "ask" and isinstance(value, str):
                yield "question", value
            if key == "switch" and isinstance(value, str):
                yield "switch", value
            yield from named_in(value)
    elif isinstance(data, list):
        for part in data:
            yield from named_in(part)


def switches_named(data: object) -> Iterator[str]:
    """Every switch that a condition anywhere in the data depends on."""
    return (name for sort, name in named_in(data) if sort == "switch")
