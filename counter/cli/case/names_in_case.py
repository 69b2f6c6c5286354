"""Find items, lines and papers of a case by the names used on a command line; an unknown name lists the valid ones."""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.errors import BadInput
from counter.domain.visit.answer_input import plain
from counter.domain.visit.checklist import Line

_BRACKETS = str.maketrans("[]()【】", "〔〕〔〕〔〕")
"""Brackets that people type instead of those of a paper's number."""


def item_named(case: Case, name: str, field: str) -> CaseItem:
    """The item of that id or exact name. Raises BadInput listing the items of the case."""
    by_id = [i for i in case.items if i.id == name.strip()]
    found = by_id or [i for i in case.items if plain(i.asked.name) == plain(name)]
    if len(found) == 1:
        return found[0]
    have = "、".join(f"{i.id}（{i.asked.name}）" for i in case.items)
    raise BadInput(f"这件办件没有事项“{name[:40]}”；有：{have}。", field=field)


def line_named(case: Case, name: str, field: str, among: Iterable[str] = ()) -> Line:
    """The line of that id or exact name. Raises BadInput listing ``among``, or every line of the case."""
    by_id = [x for x in case.lines if x.id == name.strip()]
    found = by_id or [x for x in case.lines if plain(x.name) == plain(name)]
    if len(found) == 1:
        return found[0]
    wanted = set(among)
    listed = [x for x in case.lines if x.id in wanted] or case.lines
    have = "、".join(f"{x.id}（{x.name}）" for x in listed)
    raise BadInput(f"这件办件的清单里没有材料“{name[:40]}”；可以写：{have}。", field=field)


def papers_named(case: Case, name: str, field: str) -> tuple[IssuedPaper, ...]:
    """The paper of that number or id, or every valid one of that kind or title. Raises BadInput listing the papers."""
    wanted = _bare(name)
    exact = tuple(p for p in case.papers if p.id == name.strip() or (p.number and _bare(p.number) == wanted))
    alike = [p for p in case.papers if wanted in (_bare(p.kind), _bare(p.title))]
    found = exact or tuple(p for p in alike if p.stage.binding) or tuple(alike[-1:])
    if not found:
        raise BadInput(
            f"这件办件没有文书“{name[:40]}”；有：{_listed(case.papers) or '没有任何文书'}。", field=field
        )
    return found


def paper_named(case: Case, name: str, field: str, of: str = "") -> IssuedPaper:
    """The one paper meant, of one item where ``of`` names it. Raises BadInput for none, or several with that name."""
    found = papers_named(case, name, field)
    found = tuple(p for p in found if of in p.items) or found if of else found
    if len(found) > 1:
        raise BadInput(f"“{name[:40]}”有{len(found)}份，请写明哪一份：{_listed(found)}。", field=field)
    return found[0]


def name_of(paper: IssuedPaper) -> str:
    """A paper's name in messages, usable in a command too."""
    return f"{paper.title}（{paper.number or paper.id}）"


def _listed(papers: Iterable[IssuedPaper]) -> str:
    return "、".join(name_of(p) for p in papers)


def _bare(text: str) -> str:
    return plain(text).translate(_BRACKETS)
