"""Checks of the papers that the window really takes: their names stand on every sheet the applicant is given."""

from __future__ import annotations

from collections import defaultdict

from counter.domain.authoring.lint.finding import Where
from counter.domain.authoring.lint.rule_checks import Ruling, Told, ruling
from counter.domain.authoring.lint.vague_words import vague_in
from counter.domain.guide.model import Guide, Material


def clear_words(guide: Guide, check: str) -> Ruling:
    """No catch-all word in a paper's name or issuer that is not told at its material already (办法第十条（一）)."""
    users: defaultdict[str, list[Material]] = defaultdict(list)
    for item in guide.items.values():
        for material in item.materials:
            for use in material.papers:
                users[use.paper].append(material)
    told: list[Told] = []
    for paper in guide.papers.values():
        names = _new(paper.name, [m.name for m in users[paper.id]])
        issuers = _new(paper.issuer, [m.issuer for m in users[paper.id]])
        parts = [("名称", names)] if names else []
        parts += [(f"出具单位“{paper.issuer}”", issuers)] if issuers else []
        if parts:
            words = "；".join(f"{where}里有“{'”“'.join(found)}”" for where, found in parts)
            told.append(
                (
                    Where(f"收件材料“{paper.name}”（{paper.id}）", paper=paper.id),
                    f"{words}，没有说清是什么、由谁出具",
                    "由部门列全，去掉模糊兜底的字样。",
                )
            )
    return ruling(check, len(guide.papers), told)


def _new(text: str, told_already: list[str]) -> list[str]:
    found = [vague.word for vague in vague_in(text) if vague.open]
    if not found:
        return []
    known = {vague.word for other in told_already for vague in vague_in(other)}
    return [word for word in found if word not in known]
