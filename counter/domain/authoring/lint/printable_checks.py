"""A check of every text at once: what a paper cannot show stands nowhere in the guide, its overlay included."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.authoring.lint.finding import Where
from counter.domain.authoring.lint.rule_checks import Ruling, bundle_place, item_place, ruling
from counter.domain.guide.library import library_of
from counter.domain.guide.model import Guide
from counter.domain.text.printable import fault_in


def all_printable(guide: Guide, check: str) -> Ruling:
    """Every text of the guide can be printed as it stands, with the fonts that every window has (办法第八条)."""
    said = list(_said(guide))
    told = (
        (where, wrong, "由指南编辑室改正后重新发布；已收的件照样打印，印不出的字印作〓。")
        for where, text in said
        if (wrong := fault_in(text))
    )
    return ruling(check, len(said), told)


def _said(guide: Guide) -> Iterator[tuple[Where, str]]:
    library = library_of(guide)
    for number, bundle in library["bundles"].items():
        yield from _texts(bundle_place(guide.bundles[int(number)]), bundle)
    for key, item in library["items"].items():
        place = item_place(guide, key)
        yield from _texts(place, {name: held for name, held in item.items() if name != "materials"})
        for material in item["materials"]:
            words = f"{place.words} › 材料{material['no']}"
            yield from _texts(Where(words, item=key, material=f"{key}/{material['no']}"), material)
    for key, paper in library["papers"].items():
        yield from _texts(Where(f"收件材料（{key}）", paper=key), paper)
    for key, question in library["questions"].items():
        yield from _texts(Where(f"情形题（{key}）", question=key), question)
    for key, switch in library["switches"].items():
        yield from _texts(Where(f"本地规定（{key}）"), switch)
    yield from _texts(Where("每件事都适用的材料"), library["common"])
    yield from _texts(Where("每件事都适用的提示"), library["common_hints"])


def _texts(place: Where, held: object) -> Iterator[tuple[Where, str]]:
    if isinstance(held, str):
        yield place, held
    elif isinstance(held, dict):
        for value in held.values():
            yield from _texts(place, value)
    elif isinstance(held, list):
        for value in held:
            yield from _texts(place, value)
