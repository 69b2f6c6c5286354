"""Readers of acts on materials that come after filing: brought, taken in elsewhere, no longer asked for."""

from __future__ import annotations

from counter.cli.case.acts import scene
from counter.cli.case.names_in_case import line_named
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts
from counter.domain.case.acts.correction import may_take
from counter.domain.case.acts.relief import relievable
from counter.domain.errors import BadInput


def _supplement(given: Fields, at: scene.Scene) -> acts.Supplement:
    case = at.case
    open_lines = [
        x.id for x in case.lines if any(i.id in x.items and may_take(case, i, x.id) for i in case.items)
    ]
    return acts.Supplement(
        scene.lines(given, case, open_lines), given.text("brought_by"), given.text("relation")
    )


def _take_named(given: Fields, at: scene.Scene) -> acts.TakeNamed:
    papers = tuple(
        acts.NamedPaper(name, *_sheets(name, value)) for name, value in given.inner("named").items()
    )
    return acts.TakeNamed(
        at.case.number,
        papers,
        given.text("applicant"),
        given.text("brought_by"),
        given.text("relation"),
        given.text("sheet"),
    )


def _check_taken(given: Fields, at: scene.Scene) -> acts.CheckTaken:
    lines = [line for one in at.case.taken_elsewhere for line in one.lines]
    return acts.CheckTaken(scene.lines(given, at.case, lines) if given.has("materials") else {})


def _relieve(given: Fields, at: scene.Scene) -> acts.Relieve:
    offered = [one.line.id for one in relievable(at.case, at.setting)]
    lines = [line_named(at.case, name, "lines", offered).id for name in given.texts("lines")] or offered
    return acts.Relieve(tuple(dict.fromkeys(lines)))


def _sheets(name: str, value: object) -> tuple[int, bool]:
    """Number of sheets and whether the original was seen, of a number or an option's text."""
    count, _, seen = str(value).partition(",")
    if isinstance(value, bool) or not count.strip().isdecimal() or len(count) > 4 or seen not in ("", "seen"):
        raise BadInput(f"“{name[:40]}”的份数要写成整数，看过原件的写 份数,seen。", field="papers")
    return int(count), bool(seen)


READERS: scene.Readers = {
    "supplement": (("materials", "brought_by", "relation"), _supplement),
    "take-named": (("named", "applicant", "brought_by", "relation", "sheet"), _take_named),
    "check-taken": (("materials",), _check_taken),
    "relieve": (("lines",), _relieve),
}
